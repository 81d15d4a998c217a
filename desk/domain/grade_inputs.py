"""Everything a grade is made of, as it was when it was computed.

It is kept whole with every version of the grade: the page that explains a published
number shows these rows, whatever became of the log, the calendar or the roster since.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from operator import attrgetter
from typing import Any, NamedTuple, Self

from desk.domain.rubric import Level, RubricItem
from desk.domain.vocabulary import N_, Performance, Priority, Step, Word


class Held(Word):
    """How a student came by an observation."""

    COMPLETED = "completed", N_("Completed the step")
    PASSED_ON = "passed_on", N_("Held it past its target and passed it on")
    OPEN = "open", N_("Still holds it, past its target")


class LeftOut(Word):
    """Why a ticket gives no observation. Source: grading.md, "Observation"."""

    OFF_HOURS = "off_hours", N_("All of it outside service hours")
    DUPLICATE = "duplicate", N_("A duplicate")
    NOT_A_COMPLAINT = "not_a_complaint", N_("Not a complaint, confirmed")
    CANCELLED = "cancelled", N_("Undone")
    PAPER = "paper", N_("Paper time that nobody has reviewed yet")
    OPEN = "open", N_("Still open, and within its target")
    PASSED_ON = "passed_on", N_("Passed on within its target")


class Flag(Word):
    """What a human should look at; never a deduction. Source: grading.md, end."""

    ONE_WORD = "one_word", N_("Restated in one word")
    BACKDATED = "backdated", N_("Entered for an earlier time")
    THANKED_FIRST = "thanked_first", N_("Thanked before it was fulfilled")
    AT_THE_BELL = "at_the_bell", N_("Closed with many others at the bell")
    PAUSED_LATE = "paused_late", N_("Paused just before the target")
    SAME_DEVICE = "same_device", N_("Answered on a device that staff work on")


class Observation(NamedTuple):
    """A student's own active seconds in a step of a ticket, against its target."""

    ticket_id: int
    number: str
    step: Step
    seconds: int
    target: int
    priority: Priority
    held: Held
    is_rejected: bool = False
    flags: tuple[Flag, ...] = ()

    @property
    def key(self) -> str:
        """Return what names the row, in an objection too: the ticket and the step."""
        return f"{self.ticket_id}-{self.step}"

    @property
    def ratio(self) -> Fraction:
        """Return the seconds in targets."""
        return Fraction(self.seconds, self.target)


class Waits(NamedTuple):
    """How many tickets of the unit waited so many seconds for their first owner."""

    seconds: int
    priority: Priority
    tickets: int


class Mark(NamedTuple):
    """A level of an item, on a ticket or (without one) at the counter."""

    id: int
    item: RubricItem
    level: Level
    ticket_id: int | None
    number: str


class Answer(NamedTuple):
    """What the customer of a ticket that the student closed said of it."""

    ticket_id: int
    number: str
    performance: Performance


class Missing(NamedTuple):
    """A ticket the student had a part in that gives no observation, and why."""

    ticket_id: int
    number: str
    why: LeftOut


@dataclass(frozen=True, slots=True)
class Inputs:
    """What one grade is made of; observations by ticket and step."""

    observations: tuple[Observation, ...] = ()
    waits: tuple[Waits, ...] = ()
    marks: tuple[Mark, ...] = ()
    answers: tuple[Answer, ...] = ()
    left_out: tuple[Missing, ...] = ()
    # Ids of the rules in force at each unit: calendar, roster, targets; 0 is none.
    rules: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def numbers(self) -> set[str]:
        """Return the numbers of the tickets it names."""
        named = {row.number for row in self.observations}
        named |= {row.number for row in self.marks if row.number}
        named |= {row.number for row in self.answers}
        return named | {row.number for row in self.left_out}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Return the inputs as `to_json` wrote them."""
        return cls(
            observations=tuple(_observation(row) for row in raw["observations"]),
            waits=_waits(raw["waits"]),
            marks=tuple(
                Mark(i, RubricItem(item), Level(level), ticket, number)
                for i, item, level, ticket, number in raw["marks"]
            ),
            answers=tuple(Answer(i, n, Performance(p)) for i, n, p in raw["answers"]),
            left_out=tuple(Missing(i, n, LeftOut(w)) for i, n, w in raw["left_out"]),
            rules=raw["rules"],
        )

    def to_json(self) -> dict[str, Any]:
        """Return the inputs as stored; the same inputs are always the same JSON."""
        return {
            "observations": [list(row) for row in self.observations],
            "waits": _by_priority(self.waits),
            "marks": [list(row) for row in self.marks],
            "answers": [list(row) for row in self.answers],
            "left_out": [list(row) for row in self.left_out],
            "rules": {name: dict(ids) for name, ids in self.rules.items()},
        }

    def digest(self) -> str:
        """Return the hash by which the same inputs are known."""
        canonical = json.dumps(
            self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode()).hexdigest()


def _by_priority(waits: Sequence[Waits]) -> dict[str, list[int]]:
    """Return waits as stored: seconds and tickets in turn, by priority.

    Every student of a unit has all of its queue, so it is written short.
    """
    found: dict[str, list[int]] = {}
    for seconds, priority, tickets in waits:
        found.setdefault(priority.value, []).extend((seconds, tickets))
    return found


def _pairs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    return zip(numbers[::2], numbers[1::2], strict=True)


def _waits(stored: Mapping[str, Sequence[int]]) -> tuple[Waits, ...]:
    """Return the waits that were stored, the shortest first."""
    found = [
        Waits(seconds, priority, tickets)
        for priority in Priority
        for seconds, tickets in _pairs(stored.get(priority.value, ()))
    ]
    return tuple(sorted(found, key=attrgetter("seconds")))


def _observation(row: Sequence[Any]) -> Observation:
    ticket_id, number, step, seconds, target, priority, held, is_rejected, flags = row
    return Observation(
        ticket_id,
        number,
        Step(step),
        seconds,
        target,
        Priority(priority),
        Held(held),
        is_rejected,
        tuple(Flag(each) for each in flags),
    )
