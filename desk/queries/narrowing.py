"""Filters as conditions; what they say about time is what nearness.py says."""

from collections import defaultdict

from sqlalchemy import ColumnElement, and_, false, func, not_, or_, select

from desk.domain.filters import Filters, Silence
from desk.domain.people import Actor
from desk.models import Person, Ticket
from desk.queries.calendars import calendar_in_force
from desk.queries.roster import present_roster
from desk.queries.search import found
from desk.queries.units import unit_names

Condition = ColumnElement[bool]


def narrowed(filters: Filters, actor: Actor, *, now: int) -> list[Condition]:
    """Return what a ticket must be to pass the filters (now in UTC seconds).

    Only of the units the person sees; nothing passes filters that contradict.
    """
    if filters.contradictions:
        return [false()]
    return [
        *of_unit(actor),
        *_of_kind(filters),
        *_of_owner(filters),
        *_of_time(filters, actor, now),
        *found(filters.text, now=now),
    ]


def of_unit(actor: Actor) -> list[Condition]:
    """Return the condition that a person may see a ticket."""
    return [] if actor.unit_id is None else [Ticket.unit_id == actor.unit_id]


def units_of(actor: Actor) -> tuple[int, ...]:
    """Return the units whose tickets a person sees."""
    if actor.unit_id is not None:
        return (actor.unit_id,)
    return tuple(unit_id for unit_id, _ in unit_names())


def _of_kind(filters: Filters) -> list[Condition]:
    equal = {
        Ticket.step: filters.step,
        Ticket.channel: filters.channel,
        Ticket.priority: filters.priority,
        Ticket.unit_id: filters.unit_id,
    }
    where: list[Condition] = [
        column == wanted for column, wanted in equal.items() if wanted is not None
    ]
    if filters.source_ids:
        where.append(Ticket.source_id.in_(filters.source_ids))
    if filters.number:
        where.append(Ticket.number.contains(filters.number.upper(), autoescape=True))
    return where


def _of_owner(filters: Filters) -> list[Condition]:
    where: list[Condition] = []
    if filters.owner_id is not None:
        where.append(Ticket.owner_id == filters.owner_id)
    if filters.is_queue:
        where.append(Ticket.owner_id.is_(None))
    if filters.class_group_id is not None:
        class_group = Person.class_group_id == filters.class_group_id
        where.append(Ticket.owner_id.in_(select(Person.id).where(class_group)))
    return where


def _of_time(filters: Filters, actor: Actor, now: int) -> list[Condition]:
    where: list[Condition] = []
    if filters.is_past_target:
        where.append(Ticket.due_at < now)
    if filters.is_paused:
        where.append(Ticket.paused_until > now)
    if filters.is_due_this_shift:
        where.append(_due_this_shift(actor, now))
    if filters.silence is not None:
        where.append(_silent(filters.silence, actor, now))
    return where


def _due_this_shift(actor: Actor, now: int) -> Condition:
    """Return the condition of nearness.py: neither past nor paused, due by the bell.

    The bell is the owner's; in the queue, that of the person who looks.
    """
    is_paused = and_(Ticket.paused_until.is_not(None), Ticket.paused_until > now)
    by_the_bell = [_due_in(unit_id, actor, now) for unit_id in units_of(actor)]
    return and_(Ticket.due_at >= now, not_(is_paused), or_(false(), *by_the_bell))


def _due_in(unit_id: int, actor: Actor, now: int) -> Condition:
    roster = present_roster(unit_id, now)
    bells, of_others = roster.bells(now)
    holder = func.coalesce(Ticket.owner_id, actor.id)
    people: dict[int, list[int]] = defaultdict(list)
    for person_id, bell in bells.items():
        if bell is not None:
            people[bell].append(person_id)
    due = [and_(holder.in_(who), Ticket.due_at <= at) for at, who in people.items()]
    if of_others is not None:
        due.append(and_(holder.not_in(bells), Ticket.due_at <= of_others))
    return and_(Ticket.unit_id == unit_id, or_(false(), *due))


def _silent(silence: Silence, actor: Actor, now: int) -> Condition:
    """Return the condition that the last event is longer ago, by each unit's hours."""
    since = {
        unit_id: calendar_in_force(unit_id).back(now, silence.seconds)
        for unit_id in units_of(actor)
    }
    return or_(
        false(),
        *(
            and_(Ticket.unit_id == unit_id, Ticket.touched_at < instant)
            for unit_id, instant in since.items()
        ),
    )
