"""Targets: how many service seconds each step may take, by priority (clock.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from desk.domain.evidence import Errors
from desk.domain.vocabulary import N_, Priority, Step, Word

MINUTE, HOUR, SCHOOL_DAY = 60, 3600, 25_200
LONGEST = 30 * SCHOOL_DAY

NO_MINUTES = N_("Write whole minutes, such as 30.")
TOO_SHORT = N_("At least 1 minute: no step takes no time.")
TOO_LONG = N_("At most 12,600 minutes, which is 30 school days.")


class Validity(Word):
    """Whether a version of the targets holds for complaints received now."""

    PLANNED = "planned", N_("Planned")
    IN_FORCE = "in_force", N_("In force")
    PAST = "past", N_("No longer in force")
    REPLACED = "replaced", N_("Replaced before it began")


# The minutes of each step by priority, as filled in; None is no number.
Minutes = Mapping[tuple[Priority, Step], int | None]


@dataclass(frozen=True, slots=True)
class StepTargets:
    """The targets of one priority in service seconds, one for each step.

    The others follow from them, so they cannot contradict each other.
    """

    record: int
    confirm: int
    fulfil: int
    thank: int

    @property
    def response(self) -> int:
        """Return the target of the response: to record and to confirm."""
        return self.record + self.confirm

    @property
    def resolution(self) -> int:
        """Return the target of the resolution: all four steps."""
        return self.response + self.fulfil + self.thank

    def of(self, step: Step) -> int:
        """Return the target of a step."""
        seconds: int = getattr(self, step.value)
        return seconds


@dataclass(frozen=True, slots=True)
class Targets:
    """One version of the targets. Source: clock.md, "Measures", default targets."""

    by_priority: Mapping[Priority, StepTargets]

    @classmethod
    def from_json(cls, raw: Mapping[str, Mapping[str, int]]) -> Self:
        """Return the targets as `to_json` wrote them."""
        return cls(
            {priority: StepTargets(**raw[priority.value]) for priority in Priority}
        )

    @classmethod
    def from_minutes(cls, minutes: Minutes) -> Self:
        """Return the targets of a table in minutes that has no errors."""
        return cls(
            {
                priority: StepTargets(
                    **{
                        step.value: (minutes[priority, step] or 0) * MINUTE
                        for step in Step
                    }
                )
                for priority in Priority
            }
        )

    def to_json(self) -> dict[str, Any]:
        """Return the targets as stored: priority, step, seconds."""
        return {
            priority.value: {step.value: targets.of(step) for step in Step}
            for priority, targets in self.by_priority.items()
        }

    def of(self, priority: Priority) -> StepTargets:
        """Return the targets of a priority."""
        return self.by_priority[priority]


def cell_name(priority: Priority, step: Step) -> str:
    """Return the name of the field that holds the target of a step."""
    return f"{priority}_{step}"


def errors_in(minutes: Minutes) -> Errors:
    """Return a message for each cell that cannot be a target, by its field's name."""
    wrong = {
        cell_name(priority, step): _error(minutes.get((priority, step)))
        for priority in Priority
        for step in Step
    }
    return {name: message for name, message in wrong.items() if message}


def _error(minutes: int | None) -> str:
    if minutes is None:
        return NO_MINUTES
    if minutes < 1:
        return TOO_SHORT
    return TOO_LONG if minutes * MINUTE > LONGEST else ""


def _default(*, response: int, resolution: int) -> StepTargets:
    record = thank = 5 * MINUTE
    return StepTargets(
        record=record,
        confirm=response - record,
        fulfil=resolution - response - thank,
        thank=thank,
    )


DEFAULT_TARGETS = Targets(
    {
        Priority.HIGH: _default(response=10 * MINUTE, resolution=2 * HOUR),
        Priority.MEDIUM: _default(response=30 * MINUTE, resolution=SCHOOL_DAY),
        Priority.LOW: _default(response=2 * HOUR, resolution=3 * SCHOOL_DAY),
    }
)


def targets_at(versions: Sequence[tuple[int, Targets]], at: int) -> Targets:
    """Return the targets of a complaint received at an instant (UTC seconds).

    Versions come with their beginnings, newest first. Before the first, and without
    any, the defaults hold; so a new version never changes what was received before it.
    """
    for begins_at, targets in versions:
        if begins_at <= at:
            return targets
    return DEFAULT_TARGETS


def validities(beginnings: Sequence[int], now: int) -> list[Validity]:
    """Return how each version stands at an instant (UTC seconds), newest first.

    Of two with the same beginning only the newer one ever held.
    """
    found: list[Validity] = []
    for index, begins_at in enumerate(beginnings):
        if begins_at in beginnings[:index]:
            found.append(Validity.REPLACED)
        elif begins_at > now:
            found.append(Validity.PLANNED)
        elif Validity.IN_FORCE not in found:
            found.append(Validity.IN_FORCE)
        else:
            found.append(Validity.PAST)
    return found
