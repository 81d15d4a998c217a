"""Who may read a ticket, and what has to be known for that."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, select

from desk.domain.errors import DeskError, Forbidden, NotFound
from desk.domain.log import EventKind
from desk.domain.people import Actor, Permission
from desk.domain.roster import DutyRoster
from desk.extensions import db
from desk.models import Ticket, TicketEvent
from desk.queries.coaching import shown_to
from desk.queries.handovers import Holding, holding_of
from desk.queries.history import Entry, read_history
from desk.queries.links import Links, links_of
from desk.queries.merging import has_part_in_family
from desk.queries.moves import require_here
from desk.queries.roster import present_roster


class Reading(NamedTuple):
    """A ticket that the person may read, and what that was seen from."""

    ticket: Ticket
    entries: tuple[Entry, ...]
    roster: DutyRoster
    holding: Holding
    links: Links


def readable(ticket_id: int, actor: Actor, *, now: int) -> Reading:
    """Return a ticket and its history if the person may read them (UTC seconds).

    Raises NotFound, Forbidden for a ticket the person has no part in, and MovedAway.
    """
    ticket = db.session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound
    actor.require(Permission.READ_TICKETS)
    entries = shown_to(actor, read_history(ticket.id))
    require_here(actor, ticket, entries)
    roster = present_roster(ticket.unit_id, now)
    reading = Reading(
        ticket=ticket,
        entries=entries,
        roster=roster,
        holding=holding_of(ticket, actor, roster, now=now),
        links=links_of(ticket),
    )
    if not (actor.may(Permission.REVIEW) or _has_part(actor, reading)):
        raise Forbidden
    return reading


def readable_among(
    tickets: Collection[int], actor: Actor, *, now: int
) -> frozenset[int]:
    """Return those of some tickets that the person may open (now in UTC seconds).

    Whoever worked on a ticket of their unit may, and a reviewer there; the few others,
    moved or handed to the person, are looked at one by one.
    """
    has_worked = _has_event(TicketEvent.actor_id == actor.id)
    was_moved = _has_event(TicketEvent.kind == EventKind.MOVED)
    query = select(Ticket.id, Ticket.unit_id, has_worked, was_moved)
    is_reviewer = actor.may(Permission.REVIEW)
    found = set()
    for row in db.session.execute(query.where(Ticket.id.in_(tickets))):
        ticket_id, unit_id, worked, moved = row
        is_here = actor.unit_id in {None, unit_id}
        is_sure = is_here and (worked or is_reviewer)
        is_possible = is_here or (worked and moved)
        if is_sure or (is_possible and _may_read(ticket_id, actor, now)):
            found.add(ticket_id)
    return frozenset(found)


def _has_event(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(TicketEvent.ticket_id == Ticket.id, condition)


def _may_read(ticket_id: int, actor: Actor, now: int) -> bool:
    try:
        readable(ticket_id, actor, now=now)
    except DeskError:
        return False
    return True


def _has_part(actor: Actor, reading: Reading) -> bool:
    """Say whether a student has to do with the ticket.

    They have with what they can take, what they worked on or were offered, what a
    ticket of theirs follows, and what is merged with any such ticket.
    """
    return (
        reading.holding.may_take
        or any(entry.actor_id == actor.id for entry in reading.entries)
        or any(entry.event.receiver == actor.id for entry in reading.entries)
        or any(link.owner_id == actor.id for link in reading.links.followers)
        or has_part_in_family(actor, reading.ticket.id)
    )
