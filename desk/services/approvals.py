"""Money, free goods and "unfounded": asked for by the owner, decided by a reviewer."""

from sqlalchemy import select

from desk.domain.errors import NoApprovalAsked, OwnTicket
from desk.domain.evidence import Fulfilled, demand
from desk.domain.log import EventKind
from desk.domain.people import Act, Permission
from desk.domain.vocabulary import N_, Approval, Step
from desk.extensions import db
from desk.models import Ticket, TicketEvent
from desk.services import log
from desk.services.tickets import at_step
from desk.services.transaction import action


@action
def ask_approval(act: Act, ticket_id: int, *, seen: int, evidence: Fulfilled) -> int:
    """Ask a supervisor to agree to a solution. Raises InvalidInput."""
    ticket = at_step(act, ticket_id, seen=seen, step=Step.FULFIL)
    errors = evidence.proposal_errors()
    if evidence.solution is not None and not evidence.solution.needs_approval:
        errors["solution"] = N_("This solution needs no approval. Just go on.")
    demand(errors)
    log.append(
        ticket,
        EventKind.APPROVAL_REQUESTED,
        act,
        recorded_at=act.at,
        facts={"solution": evidence.solution},
        words={"done": evidence.done, "reason": evidence.reason},
    )
    return ticket.id


@action
def approve(act: Act, ticket_id: int, *, seen: int, note: str) -> int:
    """Agree to the solution asked for. Raises OwnTicket, NoApprovalAsked."""
    return _decide(act, ticket_id, EventKind.APPROVAL_GRANTED, seen=seen, note=note)


@action
def refuse(act: Act, ticket_id: int, *, seen: int, note: str) -> int:
    """Turn down the solution asked for, saying why. Raises InvalidInput, OwnTicket."""
    if not note:
        demand({"note": N_("Write why, so that the student can choose another way.")})
    return _decide(act, ticket_id, EventKind.APPROVAL_REFUSED, seen=seen, note=note)


def _decide(act: Act, ticket_id: int, kind: EventKind, *, seen: int, note: str) -> int:
    act.actor.require(Permission.REVIEW)
    ticket = log.load(ticket_id, seen=seen)
    log.require_unit(act.actor, ticket)
    if ticket.approval is not Approval.REQUESTED:
        raise NoApprovalAsked
    # Who asked may have put the ticket back since; it is their own work all the same.
    if act.actor.id in {ticket.owner_id, _who_asked(ticket)}:
        raise OwnTicket
    log.append(ticket, kind, act, recorded_at=act.at, words={"note": note})
    return ticket.id


def _who_asked(ticket: Ticket) -> int | None:
    return db.session.scalar(
        select(TicketEvent.actor_id)
        .where(
            TicketEvent.ticket_id == ticket.id,
            TicketEvent.kind == EventKind.APPROVAL_REQUESTED,
        )
        .order_by(TicketEvent.n.desc())
        .limit(1)
    )
