"""The forms of people without an account: nothing typed is lost, robots are let go."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import FileField, HiddenField, SelectChoice, StringField, TextAreaField

from desk.domain.errors import InvalidInput
from desk.domain.evidence import LINE, TEXT
from desk.domain.vocabulary import N_, Remedy
from desk.queries.public import OpenUnit
from desk.services import photos
from desk.services import public as service
from desk.services.public import Complaint
from desk.web.actor import customer_act
from desk.web.derived import sign_photo, signed_photo
from desk.web.fields import Chips, id_or_none
from desk.web.forms import DeskForm, at_most

# More than any photo: it is read so that the text beside it is not lost.
LARGEST = 32 * 1024 * 1024

EXPIRED = N_(
    "This page was open for very long. Your text is still here: send it again."
)
NOT_TAKEN = N_(
    "We could not take this. Your text is still here: please send it once more, or "
    "come to our counter."
)
TOO_MANY = N_(
    "That was very often in a short time. Your text is still here: wait a minute, then "
    "send it again. A photo must be chosen again."
)


class PublicForm(DeskForm):
    """A form that anybody may send, with a field that only robots fill in."""

    website = StringField(lazy_gettext("Leave this empty"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Read what was sent, with room for a photo that is too large."""
        request.max_content_length = LARGEST
        super().__init__(*args, **kwargs)

    def accepts(self, carry_out: Callable[[], object]) -> bool:
        """Say whether the form was sent by a person, and the desk carried it out."""
        if self.is_submitted() and self.website.data:
            self.website.data = ""
            return self._turn_back(NOT_TAKEN, HTTPStatus.UNPROCESSABLE_ENTITY)
        return super().accepts(carry_out)

    def validate(self, extra_validators: Any = None) -> bool:
        """Say whether all is well formed; an old page is told in plain words."""
        is_valid = bool(super().validate(extra_validators))
        if "csrf_token" in self and self.csrf_token.errors:
            self.csrf_token.errors = ()
            self.refusal = gettext(EXPIRED)
        return is_valid

    def hold_up(self) -> None:
        """Show what was typed to whoever sends too often."""
        self._turn_back(TOO_MANY, HTTPStatus.TOO_MANY_REQUESTS)

    def _turn_back(self, why: str, status: HTTPStatus) -> bool:
        self.refusal, self.status = gettext(why), status
        return False


class PhotoForm(PublicForm):
    """A public form to which a photo may be added.

    A browser forgets a file once it is sent, so the desk keeps an accepted photo and
    the form its signed number until everything else is right, too.
    """

    photo = FileField(lazy_gettext("Photo"))
    kept = HiddenField()

    refused: InvalidInput | None = None

    @property
    def photo_id(self) -> int | None:
        """Return the number of the photo the desk keeps for this form, if any."""
        return signed_photo(str(self.kept.data or ""))

    def accepts(self, carry_out: Callable[[], object]) -> bool:
        """Keep the photo, then do as any form does."""
        if self.is_submitted() and not self.website.data:
            self._keep_photo()
        is_accepted = super().accepts(carry_out)
        if self.photo.errors and self.refused is None:
            self.kept.data = ""
        return is_accepted

    def validate(self, extra_validators: Any = None) -> bool:
        """Say whether all is well formed, with what is wrong with the photo."""
        is_valid = super().validate(extra_validators)
        for message in self.refused.errors.values() if self.refused else ():
            self.photo.errors = [*self.photo.errors, gettext(message)]
        return is_valid and not self.photo.errors

    def _keep_photo(self) -> None:
        sent = self.photo.data
        if not getattr(sent, "filename", ""):
            return
        try:
            content = photos.clean(bytes(sent.read(photos.MOST_BYTES + 1)))
        except InvalidInput as refused:
            self.refused = refused
            return
        kept = service.keep_photo(customer_act(self.key.data or ""), content=content)
        self.kept.data = sign_photo(kept)


class ComplaintForm(PhotoForm):
    """What happened; everything else is optional."""

    unit_id = Chips(lazy_gettext("Where did it happen?"), coerce=id_or_none)
    complaint = TextAreaField(lazy_gettext("What happened?"), [at_most(TEXT)])
    item = StringField(lazy_gettext("What is it about?"), [at_most(LINE)])
    remedy = Chips(lazy_gettext("What would you like from us?"), Remedy, coerce=Remedy)
    customer = StringField(lazy_gettext("Your name"), [at_most(LINE)])
    contact = StringField(lazy_gettext("How we can reach you"), [at_most(LINE)])

    def offer(self, units: Sequence[OpenUnit]) -> None:
        """Let the customer choose among several units; of one there is no choice."""
        if len(units) < 2:
            del self.unit_id
            return
        self.unit_id.choices = [SelectChoice(str(u.id), u.name) for u in units]

    def told(self) -> Complaint:
        """Return what was filled in."""
        return Complaint(
            complaint=self.complaint.data or "",
            item=self.item.data or "",
            remedy=self.remedy.data,
            customer=self.customer.data or "",
            contact=self.contact.data or "",
        )


class MessageForm(PhotoForm):
    """What the customer adds later."""

    said = TextAreaField(lazy_gettext("Your message"), [at_most(TEXT)])
