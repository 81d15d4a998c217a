"""The form of a paper record: when it was received, and what proves it."""

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import FileField, HiddenField, StringField

from desk.domain.errors import InvalidInput
from desk.domain.evidence import LINE
from desk.web.fields import InstantField
from desk.web.forms import DeskForm, at_most

DIGITS = 9


class PaperForm(DeskForm):
    """When the complaint was received, the page in the book, a photo of it.

    A browser forgets a file once it is sent, so the desk keeps an accepted photo and
    the form its number until everything else is right, too.
    """

    received_at = InstantField(lazy_gettext("When was the complaint received?"))
    page_number = StringField(
        lazy_gettext("Page number in the paper book"), [at_most(LINE)]
    )
    photo = FileField(lazy_gettext("Photo of the page"))
    kept = HiddenField()

    refused: InvalidInput | None = None

    @property
    def content(self) -> bytes | None:
        """Return what is in the file chosen, None if none was."""
        is_chosen = getattr(self.photo.data, "filename", "")
        return bytes(self.photo.data.read()) if is_chosen else None

    @property
    def photo_id(self) -> int | None:
        """Return the number of the photo the desk keeps for this form, if any."""
        text = str(self.kept.data or "")
        is_number = text.isascii() and text.isdigit() and len(text) <= DIGITS
        return int(text) if is_number else None

    def validate(self, extra_validators: Any = None) -> bool:
        """Say whether all is well formed, with what is wrong with the photo."""
        is_valid = super().validate(extra_validators)
        for message in self.refused.errors.values() if self.refused else ():
            self.photo.errors = [*self.photo.errors, gettext(message)]
        return is_valid and not self.photo.errors
