"""Words of the desk in URLs; nonsense is 404 before any view runs."""

from datetime import date
from typing import Any

from werkzeug.routing import BaseConverter, IntegerConverter, ValidationError

from desk.domain.rubric import RubricItem
from desk.domain.vocabulary import Step

# With room on both sides for the weeks before and after.
YEARS = range(1972, 2198)


class StepConverter(BaseConverter):
    """One of the four steps."""

    regex = "|".join(Step)

    def to_python(self, value: str) -> Step:
        """Return the step."""
        return Step(value)

    def to_url(self, value: Any) -> str:
        """Return the step's value."""
        return Step(value).value


class ItemConverter(BaseConverter):
    """One of the items of the rubric."""

    regex = "|".join(RubricItem)

    def to_python(self, value: str) -> RubricItem:
        """Return the item."""
        return RubricItem(value)

    def to_url(self, value: Any) -> str:
        """Return the item's value."""
        return RubricItem(value).value


class DayConverter(BaseConverter):
    """A date like 2026-09-02."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Return the date."""
        try:
            return _near(date.fromisoformat(value))
        except ValueError as wrong:
            raise ValidationError from wrong

    def to_url(self, value: Any) -> str:
        """Return the date as written in an address."""
        return str(value)


class WeekConverter(BaseConverter):
    """A week like 2026-W36, as its Monday."""

    regex = "[0-9]{4}-W[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Return the Monday."""
        try:
            return _near(date.fromisocalendar(int(value[:4]), int(value[6:]), 1))
        except ValueError as wrong:
            raise ValidationError from wrong

    def to_url(self, value: Any) -> str:
        """Return the week of a date as written in an address."""
        year, week, _ = value.isocalendar()
        return f"{year}-W{week:02}"


def _near(day: date) -> date:
    """Return a day on which no arithmetic runs over. Raises ValueError."""
    if day.year not in YEARS:
        raise ValueError(f"{day} is too far away")
    return day


class IdConverter(IntegerConverter):
    """An id that a database column can hold.

    By its pattern, not by a limit: a number that only fails the limit would be
    answered with "method not allowed" where another method has the same address.
    """

    regex = "[1-9][0-9]{0,8}"


class SecretConverter(BaseConverter):
    """A secret in an address, made of what `secrets.token_urlsafe` writes.

    Anything else, a NUL byte for one, is no question to the database.
    """

    regex = "[A-Za-z0-9_-]{1,64}"
