"""Swapping shifts: a student asks, a supervisor consents or declines."""

from sqlalchemy import select

from desk.domain.errors import (
    NotFound,
    NotYourShift,
    OwnSwap,
    ShiftBegun,
    ShiftRefused,
    SwapDecided,
)
from desk.domain.evidence import CHOOSE, LINE, demand
from desk.domain.people import Act, Permission
from desk.domain.shifts import OVERLAP, Wanted
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import Shift, ShiftSwap
from desk.services import roster
from desk.services.shifts import TOO_LONG, demand_reason
from desk.services.transaction import action

ALREADY_ASKED = N_("You have asked for a swap of this shift already.")
NOT_THEIRS = N_("Choose a shift of the person you give yours to.")
YOURSELF = N_("Choose somebody else than yourself.")
SAY_WHY = N_("Write why, so that the student knows.")


@action
def ask_swap(
    act: Act,
    shift_id: int,
    *,
    receiver_id: int | None,
    other_shift_id: int | None,
    reason: str,
) -> int:
    """Ask to give one's own shift to a colleague, perhaps for one of theirs.

    Returns the swap's id. Raises NotYourShift, InvalidInput, and what keeps the two
    from swapping: ShiftChanged, ShiftBegun, ShiftRefused.
    """
    act.actor.require(Permission.WALK_STEPS)
    shift = roster.find_shift(shift_id)
    if shift.person_id != act.actor.id:
        raise NotYourShift
    roster.locked(act.actor, shift.unit_id)
    if receiver_id is None:
        demand({"receiver_id": CHOOSE})
    if receiver_id == act.actor.id:
        demand({"receiver_id": YOURSELF})
    demand_reason(reason)
    swap = ShiftSwap(
        unit_id=shift.unit_id,
        shift_id=shift.id,
        other_shift_id=other_shift_id,
        receiver_id=receiver_id,
        asked_by_id=act.actor.id,
        asked_at=act.at,
        reason=reason,
    )
    _require_possible(swap, now=act.at)
    if _is_asked(shift.id):
        demand({"receiver_id": ALREADY_ASKED})
    db.session.add(swap)
    db.session.flush()
    return swap.id


@action
def consent_to_swap(act: Act, swap_id: int) -> int:
    """Let two people swap: each of their shifts gives way to one of the other's.

    Raises OwnSwap, SwapDecided; ShiftChanged, ShiftBegun or ShiftRefused if it is not
    possible any more.
    """
    swap = _undecided(act, swap_id)
    shift, other = _require_possible(swap, now=act.at)
    version = roster.new_version(act, swap.unit_id, swap.reason)
    roster.replace(shift, version, person_id=swap.receiver_id)
    if other is not None:
        roster.replace(other, version, person_id=swap.asked_by_id)
    return _decide(act, swap, is_granted=True, answer="")


@action
def decline_swap(act: Act, swap_id: int, *, answer: str) -> int:
    """Turn a swap down, saying why. Raises OwnSwap, SwapDecided, InvalidInput."""
    swap = _undecided(act, swap_id)
    if not answer:
        demand({"answer": SAY_WHY})
    if len(answer) > LINE:
        demand({"answer": TOO_LONG})
    return _decide(act, swap, is_granted=False, answer=answer)


def _undecided(act: Act, swap_id: int) -> ShiftSwap:
    act.actor.require(Permission.REVIEW)
    swap = db.session.get(ShiftSwap, swap_id)
    if swap is None:
        raise NotFound
    roster.locked(act.actor, swap.unit_id)
    db.session.refresh(swap)
    if act.actor.id in {swap.asked_by_id, swap.receiver_id}:
        raise OwnSwap
    if swap.decided_at is not None:
        raise SwapDecided
    return swap


def _require_possible(swap: ShiftSwap, *, now: int) -> tuple[Shift, Shift | None]:
    """Return the two shifts, if each may be the other's now (UTC seconds)."""
    shift = _swappable(swap.shift_id, now)
    other = None
    if swap.other_shift_id is not None:
        other = _swappable(swap.other_shift_id, now)
        if other.person_id != swap.receiver_id or other.unit_id != shift.unit_id:
            demand({"other_shift_id": NOT_THEIRS})
    wanted = [Wanted(swap.receiver_id, shift.begins_at, shift.ends_at)]
    given = {shift.id}
    if other is not None:
        wanted.append(Wanted(swap.asked_by_id, other.begins_at, other.ends_at))
        given.add(other.id)
    plan = roster.planned(wanted, shift.unit_id, now=now, but=frozenset(given))
    for unfit in plan.unfit:
        raise ShiftRefused(unfit.reason, **unfit.facts)
    for twin in plan.already_there:
        who = roster.colleagues([twin.person_id], shift.unit_id)[twin.person_id]
        raise ShiftRefused(who.obstacle or OVERLAP, name=who.name)
    return shift, other


def _swappable(shift_id: int, now: int) -> Shift:
    shift = roster.find_shift(shift_id)
    roster.require_standing(shift)
    if shift.begins_at <= now:
        raise ShiftBegun
    return shift


def _is_asked(shift_id: int) -> bool:
    query = select(ShiftSwap.id).where(
        ShiftSwap.shift_id == shift_id, ShiftSwap.decided_at.is_(None)
    )
    return db.session.scalar(query.limit(1)) is not None


def _decide(act: Act, swap: ShiftSwap, *, is_granted: bool, answer: str) -> int:
    swap.decided_by_id, swap.decided_at = act.actor.id, act.at
    swap.is_granted, swap.answer = is_granted, answer
    return swap.id
