"""Going back: a step, one's own last click, or what another did, with a reason."""

from desk.domain.errors import NotYours, TicketClosed, TooLateToUndo
from desk.domain.evidence import CHOOSE, MISSING, demand
from desk.domain.log import EventKind
from desk.domain.people import Act, Permission
from desk.domain.refusals import NotCorrectable, OwnClick
from desk.domain.vocabulary import Step
from desk.domain.workflow import last_correctable, last_undoable
from desk.extensions import db
from desk.models import Ticket, TicketEvent
from desk.services import log
from desk.services.transaction import action


@action
def step_back(
    act: Act, ticket_id: int, *, seen: int, to: Step | None, reason: str
) -> int:
    """Go back to an earlier step: the customer corrected, or evidence is turned down.

    The owner may, and who reviews the unit. Raises InvalidInput, NotYours.
    """
    ticket = log.load(ticket_id, seen=seen)
    log.require_unit(act.actor, ticket)
    if ticket.step is None:
        raise TicketClosed
    if ticket.owner_id != act.actor.id and not act.actor.may(Permission.REVIEW):
        raise NotYours
    errors = {} if reason else {"reason": MISSING}
    if to is None or to.position >= ticket.step.position:
        errors["to"] = CHOOSE
    demand(errors)
    log.append(
        ticket,
        EventKind.STEPPED_BACK,
        act,
        recorded_at=act.at,
        facts={"to": to},
        words={"reason": reason},
    )
    return ticket.id


@action
def undo(act: Act, ticket_id: int, *, seen: int) -> int:
    """Undo one's own last click on a ticket, within 5 minutes.

    Raises TooLateToUndo. Source: clock.md, principle 5 and "Events", voided.
    """
    ticket = log.load(ticket_id, seen=seen)
    events = [event.as_event() for event in _events(ticket)]
    target = last_undoable(events, actor_id=act.actor.id, now=act.at)
    if target is None:
        raise TooLateToUndo
    log.append(
        ticket,
        EventKind.VOIDED,
        act,
        recorded_at=act.at,
        facts={"target": target.n},
    )
    return ticket.id


@action
def void(
    act: Act, ticket_id: int, *, seen: int, target: int | None, reason: str
) -> int:
    """Undo what happened last on the way of somebody else's ticket, with a reason.

    The target is the event's number: only the last of the walk, so that nothing built
    on it is lost. Raises OwnClick, NotCorrectable, InvalidInput.
    Source: clock.md, "Events", voided.
    """
    act.actor.require(Permission.REVIEW)
    ticket = log.load(ticket_id, seen=seen)
    log.require_unit(act.actor, ticket)
    events = _events(ticket)
    last = last_correctable([event.as_event() for event in events])
    if last is None or last.n != target:
        raise NotCorrectable
    clicked_by = {event.n: event.actor_id for event in events}[last.n]
    if act.actor.id in {ticket.owner_id, clicked_by}:
        raise OwnClick
    demand({} if reason else {"reason": MISSING})
    log.append(
        ticket,
        EventKind.VOIDED,
        act,
        recorded_at=act.at,
        facts={"target": last.n},
        words={"reason": reason},
    )
    return ticket.id


def _events(ticket: Ticket) -> list[TicketEvent]:
    return list(db.session.scalars(TicketEvent.of_ticket(ticket.id)))
