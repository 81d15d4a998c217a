"""A second opinion: the life of a ticket lived second by second.

Written from clock.md alone. It shares no code with the engine: it reads calendars as
JSON, looks at the wall clock of every single second, and knows events only by name.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
STEPS = ["record", "confirm", "fulfil", "thank"]
COMPLETING = ["recorded", "confirmed", "fulfilled", "thanked"]
ENDING = {"merged", "not_a_complaint"}
IN_LOG_ORDER = {*COMPLETING, *ENDING, "stepped_back", "paused", "reopened"}
# What of the event says who holds the ticket then; None: nobody does.
CHANGES_HANDS = {
    "taken": "by",
    "handover_accepted": "by",
    "assigned": "receiver",
    "released": None,
    "moved": None,
}
CLAIM_COUNTS = {"received", "resumed", "customer_contacted", "reopened"}


class WallClock:
    """Says of an instant whether the calendar serves, by looking at the local time."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.zone = ZoneInfo(raw["tz"])
        self.serves_minute = cache(self._serves_minute)

    def serves(self, instant: int) -> bool:
        return self.serves_minute(instant // 60)

    def _serves_minute(self, minute: int) -> bool:
        local = (EPOCH + timedelta(minutes=minute)).astimezone(self.zone)
        week = self.raw["weekly"]
        for first_day, later_week in sorted(self.raw.get("seasons", {}).items()):
            week = later_week if first_day <= str(local.date()) else week
        hours = week.get(str(local.isoweekday()), [])
        if str(local.date()) in self.raw["closed"]:
            hours = []
        hours = self.raw["overrides"].get(str(local.date()), hours)
        now = f"{local.hour:02}:{local.minute:02}"
        return any(opening <= now < closing for opening, closing in hours)


class DutyBook:
    """Says of a person and an instant whether they were on duty, from the raw book.

    Duties are (person, begin, end, attendance), absences (person, begin, end or None).
    """

    def __init__(self, duties: Any, absences: Any, zone: str) -> None:
        self.duties, self.absences = duties, absences
        self.zone = ZoneInfo(zone)
        self.dates_in_book = {
            self.date_of(instant)
            for _, begin, end, _ in duties
            for instant in (*range(begin, end, 3600), end - 1)
        }

    def date_of(self, instant: int) -> Any:
        return (EPOCH + timedelta(seconds=instant)).astimezone(self.zone).date()

    def has_on_duty(self, person: Any, now: int) -> bool:
        if person is None:
            return True
        for away, begin, end in self.absences:
            if away == person and begin <= now and (end is None or now < end):
                return False
        came = any(
            who == person and begin <= now < end and attendance in {None, "present"}
            for who, begin, end, attendance in self.duties
        )
        return came or self.date_of(now) not in self.dates_in_book


class ShiftTable:
    """The same from the engine's own roster: shifts by person, no entry is always."""

    def __init__(self, roster: Any) -> None:
        self.roster = roster or {}

    def has_on_duty(self, person: Any, now: int) -> bool:
        shifts = self.roster.get(person)
        return shifts is None or any(on <= now < off for on, off in shifts)


@dataclass
class Life:
    """What the simulator saw: a list of seconds, each with all that was true in it."""

    status: str
    start: int = 0
    end: int = 0
    confirmed: int | None = None
    first_closed: int | None = None
    first_owned: int | None = None
    seconds: list[tuple[int, str, str | None, Any]] = field(default_factory=list)
    step_size: int = 1

    def count(self, bucket: str, until: int | None = None) -> int:
        return self.step_size * sum(
            seen == bucket and (until is None or at < until)
            for at, seen, _, _ in self.seconds
        )

    def figures(self) -> dict[str, Any]:
        active = [s for s in self.seconds if s[1] == "active"]
        steps: Counter = Counter(dict.fromkeys(STEPS, 0))
        shares: Counter = Counter()
        by_step: Counter = Counter()
        for _, _, step, holder in active:
            steps[step] += self.step_size
            shares[holder] += self.step_size
            by_step[step, holder] += self.step_size
        return {
            "status": self.status,
            "steps": dict(steps),
            "response": self.active_until(self.confirmed),
            "resolution": self.count("active"),
            "first_resolution": self.active_until(self.first_closed),
            "paused": self.count("paused"),
            "closed": self.count("closed"),
            "off_hours": self.count("off_hours"),
            "wall": self.end - self.start,
            "shares": dict(shares),
            "shares_by_step": dict(by_step),
            "pickup": self.count("active", self.first_owned),
        }

    def active_until(self, instant: int | None) -> int | None:
        return None if instant is None else self.count("active", instant)

    def due(self, target: int) -> int | None:
        if self.status == "cancelled":
            return None
        active = 0
        for at, bucket, _, _ in self.seconds:
            if active >= target:
                return at
            active += self.step_size if bucket == "active" else 0
        return self.end if active >= target else None


def live(
    events: list[Any],
    calendar: WallClock,
    as_of: int,
    *,
    duty: Any,
    verified: Any = (),
    rejected: Any = (),
    cap: int = 25_200,
    step_size: int = 1,
) -> Life:
    """Live a ticket from its receipt to its end; instants must be whole steps."""
    real = never_undone(events)
    verified = {*verified, *judged(real, "verified")}
    rejected = {*rejected, *judged(real, "rejected")}
    moments = effective_moments(real, verified)
    if not moments:
        return Life("cancelled")
    ticket = Ticket(cap, rejected, verified)
    start = moments[0][0]
    life = Life("open", start=start, step_size=step_size)
    coming = list(moments)
    for now in range(start, max(as_of, moments[-1][0]) + step_size, step_size):
        while coming and coming[0][0] <= now:
            ticket.happens(coming.pop(0)[1], now)
        second = ticket.second(now, calendar.serves(now), duty, step_size)
        life.seconds.append(second)
    life.status = "closed" if ticket.closed_at is not None else "open"
    life.end = max(start, as_of) if ticket.closed_at is None else ticket.closed_at
    life.seconds = [second for second in life.seconds if second[0] < life.end]
    life.confirmed, life.first_closed = ticket.confirmed, ticket.first_closed
    life.first_owned = ticket.first_owned
    return life


def never_undone(events: list[Any]) -> list[Any]:
    """Return the events without those undone, in the order of their numbers."""
    by_number = {event.n: event for event in events}

    def counts(number: int) -> bool:
        return not any(
            other.kind == "voided" and other.target == number and counts(other.n)
            for other in by_number.values()
            if other.n > number
        )

    return [
        by_number[n]
        for n in sorted(by_number)
        if counts(n) and by_number[n].kind != "voided"
    ]


def judged(real: list[Any], verdict: str) -> set[int]:
    """Return the numbers of the events on which this verdict was the last."""
    last = {}
    for event in real:
        if event.kind in {"verified", "rejected"}:
            last[event.target] = str(event.kind)
    return {number for number, said in last.items() if said == verdict}


def effective_moments(real: list[Any], verified: Any) -> list[tuple[int, Any]]:
    """Put the events that count at the instants they count from."""
    receipts = [event for event in real if event.kind == "received"]
    if not receipts:
        return []
    start = min(event.at for event in receipts)
    opening = next(event for event in receipts if event.at == start)
    moments: list[tuple[int, Any]] = []
    for event in real:
        at = claimed_or_recorded(event, verified, start)
        earlier = [e for e in real if e.n < event.n]
        if event.kind in IN_LOG_ORDER:
            at = max(
                at,
                *(
                    claimed_or_recorded(e, verified, start)
                    for e in earlier
                    if e.kind in IN_LOG_ORDER
                ),
                start,
            )
        if event.kind in {"resumed", "customer_contacted"}:
            pauses = [m for m in moments if m[1].kind == "paused"]
            at = max(at, pauses[-1][0]) if pauses else at
        moments.append((at, event))
    return sorted(moments, key=lambda m: (m[0], m[1] is not opening, m[1].n))


def claimed_or_recorded(event: Any, verified: Any, start: int) -> int:
    claim = event.kind in CLAIM_COUNTS or event.n in verified
    return max(start, event.at if claim else event.recorded_at)


class Ticket:
    """The state a ticket is in, changed by what happens to it."""

    def __init__(self, cap: int, rejected: Any, verified: Any) -> None:
        self.cap, self.rejected, self.verified = cap, rejected, verified
        self.step: str | None = None
        self.owner: int | None = None
        self.pause_left: int | None = None
        self.closed_at: int | None = None
        self.confirmed: int | None = None
        self.first_closed: int | None = None
        self.first_owned: int | None = None
        self.is_received = self.is_over = False

    def happens(self, event: Any, now: int) -> None:
        kind = str(event.kind)
        if kind == "received":
            self.arrives(event)
        elif kind in ENDING:
            self.ends(now)
        elif kind == "reopened":
            if self.closed_at is not None and not self.is_over:
                self.step, self.closed_at = "fulfil", None
        elif self.step is not None:
            self.happens_while_open(kind, event, now)
        if self.owner is not None and self.first_owned is None:
            self.first_owned = now

    def arrives(self, event: Any) -> None:
        if not self.is_received or not event.is_duplicate:
            self.owner = event.by
        if not self.is_received:
            self.is_received, self.step = True, "record"

    def happens_while_open(self, kind: str, event: Any, now: int) -> None:
        place = STEPS.index(str(self.step))
        if kind in CHANGES_HANDS:
            self.owner = getattr(event, CHANGES_HANDS[kind] or "", None)
        elif kind == COMPLETING[place]:
            self.completes(kind, place, now)
        elif kind == "stepped_back":
            if event.to is not None and STEPS.index(event.to) <= place:
                self.step, self.pause_left = str(event.to), None
        elif kind == "paused":
            if self.step in {"confirm", "fulfil"} and self.is_granted(event):
                self.pause_left = self.cap
        elif kind in {"resumed", "customer_contacted"}:
            self.pause_left = None

    def ends(self, now: int) -> None:
        """Leave the open tickets for good, whatever the step; nothing reopens it."""
        self.is_over = True
        if self.closed_at is None:
            self.step, self.pause_left, self.closed_at = None, None, now
        self.first_closed = now if self.first_closed is None else self.first_closed

    def completes(self, kind: str, place: int, now: int) -> None:
        self.pause_left = None
        if kind == "confirmed" and self.confirmed is None:
            self.confirmed = now
        if kind == "thanked":
            self.step, self.closed_at = None, now
            self.first_closed = now if self.first_closed is None else self.first_closed
        else:
            self.step = STEPS[place + 1]

    def is_granted(self, pause: Any) -> bool:
        if pause.n in self.rejected:
            return False
        needs_approval = pause.reason in {"waiting_supplier", "waiting_decision"}
        return pause.n in self.verified or not needs_approval

    def second(
        self, now: int, is_served: bool, duty: Any, step_size: int
    ) -> tuple[int, str, str | None, Any]:
        if not is_served:
            return now, "off_hours", self.step, None
        if self.step is None:
            return now, "closed", None, None
        if self.pause_left:
            self.pause_left -= step_size
            return now, "paused", self.step, None
        is_on_duty = duty.has_on_duty(self.owner, now)
        return now, "active", self.step, self.owner if is_on_duty else None
