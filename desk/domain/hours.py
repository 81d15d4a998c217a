"""Local hours and time zones: reading, checking and writing them, and UTC offsets."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desk.domain.vocabulary import N_

# Half open, in seconds: of UTC, or after local midnight.
Interval = tuple[int, int]
Hours = tuple[Interval, ...]
# By ISO weekday, 1 = Monday.
Week = Mapping[int, Hours]

DAY = 86_400
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LOCAL_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|24:00")
_TYPED_TIME = r"(2[0-4]|[01]?[0-9])(?:[.:]([0-5][0-9]))?"
# Hyphens and dashes of every kind, as phones and word processors put them.
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_UNTIL = rf"[{_DASHES}]|to|until|s\.?d\.?|s/d|sampai|hingga"
TYPED = re.compile(rf"{_TYPED_TIME}\s*(?:{_UNTIL})\s*{_TYPED_TIME}", re.IGNORECASE)
BETWEEN = re.compile(r"[,;\n]|\s(?:dan|and)\s|&", re.IGNORECASE)
# What people write where there are no hours.
CLOSED = frozenset({"", "tutup", "libur", "closed"})

NO_TIME = N_("“%(text)s” is no time of day. Write times like 07.00–12.00.")
BACKWARDS = N_(
    "%(opening)s–%(closing)s must end later than it begins, on the same day; "
    "split hours over midnight."
)
OVERLAP = N_("Two openings overlap at %(opening)s.")
NO_ZONE = N_("The time zone “%(name)s” is not known.")


class CalendarError(ValueError):
    """A calendar that cannot be.

    For machines one English text that names the day; for people a message of the
    catalogue with its facts, to be shown beside the day.
    """

    def __init__(self, message: str, day: object = None, **facts: object) -> None:
        """Keep the problem, its facts, and the day or weekday it is about."""
        told = message % facts if facts else message
        super().__init__(told if day is None else f"{day}: {told}")
        self.message, self.day, self.facts = message, day, facts


def parse_hours(raw: Any, day: object) -> Hours:
    """Return local hours from pairs of "HH:MM" texts; "24:00" ends a day."""
    try:
        return tuple((_seconds(opening), _seconds(closing)) for opening, closing in raw)
    except (TypeError, ValueError) as wrong:
        raise CalendarError(str(wrong), day) from wrong


def _seconds(text: str) -> int:
    if not LOCAL_TIME.fullmatch(text):
        raise ValueError(f"{text!r} is not a time of day")
    return int(text[:2]) * 3600 + int(text[3:]) * 60


def _text(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}"


def written(hours: Hours) -> list[list[str]]:
    """Return local hours as `parse_hours` reads them."""
    return [[_text(opening), _text(closing)] for opening, closing in hours]


def read_hours(text: str) -> Hours:
    """Return the local hours somebody typed, like "07.00–12.00, 13:00-15:00".

    Nothing, a dash, or a word for it is closed. Raises CalendarError.
    """
    pieces = [piece.strip() for piece in BETWEEN.split(text)]
    typed = [piece for piece in pieces if piece.strip(_DASHES).casefold() not in CLOSED]
    return in_order((_typed(piece) for piece in typed), day=None)


def _typed(piece: str) -> Interval:
    found = TYPED.fullmatch(piece)
    if found is None:
        raise CalendarError(NO_TIME, text=piece)
    opening, closing = (
        int(hour) * 3600 + int(minute or 0) * 60
        for hour, minute in (found.group(1, 2), found.group(3, 4))
    )
    if max(opening, closing) > DAY:
        raise CalendarError(NO_TIME, text=piece)
    return opening, closing


def shown(hours: Hours) -> str:
    """Return local hours as `read_hours` reads them and a person writes them."""
    pairs = ((_text(a), _text(b)) for a, b in hours)
    return ", ".join(f"{a}–{b}".replace(":", ".") for a, b in pairs)


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
        raise CalendarError(NO_ZONE, name=name) from wrong


def in_order(hours: Iterable[Interval], day: object) -> Hours:
    """Return the hours sorted; refuse what ends before it begins or overlaps."""
    ordered = tuple(sorted(hours))
    for opening, closing in ordered:
        if not 0 <= opening < closing <= DAY:
            raise CalendarError(
                BACKWARDS, day, opening=_text(opening), closing=_text(closing)
            )
    for (_, closing), (opening, _) in pairwise(ordered):
        if opening < closing:
            raise CalendarError(OVERLAP, day, opening=_text(opening))
    return ordered


def whole_week(week: Week) -> dict[int, Hours]:
    """Return the hours of all seven days in order; refuse what is no weekday."""
    for day in week:
        if day not in range(1, 8):
            raise CalendarError(f"weekday {day}: not one of 1 (Monday) to 7")
    return {day: in_order(week.get(day, ()), day) for day in range(1, 8)}


def parse_week(raw: Mapping[str, Any]) -> dict[int, Hours]:
    """Return weekly hours from their JSON."""
    return {parse_weekday(day): parse_hours(hours, day) for day, hours in raw.items()}


def written_week(week: Week) -> dict[str, list[list[str]]]:
    """Return weekly hours as `parse_week` reads them."""
    return {str(day): written(week[day]) for day in range(1, 8)}


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
