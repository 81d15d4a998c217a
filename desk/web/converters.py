"""Words of the desk in URLs; nonsense is 404 before any view runs."""

from typing import Any

from werkzeug.routing import BaseConverter, IntegerConverter, Map, ValidationError

from desk.domain.vocabulary import Step

BIGGEST_ID = 2**31 - 1


class StepConverter(BaseConverter):
    """One of the four steps."""

    def to_python(self, value: str) -> Step:
        """Return the step, or let the URL not match."""
        try:
            return Step(value)
        except ValueError as problem:
            raise ValidationError from problem

    def to_url(self, value: Any) -> str:
        """Return the step's value."""
        return Step(value).value


class IdConverter(IntegerConverter):
    """An id that a database column can hold."""

    def __init__(self, map: Map) -> None:  # noqa: A002 -- Werkzeug's name
        """Bound the number."""
        super().__init__(map, min=1, max=BIGGEST_ID)
