"""The base of all forms: trimmed text, one key a form, refusals beside the fields."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import g, request
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, PasswordField, StringField
from wtforms.validators import Length

from desk.domain.errors import (
    DeskError,
    Forbidden,
    InvalidInput,
    NotFound,
    StaleTicket,
)
from desk.domain.evidence import LINE, TOO_LONG
from desk.domain.people import Actor
from desk.queries.drafts import drafted_pages, find_draft
from desk.web.actor import LONGEST_KEY, find_actor, new_key, page_sent
from desk.web.formatting import why
from desk.web.text import clean

MOST_DIGITS = 9


class DeskForm(FlaskForm):
    """A form that is carried out once and keeps what was typed."""

    key = HiddenField(default=new_key, filters=[lambda key: (key or "")[:LONGEST_KEY]])

    refusal: str = ""
    is_stale: bool = False
    status: int = HTTPStatus.OK

    class Meta:
        """How every field is bound."""

        def bind_field(
            self, form: Any, unbound_field: Any, options: dict[str, Any]
        ) -> Any:
            """Clean every field's text, but for passwords: they count as typed."""
            filters = list(unbound_field.kwargs.get("filters", ()))
            if unbound_field.field_class is not PasswordField:
                filters.append(clean)
            return unbound_field.bind(form=form, filters=filters, **options)

    def __init__(self, *args: Any, page: str = "", **kwargs: Any) -> None:
        """Fill the form with what was sent to its page, else with the draft of it."""
        self.page = page or request.path
        if request.method != "POST" or page_sent() != self.page:
            kwargs.setdefault("formdata", _drafted(self.page))
        super().__init__(*args, **kwargs)

    def accepts(self, carry_out: Callable[[], object]) -> bool:
        """Say whether the form was sent, is well formed, and the desk carried it out.

        What the desk refuses stands beside the fields or above them; the text stays.
        """
        if not self.is_submitted():
            return False
        if not self.validate():
            self.status = HTTPStatus.UNPROCESSABLE_ENTITY
            return False
        try:
            carry_out()
        except InvalidInput as refused:
            self._mark(refused)
        except (Forbidden, NotFound):
            raise
        except DeskError as refused:
            self.refuse(refused)
        else:
            return True
        return False

    def refuse(self, refused: DeskError) -> None:
        """Say above the fields why the desk did not carry it out."""
        self.refusal = why(refused)
        self.is_stale = isinstance(refused, StaleTicket)
        self.status = HTTPStatus.CONFLICT

    def _mark(self, refused: InvalidInput) -> None:
        self.status = HTTPStatus.UNPROCESSABLE_ENTITY
        for name, message in refused.errors.items():
            self[name].errors = [*self[name].errors, gettext(message)]


class SeenForm(DeskForm):
    """A form about something that has versions, as the person saw it."""

    version = HiddenField(default=0)

    @property
    def seen(self) -> int:
        """Return the version that the person saw; nonsense is none."""
        return whole_number(self.version)


def whole_number(field: Field) -> int:
    """Return the number that a hidden field was sent with; nonsense is 0."""
    text = str(next(iter(field.raw_data or ()), ""))
    is_number = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if is_number else 0


def at_most(limit: int) -> Length:
    """Return the rule for how long a text may be."""
    return Length(max=limit, message=lazy_gettext(TOO_LONG, limit=limit))


class SignInForm(DeskForm):
    """User name and password."""

    username = StringField(lazy_gettext("User name"), validators=[at_most(LINE)])
    password = PasswordField(lazy_gettext("Password"), validators=[at_most(LINE)])
    next = HiddenField()


def _drafted(page: str) -> MultiDict[str, str] | None:
    actor = find_actor()
    if actor is None or page not in _drafted_pages(actor):
        return None
    fields = find_draft(actor.id, page) or {}
    return MultiDict([(name, text) for name, texts in fields.items() for text in texts])


def _drafted_pages(actor: Actor) -> frozenset[str]:
    # A ticket has a dozen forms and hardly ever a draft: one question for all of them.
    if "drafted_pages" not in g:
        g.drafted_pages = drafted_pages(actor.id)
    found: frozenset[str] = g.drafted_pages
    return found
