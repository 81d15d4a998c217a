"""Reviewers' verdicts on pauses and on times claimed afterwards."""

from desk.domain.errors import NotReviewable, OwnWork
from desk.domain.evidence import demand
from desk.domain.log import EventKind, not_undone
from desk.domain.people import Act, Permission
from desk.domain.vocabulary import N_
from desk.domain.waiting import is_reviewable
from desk.extensions import db
from desk.models import Ticket, TicketEvent
from desk.services import log
from desk.services.transaction import action

SAY_WHY = N_("Write why, so that the student understands.")


@action
def verify(act: Act, ticket_id: int, *, seen: int, target: int) -> int:
    """Vouch for a pause or a claimed time, the event of number target.

    A later verdict takes the place of an earlier one. Raises NotReviewable, OwnWork.
    Source: clock.md, "Events", effective time.
    """
    return _judge(act, ticket_id, EventKind.VERIFIED, seen=seen, target=target)


@action
def reject(act: Act, ticket_id: int, *, seen: int, target: int, reason: str) -> int:
    """Turn down a pause or a claimed time, saying why. Raises InvalidInput, too.

    Source: clock.md, "Pause cap": a rejected pause is active time.
    """
    if not reason:
        demand({"reason": SAY_WHY})
    return _judge(
        act, ticket_id, EventKind.REJECTED, seen=seen, target=target, reason=reason
    )


def _judge(
    act: Act,
    ticket_id: int,
    kind: EventKind,
    *,
    seen: int,
    target: int,
    reason: str = "",
) -> int:
    act.actor.require(Permission.REVIEW)
    ticket = log.load(ticket_id, seen=seen)
    log.require_unit(act.actor, ticket)
    _require_judge(act, ticket, target)
    log.append(
        ticket,
        kind,
        act,
        recorded_at=act.at,
        facts={"target": target},
        words={"reason": reason},
    )
    return ticket.id


def _require_judge(act: Act, ticket: Ticket, target: int) -> None:
    """Raise unless there is such a thing to judge, and it is another's work."""
    rows = {row.n: row for row in db.session.scalars(TicketEvent.of_ticket(ticket.id))}
    live = {event.n: event for event in not_undone(r.as_event() for r in rows.values())}
    if target not in live or not is_reviewable(live[target]):
        raise NotReviewable
    # Who typed it in for a student has a part in it, too.
    if act.actor.id in {ticket.owner_id, live[target].by, rows[target].actor_id}:
        raise OwnWork
