"""The rules a class is graded by in a period; every version is kept (grading.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Self

from desk.domain.grading import GradePart, Knot
from desk.domain.rubric import Level, RubricItem
from desk.domain.vocabulary import Performance, Priority


@dataclass(frozen=True, slots=True)
class Scheme:
    """One version of the rules; scores from 0 to 100, the queue's target in seconds.

    Descriptors go from the best down, each from a whole grade on. What is described is
    the teacher's own wording of a level of an item; without one the desk's own stands.
    """

    knots: tuple[Knot, ...]
    weights: Mapping[GradePart, Fraction]
    of_priority: Mapping[Priority, Fraction]
    of_level: Mapping[Level, Fraction]
    of_answer: Mapping[Performance, Fraction]
    descriptors: tuple[tuple[int, str], ...]
    pass_mark: int = 75
    rejected_at_most: Fraction = Fraction(60)
    queue_target: int = 300
    enough_observations: int = 5
    enough_tickets: int = 3
    many_observations: int = 10
    enough_answers: int = 3
    enough_weight: Fraction = Fraction(70)
    sampled: int = 3
    described: Mapping[RubricItem, Mapping[Level, str]] = field(default_factory=dict)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Return the rules as `to_json` wrote them."""
        return cls(
            knots=tuple(Knot(Fraction(r), Fraction(s)) for r, s in raw["knots"]),
            weights={part: Fraction(raw["weights"][part]) for part in GradePart},
            of_priority={each: Fraction(raw["of_priority"][each]) for each in Priority},
            of_level={each: Fraction(raw["of_level"][each]) for each in Level},
            of_answer={each: Fraction(raw["of_answer"][each]) for each in Performance},
            descriptors=tuple((least, name) for least, name in raw["descriptors"]),
            rejected_at_most=Fraction(raw["rejected_at_most"]),
            enough_weight=Fraction(raw["enough_weight"]),
            described={
                RubricItem(item): {Level(level): text for level, text in said.items()}
                for item, said in raw["described"].items()
            },
            **{name: raw[name] for name in WHOLE},
        )

    def to_json(self) -> dict[str, Any]:
        """Return the rules as stored: fractions as texts, so that none is rounded."""
        return {
            "knots": [[str(ratio), str(score)] for ratio, score in self.knots],
            "weights": _texts(self.weights),
            "of_priority": _texts(self.of_priority),
            "of_level": _texts(self.of_level),
            "of_answer": _texts(self.of_answer),
            "descriptors": [[least, name] for least, name in self.descriptors],
            "rejected_at_most": str(self.rejected_at_most),
            "enough_weight": str(self.enough_weight),
            "described": {
                item.value: {level.value: text for level, text in said.items()}
                for item, said in self.described.items()
            },
            **{name: getattr(self, name) for name in WHOLE},
        }


# Stored as they are: whole numbers.
WHOLE = (
    *("pass_mark", "queue_target", "enough_observations", "enough_tickets"),
    *("many_observations", "enough_answers", "sampled"),
)


def _texts(numbers: Mapping[Any, Fraction]) -> dict[str, str]:
    return {key.value: str(number) for key, number in numbers.items()}


# Source: grading.md; the queue's target is that of the first step, to record.
DEFAULT_SCHEME = Scheme(
    knots=tuple(
        Knot(Fraction(ratio), Fraction(score))
        for ratio, score in ((1, 100), (2, 75), (4, 50), (8, 0))
    ),
    weights={
        GradePart.TIME: Fraction(30),
        GradePart.TEAM_QUEUE: Fraction(10),
        GradePart.ACTION: Fraction(20),
        GradePart.ATTENTION: Fraction(15),
        GradePart.ATTITUDE: Fraction(15),
        GradePart.OUTCOME: Fraction(10),
    },
    of_priority={
        Priority.HIGH: Fraction(3, 2),
        Priority.MEDIUM: Fraction(1),
        Priority.LOW: Fraction(3, 4),
    },
    of_level={
        Level.NEEDS_GUIDANCE: Fraction(50),
        Level.FAIR: Fraction(70),
        Level.GOOD: Fraction(85),
        Level.VERY_GOOD: Fraction(100),
    },
    of_answer={
        Performance.BELOW: Fraction(40),
        Performance.AS_EXPECTED: Fraction(85),
        Performance.ABOVE: Fraction(100),
    },
    descriptors=((93, "A"), (84, "B"), (75, "C"), (0, "D")),
)
