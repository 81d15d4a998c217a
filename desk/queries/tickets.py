"""One ticket with its whole history."""

from dataclasses import dataclass

from sqlalchemy import func, select

from desk.domain.calendar import ServiceCalendar
from desk.domain.clock import Measures, measure
from desk.domain.log import PAUSES, VERDICTS, WALKS, Event, EventKind
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
from desk.domain.waiting import is_claim
from desk.domain.workflow import (
    COMPLETES,
    REOPEN_WITHIN,
    UNDO_WINDOW,
    last_correctable,
    last_undoable,
)
from desk.extensions import db
from desk.models import Ticket, TicketEvent
from desk.queries.columns import columns_for
from desk.queries.deadlines import deadlines_of
from desk.queries.handovers import Holding
from desk.queries.history import Entry
from desk.queries.links import Links
from desk.queries.reading import readable
from desk.queries.sources import source_names
from desk.queries.targets import targets_for
from desk.queries.units import unit_names

# After one of these an earlier pause is of no concern any more.
PAUSE_IS_PAST = frozenset({*COMPLETES, EventKind.STEPPED_BACK, EventKind.PAUSED})
OFFER_IS_PAST = WALKS | {
    EventKind.HANDOVER_OFFERED,
    EventKind.HANDOVER_ACCEPTED,
    EventKind.RELEASED,
    EventKind.TAKEN,
    EventKind.ASSIGNED,
    EventKind.MOVED,
}


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
    handover_to_id: int | None
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
    entries: tuple[Entry, ...]
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
    def offer(self) -> Entry | None:
        """Return the handover that waits for an answer."""
        made = [e for e in self.entries if e.kind is EventKind.HANDOVER_OFFERED]
        live = [entry for entry in made if not entry.is_undone]
        return live[-1] if self.handover_to_id is not None and live else None

    @property
    def offer_refusal(self) -> Entry | None:
        """Return a colleague's no to the last offer, until the work goes on."""
        refusal: Entry | None = None
        for entry in self._live:
            if entry.kind is EventKind.HANDOVER_DECLINED:
                # Taken back by the giver, it names whom it was made to.
                refusal = None if "receiver" in entry.facts else entry
            elif entry.kind in OFFER_IS_PAST:
                refusal = None
        return refusal

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
    def asked_by(self) -> int | None:
        """Return who last asked for approval."""
        asked = [e for e in self.entries if e.kind is EventKind.APPROVAL_REQUESTED]
        return asked[-1].actor_id if asked else None

    @property
    def merge(self) -> Entry | None:
        """Return the merge into another ticket that stands, if any."""
        return self._last(EventKind.MERGED)

    @property
    def duplicates(self) -> tuple[Entry, ...]:
        """Return the receipts of the tickets merged into this one."""
        return tuple(e for e in self._live if e.event.is_duplicate)

    @property
    def logged_by(self) -> set[int | None]:
        """Return who logged the complaint, here and on what was merged into it."""
        return {e.event.by for e in self._live if e.kind is EventKind.RECEIVED}

    @property
    def mark(self) -> Entry | None:
        """Return the last mark as no complaint, whatever was answered."""
        return self._last(EventKind.MARKED)

    @property
    def mark_answer(self) -> Entry | None:
        """Return what a reviewer answered to the last mark, if anybody has."""
        answers = {EventKind.MARK_DECLINED, EventKind.NOT_A_COMPLAINT}
        said = [e for e in self._live if e.kind in answers | {EventKind.MARKED}]
        return said[-1] if said and said[-1].kind in answers else None

    @property
    def receipt_on_paper(self) -> Entry | None:
        """Return the receipt that was entered from the paper book, if it was."""
        receipts = [e for e in self._live if e.kind is EventKind.RECEIVED]
        return next((e for e in receipts if e.event.is_paper), None)

    @property
    def _live(self) -> list[Entry]:
        return [entry for entry in self.entries if not entry.is_undone]

    def _last(self, kind: EventKind) -> Entry | None:
        found = [entry for entry in self._live if entry.kind is kind]
        return found[-1] if found else None

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
            elif _judges_pause(entry):
                refusal = entry if entry.kind is EventKind.REJECTED else None
        return refusal

    @property
    def claim_refusals(self) -> list[Entry]:
        """Return the verdicts by which times claimed on paper are turned down."""
        last: dict[int, Entry] = {}
        for entry in self.entries:
            about = entry.about
            if about is not None and is_claim(about) and not entry.is_undone:
                last[about.n] = entry
        return [each for each in last.values() if each.kind is EventKind.REJECTED]

    @property
    def undo_until(self) -> int | None:
        """Return until when the last click can be undone (UTC seconds)."""
        return self.undoable.recorded_at + UNDO_WINDOW if self.undoable else None


def _judges_pause(entry: Entry) -> bool:
    about = entry.about
    return entry.kind in VERDICTS and about is not None and about.kind in PAUSES


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


def count_events() -> int:
    """Return how many events all logs hold."""
    return db.session.scalar(select(func.count()).select_from(TicketEvent)) or 0
