"""A complaint's walk: start recording, then the four steps."""

from collections.abc import Sequence
from dataclasses import replace

from desk.domain.errors import (
    Forbidden,
    NotYours,
    StepOutOfOrder,
    TicketClosed,
)
from desk.domain.evidence import (
    CHOOSE,
    Confirmed,
    Evidence,
    Fulfilled,
    Recorded,
    Thanked,
    demand,
    words_of,
)
from desk.domain.log import NO_EVENT, EventKind
from desk.domain.people import Act, Permission
from desk.domain.vocabulary import N_, Approval, Channel, Need, Reply, Step
from desk.extensions import db
from desk.models import Ticket, Unit
from desk.services import claims, log, row
from desk.services.customer_links import attach
from desk.services.numbers import next_numbers
from desk.services.sources import is_choosable
from desk.services.transaction import action

ASK_FIRST = N_("This solution needs a supervisor. Press “Ask for approval” first.")
NOT_APPROVED = N_(
    "Keep the approved words as they stand; you may add to them. "
    "For anything else, ask for approval again."
)
REFUSAL_OF: dict[Approval, dict[str, str]] = {
    Approval.REQUESTED: {"solution": N_("The supervisor has not answered yet.")},
    Approval.REFUSED: {
        "solution": N_("The supervisor did not approve this. Choose another solution.")
    },
    Approval.GRANTED: {},
}


@action
def start(act: Act) -> int:
    """Make the draft of a complaint at the counter; this instant is its receipt.

    Return the ticket's id. Source: clock.md, "Events", received.
    """
    act.actor.require(Permission.WALK_STEPS)
    unit = db.session.get(Unit, act.actor.unit_id) if act.actor.unit_id else None
    if unit is None or not unit.is_active:
        raise Forbidden
    ticket = open_ticket(unit, received_at=act.at)
    log.append(ticket, EventKind.RECEIVED, act, recorded_at=act.at)
    return ticket.id


def open_ticket(unit: Unit, *, received_at: int) -> Ticket:
    """Add an empty ticket with its number; the caller appends its receipt."""
    return open_tickets(unit, [None], received_at=received_at)[0]


def open_tickets(
    unit: Unit, import_keys: Sequence[str | None], *, received_at: int
) -> list[Ticket]:
    """Add an empty ticket for each key, with the numbers that come next."""
    zone = row.calendar_of(unit.id).zone
    numbers = next_numbers(unit, len(import_keys), at=received_at, zone=zone)
    tickets = [
        Ticket(
            number=number,
            unit_id=unit.id,
            received_at=received_at,
            import_key=import_key,
            log_head=NO_EVENT,
            version=0,
        )
        for number, import_key in zip(numbers, import_keys, strict=True)
    ]
    db.session.add_all(tickets)
    db.session.flush()
    return tickets


@action
def record(
    act: Act,
    ticket_id: int,
    *,
    seen: int,
    evidence: Recorded,
    done_at: int | None = None,
    card: int | None = None,
) -> int:
    """Record the request. Raises InvalidInput for evidence that is missing.

    With the card of the customer, if one was chosen. On a paper record each step may
    say when it was done (UTC seconds).
    """
    ticket = at_step(act, ticket_id, seen=seen, step=Step.RECORD)
    errors = evidence.errors()
    if evidence.source_id is not None and not is_choosable(
        evidence.source_id, ticket.unit_id
    ):
        errors["source_id"] = CHOOSE
    demand(errors | claims.errors(ticket, done_at, now=act.at))
    if card is not None:
        attach(act, ticket, card)
    return _walk(act, ticket, EventKind.RECORDED, evidence, done_at=done_at)


@action
def confirm(
    act: Act,
    ticket_id: int,
    *,
    seen: int,
    evidence: Confirmed,
    done_at: int | None = None,
) -> int:
    """Confirm needs; a corrected restatement steps back so that it is restated.

    Raises InvalidInput for evidence that is missing.
    """
    ticket = at_step(act, ticket_id, seen=seen, step=Step.CONFIRM)
    channel = ticket.channel or Channel.IN_PERSON
    demand(
        evidence.errors(channel=channel, received_at=ticket.received_at, now=act.at)
        | claims.errors(ticket, done_at, now=act.at)
    )
    if evidence.reply is Reply.CORRECTED:
        return _walk(act, ticket, EventKind.STEPPED_BACK, evidence, done_at=done_at)
    answered = replace(evidence, corrected_need="")
    return _walk(act, ticket, EventKind.CONFIRMED, answered, done_at=done_at)


@action
def fulfil(
    act: Act,
    ticket_id: int,
    *,
    seen: int,
    evidence: Fulfilled,
    done_at: int | None = None,
) -> int:
    """Fulfil the need; money, free goods and "unfounded" need a supervisor first.

    Raises InvalidInput for evidence that is missing.
    """
    ticket = at_step(act, ticket_id, seen=seen, step=Step.FULFIL)
    demand(
        evidence.errors(needs=frozenset(Need(need) for need in ticket.needs))
        | _approval_errors(ticket, evidence)
        | claims.errors(ticket, done_at, now=act.at)
    )
    return _walk(act, ticket, EventKind.FULFILLED, evidence, done_at=done_at)


@action
def thank(
    act: Act,
    ticket_id: int,
    *,
    seen: int,
    evidence: Thanked,
    done_at: int | None = None,
) -> int:
    """Thank the customer, inviting a return; this closes the ticket.

    Raises InvalidInput for evidence that is missing.
    """
    ticket = at_step(act, ticket_id, seen=seen, step=Step.THANK)
    demand(evidence.errors() | claims.errors(ticket, done_at, now=act.at))
    return _walk(act, ticket, EventKind.THANKED, evidence, done_at=done_at)


def at_step(act: Act, ticket_id: int, *, seen: int, step: Step) -> Ticket:
    """Return the ticket if its owner acts at the step it stands at.

    Raises NotFound, StaleTicket, TicketClosed, StepOutOfOrder or NotYours.
    """
    act.actor.require(Permission.WALK_STEPS)
    ticket = log.load(ticket_id, seen=seen)
    if ticket.step is None:
        raise TicketClosed
    if ticket.step is not step:
        raise StepOutOfOrder
    if ticket.owner_id != act.actor.id:
        raise NotYours
    return ticket


def _walk(
    act: Act,
    ticket: Ticket,
    kind: EventKind,
    evidence: Evidence,
    *,
    done_at: int | None,
) -> int:
    facts, words = evidence.facts(), words_of(evidence)
    at = claims.claimed(ticket, done_at, now=act.at)
    if at is not None:
        # So that a supervisor is asked to verify it, whatever kind of event it is.
        facts = facts | {"is_paper": True}
    log.append(ticket, kind, act, recorded_at=act.at, at=at, facts=facts, words=words)
    return ticket.id


def _approval_errors(ticket: Ticket, evidence: Fulfilled) -> dict[str, str]:
    solution = evidence.solution
    if solution is None or not solution.needs_approval:
        return {}
    if ticket.proposed is not solution or ticket.approval is None:
        return {"solution": ASK_FIRST}
    refusal = REFUSAL_OF[ticket.approval]
    if not refusal and ticket.proposed_words not in evidence.done:
        return {"done": NOT_APPROVED}
    return refusal
