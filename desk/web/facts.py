"""The facts noted on a ticket, as its page and its forms list them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desk.domain.log import EventKind
from desk.domain.vocabulary import Quality, Technique
from desk.queries.history import Entry


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact with its technique, and whether it has each quality; at in UTC seconds.

    The fact is empty where it was erased.
    """

    n: int
    fact: str
    technique: Technique
    marks: Sequence[tuple[Quality, bool]]
    actor: str | None
    at: int

    @property
    def is_unsorted(self) -> bool:
        """Say whether nobody has checked it for anything yet."""
        return not any(has_it for _, has_it in self.marks)


def facts_noted(entries: Iterable[Entry]) -> list[FactLine]:
    """Return the facts of a ticket's history that stand, in their order."""
    return [
        FactLine(
            n=entry.n,
            fact=entry.words.get("fact", ""),
            technique=Technique(entry.facts["technique"]),
            marks=[(each, each in entry.facts["qualities"]) for each in Quality],
            actor=entry.actor,
            at=entry.event.at,
        )
        for entry in entries
        if entry.kind is EventKind.FACT_NOTED and not entry.is_undone
    ]
