"""Who can go on with a ticket: colleagues, owners off duty, offers and their notes."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from desk.domain.hours import DAY
from desk.domain.log import EventKind
from desk.domain.people import Actor, Permission
from desk.domain.roster import EARLY, DutyRoster, Presence
from desk.extensions import db
from desk.models import Evidence, Person, Ticket, TicketEvent
from desk.queries.roster import duty_roster


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
    roster = duty_roster(unit_id, now, now + DAY)
    people = db.session.scalars(
        select(Person)
        .where(Person.unit_id == unit_id, Person.id != actor.id)
        .order_by(Person.name, Person.id)
    )
    return [
        Colleague(
            id=person.id,
            name=person.name,
            may_receive=roster.may_receive(person.id, now),
            begins_at=_soon(roster, person.id, now),
        )
        for person in people
        if person.may_hold(unit_id)
    ]


def owners_off_duty(actor: Actor, *, now: int) -> list[int]:
    """Return whose tickets the person may take over now (UTC seconds).

    In one query and the roster's, however many tickets there are.
    Source: clock.md, "Rules for the hard cases", handover.
    """
    if actor.unit_id is None or not actor.may(Permission.WALK_STEPS):
        return []
    held = select(Ticket.owner_id).where(
        Ticket.unit_id == actor.unit_id,
        Ticket.step.is_not(None),
        Ticket.owner_id.is_not(None),
        Ticket.owner_id != actor.id,
    )
    query = select(Person).where(Person.id.in_(held.distinct()))
    owners = db.session.scalars(query).all()
    if not owners:
        return []
    roster = duty_roster(actor.unit_id, now, now + DAY)
    if not roster.may_receive(actor.id, now):
        return []
    return [
        owner.id
        for owner in owners
        if roster.presence(owner.id, now, works_here=owner.may_hold(actor.unit_id))
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
    owner = db.session.get_one(Person, ticket.owner_id)
    if owner.id == actor.id:
        return Holding(name=owner.name)
    works_here = owner.may_hold(ticket.unit_id)
    presence = roster.presence(owner.id, now, works_here=works_here)
    is_unattended = is_open and presence is not Presence.ON_DUTY
    may_take = is_unattended and walks and roster.may_receive(actor.id, now)
    return Holding(owner.name, presence, may_take)


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
