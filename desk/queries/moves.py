"""Tickets that were moved: to which units, who may read them, whose roster counts."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select

from desk.domain.errors import Forbidden
from desk.domain.log import EventKind
from desk.domain.people import Actor, Permission
from desk.domain.refusals import MovedAway
from desk.domain.workplaces import Move, workplaces
from desk.extensions import db
from desk.models import Ticket, Unit
from desk.queries.history import Entry
from desk.queries.remembered import remembered


@remembered
def units_in_use() -> tuple[tuple[int, str], ...]:
    """Return the units that take complaints, by name."""
    query = select(Unit.id, Unit.name).where(Unit.is_active.is_(True))
    rows = db.session.execute(query.order_by(func.lower(Unit.name), Unit.id))
    return tuple((row.id, row.name) for row in rows)


def moves_in(entries: Collection[Entry]) -> list[Entry]:
    """Return the moves of a history that stand, in their order."""
    moves = [entry for entry in entries if entry.kind is EventKind.MOVED]
    return [entry for entry in moves if not entry.is_undone]


def require_here(actor: Actor, ticket: Ticket, entries: Collection[Entry]) -> None:
    """Raise unless the ticket is at the person's unit, or was and they worked on it.

    Who worked on it can always see what became of their time. Raises Forbidden, and
    MovedAway for other reviewers of a unit that had it.
    """
    if actor.unit_id in {None, ticket.unit_id}:
        return
    # Undone or not: who took back a move to their unit saw it there, too.
    moves = [entry.facts for entry in entries if entry.kind is EventKind.MOVED]
    if all(actor.unit_id not in {it["from_unit"], it["unit"]} for it in moves):
        raise Forbidden
    if any(entry.actor_id == actor.id for entry in entries):
        return
    if actor.may(Permission.REVIEW):
        unit = db.session.get_one(Unit, ticket.unit_id).name
        raise MovedAway(number=ticket.number, unit=unit)
    raise Forbidden


def workplaces_in(entries: Sequence[Entry], unit_id: int) -> dict[int, int]:
    """Return at which unit each person of a history worked on the ticket.

    The ticket is at the unit given by now.
    """
    moves = {
        entry.n: Move(entry.facts["from_unit"], entry.facts["unit"])
        for entry in moves_in(entries)
    }
    return workplaces([entry.event for entry in entries], moves, unit_id)
