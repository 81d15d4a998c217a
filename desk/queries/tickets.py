"""One ticket with its whole history."""

from dataclasses import dataclass

from sqlalchemy import func, select

from desk.domain.clock import Measures, measure
from desk.domain.errors import Forbidden, NotFound
from desk.domain.hours import DAY
from desk.domain.log import PAUSES, Event, EventKind
from desk.domain.pauses import Pause, pauses_left, present_pause
from desk.domain.people import Actor, Permission
from desk.domain.targets import StepTargets
from desk.domain.urgency import Aim, Deadline, is_past
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
from desk.domain.workflow import COMPLETES, UNDO_WINDOW, last_undoable
from desk.extensions import db
from desk.models import Person, Source, Ticket, TicketEvent, Unit
from desk.queries.columns import columns_for
from desk.queries.deadlines import deadlines_of
from desk.queries.history import Entry, read_history
from desk.queries.roster import duty_roster
from desk.queries.sources import name_of
from desk.queries.targets import targets_for

# After one of these an earlier pause is of no concern any more.
PAUSE_IS_PAST = frozenset({*COMPLETES, EventKind.STEPPED_BACK, EventKind.PAUSED})


@dataclass(frozen=True, slots=True)
class TicketView:
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
    owner: str | None
    received_at: int
    closed_at: int | None
    response: int | None
    step_due: int | None
    response_due: int | None
    resolution_due: int | None
    paused_until: int | None
    handover_to_id: int | None
    is_marked: bool
    is_paper: bool
    priority: Priority
    approval: Approval | None
    proposed: Solution | None
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
    entries: tuple[Entry, ...]
    undoable: Event | None
    pause: Pause | None
    pauses_left: int

    @property
    def is_closed(self) -> bool:
        """Say whether all four steps are done."""
        return self.ending is Ending.CLOSED

    @property
    def asked_by(self) -> int | None:
        """Return who last asked for approval."""
        asked = [e for e in self.entries if e.kind is EventKind.APPROVAL_REQUESTED]
        return asked[-1].actor_id if asked else None

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
    def pause_refusal(self) -> Entry | None:
        """Return the verdict by which the last pause of this step is turned down."""
        refusal: Entry | None = None
        for entry in self.entries:
            if entry.is_undone:
                continue
            if entry.kind in PAUSE_IS_PAST:
                refusal = None
            elif entry.about is not None and entry.about.kind in PAUSES:
                refusal = entry if entry.kind is EventKind.REJECTED else None
        return refusal

    @property
    def undo_until(self) -> int | None:
        """Return until when the last click can be undone (UTC seconds)."""
        return self.undoable.recorded_at + UNDO_WINDOW if self.undoable else None


def get_ticket(ticket_id: int, actor: Actor, *, now: int) -> TicketView:
    """Return the ticket for its page (now in UTC seconds).

    Raises NotFound, and Forbidden for a ticket the person has no part in.
    """
    ticket, entries = readable(ticket_id, actor)
    return _view(ticket, actor, entries, now)


def readable(ticket_id: int, actor: Actor) -> tuple[Ticket, tuple[Entry, ...]]:
    """Return a ticket and its history if the person may read them.

    Raises NotFound, and Forbidden for a ticket the person has no part in.
    """
    ticket = db.session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound
    entries = read_history(ticket.id)
    _require_part(actor, ticket, entries)
    return ticket, entries


def _require_part(actor: Actor, ticket: Ticket, entries: tuple[Entry, ...]) -> None:
    actor.require(Permission.READ_TICKETS)
    if actor.unit_id not in {None, ticket.unit_id}:
        raise Forbidden
    if actor.may(Permission.REVIEW):
        return
    is_in_queue = ticket.step is not None and ticket.owner_id is None
    has_worked_on_it = any(entry.actor_id == actor.id for entry in entries)
    if not is_in_queue and not has_worked_on_it:
        raise Forbidden


def _view(
    ticket: Ticket, actor: Actor, entries: tuple[Entry, ...], now: int
) -> TicketView:
    events = [entry.event for entry in entries]
    source = db.session.get(Source, ticket.source_id) if ticket.source_id else None
    owner = db.session.get(Person, ticket.owner_id) if ticket.owner_id else None
    roster = duty_roster(ticket.unit_id, now, now + DAY)
    return TicketView(
        **columns_for(TicketView, ticket, but={"needs"}),
        unit=db.session.get_one(Unit, ticket.unit_id).name,
        zone=roster.calendar.zone,
        owner=owner.name if owner else None,
        source=name_of(source, actor.language) if source else None,
        needs=tuple(Need(need) for need in ticket.needs),
        measures=measure(events, roster.calendar, now),
        targets=targets_for(ticket),
        deadlines=tuple(deadlines_of(ticket, actor, roster, now)),
        entries=entries,
        undoable=last_undoable(events, actor_id=actor.id, now=now),
        pause=present_pause(events, roster.calendar, now),
        pauses_left=pauses_left(events),
    )


def version_of(ticket_id: int) -> int:
    """Return the ticket's version, for what acts without a page."""
    return db.session.scalars(select(Ticket.version).filter_by(id=ticket_id)).one()


def count_events() -> int:
    """Return how many events all logs hold."""
    return db.session.scalar(select(func.count()).select_from(TicketEvent)) or 0
