"""The roster of the demo: teams by weekday, and whoever works in the story besides."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from desk.domain.calendar import ServiceCalendar
from desk.domain.hours import DAY, Interval
from desk.domain.people import Act, Actor, Permission
from desk.domain.roster import LONGEST_SHIFT
from desk.domain.shifts import local_date, local_instant, monday_of
from desk.domain.vocabulary import Attendance
from desk.queries.roster import get_unit_for, version_in_force
from desk.queries.shifts import ShiftLine, week
from desk.services import shifts, swaps

Story = dict[str, Any]
HOUR = 3600
WEEK = 7 * DAY
TEACHER, ASKER = "guru", "siswa1"
# Attendance is marked for so many shifts, the last ones before now.
MARKED = 24


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody does something in the story at an instant (UTC seconds)."""

    at: int
    username: str


def turns_of(ticket: Story, times: Sequence[int]) -> Iterator[Turn]:
    """Yield who works on a ticket when; times (UTC) are of its receipt and its acts."""
    holder = ticket.get("by", "")
    if holder:
        yield Turn(times[0], holder)
    for act, at in zip(ticket.get("acts", []), times[1:], strict=True):
        holder = act.get("by", holder)
        yield Turn(at, holder)
        if act["do"] == "assign":
            holder = act["to"]
            yield Turn(at, holder)


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans the roster of a unit around now (UTC seconds)."""

    story: Story
    unit_id: int
    cast: dict[str, Actor]
    calendar: ServiceCalendar
    now: int

    def plan(self, turns: Iterable[Turn]) -> None:
        """Plan every school day from the story's first to the end of the next week.

        Once: a demo loaded on after a power cut keeps the roster it has.
        """
        if version_in_force(self.unit_id) is not None:
            return
        busy = [turn for turn in turns if turn.at <= self.now]
        today = self.calendar.local_day(self.now)
        first = min((self.calendar.local_day(turn.at) for turn in busy), default=today)
        for day in range(first, today + 12):
            if day == today:
                for hours in self._today():
                    self._add(hours, list(self.cast))
            elif self.calendar.service(*self.calendar.day_span(day)):
                for half in ("morning", "afternoon"):
                    self._plan_half(day, half, busy)
        self._mark(busy)
        self._ask_swap()

    def _plan_half(self, day: int, half: str, busy: Iterable[Turn]) -> None:
        """Put the weekday's team on duty, and whoever works in the story then."""
        begin, end = self._hours(day, half)
        weekday = local_date(begin, self.calendar.zone).isoweekday()
        team = self.story["roster"]["teams"][half][weekday % 5]
        at_work = [turn.username for turn in busy if begin <= turn.at < end]
        self._add((begin, end), [*team, *at_work])

    def _today(self) -> Iterator[Interval]:
        """Yield hours of today; they cover now, whenever the demo is tried out."""
        day = self.calendar.local_day(self.now)
        opening = self._hours(day, "morning")[0]
        closing = self._hours(day, "afternoon")[1]
        around = self.now - self.now % HOUR - HOUR
        late = around + 5 * HOUR
        if self.now < opening:
            yield around, min(closing, around + LONGEST_SHIFT)
        elif late <= opening + LONGEST_SHIFT:
            yield opening, max(closing, late)
        else:
            yield opening, closing
            yield max(around, closing), late

    def _hours(self, day: int, half: str) -> Interval:
        zone = self.calendar.zone
        date_ = local_date(self.calendar.day_span(day)[0], zone)
        begin, end = self.story["roster"][half]
        return (
            local_instant(date_, begin * HOUR, zone),
            local_instant(date_, end * HOUR, zone),
        )

    def _add(self, hours: Interval, usernames: Iterable[str]) -> None:
        begin, end = hours
        people = {
            self.cast[name].id
            for name in usernames
            if self.cast[name].may(Permission.WALK_STEPS)
        }
        shifts.add_shifts(
            self._act(TEACHER, f"shifts-{begin}", min(begin - DAY, self.now)),
            self.unit_id,
            person_ids=sorted(people),
            begin=begin,
            end=end,
        )

    def _mark(self, busy: Iterable[Turn]) -> None:
        """Mark who came lately; only who does nothing in the story can have stayed."""
        reasons = cycle(Attendance(each) for each in self.story["roster"]["missing"])
        at_work = {(self.cast[turn.username].id, turn.at) for turn in busy}
        past = [shift for shift in self._shifts(-2, 1) if shift.ends_at <= self.now]
        for shift in past[-MARKED:]:
            is_at_work = any(
                person_id == shift.person_id and shift.begins_at <= at < shift.ends_at
                for person_id, at in at_work
            )
            shifts.mark_attendance(
                self._act(TEACHER, f"attendance-{shift.id}", shift.ends_at),
                shift.id,
                attendance=Attendance.PRESENT if is_at_work else next(reasons),
            )

    def _ask_swap(self) -> None:
        """Let a student ask for a swap that nobody has decided on yet."""
        _, midnight = self.calendar.day_span(self.calendar.local_day(self.now))
        coming = [s for s in self._shifts(0, 2) if s.begins_at >= midnight]
        mine = [s for s in coming if s.person_id == self.cast[ASKER].id]
        if not mine:
            return
        taken = {s.person_id for s in coming if s.hours == mine[0].hours}
        free = [a for a in self.cast.values() if a.id not in taken]
        receiver = next(a for a in free if a.may(Permission.WALK_STEPS))
        swaps.ask_swap(
            self._act(ASKER, "swap", self.now),
            mine[0].id,
            receiver_id=receiver.id,
            other_shift_id=None,
            reason=self.story["roster"]["swap"],
        )

    def _shifts(self, first: int, last: int) -> list[ShiftLine]:
        """Return the shifts of some weeks, counted from this one, in order."""
        teacher = self.cast[TEACHER]
        unit = get_unit_for(teacher, self.unit_id)
        found: list[ShiftLine] = []
        for n in range(first, last):
            monday = monday_of(local_date(self.now + n * WEEK, unit.zone))
            for day in week(unit, monday, teacher, now=self.now):
                found += day.shifts
        return found

    def _act(self, username: str, name: str, at: int) -> Act:
        return Act(actor=self.cast[username], at=at, key=f"demo-roster-{name}")
