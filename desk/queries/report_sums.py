"""The figures of a report added up in groups: by week, and by what was asked for.

The database adds up and hands over each group's times as one text: reading a term of
tickets row by row would take several times as long.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, cast, func, select, type_coerce

from desk.domain import progress
from desk.domain.calendar import ServiceCalendar
from desk.domain.reporting import Dimension, Figure
from desk.extensions import db
from desk.models import Ticket
from desk.queries.calendars import calendar_in_force
from desk.queries.dimensions import Key, Scope, key_of
from desk.queries.report_rows import (
    closed_in,
    met,
    past_while_open,
    received_in,
)

Cell = tuple[int, Key]
AIMS = ("response", "resolution")
OMISSIONS: dict[str, Figure] = {
    figure.left_out.value: figure for figure in Figure if figure.left_out is not None
}
# The group of what was open when the span began: it belongs to no week of it.
BEFORE = -1


@dataclass(slots=True)
class Sums:
    """The figures of a group while they are added up; instants in UTC seconds."""

    received: int = 0
    closed: int = 0
    was_open: int = 0
    off_hours: int = 0
    left_out: dict[Figure, int] = field(
        default_factory=lambda: dict.fromkeys(OMISSIONS.values(), 0)
    )
    ended: dict[str, list[int]] = field(default_factory=lambda: {a: [] for a in AIMS})
    so_far: dict[str, list[int]] = field(default_factory=lambda: {a: [] for a in AIMS})
    met: dict[str, int] = field(default_factory=lambda: dict.fromkeys(AIMS, 0))
    past: dict[str, int] = field(default_factory=lambda: dict.fromkeys(AIMS, 0))

    def add(self, other: "Sums") -> None:
        """Add another group to this one."""
        self.received += other.received
        self.closed += other.closed
        self.was_open += other.was_open
        self.off_hours += other.off_hours
        for omission, count in other.left_out.items():
            self.left_out[omission] += count
        for aim in AIMS:
            self.ended[aim] += other.ended[aim]
            self.so_far[aim] += other.so_far[aim]
            self.met[aim] += other.met[aim]
            self.past[aim] += other.past[aim]


def read_sums(scope: Scope, dimension: Dimension, *, now: int) -> dict[Cell, Sums]:
    """Return the figures of every group (now in UTC seconds)."""
    groups: dict[Cell, Sums] = defaultdict(Sums)
    _add_received(groups, scope, dimension)
    _add_running(groups, scope, dimension, now)
    _add_closed(groups, scope, dimension)
    _add_open_before(groups, scope, dimension)
    return groups


def _cell(
    scope: Scope, dimension: Dimension, instant: ColumnElement[Any]
) -> list[ColumnElement[Any]]:
    """Return what every query is grouped by: the week and the key, as plain values."""
    week = key_of(Dimension.WEEK, scope, instant)
    if dimension is Dimension.WEEK:
        return [week]
    return [week, _plain(key_of(dimension, scope, instant))]


def _plain(expression: ColumnElement[Any]) -> ColumnElement[Any]:
    is_word = not isinstance(expression.type, Integer)
    return type_coerce(expression, String) if is_word else expression


def _add_received(groups: dict[Cell, Sums], scope: Scope, dimension: Dimension) -> None:
    cell = _cell(scope, dimension, Ticket.received_at.expression)
    ending = type_coerce(Ticket.ending, String)
    sums = [
        func.count(),
        *(func.aggregate_strings(cast(getattr(Ticket, a), String), ",") for a in AIMS),
        *(func.count().filter(met(scope, aim)) for aim in AIMS),
    ]
    query = (
        select(ending, Ticket.is_off_hours, *sums, *cell)
        .where(Ticket.unit_id.in_(scope.unit_ids), received_in(scope))
        .group_by(*cell, ending, Ticket.is_off_hours)
    )
    rows: Iterable[Any] = db.session.execute(query)
    for ended, is_off_hours, count, *told in rows:
        group = groups[_key(told[4:])]
        if ended in OMISSIONS:
            group.left_out[OMISSIONS[ended]] += count
            continue
        group.received += count
        if is_off_hours:
            group.off_hours += count
            continue
        for aim, seconds, within in zip(AIMS, told[:2], told[2:4], strict=True):
            group.met[aim] += within
            if seconds:
                group.ended[aim] += map(int, seconds.split(","))


def _add_running(
    groups: dict[Cell, Sums], scope: Scope, dimension: Dimension, now: int
) -> None:
    """Add what is still open with its times so far (now in UTC seconds)."""
    cell = _cell(scope, dimension, Ticket.received_at.expression)
    query = select(
        Ticket.unit_id,
        Ticket.response,
        Ticket.touched_at,
        Ticket.counted,
        Ticket.paused_until,
        *(past_while_open(aim, now) for aim in AIMS),
        *cell,
    ).where(
        Ticket.unit_id.in_(scope.unit_ids),
        Ticket.step.is_not(None),
        received_in(scope),
    )
    calendars = {unit_id: calendar_in_force(unit_id) for unit_id in scope.unit_ids}
    for unit_id, response, *known in db.session.execute(query):
        group = groups[_key(known[5:])]
        seconds = _so_far(known, calendars[unit_id], now)
        group.so_far["resolution"].append(seconds)
        group.past["resolution"] += bool(known[4])
        if response is None:
            group.so_far["response"].append(seconds)
            group.past["response"] += bool(known[3])


def _so_far(known: Sequence[Any], calendar: ServiceCalendar, now: int) -> int:
    touched_at, counted, paused_until = known[:3]
    return progress.so_far(
        counted, calendar, since=touched_at, paused_until=paused_until, now=now
    )


def _add_closed(groups: dict[Cell, Sums], scope: Scope, dimension: Dimension) -> None:
    cell = _cell(scope, dimension, Ticket.closed_at.expression)
    query = (
        select(func.count(), *cell)
        .where(Ticket.unit_id.in_(scope.unit_ids), *closed_in(scope))
        .group_by(*cell)
    )
    for count, *key in db.session.execute(query):
        groups[_key(key)].closed += count


def _add_open_before(
    groups: dict[Cell, Sums], scope: Scope, dimension: Dimension
) -> None:
    """Add what was open when the span began: still open, or closed since."""
    key = _cell(scope, dimension, Ticket.received_at.expression)[1:]
    of_units = Ticket.unit_id.in_(scope.unit_ids)
    for were_open in (
        [Ticket.step.is_not(None), Ticket.received_at < scope.begin],
        # As a sum, or SQLite would read everything ever received for the few.
        [Ticket.closed_at >= scope.begin, Ticket.received_at + 0 < scope.begin],
    ):
        query = select(func.count(), *key).where(of_units, *were_open).group_by(*key)
        for count, *value in db.session.execute(query):
            groups[_key([BEFORE, *value])].was_open += count


def _key(told: Iterable[Any]) -> Cell:
    week, *key = told
    return week, key[0] if key else None
