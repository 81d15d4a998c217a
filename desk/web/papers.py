"""What the papers of the archive folder take from a ticket's history."""

from collections.abc import Iterable

from desk.domain.log import EventKind
from desk.domain.vocabulary import Need, NeedOutcome
from desk.queries.history import Entry
from desk.queries.tickets import TicketView


def last_of(entries: Iterable[Entry], kind: EventKind) -> Entry | None:
    """Return the last event of a kind that stands, if any."""
    found = [e for e in entries if e.kind is kind and not e.is_undone]
    return found[-1] if found else None


def needs_met(
    ticket: TicketView, fulfilled: Entry | None
) -> list[tuple[Need, NeedOutcome | None]]:
    """Return each need of a ticket with how far it was met, None if not said yet."""
    outcomes = fulfilled.facts.get("outcomes", {}) if fulfilled else {}
    return [
        (need, NeedOutcome(outcomes[need]) if need in outcomes else None)
        for need in ticket.needs
    ]
