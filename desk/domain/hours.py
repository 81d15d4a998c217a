"""Local hours and time zones: reading, checking and writing them, and UTC offsets."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Half open, in seconds: of UTC, or after local midnight.
Interval = tuple[int, int]
Hours = tuple[Interval, ...]

DAY = 86_400
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LOCAL_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00")


class CalendarError(ValueError):
    """A calendar that cannot be: the message names the day and the problem."""


def parse_hours(raw: Any, day: object) -> Hours:
    """Return local hours from pairs of "HH:MM" texts; "24:00" ends a day."""
    try:
        return tuple((_seconds(opening), _seconds(closing)) for opening, closing in raw)
    except (TypeError, ValueError) as wrong:
        raise CalendarError(f"{day}: {wrong}") from wrong


def _seconds(text: str) -> int:
    if not LOCAL_TIME.fullmatch(text):
        raise ValueError(f"{text!r} is not a time of day")
    return int(text[:2]) * 3600 + int(text[3:]) * 60


def _text(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}"


def written(hours: Hours) -> list[list[str]]:
    """Return local hours as `parse_hours` reads them."""
    return [[_text(opening), _text(closing)] for opening, closing in hours]


def parse_weekday(text: str) -> int:
    """Return the ISO weekday, 1 = Monday."""
    if text not in set("1234567"):
        raise CalendarError(f"weekday {text!r}: not one of 1 (Monday) to 7")
    return int(text)


def parse_date(text: str) -> date:
    """Return the date written as "2026-12-31"."""
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise CalendarError(f"{text!r} is not a date") from wrong


def day_number(day: date) -> int:
    """Return the days from 1970-01-01 to a date."""
    return day.toordinal() - EPOCH.toordinal()


def zone_named(name: str) -> ZoneInfo:
    """Return the time zone of a name like "Asia/Jakarta"."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError, TypeError) as wrong:
        raise CalendarError(f"time zone {name!r} is not known") from wrong


def in_order(hours: Iterable[Interval], day: object) -> Hours:
    """Return the hours sorted; refuse what ends before it begins or overlaps."""
    ordered = tuple(sorted(hours))
    for opening, closing in ordered:
        if not 0 <= opening < closing <= DAY:
            raise CalendarError(
                f"{day}: {_text(opening)}-{_text(closing)} must end later than it "
                "begins, on the same day; split hours over midnight"
            )
    for (_, closing), (opening, _) in pairwise(ordered):
        if opening < closing:
            raise CalendarError(f"{day}: two openings overlap at {_text(opening)}")
    return ordered


def merged(openings: Iterable[Interval]) -> Iterator[Interval]:
    """Yield sorted openings, those that touch as one."""
    pending: Interval | None = None
    for opening in openings:
        if pending is None:
            pending = opening
        elif opening[0] == pending[1]:
            pending = pending[0], opening[1]
        else:
            yield pending
            pending = opening
    if pending is not None:
        yield pending


def offsets(zone: ZoneInfo, begin: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield (first, last, offset) for the stretches of one UTC offset, in seconds.

    Asking once a day is enough: since 1970 no zone changed twice within six days.
    """
    first, offset = begin, _offset(zone, begin)
    for probe in (*range(begin + DAY, end, DAY), end - 1):
        if _offset(zone, probe) != offset:
            change = _change(zone, max(begin, probe - DAY), probe)
            yield first, change, offset
            first, offset = change, _offset(zone, change)
    yield first, end, offset


def _change(zone: ZoneInfo, before: int, after: int) -> int:
    """Return the first instant in (before, after] whose offset is not the old one."""
    old = _offset(zone, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, instant: int) -> int:
    # Not fromtimestamp(): on Windows it refuses instants before 1970.
    local = (EPOCH + timedelta(seconds=instant)).astimezone(zone)
    return int((local.replace(tzinfo=UTC) - EPOCH).total_seconds()) - instant
