"""Who can go on with a ticket: colleagues, owners off duty, offers and their notes."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from desk.domain.log import EventKind
from desk.domain.people import Actor, Permission
from desk.domain.roster import EARLY, DutyRoster, Presence
from desk.extensions import db
from desk.models import Evidence, Person, Ticket, TicketEvent
from desk.queries.people import Somebody, everybody
from desk.queries.roster import present_roster


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who could go on with a ticket; the shift's beginning in UTC seconds."""

    id: int
    name: str
    may_receive: bool
    # None: on duty already, or not soon.
    begins_at: int | None


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a ticket, and whether the person may go on with it instead."""

    name: str | None = None
    presence: Presence | None = None
    may_take: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """What came with an offered handover."""

    giver: str
    note: str


def colleagues(unit_id: int, actor: Actor, *, now: int) -> list[Colleague]:
    """Return everybody else who can hold tickets of the unit (now in UTC seconds).

    Source of who may receive: clock.md, "Events", handover_accepted.
    """
    roster = present_roster(unit_id, now)
    return [
        Colleague(
            id=id_,
            name=person.name,
            may_receive=roster.may_receive(id_, now),
            begins_at=_soon(roster, id_, now),
        )
        for id_, person in everybody().items()
        if id_ != actor.id and person.may_hold(unit_id)
    ]


def owners_off_duty(actor: Actor, *, now: int) -> list[int]:
    """Return whose tickets the person may take over now (UTC seconds).

    In one query, however many tickets there are.
    Source: clock.md, "Rules for the hard cases", handover.
    """
    if actor.unit_id is None or not actor.may(Permission.WALK_STEPS):
        return []
    roster = present_roster(actor.unit_id, now)
    if not roster.may_receive(actor.id, now):
        return []
    held = select(Ticket.owner_id).where(
        Ticket.unit_id == actor.unit_id,
        Ticket.step.is_not(None),
        Ticket.owner_id.is_not(None),
        Ticket.owner_id != actor.id,
    )
    people = everybody()
    return [
        owner_id
        for owner_id in db.session.scalars(held.distinct())
        if owner_id is not None
        if _presence(owner_id, people[owner_id], actor.unit_id, roster, now)
        is not Presence.ON_DUTY
    ]


def holding_of(
    ticket: Ticket, actor: Actor, roster: DutyRoster, *, now: int
) -> Holding:
    """Return who holds a ticket and whether the person may take it (UTC seconds)."""
    walks = actor.may(Permission.WALK_STEPS) and actor.unit_id == ticket.unit_id
    is_open = ticket.step is not None
    if ticket.owner_id is None:
        return Holding(may_take=is_open and walks)
    owner = everybody()[ticket.owner_id]
    if ticket.owner_id == actor.id:
        return Holding(name=owner.name)
    presence = _presence(ticket.owner_id, owner, ticket.unit_id, roster, now)
    is_unattended = is_open and presence is not Presence.ON_DUTY
    may_take = is_unattended and walks and roster.may_receive(actor.id, now)
    return Holding(owner.name, presence, may_take)


def _presence(
    person_id: int, person: Somebody, unit_id: int, roster: DutyRoster, now: int
) -> Presence:
    works_here = person.may_hold(unit_id)
    return roster.presence(person_id, now, works_here=works_here)


def offers_of(ticket_ids: Collection[int]) -> dict[int, Offer]:
    """Return what came with the last offer of each ticket, by the ticket's id."""
    if not ticket_ids:
        return {}
    rows = db.session.execute(
        select(TicketEvent, Evidence.words, Person.name)
        .join(Person, Person.id == TicketEvent.actor_id)
        .outerjoin(Evidence, Evidence.event_id == TicketEvent.id)
        .where(
            TicketEvent.ticket_id.in_(ticket_ids),
            TicketEvent.kind.in_([EventKind.HANDOVER_OFFERED, EventKind.VOIDED]),
        )
        .order_by(TicketEvent.n)
    ).all()
    undone = {
        (event.ticket_id, event.facts["target"])
        for event, _, _ in rows
        if event.kind is EventKind.VOIDED
    }
    return {
        event.ticket_id: Offer(giver=name, note=(words or {}).get("note", ""))
        for event, words, name in rows
        if event.kind is EventKind.HANDOVER_OFFERED
        and (event.ticket_id, event.n) not in undone
    }


def _soon(roster: DutyRoster, person_id: int, now: int) -> int | None:
    if roster.on_duty(person_id, now, now + 1):
        return None
    begins_at = roster.next_shift(person_id, now)
    return begins_at if begins_at is not None and begins_at <= now + EARLY else None
