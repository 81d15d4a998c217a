"""The figures of a report: what was received, open and closed, and how long it took."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, dropwhile

from desk.domain.reporting import Dimension, Figure
from desk.domain.shifts import local_date, monday_of
from desk.domain.statistics import Share, Times
from desk.domain.vocabulary import Channel
from desk.queries.dimensions import Key, Scope, week_number
from desk.queries.report_sums import BEFORE, Sums, read_sums


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


def report(scope: Scope, dimension: Dimension, *, now: int) -> Report:
    """Return the figures of a span (now in UTC seconds)."""
    groups = read_sums(scope, dimension, now=now)
    by_week: dict[Key, Sums] = defaultdict(Sums)
    by_key: dict[Key, Sums] = defaultdict(Sums)
    for (week, key), sums in groups.items():
        by_week[week].add(sums)
        if dimension is not Dimension.WEEK:
            by_key[key].add(sums)
    weeks = _week_lines(by_week, scope, now)
    total = Sums()
    for sums in by_week.values():
        total.add(sums)
    lines = [
        _line(_word(dimension, key), sums, is_open=_open_at_end(sums))
        for key, sums in by_key.items()
    ]
    return Report(
        scope=scope,
        dimension=dimension,
        total=_line(None, total, is_open=_open_at_end(total)),
        weeks=weeks,
        lines=weeks if dimension is Dimension.WEEK else lines,
    )


def _week_lines(by_week: dict[Key, Sums], scope: Scope, now: int) -> list[Line]:
    """Return every week from the first ticket on up to now, empty ones between too."""
    last = min(scope.end - 1, max(now, scope.begin))
    weeks = range(_week_of(scope.begin, scope), _week_of(last, scope) + 1)
    sums = [by_week[week] for week in weeks]
    before = by_week[BEFORE].was_open if BEFORE in by_week else 0
    changes = [each.received - each.closed for each in sums]
    opens = list(accumulate(changes, initial=before))[1:]
    lines = [
        _line(week, each, is_open=count)
        for week, each, count in zip(weeks, sums, opens, strict=True)
    ]
    return list(dropwhile(_is_empty, lines))


def _is_empty(line: Line) -> bool:
    return not (line.everything_received or line.closed or line.open)


def _line(key: Key, sums: Sums, *, is_open: int) -> Line:
    return Line(
        key=key,
        received=sums.received,
        closed=sums.closed,
        open=is_open,
        off_hours=sums.off_hours,
        left_out=sums.left_out,
        response=_timing(sums, "response"),
        resolution=_timing(sums, "resolution"),
    )


def _timing(sums: Sums, aim: str) -> Timing:
    ended, so_far = sums.ended[aim], sums.so_far[aim]
    # In place: what is sorted here is added up further, and sorts quicker then.
    ended.sort()
    so_far.sort()
    return Timing(
        Times(ended, so_far), Share(sums.met[aim], len(ended) + sums.past[aim])
    )


def _open_at_end(sums: Sums) -> int:
    """Return how many were open at the end: those before, and come, less those gone."""
    return sums.was_open + sums.received - sums.closed


def _week_of(instant: int, scope: Scope) -> int:
    return week_number(monday_of(local_date(instant, scope.zone)))


def _word(dimension: Dimension, key: Key) -> Key:
    is_channel = dimension is Dimension.CHANNEL and key is not None
    return Channel(str(key)) if is_channel else key
