"""Filters as conditions; what they say about time is what nearness.py says."""

from collections import defaultdict
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    UnaryExpression,
    and_,
    false,
    func,
    not_,
    or_,
    select,
)
from sqlalchemy.sql.operators import custom_op

from desk.domain.filters import Filters, Silence
from desk.domain.people import Actor
from desk.extensions import db
from desk.models import Person, Ticket
from desk.queries.calendars import calendar_in_force
from desk.queries.roster import present_roster
from desk.queries.search import found
from desk.queries.units import unit_names

Condition = ColumnElement[bool]


class _Keys(NamedTuple):
    """The columns that have an index of their own."""

    unit_id: ColumnElement[Any]
    owner_id: ColumnElement[Any]
    source_id: ColumnElement[Any]


def still_open(filters: Filters, actor: Actor, *, now: int) -> list[Condition]:
    """Return what a ticket must be to be open and pass the filters (UTC seconds).

    Read along the indexes of what is due, of a unit or of all, which hold only the open
    ones and in the list's own order; a search goes by its own index.
    """
    return [*any_open(actor), *among_open(filters, actor, now=now)]


def any_open(actor: Actor) -> list[Condition]:
    """Return what a ticket must be to be open and of a unit the person sees."""
    return [Ticket.step.is_not(None), *of_unit(actor)]


def among_open(filters: Filters, actor: Actor, *, now: int) -> list[Condition]:
    """Return what such a ticket must be to pass the filters (now in UTC seconds)."""
    keys = _own_indexes() if filters.text else _beside_their_indexes()
    return _narrowed(filters, actor, now, keys)


def narrowed(filters: Filters, actor: Actor, *, now: int) -> list[Condition]:
    """Return what a ticket must be to pass the filters (now in UTC seconds).

    Only of the units the person sees; nothing passes filters that contradict.
    """
    return [*of_unit(actor), *_narrowed(filters, actor, now, _own_indexes())]


def _narrowed(filters: Filters, actor: Actor, now: int, keys: _Keys) -> list[Condition]:
    if filters.contradictions:
        return [false()]
    return [
        *_of_kind(filters, keys),
        *_of_owner(filters, keys),
        *_of_time(filters, actor, now, keys),
        *found(filters.text, now=now),
    ]


def _own_indexes() -> _Keys:
    return _Keys(*KEYS)


def _beside_their_indexes() -> _Keys:
    """Return the columns so that SQLite does not choose the index of one of them.

    It would read all tickets some units or an owner ever had and sort them. A plus
    changes nothing, but hides a column from its planner. PostgreSQL has statistics.
    """
    if db.engine.dialect.name != "sqlite":
        return _own_indexes()
    return _Keys(*(_plus(column) for column in KEYS))


def _plus(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


KEYS = Ticket.__table__.c["unit_id", "owner_id", "source_id"]


def of_unit(actor: Actor) -> list[Condition]:
    """Return the condition that a person may see a ticket."""
    return [] if actor.unit_id is None else [Ticket.unit_id == actor.unit_id]


def units_of(actor: Actor) -> tuple[int, ...]:
    """Return the units whose tickets a person sees."""
    if actor.unit_id is not None:
        return (actor.unit_id,)
    return tuple(unit_id for unit_id, _ in unit_names())


def _of_kind(filters: Filters, keys: _Keys) -> list[Condition]:
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
        where.append(keys.source_id.in_(filters.source_ids))
    if filters.number:
        where.append(Ticket.number.contains(filters.number.upper(), autoescape=True))
    return where


def _of_owner(filters: Filters, keys: _Keys) -> list[Condition]:
    where: list[Condition] = []
    if filters.owner_id is not None:
        where.append(keys.owner_id == filters.owner_id)
    if filters.is_queue:
        where.append(keys.owner_id.is_(None))
    if filters.class_group_id is not None:
        class_group = Person.class_group_id == filters.class_group_id
        where.append(keys.owner_id.in_(select(Person.id).where(class_group)))
    return where


def _of_time(filters: Filters, actor: Actor, now: int, keys: _Keys) -> list[Condition]:
    where: list[Condition] = []
    if filters.is_past_target:
        where.append(Ticket.due_at < now)
    if filters.is_paused:
        where.append(Ticket.paused_until > now)
    if filters.is_due_this_shift:
        where.append(_due_this_shift(actor, now, keys))
    if filters.silence is not None:
        where.append(_silent(filters.silence, actor, now, keys))
    return where


def _due_this_shift(actor: Actor, now: int, keys: _Keys) -> Condition:
    """Return the condition of nearness.py: neither past nor paused, due by the bell.

    The bell is the owner's; in the queue, that of the person who looks.
    """
    is_paused = and_(Ticket.paused_until.is_not(None), Ticket.paused_until > now)
    by_the_bell = [_due_in(unit_id, actor, now, keys) for unit_id in units_of(actor)]
    return and_(Ticket.due_at >= now, not_(is_paused), or_(false(), *by_the_bell))


def _due_in(unit_id: int, actor: Actor, now: int, keys: _Keys) -> Condition:
    roster = present_roster(unit_id, now)
    bells, of_others = roster.bells(now)
    holder = func.coalesce(keys.owner_id, actor.id)
    people: dict[int, list[int]] = defaultdict(list)
    for person_id, bell in bells.items():
        if bell is not None:
            people[bell].append(person_id)
    due = [and_(holder.in_(who), Ticket.due_at <= at) for at, who in people.items()]
    if of_others is not None:
        due.append(and_(holder.not_in(bells), Ticket.due_at <= of_others))
    return and_(keys.unit_id == unit_id, or_(false(), *due))


def _silent(silence: Silence, actor: Actor, now: int, keys: _Keys) -> Condition:
    """Return the condition that the last event is longer ago, by each unit's hours."""
    since = {
        unit_id: calendar_in_force(unit_id).back(now, silence.seconds)
        for unit_id in units_of(actor)
    }
    return or_(
        false(),
        *(
            and_(keys.unit_id == unit_id, Ticket.touched_at < instant)
            for unit_id, instant in since.items()
        ),
    )
