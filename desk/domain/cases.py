"""Read cases of the clock (calendars, logs, settings) from JSON and measure each.

The format is the one of vectors/clock.json, so that anyone can check a number.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from desk.domain.calendar import Json, ServiceCalendar
from desk.domain.clock import Measures, measure
from desk.domain.course import PAUSE_CAP, Holder
from desk.domain.hours import CalendarError, Interval
from desk.domain.log import Event, EventKind
from desk.domain.vocabulary import Step, Word

QUEUE_NAME = "QUEUE"
NAMES: dict[type, str] = {
    str: "a text",
    int: "a whole number",
    list: "a list",
    dict: "an object",
}
KINDS = {kind.value: kind for kind in EventKind}
STEPS = {step.value: step for step in Step}
T = TypeVar("T")
W = TypeVar("W", bound=Word)


class CaseError(ValueError):
    """A file of cases that cannot be measured: one line that names the case."""


@dataclass(slots=True)
class _Names:
    """The numbers given to the holders of one case, and their names again."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, name: str | None) -> Holder:
        if name is None or name == QUEUE_NAME:
            return None
        return self.numbers.setdefault(name, len(self.numbers) + 1)

    def named(self, shares: Mapping[Holder, int]) -> dict[str, int]:
        names = {number: name for name, number in self.numbers.items()}
        return {
            QUEUE_NAME if holder is None else names[holder]: seconds
            for holder, seconds in shares.items()
        }


def measure_cases(text: str | bytes) -> dict[str, Json]:
    """Return the figures of each case of a file by case id, in seconds.

    Raise CaseError, one line that names the case, for a file that cannot be measured.
    """
    try:
        file = json.loads(text)
    except ValueError as wrong:
        raise CaseError(f"not JSON: {wrong}") from wrong
    if not isinstance(file, dict):
        raise CaseError("not an object with calendars and cases")
    calendars = read_calendars(_field(file, "calendars", dict, "the file"))
    results: dict[str, Json] = {}
    for place, case in enumerate(_field(file, "cases", list, "the file"), start=1):
        where = f"case {place}"
        if not isinstance(case, dict):
            raise CaseError(f"{where}: not an object")
        name = _field(case, "id", str, where)
        if name in results:
            raise CaseError(f"case {name}: given twice")
        results[name] = _measured(case, calendars, f"case {name}")
    return results


def read_calendars(raw: Mapping[str, Any]) -> dict[str, ServiceCalendar]:
    """Return the calendars of a file by name, with what they take over from others.

    Raise CaseError for a calendar that cannot be.
    """
    calendars = {}
    for name in raw:
        try:
            calendars[name] = ServiceCalendar.from_json(_extended(name, raw, ()))
        except CalendarError as wrong:
            raise CaseError(f"calendar {name}: {wrong}") from wrong
    return calendars


def _extended(name: str, raw: Mapping[str, Any], seen: tuple[str, ...]) -> Json:
    """Return a calendar with its own fields laid over those it extends."""
    own = _field(raw, name, dict, "calendars")
    if "extends" not in own:
        return own
    if name in seen:
        raise CalendarError("extends itself")
    base = _extended(_base(own["extends"], raw), raw, (*seen, name))
    whole = base | own
    closed = _optional(whole, "closed", dict, f"calendar {name}") or {}
    added = _optional(own, "add_closed", dict, f"calendar {name}") or {}
    return whole | {"closed": closed | added}


def _base(name: object, raw: Mapping[str, Any]) -> str:
    """Return the calendar meant by an `extends`.

    The published vectors extend "KAL-A", the earlier name of the calendar they list
    first, and no calendar of the file is called so. Such a name therefore means the
    first calendar of the file that stands on its own: the one the file is about.
    """
    if isinstance(name, str) and name in raw:
        return name
    for other, calendar in raw.items():
        if isinstance(calendar, dict) and "extends" not in calendar:
            return other
    raise CalendarError(f"extends {name}, and there is no calendar to extend")


def _measured(case: Json, calendars: Mapping[str, ServiceCalendar], where: str) -> Json:
    calendar = calendars.get(_field(case, "calendar", str, where))
    if calendar is None:
        raise CaseError(f"{where}: calendar {case['calendar']} is not in the file")
    names = _Names()
    cap = _optional(case, "pause_cap_s", int, where)
    figures = measure(
        _events(_field(case, "events", list, where), names, where),
        calendar,
        _instant(_field(case, "as_of", str, where), where),
        roster=_roster(case, names, where),
        verified=_numbers(case, "verified", where),
        rejected_pauses=_numbers(case, "rejected_pauses", where),
        pause_cap=PAUSE_CAP if cap is None else cap,
    )
    return _shown(figures, names)


def _shown(figures: Measures, names: _Names) -> Json:
    return {
        "steps": {str(step): seconds for step, seconds in figures.steps.items()},
        "response": figures.response,
        "resolution": figures.resolution,
        "first_resolution": figures.first_resolution,
        "paused": figures.paused,
        "closed": figures.closed,
        "off_hours": figures.off_hours,
        "wall": figures.wall,
        "shares": names.named(figures.shares),
        "status": str(figures.status),
    }


def _numbers(case: Json, key: str, where: str) -> frozenset[int]:
    numbers = case.get(key) or []
    if not isinstance(numbers, list) or not all(isinstance(n, int) for n in numbers):
        raise CaseError(f"{where}: {key} is not a list of event numbers")
    return frozenset(numbers)


def _events(rows: list[Any], names: _Names, where: str) -> list[Event]:
    events: dict[int, Event] = {}
    for place, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise CaseError(f"{where}: event {place} is not an object")
        event = _event(row, names, f"{where}: event {row.get('n', place)}")
        if events.setdefault(event.n, event) != event:
            raise CaseError(f"{where}: two different events have the number {event.n}")
    receipts = [n for n, e in events.items() if e.kind is EventKind.RECEIVED]
    # The ticket's own receipt was logged first; every other one came by a merge.
    for n in sorted(receipts)[1:]:
        events[n] = events[n]._replace(is_duplicate=True)
    return list(events.values())


def _event(row: Json, names: _Names, where: str) -> Event:
    at = _instant(_field(row, "at", str, where), where)
    recorded_at = _optional(row, "recorded_at", str, where)
    back_to = _optional(row, "to", str, where)
    return Event(
        n=_field(row, "n", int, where),
        kind=_word(KINDS, _field(row, "kind", str, where), where),
        at=at,
        recorded_at=at if recorded_at is None else _instant(recorded_at, where),
        by=names.number(_optional(row, "by", str, where)),
        to=None if back_to is None else _word(STEPS, back_to, where),
        target=_optional(row, "target", int, where),
        reason=_optional(row, "reason", str, where),
    )


def _roster(
    case: Json, names: _Names, where: str
) -> dict[int, list[Interval] | None] | None:
    raw = _optional(case, "roster", dict, where)
    if raw is None:
        return None
    roster: dict[int, list[Interval] | None] = {}
    for name, shifts in raw.items():
        holder = names.number(name)
        if holder is not None and shifts is not None:
            roster[holder] = _shifts(shifts, f"{where}: roster of {name}")
    return roster


def _shifts(raw: Any, where: str) -> list[Interval]:
    try:
        return sorted((_instant(on, where), _instant(off, where)) for on, off in raw)
    except (TypeError, ValueError) as wrong:
        if isinstance(wrong, CaseError):
            raise
        raise CaseError(f"{where}: not a list of pairs of instants") from wrong


def _instant(text: object, where: str) -> int:
    """Return UTC seconds; an instant without its offset could be any of 24."""
    try:
        instant = datetime.fromisoformat(str(text))
    except ValueError as wrong:
        raise CaseError(f"{where}: {text!r} is not an instant") from wrong
    if instant.tzinfo is None:
        raise CaseError(f"{where}: {text!r} has no offset from UTC")
    if instant.microsecond:
        raise CaseError(f"{where}: {text!r} is not a whole second")
    return int(instant.timestamp())


def _word(words: Mapping[str, W], value: str, where: str) -> W:
    if value not in words:
        raise CaseError(f"{where}: {value!r} is not one of {', '.join(words)}")
    return words[value]


def _field(raw: Mapping[str, Any], key: str, kind: type[T], where: str) -> T:
    if key not in raw:
        raise CaseError(f"{where}: {key} is missing")
    value = _optional(raw, key, kind, where)
    if value is None:
        raise CaseError(f"{where}: {key} is empty")
    return value


def _optional(raw: Mapping[str, Any], key: str, kind: type[T], where: str) -> T | None:
    value = raw.get(key)
    if value is not None and type(value) is not kind:
        raise CaseError(f"{where}: {key} is not {NAMES[kind]}")
    return value
