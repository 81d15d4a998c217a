"""What a report is asked for; all of it lives in the address."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import Form, SelectChoice, SelectField

from desk.blueprints.reports.labels import key_from, span_label
from desk.domain.errors import NotFound
from desk.domain.people import Actor
from desk.domain.reporting import (
    Days,
    Dimension,
    Figure,
    Period,
    days_error,
    days_of,
    term_of,
)
from desk.domain.shifts import local_date, local_instant
from desk.queries.calendars import zone_in_force
from desk.queries.dimensions import Scope
from desk.queries.report_rows import Behind
from desk.queries.units import UnitLine
from desk.web.fields import NO_DAY, YEARS, DayField, offered
from desk.web.filters import Choice, everything, from_address
from desk.web.now import now
from desk.web.zone import use_zone, zone


class ReportForm(Form):
    """The days, the unit, and by what the figures are grouped."""

    first = DayField(lazy_gettext("From"), name="from")
    last = DayField(lazy_gettext("Until"), name="until")
    unit = Choice(lazy_gettext("Unit"))
    by = SelectField(
        lazy_gettext("By"),
        choices=offered(Dimension),
        default=Dimension.WEEK,
        validate_choice=False,
    )

    def offer_units(self, units: list[UnitLine]) -> None:
        """Offer all units and each."""
        self.unit.choices = [
            everything(),
            *(SelectChoice(str(unit.id), unit.name) for unit in units),
        ]

    def dimension(self) -> Dimension:
        """Return by what the figures are grouped. Raises NotFound for nonsense."""
        chosen = self.by.data or Dimension.WEEK
        if chosen not in set(Dimension):
            raise NotFound
        return Dimension(chosen)

    def days(self, today: date) -> Days | None:
        """Return the days asked for; None if they cannot be, said beside the field.

        Without any, this term; with one of the two, up to today or from its term on.
        """
        wrong_days = self.first.errors or self.last.errors
        if wrong_days or not all(map(self._is_near, (self.first, self.last))):
            return None
        first: Any = self.first.data
        last: Any = self.last.data
        if first is None:
            first = term_of(last or today).first
        if last is None:
            has_first = self.first.data is not None
            last = max(first, today) if has_first else term_of(today).last
        days = Days(first, last)
        wrong = days_error(days)
        if wrong is not None:
            self.last.errors = [gettext(wrong)]
            return None
        self.first.process_data(days.first)
        self.last.process_data(days.last)
        return days

    def _is_near(self, field: DayField) -> bool:
        if field.data is None or field.data.year in YEARS:
            return True
        field.errors = [gettext(NO_DAY)]
        return False


@dataclass(frozen=True, slots=True)
class Asked:
    """A report that can be made: its days, its unit (None: all), its grouping."""

    days: Days
    scope: Scope
    dimension: Dimension
    unit_id: int | None

    @property
    def words(self) -> str:
        """Return the days in words."""
        return span_label(*self.days, year=True)

    @property
    def address(self) -> dict[str, Any]:
        """Return what stands in the address of this report."""
        of_unit = {} if self.unit_id is None else {"unit": self.unit_id}
        return {
            "from": self.days.first.isoformat(),
            "until": self.days.last.isoformat(),
            **of_unit,
            "by": self.dimension.value,
        }


def read_form(units: list[UnitLine]) -> ReportForm:
    """Return the form as the address fills it, with the units to choose from."""
    form: ReportForm = from_address(ReportForm)
    form.offer_units(units)
    return form


def read_asked(form: ReportForm, units: list[UnitLine], actor: Actor) -> Asked | None:
    """Return the report asked for, None where the form says what is wrong.

    Raises NotFound for what is not offered.
    """
    unit_id = form.unit.read(int)
    dimension = form.dimension()
    of_unit = unit_id if unit_id is not None else actor.unit_id
    if of_unit is not None:
        use_zone(zone_in_force(of_unit))
    days = form.days(today())
    if days is None:
        return None
    scope = Scope(
        unit_ids=tuple(unit.id for unit in units if of_unit in {None, unit.id}),
        begin=local_instant(days.first, 0, zone()),
        end=local_instant(days.last + timedelta(days=1), 0, zone()),
        zone=zone(),
    )
    return Asked(days, scope, dimension, unit_id)


def read_behind(asked: Asked) -> Behind:
    """Return which figure the address asks the rows of. Raises NotFound."""
    figure = request.args.get("figure", Figure.RECEIVED)
    if figure not in set(Figure):
        raise NotFound
    value = request.args.get("value")
    if value is None:
        return Behind(asked.scope, Figure(figure))
    key = key_from(asked.dimension, value, asked.scope)
    return Behind(asked.scope, Figure(figure), asked.dimension, key)


def today() -> date:
    """Return the day it is in the page's zone."""
    return local_date(now(), zone())


def periods(asked: Asked | None) -> list[tuple[Period, Days, bool]]:
    """Return the spans to choose with one click, and whether each is the present."""
    return periods_of(asked.days if asked else None)


def periods_of(shown: Days | None) -> list[tuple[Period, Days, bool]]:
    """Return the same, with the days that are shown."""
    return [
        (period, days, shown == days)
        for period in Period
        for days in [days_of(period, today())]
    ]
