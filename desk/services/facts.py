"""Facts about a complaint: whoever deals with it notes what they found out."""

from desk.domain.errors import NotYours, TicketClosed
from desk.domain.evidence import demand
from desk.domain.facts import Noted
from desk.domain.log import EventKind
from desk.domain.people import Act, Permission
from desk.domain.refusals import TooLateForFacts
from desk.domain.vocabulary import Ending
from desk.domain.workflow import REOPEN_WITHIN
from desk.models import Ticket
from desk.services import log
from desk.services.reopening import school_days_closed
from desk.services.transaction import action


@action
def note_fact(act: Act, ticket_id: int, *, seen: int, noted: Noted) -> int:
    """Note a fact: who holds the ticket may, or held it last, and who reviews it.

    While it is open, and as long as it could be reopened: afterwards nothing can be
    built on a fact any more. Raises InvalidInput, NotYours, TicketClosed,
    TooLateForFacts, StaleTicket.
    """
    act.actor.require(Permission.READ_TICKETS)
    ticket = log.load(ticket_id, seen=seen)
    log.require_unit(act.actor, ticket)
    if ticket.owner_id != act.actor.id and not act.actor.may(Permission.REVIEW):
        raise NotYours
    _require_in_time(ticket, act.at)
    demand(noted.errors())
    log.append(
        ticket,
        EventKind.FACT_NOTED,
        act,
        recorded_at=act.at,
        facts=noted.facts(),
        words={"fact": noted.fact},
    )
    return ticket.id


def _require_in_time(ticket: Ticket, now: int) -> None:
    if ticket.step is not None:
        return
    if ticket.ending is not Ending.CLOSED:
        raise TicketClosed
    if school_days_closed(ticket, now) > REOPEN_WITHIN:
        raise TooLateForFacts
