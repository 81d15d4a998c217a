"""Complaints by their source: the Pareto, and what else is known of each source.

The figures and the rows behind them are made of the same conditions.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    cast,
    func,
    select,
    type_coerce,
)

from desk.domain import progress
from desk.domain.pareto import Bar, bars
from desk.domain.recurrence import Verdict
from desk.domain.statistics import Times
from desk.domain.vocabulary import Channel
from desk.extensions import db
from desk.models import Person, Ticket
from desk.queries.calendars import calendar_in_force
from desk.queries.dimensions import Scope
from desk.queries.recurrence import verdict
from desk.queries.report_rows import is_complaint, is_timed, received_in
from desk.queries.sources import source_parents

Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which complaints are looked at: days, units, a channel, the owner's class."""

    scope: Scope
    channel: Channel | None = None
    class_group_id: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of the complaints of one source; None is no source yet.

    Times in seconds.
    """

    source_id: int | None
    n: int
    channels: Mapping[Channel | None, int]
    times: Times
    recurrence: Verdict
    bar: Bar | None = None


@dataclass(frozen=True, slots=True)
class Pareto:
    """The sources, the most frequent first; what has none; and all together.

    Below a first-level source there are only its own; what has none is told anyway.
    """

    lines: Sequence[Line]
    untagged: Line
    total: Line
    group_id: int | None
    # Of known customers or not: complaints that were closed and whose customer is not.
    strangers: int


def conditions(narrow: Narrow) -> Conditions:
    """Return what makes a ticket one of the complaints looked at."""
    where = [
        Ticket.unit_id.in_(narrow.scope.unit_ids),
        received_in(narrow.scope),
        is_complaint(),
    ]
    if narrow.channel is not None:
        where.append(Ticket.channel == narrow.channel)
    if narrow.class_group_id is not None:
        of_class = Person.class_group_id == narrow.class_group_id
        where.append(Ticket.owner_id.in_(select(Person.id).where(of_class)))
    return where


def pareto(narrow: Narrow, group_id: int | None, *, now: int) -> Pareto:
    """Return the Pareto of first-level sources, or of those below one (UTC seconds)."""
    key_of = keys(group_id)
    channels: dict[int | None, Counter[Channel | None]] = defaultdict(Counter)
    for source_id, channel, n in _counts(narrow):
        channels[_key(key_of, source_id)][channel] += n
    times = _times(narrow, key_of, now)
    where = conditions(narrow)
    if group_id is not None:
        below = [id_ for id_, key in key_of.items() if key != ELSEWHERE]
        where.append(Ticket.source_id.in_(below))
    judged, ids, strangers = verdict(narrow.scope, where, key_of, now=now)
    lines = {
        key: Line(
            source_id=key,
            n=found.total(),
            channels=found,
            times=times[key],
            recurrence=judged.of(ids.get(key or ELSEWHERE, ())),
        )
        for key, found in channels.items()
    }
    none = lines.pop(None, _nothing(None))
    # What stands elsewhere is not of this group.
    lines.pop(ELSEWHERE, None)
    return Pareto(
        lines=_in_order(lines),
        untagged=none,
        total=_total(lines.values()),
        group_id=group_id,
        strangers=strangers,
    )


# What a complaint of another first-level source counts as.
ELSEWHERE = 0


def keys(group_id: int | None) -> dict[int, int]:
    """Return the line each source belongs to: its first-level source, or itself."""
    parents = source_parents()
    if group_id is None:
        return dict(parents)
    return {
        id_: id_ if group_id in {id_, parent} else ELSEWHERE
        for id_, parent in parents.items()
    }


def _counts(narrow: Narrow) -> Iterable[tuple[int | None, Channel | None, int]]:
    """Yield how many complaints there are of a source and a channel."""
    channel = type_coerce(Ticket.channel, String)
    query = (
        select(Ticket.source_id, channel, func.count())
        .where(*conditions(narrow))
        .group_by(Ticket.source_id, channel)
    )
    for source_id, word, n in db.session.execute(query):
        yield source_id, Channel(word) if word else None, n


def _times(
    narrow: Narrow, key_of: Mapping[int, int], now: int
) -> dict[int | None, Times]:
    """Return the resolution times of each line, so far for what is open."""
    ended: dict[int | None, list[int]] = defaultdict(list)
    so_far: dict[int | None, list[int]] = defaultdict(list)
    where = [*conditions(narrow), is_timed()]
    # One text a source: reading a term row by row would take several times as long.
    told = func.aggregate_strings(cast(Ticket.resolution, String), ",")
    query = select(Ticket.source_id, told).where(*where).group_by(Ticket.source_id)
    for source_id, texts in db.session.execute(query):
        if texts:
            ended[_key(key_of, source_id)] += map(int, texts.split(","))
    calendars = {id_: calendar_in_force(id_) for id_ in narrow.scope.unit_ids}
    for unit_id, source_id, *known in db.session.execute(
        select(*RUNNING).where(*where, Ticket.step.is_not(None))
    ):
        seconds = _so_far(known, calendars[unit_id], now)
        so_far[_key(key_of, source_id)].append(seconds)
    return defaultdict(
        Times,
        {
            key: Times(sorted(ended[key]), sorted(so_far[key]))
            for key in {*ended, *so_far}
        },
    )


RUNNING = (
    Ticket.unit_id,
    Ticket.source_id,
    Ticket.counted,
    Ticket.touched_at,
    Ticket.paused_until,
)


def _so_far(known: Sequence[Any], calendar: Any, now: int) -> int:
    counted, touched_at, paused_until = known
    return progress.so_far(
        counted, calendar, since=touched_at, paused_until=paused_until, now=now
    )


def _key(key_of: Mapping[int, int], source_id: int | None) -> int | None:
    return None if source_id is None else key_of[source_id]


def _in_order(lines: Mapping[int | None, Line]) -> list[Line]:
    order = list(source_parents())
    known = sorted((key for key in lines if key is not None), key=order.index)
    return [
        Line(
            source_id=bar.key,
            n=bar.n,
            channels=lines[bar.key].channels,
            times=lines[bar.key].times,
            recurrence=lines[bar.key].recurrence,
            bar=bar,
        )
        for bar in bars({key: lines[key].n for key in known})
    ]


def _total(lines: Iterable[Line]) -> Line:
    total, channels = 0, Counter[Channel | None]()
    ended: list[int] = []
    so_far: list[int] = []
    back, settled, early = set[int](), set[int](), set[int]()
    for line in lines:
        total += line.n
        channels.update(line.channels)
        ended += line.times.ended
        so_far += line.times.so_far
        back |= line.recurrence.back
        settled |= line.recurrence.settled
        early |= line.recurrence.early
    found = Verdict(frozenset(back), frozenset(settled), frozenset(early))
    return Line(None, total, channels, Times(sorted(ended), sorted(so_far)), found)


def _nothing(source_id: int | None) -> Line:
    nobody = frozenset[int]()
    return Line(source_id, 0, {}, Times(), Verdict(nobody, nobody, nobody))
