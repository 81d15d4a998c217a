"""What a customer sees of a complaint: never who works on it, nor another's words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select

from desk.domain.errors import NotFound
from desk.domain.log import EventKind
from desk.domain.pauses import present_pause
from desk.domain.vocabulary import Ending, PauseReason, Solution, Step
from desk.domain.workflow import REOPEN_WITHIN
from desk.extensions import db
from desk.models import Ticket, TicketEvent, Unit
from desk.queries.calendars import calendar_in_force
from desk.queries.history import Entry, read_history

# In the words of the event, where what a customer wrote stands.
WRITTEN = {EventKind.CUSTOMER_CONTACTED: "said", EventKind.REOPENED: "reason"}


@dataclass(frozen=True, slots=True)
class OpenUnit:
    """A unit that takes complaints."""

    id: int
    code: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Message:
    """What the customer wrote later, and when (UTC seconds)."""

    said: str
    at: int
    has_photo: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """For what the clock stands still; the question only if it is the customer's."""

    reason: PauseReason
    question: str


@dataclass(frozen=True, slots=True)
class CarriedOn:
    """The complaint that one was merged into: its number and where it stands."""

    number: str
    step: Step | None


@dataclass(frozen=True, slots=True)
class PublicView:
    """A complaint as its customer sees it; instants in UTC seconds."""

    ticket_id: int
    number: str
    unit: OpenUnit
    zone: str
    complaint: str
    received_at: int
    closed_at: int | None
    step: Step | None
    ending: Ending | None
    owner_id: int | None
    has_answer: bool
    response_due: int | None
    resolution_due: int | None
    restatement: str
    solution: Solution | None
    thanks: str
    waiting: Waiting | None
    messages: tuple[Message, ...]
    carried_on: CarriedOn | None
    is_reopenable: bool

    @property
    def may_write(self) -> bool:
        """Say whether a message would be taken, and not only a new complaint."""
        return self.step is not None or self.is_reopenable

    @property
    def is_closed(self) -> bool:
        """Say whether all four steps are done."""
        return self.ending is Ending.CLOSED


def open_units() -> list[OpenUnit]:
    """Return the units that take complaints, by name."""
    query = select(Unit).where(Unit.is_active.is_(True))
    found = db.session.scalars(query.order_by(func.lower(Unit.name), Unit.id))
    return [_unit(unit) for unit in found]


def get_public(ticket_id: int, *, now: int) -> PublicView:
    """Return a complaint for its customer (now in UTC seconds). Raises NotFound."""
    ticket = db.session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound
    calendar = calendar_in_force(ticket.unit_id)
    live = [entry for entry in read_history(ticket.id) if not entry.is_undone]
    closed_for = None
    if ticket.ending is Ending.CLOSED and ticket.closed_at is not None:
        closed_for = calendar.school_days(ticket.closed_at, now)
    is_solved = ticket.step in {Step.THANK, None}
    solution = _last(live, EventKind.FULFILLED) if is_solved else None
    return PublicView(
        ticket_id=ticket.id,
        number=ticket.number,
        unit=_unit(db.session.get_one(Unit, ticket.unit_id)),
        zone=calendar.zone,
        complaint=_told(live) or ticket.complaint,
        received_at=ticket.received_at,
        closed_at=ticket.closed_at,
        step=ticket.step,
        ending=ticket.ending,
        owner_id=ticket.owner_id,
        has_answer=ticket.response is not None,
        response_due=ticket.response_due,
        resolution_due=ticket.resolution_due if ticket.step else None,
        restatement=_words(_last(live, EventKind.CONFIRMED), "restatement"),
        solution=Solution(solution.facts["solution"]) if solution else None,
        thanks="" if ticket.step else _words(_last(live, EventKind.THANKED), "words"),
        waiting=_waiting(ticket, live, now),
        messages=tuple(_messages(live)),
        carried_on=_carried_on(ticket),
        is_reopenable=closed_for is not None and closed_for <= REOPEN_WITHIN,
    )


def heard_from(ticket_ids: Collection[int]) -> frozenset[int]:
    """Return which of some tickets the customer wrote to, with nothing done since."""
    if not ticket_ids:
        return frozenset()
    query = (
        select(Ticket.id)
        .join(
            TicketEvent,
            and_(
                TicketEvent.ticket_id == Ticket.id,
                TicketEvent.n == Ticket.version,
            ),
        )
        .where(
            Ticket.id.in_(ticket_ids),
            TicketEvent.kind.in_(list(WRITTEN)),
            TicketEvent.actor_id.is_(None),
        )
    )
    return frozenset(db.session.scalars(query))


def _unit(unit: Unit) -> OpenUnit:
    return OpenUnit(unit.id, unit.code, unit.name, unit.phone)


def _messages(live: Sequence[Entry]) -> list[Message]:
    """Return what came by the public door; what students heard is theirs to tell."""
    return [
        Message(
            entry.words.get(WRITTEN[entry.kind], ""),
            entry.event.at,
            has_photo="photo" in entry.facts,
        )
        for entry in live
        if entry.kind in WRITTEN and entry.is_from_customer
    ]


def _told(live: Sequence[Entry]) -> str:
    """Return what the customer wrote, which a student may have put otherwise since.

    What came to the counter was written down there, in the ticket as it stands.
    """
    received = _last(live, EventKind.RECEIVED)
    is_own = received is not None and received.is_from_customer
    return _words(received, "complaint") if is_own else ""


def _waiting(ticket: Ticket, live: Sequence[Entry], now: int) -> Waiting | None:
    if ticket.step is None:
        return None
    events = [entry.event for entry in live]
    pause = present_pause(events, calendar_in_force(ticket.unit_id), now)
    if pause is None or pause.is_pending:
        return None
    (entry,) = (each for each in live if each.n == pause.n)
    reason = PauseReason(entry.facts["reason"])
    is_theirs = reason is PauseReason.WAITING_CUSTOMER
    return Waiting(reason, _words(entry, "question") if is_theirs else "")


def _carried_on(ticket: Ticket) -> CarriedOn | None:
    """Return the complaint at the end of a chain of merges."""
    other = ticket
    while other.merged_into_id is not None:
        other = db.session.get_one(Ticket, other.merged_into_id)
    return None if other is ticket else CarriedOn(other.number, other.step)


def _last(live: Sequence[Entry], kind: EventKind) -> Entry | None:
    found = [entry for entry in live if entry.kind is kind]
    return found[-1] if found else None


def _words(entry: Entry | None, field: str) -> str:
    return entry.words.get(field, "") if entry else ""
