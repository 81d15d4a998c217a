"""What the Pareto is narrowed to; all of it lives in the address."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import request
from flask_babel import lazy_gettext
from wtforms import SelectChoice

from desk.blueprints.reports.forms import ReportForm, today
from desk.blueprints.reports.labels import key_from, span_label
from desk.domain.errors import NotFound
from desk.domain.pareto import ParetoFigure
from desk.domain.people import Actor
from desk.domain.reporting import Days, Dimension
from desk.domain.shifts import local_instant
from desk.domain.vocabulary import Channel
from desk.queries.calendars import zone_in_force
from desk.queries.dimensions import Scope, class_names
from desk.queries.pareto import Narrow
from desk.queries.pareto_rows import Behind
from desk.queries.report_rows import within_week
from desk.queries.sources import source_parents, source_units
from desk.queries.units import UnitLine
from desk.web.fields import id_or_none
from desk.web.filters import Choice, everything, from_address
from desk.web.zone import use_zone, zone

# How an address says: of no source yet, and of any.
NONE, ANY = "none", "any"


class ParetoForm(ReportForm):
    """The days, the unit, the channel and the owner's class group."""

    # Sources are what it is grouped by.
    by = None
    channel = Choice(lazy_gettext("Channel"), Channel)
    class_group = Choice(lazy_gettext("Class group"))

    def offer(self, units: list[UnitLine]) -> None:
        """Offer the units and class groups there are."""
        self.offer_units(units)
        named = sorted(class_names().items(), key=lambda each: each[1].casefold())
        self.class_group.choices = [
            everything(),
            *(SelectChoice(str(id_), name) for id_, name in named),
        ]


@dataclass(frozen=True, slots=True)
class Asked:
    """A Pareto that can be made: of which complaints, and below which source."""

    days: Days
    narrow: Narrow
    unit_id: int | None
    group_id: int | None

    @property
    def words(self) -> str:
        """Return the days in words."""
        return span_label(*self.days, year=True)

    @property
    def address(self) -> dict[str, Any]:
        """Return what stands in the address of it, but for the source it is below."""
        narrow = self.narrow
        known = {
            "unit": self.unit_id,
            "channel": narrow.channel and narrow.channel.value,
            "class_group": narrow.class_group_id,
        }
        return {
            "from": self.days.first.isoformat(),
            "until": self.days.last.isoformat(),
            **{name: value for name, value in known.items() if value is not None},
        }


def read_form(units: list[UnitLine]) -> ParetoForm:
    """Return the form as the address fills it."""
    form: ParetoForm = from_address(ParetoForm)
    form.offer(units)
    return form


def read_asked(form: ParetoForm, units: list[UnitLine], actor: Actor) -> Asked | None:
    """Return the Pareto asked for, None where the form says what is wrong.

    Raises NotFound for what is not offered.
    """
    unit_id = form.unit.read(int)
    of_unit = unit_id if unit_id is not None else actor.unit_id
    if of_unit is not None:
        use_zone(zone_in_force(of_unit))
    days = form.days(today())
    channel, class_group_id = form.channel.read(Channel), form.class_group.read(int)
    if days is None:
        return None
    scope = Scope(
        unit_ids=tuple(unit.id for unit in units if of_unit in {None, unit.id}),
        begin=local_instant(days.first, 0, zone()),
        end=local_instant(days.last + timedelta(days=1), 0, zone()),
        zone=zone(),
    )
    narrow = Narrow(scope, channel, class_group_id)
    return Asked(days, narrow, unit_id, _group(scope))


def read_behind(asked: Asked) -> Behind:
    """Return which figure the address asks the rows of. Raises NotFound."""
    figure = request.args.get("figure", ParetoFigure.RECEIVED)
    if figure not in set(ParetoFigure):
        raise NotFound
    source = request.args.get("of", "")
    is_named = source not in {"", NONE, ANY}
    cell = request.args.get("cell", "")
    if cell not in {"", NONE, *Channel}:
        raise NotFound
    return Behind(
        narrow=_within(asked),
        figure=ParetoFigure(figure),
        source_id=_source(source, asked.narrow.scope) if is_named else None,
        is_tagged=source == ANY,
        is_untagged=source == NONE,
        channel=Channel(cell) if cell in set(Channel) else None,
        is_without_channel=cell == NONE,
    )


def _within(asked: Asked) -> Narrow:
    """Return the complaints of the one week the address names, if it names one."""
    if "week" not in request.args:
        return asked.narrow
    narrow = asked.narrow
    week = key_from(Dimension.WEEK, request.args["week"], narrow.scope)
    scope = within_week(narrow.scope, int(week or 0))
    return Narrow(scope, narrow.channel, narrow.class_group_id)


def _group(scope: Scope) -> int | None:
    text = request.args.get("group", "")
    if not text:
        return None
    group_id = _source(text, scope)
    if source_parents()[group_id] != group_id:
        raise NotFound
    return group_id


def _source(text: str, scope: Scope) -> int:
    """Return a source of the units looked at. Raises NotFound."""
    source_id = id_or_none(text)
    if source_id is None or source_units().get(source_id) not in scope.unit_ids:
        raise NotFound
    return source_id
