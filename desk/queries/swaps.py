"""Swaps of shifts that wait for a supervisor, and one's own that were decided."""

from dataclasses import dataclass

from sqlalchemy import BindParameter, ColumnElement, Select, select
from sqlalchemy.orm import aliased

from desk.domain.errors import Forbidden, NotFound
from desk.domain.people import Actor
from desk.extensions import db
from desk.models import Person, Shift, ShiftSwap

RECENT = 10
# In UTC seconds, or told when the statement is carried out.
Instant = int | BindParameter[int]


@dataclass(frozen=True, slots=True)
class Hours:
    """When a shift begins and ends, in UTC seconds."""

    begins_at: int
    ends_at: int


@dataclass(frozen=True, slots=True)
class SwapLine:
    """A swap asked for; instants in UTC seconds."""

    id: int
    unit_id: int
    asked_by: str
    receiver: str
    given: Hours
    taken: Hours | None
    reason: str
    asked_at: int
    is_granted: bool | None
    decided_by: str | None
    answer: str
    is_own: bool


def waiting_swaps(unit_id: int, actor: Actor, *, now: int) -> list[SwapLine]:
    """Return the swaps somebody could still decide on, oldest first."""
    lines = _lines([ShiftSwap.unit_id == unit_id, *_undecided(now)], actor)
    return sorted(lines, key=lambda line: line.asked_at)


def swaps_of_others(actor: Actor, *, now: Instant) -> Select[int]:
    """Return the statement that finds what swaps the person can decide on."""
    parts = (ShiftSwap.asked_by_id, ShiftSwap.receiver_id)
    where = [part != actor.id for part in parts]
    return select(ShiftSwap.id).where(*where, *_undecided(now), *_of_units(actor))


def swaps_of_units(actor: Actor, *, now: int) -> list[SwapLine]:
    """Return the swaps that wait in all the units the person sees, oldest first."""
    lines = _lines([*_undecided(now), *_of_units(actor)], actor)
    return sorted(lines, key=lambda line: line.asked_at)


def _of_units(actor: Actor) -> list[ColumnElement[bool]]:
    return [] if actor.unit_id is None else [ShiftSwap.unit_id == actor.unit_id]


def _undecided(now: Instant) -> list[ColumnElement[bool]]:
    given = aliased(Shift)
    still_to_come = select(given.id).where(
        given.begins_at > now, given.removed_in.is_(None)
    )
    return [ShiftSwap.decided_at.is_(None), ShiftSwap.shift_id.in_(still_to_come)]


def own_swaps(unit_id: int, actor: Actor) -> list[SwapLine]:
    """Return the last swaps the person asked for, newest first."""
    return _lines(
        [ShiftSwap.unit_id == unit_id, ShiftSwap.asked_by_id == actor.id], actor
    )[:RECENT]


def get_swap(swap_id: int, actor: Actor) -> SwapLine:
    """Return one swap. Raises NotFound, Forbidden for another unit's."""
    swap = db.session.get(ShiftSwap, swap_id)
    if swap is None:
        raise NotFound
    if actor.unit_id not in {None, swap.unit_id}:
        raise Forbidden
    return _lines([ShiftSwap.id == swap_id], actor)[0]


def _lines(where: list[ColumnElement[bool]], actor: Actor) -> list[SwapLine]:
    asker, receiver, decider = aliased(Person), aliased(Person), aliased(Person)
    given, taken = aliased(Shift), aliased(Shift)
    rows = db.session.execute(
        select(ShiftSwap, asker.name, receiver.name, decider.name, given, taken)
        .join(asker, asker.id == ShiftSwap.asked_by_id)
        .join(receiver, receiver.id == ShiftSwap.receiver_id)
        .outerjoin(decider, decider.id == ShiftSwap.decided_by_id)
        .join(given, given.id == ShiftSwap.shift_id)
        .outerjoin(taken, taken.id == ShiftSwap.other_shift_id)
        .where(*where)
        .order_by(ShiftSwap.id.desc())
    )
    return [
        SwapLine(
            id=swap.id,
            unit_id=swap.unit_id,
            asked_by=asked_by,
            receiver=received_by,
            given=Hours(gives.begins_at, gives.ends_at),
            taken=_hours(takes),
            reason=swap.reason,
            asked_at=swap.asked_at,
            is_granted=swap.is_granted,
            decided_by=decided_by,
            answer=swap.answer,
            is_own=actor.id in {swap.asked_by_id, swap.receiver_id},
        )
        for swap, asked_by, received_by, decided_by, gives, takes in rows
    ]


def _hours(shift: Shift | None) -> Hours | None:
    return None if shift is None else Hours(shift.begins_at, shift.ends_at)
