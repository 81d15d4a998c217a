"""One ticket with its whole history."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.domain.calendar import ServiceCalendar
from desk.domain.clock import Measures, measure
from desk.domain.log import Event
from desk.domain.nearness import Aim, Deadline, is_past
from desk.domain.pauses import Pause, pauses_left, present_pause
from desk.domain.people import Actor
from desk.domain.targets import StepTargets
from desk.domain.vocabulary import (
    Approval,
    Channel,
    Ending,
    Need,
    Priority,
    Remedy,
    Solution,
    Step,
)
from desk.domain.workflow import (
    REOPEN_WITHIN,
    UNDO_WINDOW,
    last_correctable,
    last_undoable,
)
from desk.extensions import db
from desk.models import Ticket
from desk.queries.columns import columns_for
from desk.queries.deadlines import deadlines_of
from desk.queries.handovers import Holding
from desk.queries.history import Entry
from desk.queries.links import Links
from desk.queries.reading import readable
from desk.queries.sources import source_names
from desk.queries.targets import targets_for
from desk.queries.told import Told
from desk.queries.units import unit_names


@dataclass(frozen=True, slots=True)
class TicketView(Told):
    """A ticket as its own page shows it; instants in UTC seconds, times in seconds."""

    id: int
    number: str
    version: int
    unit_id: int
    unit: str
    zone: str
    step: Step | None
    ending: Ending | None
    owner_id: int | None
    holding: Holding
    received_at: int
    closed_at: int | None
    # Since closing; None: not closed.
    school_days_closed: int | None
    response: int | None
    step_due: int | None
    response_due: int | None
    resolution_due: int | None
    paused_until: int | None
    is_marked: bool
    is_paper: bool
    claims_to_review: int
    priority: Priority
    approval: Approval | None
    proposed: Solution | None
    source_id: int | None
    source: str | None
    channel: Channel | None
    item: str
    receipt: str
    complaint: str
    remedy: Remedy | None
    remedy_note: str
    needs: tuple[Need, ...]
    customer: str
    contact: str
    measures: Measures
    targets: StepTargets
    deadlines: tuple[Deadline, ...]
    undoable: Event | None
    pause: Pause | None
    pauses_left: int
    correctable: Entry | None
    links: Links

    @property
    def owner(self) -> str | None:
        """Return the name of who holds the ticket."""
        return self.holding.name

    @property
    def is_reopenable(self) -> bool:
        """Say whether it was closed, and not longer ago than 7 school days."""
        days = self.school_days_closed
        return days is not None and days <= REOPEN_WITHIN

    @property
    def is_followable(self) -> bool:
        """Say whether it was closed too long ago, and no open ticket follows it yet."""
        is_followed = any(link.is_open for link in self.links.followers)
        return self.is_closed and not self.is_reopenable and not is_followed

    @property
    def is_closed(self) -> bool:
        """Say whether all four steps are done."""
        return self.ending is Ending.CLOSED

    @property
    def resolution(self) -> int:
        """Return the resolution time in counted seconds, so far while open."""
        return self.measures.resolution

    @property
    def is_response_past(self) -> bool | None:
        """Say whether the response took longer than its target; None: none yet."""
        return is_past(self.response, self.targets.response)

    @property
    def is_resolution_past(self) -> bool | None:
        """Say whether the ticket took longer than its target; None: it is open."""
        ended = self.resolution if self.step is None else None
        return is_past(ended, self.targets.resolution)

    def deadline(self, aim: Aim) -> Deadline | None:
        """Return when a target is reached; None: not any more, or long done."""
        return next((each for each in self.deadlines if each.aim == aim), None)

    @property
    def is_paused(self) -> bool:
        """Say whether the clock stands still for a pause."""
        return self.pause is not None and not self.pause.is_pending

    @property
    def undo_until(self) -> int | None:
        """Return until when the last click can be undone (UTC seconds)."""
        return self.undoable.recorded_at + UNDO_WINDOW if self.undoable else None


def get_ticket(ticket_id: int, actor: Actor, *, now: int) -> TicketView:
    """Return the ticket for its page (now in UTC seconds).

    Raises NotFound, and Forbidden for a ticket the person has no part in.
    """
    ticket, entries, roster, holding, links = readable(ticket_id, actor, now=now)
    events = [entry.event for entry in entries]
    return TicketView(
        **columns_for(TicketView, ticket, but={"needs"}),
        unit=dict(unit_names())[ticket.unit_id],
        zone=roster.calendar.zone,
        holding=holding,
        links=links,
        school_days_closed=_school_days_closed(ticket, roster.calendar, now),
        source=source_names(actor.language).get(ticket.source_id or 0),
        needs=tuple(Need(need) for need in ticket.needs),
        measures=measure(events, roster.calendar, now),
        targets=targets_for(ticket),
        deadlines=tuple(deadlines_of(ticket, actor, roster, now)),
        entries=entries,
        undoable=last_undoable(events, actor_id=actor.id, now=now),
        correctable=_entry_of(last_correctable(events), entries),
        pause=present_pause(events, roster.calendar, now),
        pauses_left=pauses_left(events),
    )


def _school_days_closed(
    ticket: Ticket, calendar: ServiceCalendar, now: int
) -> int | None:
    if ticket.closed_at is None:
        return None
    return calendar.school_days(ticket.closed_at, now)


def _entry_of(event: Event | None, entries: tuple[Entry, ...]) -> Entry | None:
    return next((entry for entry in entries if event and entry.n == event.n), None)


def version_of(ticket_id: int) -> int:
    """Return the ticket's version, for what acts without a page."""
    return db.session.scalars(select(Ticket.version).filter_by(id=ticket_id)).one()
