"""Drawing tickets at random in a way that anybody can repeat and nobody can steer.

Every ticket of the population is given the SHA-256 of "seed:number"; those with the
smallest are drawn. The same seed and population always give the same tickets, in any
language and version, and who knows a ticket's number cannot foresee its place before
the seed is made.
"""

import hashlib
from collections.abc import Collection, Mapping

from desk.domain.errors import DeskError
from desk.domain.evidence import CHOOSE, Errors
from desk.domain.log import EventKind
from desk.domain.vocabulary import N_, Step, Word
from desk.domain.workflow import COMPLETES

# Whoever did one of these has a part in the ticket's evidence.
STEPS_AND_RECEIPT = frozenset({EventKind.RECEIVED, *COMPLETES})
# Seeds a column holds and people can read to each other.
SEEDS = 10**9


def draw(numbers: Collection[str], *, seed: int, size: int) -> list[str]:
    """Return the ticket numbers drawn, in the order in which they were drawn."""
    return sorted(numbers, key=lambda number: (place(seed, number), number))[:size]


def place(seed: int, number: str) -> str:
    """Return what decides whether a ticket is drawn: the smallest are."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


def size_of(percent: int, population: int) -> int:
    """Return how many tickets a percentage is: rounded up, so at least one of any."""
    return -(-population * percent // 100)


class Finding(Word):
    """What a reviewer finds of the evidence of a step."""

    SUFFICIENT = "sufficient", N_("Sufficient")
    WEAK = "weak", N_("Weak")
    MISSING = "missing", N_("Missing")

    @property
    def is_turned_down(self) -> bool:
        """Say whether the evidence does not hold. Source: grading.md, "Score"."""
        return self is Finding.MISSING


class AlreadyChecked(DeskError):
    """Somebody has checked the evidence of the ticket for this sample."""

    message = N_("Another reviewer has checked this ticket already.")


def finding_errors(findings: Mapping[Step, Finding | None], note: str) -> Errors:
    """Return a message for each step without a finding, and for a missing note.

    What falls short has to be explained: the student learns from it.
    """
    errors = {step.value: CHOOSE for step in Step if findings.get(step) is None}
    falls_short = any(f not in {None, Finding.SUFFICIENT} for f in findings.values())
    if falls_short and not note:
        errors["note"] = N_(
            "Write what is missing, so that the student learns from it."
        )
    return errors
