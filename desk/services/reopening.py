"""A customer comes back: the ticket is reopened, or, later, followed by another."""

from sqlalchemy import select

from desk.domain.errors import Forbidden
from desk.domain.evidence import MISSING, demand
from desk.domain.log import EventKind
from desk.domain.people import Act, Permission
from desk.domain.refusals import (
    AlreadyFollowed,
    NotReopenable,
    NotYetFollowed,
    TooLateToReopen,
)
from desk.domain.vocabulary import Ending
from desk.domain.workflow import REOPEN_WITHIN
from desk.extensions import db
from desk.models import Ticket, TicketEvent, Unit
from desk.services import log, row
from desk.services.sources import is_choosable
from desk.services.tickets import open_ticket
from desk.services.transaction import action

# What the record form of a linked ticket starts with.
KEPT = ("item", "customer", "contact")


@action
def reopen(act: Act, ticket_id: int, *, seen: int, reason: str) -> int:
    """Reopen a closed ticket within 7 school days: back to fulfil, with its owner.

    Raises NotReopenable, TooLateToReopen, InvalidInput.
    Source: clock.md, "Events", reopened.
    """
    act.actor.require(Permission.REVIEW)
    ticket = log.load(ticket_id, seen=seen)
    log.require_unit(act.actor, ticket)
    if school_days_closed(ticket, act.at) > REOPEN_WITHIN:
        raise TooLateToReopen
    demand({} if reason else {"reason": MISSING})
    log.append(
        ticket,
        EventKind.REOPENED,
        act,
        recorded_at=act.at,
        words={"reason": reason},
    )
    return ticket.id


@action
def follow_on(act: Act, ticket_id: int) -> int:
    """Start a ticket linked to one that was closed too long ago to be reopened.

    Return the new ticket's id. Earlier it is reopened instead, so that nobody gets a
    fresh clock for an old complaint. Raises NotReopenable, NotYetFollowed,
    AlreadyFollowed, and Forbidden for whoever has no part in the old ticket.
    Source: clock.md, "Events", reopened.
    """
    act.actor.require(Permission.WALK_STEPS)
    old = log.load(ticket_id)
    log.require_unit(act.actor, old)
    unit = db.session.get_one(Unit, old.unit_id)
    if not unit.is_active or act.actor.unit_id != unit.id or not _has_part(act, old):
        raise Forbidden
    if school_days_closed(old, act.at) <= REOPEN_WITHIN:
        raise NotYetFollowed
    _require_unfollowed(old)
    ticket = open_ticket(unit, received_at=act.at)
    log.append(
        ticket,
        EventKind.RECEIVED,
        act,
        recorded_at=act.at,
        facts={"follows": old.id, **_known(old)},
        words={field: getattr(old, field) for field in KEPT},
    )
    return ticket.id


def school_days_closed(ticket: Ticket, now: int) -> int:
    """Return how many school days ago (UTC seconds) a complaint was closed.

    Raises NotReopenable for a ticket that is open or ended otherwise.
    """
    if ticket.ending is not Ending.CLOSED or ticket.closed_at is None:
        raise NotReopenable(ticket.ending)
    return row.calendar_of(ticket.unit_id).school_days(ticket.closed_at, now)


def _known(old: Ticket) -> row.Facts:
    facts: row.Facts = {}
    if old.channel is not None:
        facts["channel"] = old.channel
    if old.source_id is not None and is_choosable(old.source_id, old.unit_id):
        facts["source_id"] = old.source_id
    if old.customer_id is not None:
        facts["card"] = old.customer_id
    return facts


def _has_part(act: Act, ticket: Ticket) -> bool:
    """Say whether the person may read the ticket, or would learn of it by this."""
    if act.actor.may(Permission.REVIEW):
        return True
    query = select(TicketEvent.id).where(
        TicketEvent.ticket_id == ticket.id, TicketEvent.actor_id == act.actor.id
    )
    return db.session.scalars(query.limit(1)).first() is not None


def _require_unfollowed(old: Ticket) -> None:
    """Raise AlreadyFollowed if a linked ticket is open: it would be two for one."""
    query = select(Ticket.number).where(
        Ticket.follows_id == old.id, Ticket.step.is_not(None)
    )
    number = db.session.scalars(query.limit(1)).first()
    if number is not None:
        raise AlreadyFollowed(number=number)
