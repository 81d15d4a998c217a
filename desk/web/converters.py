"""Words of the desk in URLs; nonsense is 404 before any view runs."""

from typing import Any

from werkzeug.routing import BaseConverter, IntegerConverter

from desk.domain.vocabulary import Step


class StepConverter(BaseConverter):
    """One of the four steps."""

    regex = "|".join(Step)

    def to_python(self, value: str) -> Step:
        """Return the step."""
        return Step(value)

    def to_url(self, value: Any) -> str:
        """Return the step's value."""
        return Step(value).value


class IdConverter(IntegerConverter):
    """An id that a database column can hold.

    By its pattern, not by a limit: a number that only fails the limit would be
    answered with "method not allowed" where another method has the same address.
    """

    regex = "[1-9][0-9]{0,8}"
