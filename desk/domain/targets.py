"""Targets: how many service seconds each step may take, by priority (clock.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from desk.domain.vocabulary import Priority, Step

MINUTE, HOUR, SCHOOL_DAY = 60, 3600, 25_200


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

    def to_json(self) -> dict[str, Any]:
        """Return the targets as stored: priority, step, seconds."""
        return {
            priority.value: {step.value: targets.of(step) for step in Step}
            for priority, targets in self.by_priority.items()
        }

    def of(self, priority: Priority) -> StepTargets:
        """Return the targets of a priority."""
        return self.by_priority[priority]


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
