"""Service hours: a weekly calendar compiled to one line of service seconds.

An instant is in service when its local wall time lies in an interval of its local
date. So a boundary that the zone skips in spring falls on the jump, and an hour that
comes twice in autumn counts twice. Before 1970 and after 2199 there is no service.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from operator import sub
from typing import Any, Self
from zoneinfo import ZoneInfo

from desk.domain.hours import (
    DAY,
    EPOCH,
    CalendarError,
    Hours,
    Interval,
    Week,
    day_number,
    in_order,
    merged,
    offsets,
    parse_date,
    parse_hours,
    parse_week,
    whole_week,
    written,
    written_week,
    zone_named,
)

Json = dict[str, Any]

YEAR = 366 * DAY
PATIENCE = 10 * YEAR
ERA_END = 230 * YEAR
# Where positions are counted from: early in 2025, so that few years are compiled.
ANCHOR = 55 * YEAR


class NoServiceError(ValueError):
    """Ten years (`PATIENCE`) pass without one second of service."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The openings of some years in UTC, with the service seconds before each.

    The first opening is empty and stands at `begin`, so a search always finds one;
    one more sum than openings says what comes before the years to follow.
    """

    begin: int
    end: int
    opens: Sequence[int]
    closes: Sequence[int]
    before: Sequence[int]


@dataclass(frozen=True, slots=True)
class ServiceCalendar:
    """One version of the service hours; overrides win over closed, both over weekly.

    `weekly` maps ISO weekdays (1 = Monday) to local hours, `closed` maps dates to the
    reason, `overrides` maps dates to local hours. `seasons` maps dates to weekly hours
    that replace the ones before from that date on, so that a new term does not rewrite
    the last. Source: clock.md, "Service calendar".
    """

    zone: str
    weekly: Week
    closed: Mapping[date, str] = field(default_factory=dict)
    overrides: Mapping[date, Hours] = field(default_factory=dict)
    seasons: Mapping[date, Week] = field(default_factory=dict)
    _zone: ZoneInfo = field(init=False, repr=False, compare=False)
    _dated: Mapping[int, Hours] = field(init=False, repr=False, compare=False)
    _begins: Sequence[int] = field(init=False, repr=False, compare=False)
    _weeks: Sequence[Week] = field(init=False, repr=False, compare=False)
    _line: _Line = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse hours that cannot be, put the others in order."""
        weekly = whole_week(self.weekly)
        seasons = {day: whole_week(self.seasons[day]) for day in sorted(self.seasons)}
        special = {day: in_order(hours, day) for day, hours in self.overrides.items()}
        dated: dict[date, Hours] = dict.fromkeys(self.closed, ()) | special
        object.__setattr__(self, "weekly", weekly)
        object.__setattr__(self, "overrides", special)
        object.__setattr__(self, "seasons", seasons)
        object.__setattr__(self, "_begins", [day_number(day) for day in seasons])
        object.__setattr__(self, "_weeks", [weekly, *seasons.values()])
        object.__setattr__(self, "_zone", zone_named(self.zone))
        object.__setattr__(self, "_dated", {day_number(d): h for d, h in dated.items()})
        empty = _Line(ANCHOR, ANCHOR, (ANCHOR,), (ANCHOR,), (0,))
        object.__setattr__(self, "_line", empty)

    @classmethod
    def from_json(cls, raw: Json) -> Self:
        """Return the calendar written as in the vectors: local times as "HH:MM"."""
        try:
            return cls(
                zone=raw["tz"],
                weekly=parse_week(raw["weekly"]),
                closed={
                    parse_date(d): name for d, name in raw.get("closed", {}).items()
                },
                overrides={
                    parse_date(day): parse_hours(hours, day)
                    for day, hours in raw.get("overrides", {}).items()
                },
                seasons={
                    parse_date(day): parse_week(week)
                    for day, week in raw.get("seasons", {}).items()
                },
            )
        except KeyError as missing:
            raise CalendarError(f"{missing.args[0]}: missing") from missing
        except (AttributeError, TypeError) as wrong:
            raise CalendarError(f"not a calendar: {wrong}") from wrong

    def to_json(self) -> Json:
        """Return the calendar as `from_json` reads it, in one canonical order."""
        seasons = {str(day): written_week(week) for day, week in self.seasons.items()}
        return {
            "tz": self.zone,
            "weekly": written_week(self.weekly),
            "closed": {str(day): self.closed[day] for day in sorted(self.closed)},
            "overrides": {
                str(day): written(self.overrides[day]) for day in sorted(self.overrides)
            },
            **({"seasons": seasons} if seasons else {}),
        }

    def service(self, begin: int, end: int) -> int:
        """Return the service seconds in [begin, end), UTC seconds; 0 if reversed."""
        return self.position(end) - self.position(begin) if begin < end else 0

    def position(self, instant: int) -> int:
        """Return the service seconds from `ANCHOR` to an instant, signed."""
        line = self._line
        if not line.begin <= instant < line.end:
            instant = min(max(instant, 0), ERA_END - 1)
            line = self._reach(instant)
        found = bisect_right(line.opens, instant) - 1
        close = line.closes[found]
        inside = (instant if instant < close else close) - line.opens[found]
        return line.before[found] + inside

    def add(self, instant: int, seconds: int) -> int:
        """Return the first instant (UTC) when so many service seconds have passed.

        Raise NoServiceError after ten years in a row without service.
        """
        if seconds <= 0:
            return instant
        wanted = self.position(instant) + seconds
        line = self._line
        while line.before[-1] < wanted:
            waited = line.end - max(instant, line.closes[-1])
            if waited >= PATIENCE or line.end >= ERA_END:
                raise NoServiceError(f"no service in {self.zone} for ten years")
            line = self._reach(line.end)
        found = bisect_left(line.before, wanted) - 1
        return line.opens[found] + wanted - line.before[found]

    def back(self, instant: int, seconds: int) -> int:
        """Return the first instant (UTC) from which no more service seconds passed.

        Whatever is before it is more service seconds ago. 0 if service is younger.
        """
        wanted = self.position(instant) - seconds
        line = self._line
        while line.before[0] >= wanted:
            if line.begin <= 0:
                return 0
            line = self._reach(line.begin - 1)
        found = bisect_left(line.before, wanted) - 1
        return line.opens[found] + wanted - line.before[found]

    def is_open(self, instant: int) -> bool:
        """Say whether an instant (UTC seconds) is in service."""
        return self.service(instant, instant + 1) == 1

    def school_days(self, begin: int, end: int) -> int:
        """Return the local days with service after that of `begin`, to that of `end`.

        Source: clock.md, "Events", reopened, and "Rules for the hard cases", paper.
        """
        first, last = self.local_day(begin), self.local_day(end)
        return sum(1 for day in range(first + 1, last + 1) if self._hours(day))

    def after_school_days(self, begin: int, count: int) -> int | None:
        """Return when so many local days with service after that of `begin` are over.

        In UTC seconds; None if a year does not hold so many. The converse of
        `school_days`. Source: product.md, "Feedback".
        """
        first = self.local_day(begin)
        for day in range(first + 1, first + YEAR // DAY):
            count -= bool(self._hours(day))
            if count == 0:
                return self._midnight(day + 1)
        return None

    def local_day(self, instant: int) -> int:
        """Return the local date of an instant (UTC seconds) in days since 1970."""
        local = EPOCH + timedelta(seconds=instant)
        return day_number(local.astimezone(self._zone).date())

    def day_span(self, day: int) -> Interval:
        """Return when a local date (days since 1970) begins and ends (UTC)."""
        return self._midnight(day), self._midnight(day + 1)

    def _midnight(self, day: int) -> int:
        local = datetime.combine(EPOCH.date() + timedelta(days=day), time(), self._zone)
        return int(local.timestamp())

    def intervals(self, begin: int, end: int) -> Iterator[Interval]:
        """Yield the openings within [begin, end), clipped to it, in UTC seconds."""
        return merged(self._clipped(begin, end)) if begin < end else iter(())

    def _clipped(self, begin: int, end: int) -> Iterator[Interval]:
        self._reach(begin)
        line = self._reach(end)
        for index in range(bisect_right(line.closes, begin), len(line.opens)):
            if line.opens[index] >= end:
                return
            yield max(begin, line.opens[index]), min(end, line.closes[index])

    def _reach(self, instant: int) -> _Line:
        """Compile the missing years up to an instant; keep those already there."""
        year = min(max(instant, 0), ERA_END - 1) // YEAR * YEAR
        old = self._line
        if old.begin <= year < old.end:
            return old
        begin, end = min(old.begin, year), max(old.end, year + YEAR)
        early = list(self._openings(begin, old.begin))
        late = list(self._openings(old.end, end))
        opens = [begin, *(o for o, _ in early), *old.opens[1:], *(o for o, _ in late)]
        closes = [begin, *(c for _, c in early), *old.closes[1:], *(c for _, c in late)]
        origin = old.before[0] - sum(closing - opening for opening, closing in early)
        before = list(accumulate(map(sub, closes, opens), initial=origin))
        line = _Line(begin, end, opens, closes, before)
        # One assignment of a finished line: another thread never sees half of it, and
        # if it puts back a shorter one, that is compiled again to the same positions.
        object.__setattr__(self, "_line", line)
        return line

    def _openings(self, begin: int, end: int) -> Iterator[Interval]:
        """Yield the openings in [begin, end) day by day, converted to UTC.

        Within a stretch of one UTC offset local time is UTC moved; cutting every
        local interval at the ends of the stretch settles gaps and doubled hours.
        """
        for first, last, offset in offsets(self._zone, begin, end):
            for day in range((first + offset) // DAY, (last + offset - 1) // DAY + 1):
                midnight = day * DAY - offset
                for opening, closing in self._hours(day):
                    opens = max(midnight + opening, first)
                    closes = min(midnight + closing, last)
                    if opens < closes:
                        yield opens, closes

    def week_of(self, day: int) -> Week:
        """Return the weekly hours in force on a local date (days since 1970)."""
        return self._weeks[bisect_right(self._begins, day)]

    def _hours(self, day: int) -> Hours:
        dated = self._dated.get(day)
        return self.week_of(day)[(day + 3) % 7 + 1] if dated is None else dated
