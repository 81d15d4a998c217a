"""What a report is asked for; all of it lives in the address."""

from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import lazy_gettext
from wtforms import SelectField

from desk.blueprints.reports.labels import key_from
from desk.blueprints.reports.spans import AskedSpan, SpanForm
from desk.domain.errors import NotFound
from desk.domain.people import Actor
from desk.domain.reporting import Dimension, Figure
from desk.queries.dimensions import Key
from desk.queries.report_rows import Behind
from desk.web.fields import offered
from desk.web.filters import asked_word, from_address


class ReportForm(SpanForm):
    """The days, the unit, and by what the figures are grouped."""

    by = SelectField(
        lazy_gettext("By"),
        choices=offered(Dimension),
        default=Dimension.WEEK,
        validate_choice=False,
    )

    def dimension(self) -> Dimension:
        """Return by what the figures are grouped. Raises NotFound for nonsense."""
        chosen = self.by.data or Dimension.WEEK
        if chosen not in set(Dimension):
            raise NotFound
        return Dimension(chosen)


@dataclass(frozen=True, slots=True)
class Asked(AskedSpan):
    """A report that can be made: its span and its grouping."""

    dimension: Dimension

    @property
    def narrowed(self) -> dict[str, Any]:
        """Return by what it is grouped."""
        return {"by": self.dimension.value}


def read_form(actor: Actor) -> ReportForm:
    """Return the form as the address fills it, with the units to choose from."""
    form: ReportForm = from_address(ReportForm)
    form.offer_to(actor)
    return form


def read_asked(form: ReportForm) -> Asked | None:
    """Return the report asked for, None where the form says what is wrong.

    Raises NotFound for what is not offered.
    """
    dimension, span = form.dimension(), form.span()
    if span is None:
        return None
    return Asked(span.days, span.scope, span.unit_id, dimension)


def asked_for(actor: Actor) -> Asked:
    """Return the report of the address. Raises NotFound for one that cannot be."""
    asked = read_asked(read_form(actor))
    if asked is None:
        raise NotFound
    return asked


def read_behind(asked: Asked) -> Behind:
    """Return which figure the address asks the rows of. Raises NotFound."""
    return Behind(asked.scope, asked_word("figure", Figure.RECEIVED), *read_line(asked))


def read_line(asked: Asked) -> tuple[Dimension | None, Key]:
    """Return the line whose rows the address asks for: by what, and which of them.

    Without one they are of all lines. Raises NotFound.
    """
    value = request.args.get("value")
    if value is None:
        return None, None
    return asked.dimension, key_from(asked.dimension, value, asked.scope)
