"""The figures of a report: what was received, open and closed, and how long it took.

The database adds up and hands over each group's times as one text: reading a term of
tickets row by row would take several times as long.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from sqlalchemy import ColumnElement, Integer, String, cast, func, select, type_coerce

from desk.domain import progress
from desk.domain.calendar import ServiceCalendar
from desk.domain.reporting import Dimension, Figure
from desk.domain.statistics import Share, Times
from desk.domain.vocabulary import Channel, Ending
from desk.extensions import db
from desk.models import Ticket
from desk.queries.calendars import calendar_in_force
from desk.queries.dimensions import Key, Scope, key_of, week_number
from desk.queries.report_rows import (
    closed_in,
    met,
    past_while_open,
    received_in,
)
from desk.domain.shifts import local_date, monday_of

COMPLAINTS = frozenset({None, Ending.CLOSED})
Cell = tuple[int, Key]


@dataclass(frozen=True, slots=True)
class Timing:
    """One kind of time of a population: the seconds, and the share within target."""

    times: Times
    within: Share


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one week, source, channel ..., or of all; None is none of them."""

    key: Key
    received: int
    closed: int
    open: int
    off_hours: int
    left_out: dict[Figure, int]
    response: Timing
    resolution: Timing

    @property
    def everything_received(self) -> int:
        """Return how many tickets were received, those left out too."""
        return self.received + sum(self.left_out.values())


@dataclass(frozen=True, slots=True)
class Report:
    """The figures over all, week by week, and by the dimension asked for."""

    scope: Scope
    dimension: Dimension
    total: Line
    weeks: Sequence[Line]
    lines: Sequence[Line]


@dataclass(slots=True)
class _Sums:
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

    def add(self, other: "_Sums") -> None:
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

    def timing(self, aim: str) -> Timing:
        """Return one kind of time."""
        ended, so_far = self.ended[aim], self.so_far[aim]
        # In place: what is sorted here is added up further, and sorts quicker then.
        ended.sort()
        so_far.sort()
        judged = len(ended) + self.past[aim]
        return Timing(Times(ended, so_far), Share(self.met[aim], judged))

    def line(self, key: Key, *, is_open: int) -> Line:
        """Return the figures as they are shown."""
        return Line(
            key=key,
            received=self.received,
            closed=self.closed,
            open=is_open,
            off_hours=self.off_hours,
            left_out=self.left_out,
            response=self.timing("response"),
            resolution=self.timing("resolution"),
        )


AIMS = ("response", "resolution")
OMISSIONS = {
    figure.left_out: figure for figure in Figure if figure.left_out is not None
}


def report(scope: Scope, dimension: Dimension, *, now: int) -> Report:
    """Return the figures of a span (now in UTC seconds)."""
    groups: dict[Cell, _Sums] = defaultdict(_Sums)
    _add_received(groups, scope, dimension)
    _add_running(groups, scope, dimension, now)
    _add_closed(groups, scope, dimension)
    _add_open_before(groups, scope, dimension)
    by_week: dict[Key, _Sums] = defaultdict(_Sums)
    by_key: dict[Key, _Sums] = defaultdict(_Sums)
    for (week, key), sums in groups.items():
        by_week[week].add(sums)
        if dimension is not Dimension.WEEK:
            by_key[key].add(sums)
    weeks = _week_lines(by_week, scope, now)
    total = _Sums()
    for sums in by_week.values():
        total.add(sums)
    lines = [
        sums.line(_word(dimension, key), is_open=_open_at_end(sums))
        for key, sums in by_key.items()
    ]
    return Report(
        scope=scope,
        dimension=dimension,
        total=total.line(None, is_open=_open_at_end(total)),
        weeks=weeks,
        lines=weeks if dimension is Dimension.WEEK else lines,
    )


def _week_lines(by_week: dict[Key, _Sums], scope: Scope, now: int) -> list[Line]:
    """Return every week of the span up to now, those without a ticket too."""
    last = min(scope.end - 1, max(now, scope.begin))
    weeks = range(_week_of(scope.begin, scope), _week_of(last, scope) + 1)
    sums = [by_week[week] for week in weeks]
    before = by_week[_BEFORE].was_open if _BEFORE in by_week else 0
    changes = [each.received - each.closed for each in sums]
    opens = list(accumulate(changes, initial=before))[1:]
    return [
        each.line(week, is_open=count)
        for week, each, count in zip(weeks, sums, opens, strict=True)
    ]


# The group of what was open when the span began: it belongs to no week of it.
_BEFORE = -1


def _open_at_end(sums: _Sums) -> int:
    """Return how many were open at the end: those before, and come, less those gone."""
    return sums.was_open + sums.received - sums.closed


def _week_of(instant: int, scope: Scope) -> int:
    return week_number(monday_of(local_date(instant, scope.zone)))


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


def _add_received(
    groups: dict[Cell, _Sums], scope: Scope, dimension: Dimension
) -> None:
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
    for ended, is_off_hours, count, *told in db.session.execute(query):
        ended_by = Ending(ended) if ended else None
        group = groups[_key(told[4:])]
        if ended_by not in COMPLAINTS:
            group.left_out[OMISSIONS[ended_by]] += count
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
    groups: dict[Cell, _Sums], scope: Scope, dimension: Dimension, now: int
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


def _add_closed(groups: dict[Cell, _Sums], scope: Scope, dimension: Dimension) -> None:
    cell = _cell(scope, dimension, Ticket.closed_at.expression)
    query = (
        select(func.count(), *cell)
        .where(Ticket.unit_id.in_(scope.unit_ids), *closed_in(scope))
        .group_by(*cell)
    )
    for count, *key in db.session.execute(query):
        groups[_key(key)].closed += count


def _add_open_before(
    groups: dict[Cell, _Sums], scope: Scope, dimension: Dimension
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
            groups[_key([_BEFORE, *value])].was_open += count


def _key(told: Iterable[Any]) -> Cell:
    week, *key = told
    return week, key[0] if key else None


def _word(dimension: Dimension, key: Key) -> Key:
    is_channel = dimension is Dimension.CHANNEL and key is not None
    return Channel(key) if is_channel else key
