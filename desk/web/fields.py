"""Form fields that speak the desk's vocabularies."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext, lazy_gettext
from wtforms import (
    DateField,
    DateTimeLocalField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    TimeField,
)
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from desk.domain.evidence import CHOOSE
from desk.domain.vocabulary import N_, Word
from desk.web.zone import zone

NO_DAY = N_("This is no day of the calendar.")
NO_INSTANT = N_("This is no date and time.")
NO_TIME = N_("This is no time of day.")
MOST_DIGITS = 9
# Far enough for any complaint, and near enough that no arithmetic runs over.
YEARS = range(1970, 2200)


def id_or_none(text: Any) -> int | None:
    """Return the id a select holds; what is none is nothing chosen."""
    digits = str(text)
    is_id = digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS
    return int(digits) if is_id else None


def as_id(text: Any) -> int:
    """Return the id a box holds. Raises ValueError for what no column can hold."""
    found = id_or_none(text)
    if found is None:
        raise ValueError
    return found


def offered(words: Iterable[Word]) -> list[SelectChoice]:
    """Return words as the choices of a field."""
    return [SelectChoice(word.value, lazy_gettext(word.label)) for word in words]


class Chips(RadioField):
    """One choice among a few, each a large target; data is a word or None."""

    def __init__(self, label: Any, words: Iterable[Word] = (), **kwargs: Any) -> None:
        """Offer the words, or the choices given later."""
        kwargs.setdefault("choices", offered(words))
        super().__init__(label, **kwargs, validate_choice=False)

    def process_data(self, value: Any) -> None:
        """Take a default as it is; no choice stays None."""
        self.data = None if value is None else self.coerce(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the choice that was sent."""
        _read(super().process_formdata, valuelist, CHOOSE)

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 -- WTForms calls it so
        """Refuse what is not offered; nothing chosen is the rules' business."""
        values = [self.coerce(value) for value, *_ in self.iter_choices()]
        if self.data is not None and self.data not in values:
            raise ValidationError(gettext(CHOOSE))


class Suggested(Chips):
    """One of a few; one no longer suggested is for the service to judge."""

    def pre_validate(self, form: Any) -> None:
        """Let anything pass."""


class Ticks(SelectMultipleField):
    """Any number of choices, each a large target; data is a list of words."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, words: Iterable[Word], **kwargs: Any) -> None:
        """Offer the words."""
        super().__init__(label, choices=offered(words), **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the choices that were sent."""
        _read(super().process_formdata, valuelist, CHOOSE)

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not offered, in the person's language."""
        try:
            super().pre_validate(form)
        except ValidationError:
            raise ValidationError(gettext(CHOOSE)) from None


class Boxes(SelectMultipleField):
    """Any number of things with ids, each a large target."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, **kwargs: Any) -> None:
        """Offer nothing yet."""
        # Whether one may be chosen is for the service to say.
        super().__init__(
            label, coerce=as_id, choices=[], validate_choice=False, **kwargs
        )


class DayField(DateField):
    """A day."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was entered; nothing entered is nothing wrong."""
        self.data = None
        if any(valuelist):
            _read(super().process_formdata, valuelist, NO_DAY)


class TimeOfDayField(TimeField):
    """A time of day by the clocks of a unit."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was entered; nothing entered is nothing wrong."""
        self.data = None
        if any(valuelist):
            _read(super().process_formdata, valuelist, NO_TIME)

    @property
    def seconds(self) -> int | None:
        """Return the seconds after midnight, None if nothing was entered."""
        if self.data is None:
            return None
        return int(self.data.hour * 3600 + self.data.minute * 60)


class InstantField(DateTimeLocalField):
    """A date and time in the page's zone that becomes an instant (UTC seconds)."""

    def process_data(self, value: Any) -> None:
        """Start with an instant (UTC seconds), or with nothing."""
        self.data = None
        if value is not None:
            local = datetime.fromtimestamp(value, ZoneInfo(zone()))
            self.data = local.replace(tzinfo=None)

    def _value(self) -> str:
        """Return it as browsers read it: what was sent, else to the minute."""
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.strftime("%Y-%m-%dT%H:%M") if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was entered; nothing entered is nothing wrong."""
        self.data = None
        if any(valuelist):
            _read(super().process_formdata, valuelist, NO_INSTANT)
        if self.data is not None and self.data.year not in YEARS:
            self.data = None
            raise ValueError(gettext(NO_INSTANT))

    @property
    def instant(self) -> int | None:
        """Return the instant in UTC seconds, None if nothing was entered."""
        if self.data is None:
            return None
        local = self.data.replace(tzinfo=ZoneInfo(zone()))
        return int(local.astimezone(UTC).timestamp())


def _read(process: Callable[[list[str]], None], texts: list[str], message: str) -> None:
    try:
        process(texts)
    except ValueError as problem:
        raise ValueError(gettext(message)) from problem
