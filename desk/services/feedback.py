"""The customer's answer to the feedback card, given by the customer or typed in."""

from desk.domain.evidence import demand
from desk.domain.feedback import REFUSALS, Answered, Closing, OwnFeedback
from desk.domain.log import EventKind
from desk.domain.people import Act, Permission
from desk.models import Ticket
from desk.services import log
from desk.services.transaction import action


@action
def give_feedback(
    act: Act, ticket_id: int, *, answer: Answered, is_same_device: bool = False
) -> int:
    """Keep what the customer answers; a colleague without a part may type it in.

    Raises NotYetClosed, AnsweredAlready, FeedbackTooLate, OwnFeedback, InvalidInput.
    An answer from a device that staff work on is marked, for a human to look at.
    """
    ticket = log.load(ticket_id)
    if act.actor.role is not None:
        _require_no_part(act, ticket)
    closing = Closing(ticket.closed_at, ticket.feedback_at, ticket.erased_at)
    refusal = REFUSALS.get(closing.state(act.at))
    if refusal is not None:
        raise refusal
    demand(answer.errors())
    log.append(
        ticket,
        EventKind.FEEDBACK_GIVEN,
        act,
        recorded_at=act.at,
        facts=answer.facts() | ({"same_device": True} if is_same_device else {}),
        words={"line": answer.line},
    )
    return ticket.id


def _require_no_part(act: Act, ticket: Ticket) -> None:
    """Raise OwnFeedback for whoever holds the ticket or ever had a part in it."""
    act.actor.require(Permission.KEEP_CUSTOMERS)
    log.require_unit(act.actor, ticket)
    if log.had_part(act.actor, ticket):
        raise OwnFeedback
