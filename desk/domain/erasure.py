"""What is left of a log's words once some were erased; the chain stays whole.

Words are sealed event by event and can only be erased whole. What is kept of them is
the words of an event that says so, and is read in the place of those that are gone.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar

from desk.domain.log import EventKind
from desk.domain.vocabulary import N_, Word


class Scope(Word):
    """How much of a ticket is erased. Source: product.md, "Privacy"."""

    CONTACT = "contact", N_("Name and contact")
    CONTENT = "content", N_("Everything anybody wrote")


class Logged(Protocol):
    """An event of a log, whatever reads it."""

    @property
    def n(self) -> int: ...
    @property
    def kind(self) -> EventKind: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...


class Dated(Logged, Protocol):
    """An event of a log that knows when it was written down (UTC seconds)."""

    @property
    def recorded_at(self) -> int: ...


Entry = TypeVar("Entry", bound=Logged)
Words = dict[str, str]


def what_is_left(log: Sequence[tuple[Entry, Words]]) -> list[tuple[Entry, Words]]:
    """Return a log with the words that are left standing where they were written."""
    kept = {
        entry.facts["of"]: words
        for entry, words in log
        if entry.kind is EventKind.ERASED and "of" in entry.facts
    }
    if not kept:
        return list(log)
    return [
        (entry, {} if entry.kind is EventKind.ERASED else kept.get(entry.n, words))
        for entry, words in log
    ]


def accounted_for(n: int, log: Sequence[tuple[int, Mapping[str, Any]]]) -> bool:
    """Say whether a log tells that the words of its event n were erased.

    Expects the numbers and facts of its `erased` events.
    """
    return any(
        facts.get("of") == n
        if facts.get("scope") == Scope.CONTACT
        else facts.get("scope") == Scope.CONTENT and at > n
        for at, facts in log
    )


def erasures(log: Sequence[Dated]) -> dict[Scope, int]:
    """Return when so much of a ticket was erased for the last time (UTC seconds).

    What is written afterwards is erased in its turn.
    """
    return {
        Scope(entry.facts["scope"]): entry.recorded_at
        for entry in log
        if entry.kind is EventKind.ERASED
    }
