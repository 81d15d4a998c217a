"""What reviewers can give a verdict on, with what it is about."""

from dataclasses import dataclass

from desk.domain.log import EventKind
from desk.domain.pauses import at_stake
from desk.domain.people import Actor
from desk.domain.waiting import is_reviewable
from desk.queries.calendars import calendar_in_force
from desk.queries.history import Entry
from desk.queries.tickets import TicketView


@dataclass(frozen=True, slots=True)
class Review:
    """A pause or a claimed time, the service seconds at stake, and what stands."""

    entry: Entry
    seconds: int
    verdict: Entry | None
    is_own: bool

    @property
    def is_verified(self) -> bool:
        """Say whether the last word was yes."""
        return self.verdict is not None and self.verdict.kind is EventKind.VERIFIED

    @property
    def is_rejected(self) -> bool:
        """Say whether the last word was no."""
        return self.verdict is not None and self.verdict.kind is EventKind.REJECTED


def reviews(ticket: TicketView, actor: Actor, *, now: int) -> list[Review]:
    """Return what can be reviewed on a ticket, in the order of its log."""
    live = [entry for entry in ticket.entries if not entry.is_undone]
    found = [entry for entry in live if is_reviewable(entry.event)]
    if not found:
        return []
    events = [entry.event for entry in live if entry.kind is not EventKind.VOIDED]
    calendar = calendar_in_force(ticket.unit_id)
    verdicts = {entry.about.n: entry for entry in live if entry.about is not None}
    return [
        Review(
            entry=entry,
            seconds=at_stake(entry.event, events, calendar, now),
            verdict=verdicts.get(entry.n),
            is_own=actor.id in {ticket.owner_id, entry.event.by, entry.actor_id},
        )
        for entry in found
    ]
