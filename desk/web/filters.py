"""What a list is narrowed to: forms that live in the address."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar

from flask import request
from flask_babel import lazy_gettext
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, SelectChoice, SelectField
from wtforms.widgets import Select, html_params

from desk.domain.errors import NotFound
from desk.domain.vocabulary import Word
from desk.web.fields import offered
from desk.web.text import clean

Chosen = TypeVar("Chosen", bound=Word)
# More than the pages have, in both languages.
MOST = 500


def everything() -> SelectChoice:
    """Return the choice that narrows nothing."""
    return SelectChoice("", lazy_gettext("All"))


class Options(Select):
    """A select that is written once: every page offers the same people and sources."""

    def __call__(self, field: SelectField, **kwargs: Any) -> Markup:
        """Return the select as WTForms would write it."""
        attributes = _attributes(**{"id": field.id, "name": field.name, **kwargs})
        choices = tuple((str(each.value), str(each.label)) for each in field.choices)
        return _select(attributes, choices, str(field.data or ""))


_attributes = lru_cache(MOST)(html_params)


@lru_cache(MOST)
def _select(
    attributes: Markup, choices: tuple[tuple[str, str], ...], chosen: str
) -> Markup:
    option = Markup('<option {}value="{}">{}</option>')
    options = Markup().join(
        option.format("selected " * (value == chosen), value, label)
        for value, label in choices
    )
    return Markup("<select {}>{}</select>").format(attributes, options)


class Choice(SelectField):
    """One choice or all; what is not offered does not exist (404)."""

    widget = Options()

    def __init__(self, label: Any, words: Iterable[Word] = (), **kwargs: Any) -> None:
        """Offer all and the words."""
        # What is not offered is told by who reads it.
        kwargs.setdefault("validate_choice", False)
        super().__init__(
            label, choices=[everything(), *offered(words)], default="", **kwargs
        )

    def read(self, convert: Callable[[str], Any]) -> Any:
        """Return the choice, None for all. Raises NotFound for one not offered."""
        if not self.data:
            return None
        if self.data not in [value for value, *_ in self.iter_choices()]:
            raise NotFound
        return convert(self.data)


class Tick(BooleanField):
    """A box in an address: 1 is ticked, and nothing else is understood (404)."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what stands in the address."""
        self.data = valuelist[:1] == ["1"]

    def _value(self) -> str:
        return "1"

    def read(self, convert: Callable[[str], Any]) -> Any:
        """Return whether it is ticked. Raises NotFound for nonsense."""
        sent = "".join(self.raw_data or ())
        if sent not in {"", "1"}:
            raise NotFound
        return convert(sent)


def asked_word(name: str, usual: Chosen) -> Chosen:
    """Return the word that the address chooses. Raises NotFound for one not ours."""
    text = request.args.get(name) or usual
    words = type(usual)
    if text not in set(words):
        raise NotFound
    return words(text)


def from_address(kind: type[Any], args: MultiDict[str, str] | None = None) -> Any:
    """Return a filter form filled from the address of the request, or from another."""
    known = request.args if args is None else args
    typed = [(name, clean(text)) for name, text in known.items(multi=True)]
    form = kind(MultiDict(typed))
    form.validate()
    return form
