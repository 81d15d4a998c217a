"""Coach notes: what a reviewer tells who served a customer, and only them."""

from desk.domain.evidence import demand
from desk.domain.log import Event, EventKind
from desk.domain.people import Act, Permission
from desk.domain.refusals import NobodyToCoach, NoNote, OwnNote
from desk.domain.vocabulary import N_
from desk.domain.waiting import unread_notes
from desk.domain.workflow import last_owner
from desk.extensions import db
from desk.models import Ticket, TicketEvent
from desk.services import log
from desk.services.supervision import supervised
from desk.services.transaction import action

NO_NOTE = N_("Write what went well, or what to do otherwise next time.")


@action
def coach(act: Act, ticket_id: int, *, seen: int, note: str) -> int:
    """Write a note to who holds a ticket, open or closed, or held it last.

    Raises InvalidInput, NobodyToCoach, OwnNote, StaleTicket.
    """
    ticket = supervised(act, ticket_id, seen=seen)
    receiver_id = last_owner(_events(ticket))
    if receiver_id is None:
        raise NobodyToCoach
    if receiver_id == act.actor.id:
        raise OwnNote
    demand({} if note else {"note": NO_NOTE})
    log.append(
        ticket,
        EventKind.COACHED,
        act,
        recorded_at=act.at,
        facts={"receiver": receiver_id},
        words={"note": note},
    )
    return ticket.id


@action
def read_note(act: Act, ticket_id: int) -> int:
    """Say that one has read every coach note to oneself on a ticket. Raises NoNote.

    Of whichever unit the ticket is by now: the note is about what one did.
    """
    act.actor.require(Permission.READ_TICKETS)
    ticket = log.load(ticket_id)
    if not unread_notes(_events(ticket), act.actor.id):
        raise NoNote
    log.append(ticket, EventKind.COACH_READ, act, recorded_at=act.at)
    return ticket.id


def _events(ticket: Ticket) -> list[Event]:
    rows = db.session.scalars(TicketEvent.of_ticket(ticket.id))
    return [row.as_event() for row in rows]
