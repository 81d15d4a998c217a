"""The days and the unit a page of figures is of; all of it lives in the address."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import request, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import Form, SelectChoice

from desk.blueprints.reports.labels import span_label
from desk.domain.people import Actor
from desk.domain.reporting import Days, Period, days_error, days_of, term_of
from desk.domain.shifts import local_date, local_instant
from desk.queries.calendars import zone_in_force
from desk.queries.dimensions import Scope
from desk.queries.units import units_for
from desk.web.fields import NO_DAY, YEARS, DayField
from desk.web.filters import Choice, everything
from desk.web.now import now
from desk.web.zone import use_zone, zone


class SpanForm(Form):
    """The days and the unit; a room adds by what its own figures are narrowed."""

    first = DayField(lazy_gettext("From"), name="from")
    last = DayField(lazy_gettext("Until"), name="until")
    unit = Choice(lazy_gettext("Unit"))

    def offer_to(self, actor: Actor) -> None:
        """Offer a person the units they work for, and all of them."""
        self.units = units_for(actor)
        self.own_unit_id = actor.unit_id
        self.shown: Days | None = None
        self.unit.choices = [
            everything(),
            *(SelectChoice(str(unit.id), unit.name) for unit in self.units),
        ]

    @property
    def has_units(self) -> bool:
        """Say whether there is more than one unit to choose."""
        return len(self.units) > 1

    @property
    def periods(self) -> list[tuple[Period, str, bool]]:
        """Return the spans to choose with one click, and whether each is shown."""
        return [
            (period, self._url_of(days), self.shown == days)
            for period in Period
            for days in [days_of(period, _today())]
        ]

    def _url_of(self, days: Days) -> str:
        """Return this page of other days, with all else that is chosen."""
        span: dict[str, Any] = {self.first.name: days.first, self.last.name: days.last}
        chosen = {f.name: f.data for f in self if f.data and f.name not in span}
        return url_for(
            request.endpoint or "", **(request.view_args or {}), **chosen, **span
        )

    def span(self) -> "AskedSpan | None":
        """Return the span asked for; None if it cannot be, said beside the field.

        From here on the page tells instants in the unit's zone. Raises NotFound for a
        unit that is not offered.
        """
        unit_id = self.unit.read(int)
        of_unit = unit_id if unit_id is not None else self.own_unit_id
        if of_unit is not None:
            use_zone(zone_in_force(of_unit))
        self.shown = self._days(_today())
        if self.shown is None:
            return None
        scope = Scope(
            unit_ids=tuple(u.id for u in self.units if of_unit in {None, u.id}),
            begin=local_instant(self.shown.first, 0, zone()),
            end=local_instant(self.shown.last + timedelta(days=1), 0, zone()),
            zone=zone(),
        )
        return AskedSpan(self.shown, scope, unit_id)

    def _days(self, today: date) -> Days | None:
        """Return the days asked for; None if they cannot be.

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
class AskedSpan:
    """A span that figures can be made of: its days, its unit (None: all)."""

    days: Days
    scope: Scope
    unit_id: int | None

    @property
    def words(self) -> str:
        """Return the days in words."""
        return span_label(*self.days, year=True)

    @property
    def address(self) -> dict[str, Any]:
        """Return what stands in the address of the page."""
        known = {"unit": self.unit_id, **self.narrowed}
        return {
            "from": self.days.first.isoformat(),
            "until": self.days.last.isoformat(),
            **{name: value for name, value in known.items() if value is not None},
        }

    @property
    def narrowed(self) -> dict[str, Any]:
        """Return what a room adds to the address; None: nothing."""
        return {}


def _today() -> date:
    """Return the day it is in the page's zone."""
    return local_date(now(), zone())
