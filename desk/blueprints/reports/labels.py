"""The lines of a report in addresses and in words, in their natural order."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from flask_babel import format_date, gettext

from desk.domain.errors import NotFound
from desk.domain.hours import DAY, shown
from desk.domain.reporting import Dimension
from desk.domain.shifts import local_date, monday_of
from desk.domain.vocabulary import N_, Channel, Language
from desk.queries.dimensions import (
    Key,
    Scope,
    ShiftHours,
    class_names,
    monday_of_week,
    shift_hours,
    shift_number,
    unit_names,
    week_number,
)
from desk.queries.report_rows import within_week
from desk.queries.sources import source_paths
from desk.web.formatting import label, weekday

NONE = "none"
MISSING = {
    Dimension.SOURCE: N_("No source yet"),
    Dimension.CHANNEL: N_("No channel yet"),
    Dimension.CLASS: N_("Nobody, or no class group"),
    Dimension.SHIFT: N_("Outside any shift"),
}
SHIFT = re.compile(r"([1-7])-([0-9]{1,5})-([0-9]{1,6})")
MOST_DIGITS = 9


class Keyed(Protocol):
    """A line of figures, whatever it counts."""

    @property
    def key(self) -> Key: ...


L = TypeVar("L", bound=Keyed)


def value_of(dimension: Dimension, key: Key) -> str:
    """Return a line of a report as it stands in addresses."""
    if key is None:
        return NONE
    if dimension is Dimension.WEEK:
        return monday_of_week(int(key)).isoformat()
    if dimension is Dimension.SHIFT:
        return "-".join(map(str, shift_hours(int(key))))
    return str(key)


def key_from(dimension: Dimension, value: str, scope: Scope) -> Key:
    """Return the line of a report that an address names. Raises NotFound."""
    if dimension is Dimension.WEEK:
        return _week(value, scope)
    if value == NONE and dimension in MISSING:
        return None
    if dimension is Dimension.CHANNEL:
        if value not in set(Channel):
            raise NotFound
        return Channel(value)
    if dimension is Dimension.SHIFT:
        return _shift(value)
    if not (value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS):
        raise NotFound
    return int(value)


class Labels:
    """Names what a report is grouped by, and puts it in order."""

    def __init__(self, dimension: Dimension, scope: Scope, language: Language) -> None:
        """Read the names that this grouping needs."""
        self.dimension, self.scope = dimension, scope
        self.names: dict[int, str] = {}
        if dimension is Dimension.SOURCE:
            self.names = source_paths(language, scope.unit_ids)
        elif dimension is Dimension.UNIT:
            self.names = unit_names()
        elif dimension is Dimension.CLASS:
            self.names = class_names()

    def of(self, key: Key) -> str:
        """Return a line's name."""
        if key is None:
            return str(gettext(MISSING[self.dimension]))
        if isinstance(key, Channel):
            return label(key)
        if self.dimension is Dimension.WEEK:
            return week_label(int(key), self.scope)
        if self.dimension is Dimension.SHIFT:
            return shift_label(shift_hours(int(key)))
        return self.names.get(int(key), str(key))

    def in_order(self, lines: Sequence[L], size: Callable[[L], int]) -> list[L]:
        """Return the lines in the order people know; never by how well they do.

        Sources come by how much each is the spring of; what has no name comes last.
        """

        def place(line: L) -> tuple[bool, int, str]:
            key = line.key
            if self.dimension is Dimension.SOURCE:
                return key is None, -size(line), self.of(key)
            if isinstance(key, Channel):
                return False, list(Channel).index(key), ""
            if self.dimension in {Dimension.WEEK, Dimension.SHIFT}:
                return key is None, int(key or 0), ""
            return key is None, 0, self.of(key).casefold()

        return sorted(lines, key=place)


def week_label(number: int, scope: Scope) -> str:
    """Return the days of a week that lie in the report."""
    part = within_week(scope, number)
    first = local_date(part.begin, scope.zone)
    last = local_date(part.end - 1, scope.zone)
    return span_label(first, last)


def span_label(first: date, last: date, *, year: bool = False) -> str:
    """Return days as people write them: 1–5 Jul, 29 Jun – 5 Jul."""
    of_year = " yyyy" if year else ""
    end = format_date(last, f"d MMM{of_year}")
    if first == last:
        return str(end)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    has_other_year = year and first.year != last.year
    begin = format_date(first, "d MMM yyyy" if has_other_year else "d MMM")
    return f"{begin} – {end}"


def shift_label(hours: ShiftHours) -> str:
    """Return a shift as a weekday and hours."""
    end = hours.end % DAY or DAY
    told = shown(((hours.begin, end),))
    return f"{weekday(hours.weekday)} {told}"


def _week(value: str, scope: Scope) -> int:
    try:
        monday = date.fromisoformat(value)
    except ValueError as nonsense:
        raise NotFound from nonsense
    first = monday_of(local_date(scope.begin, scope.zone))
    last = local_date(scope.end - 1, scope.zone)
    if monday.weekday() or not first <= monday <= last:
        raise NotFound
    return week_number(monday)


def _shift(value: str) -> int:
    match = SHIFT.fullmatch(value)
    if match is None:
        raise NotFound
    weekday_, begin, end = map(int, match.groups())
    if not begin < end <= begin + DAY:
        raise NotFound
    return shift_number(ShiftHours(weekday_, begin, end))


def month_name(day: date) -> str:
    """Return the short name of a month."""
    return str(format_date(day, "MMM"))


def first_day(number: int, scope: Scope) -> date:
    """Return the Monday of a week, or the first day of the report in it."""
    first = local_date(scope.begin, scope.zone)
    return max(monday_of_week(number), first)
