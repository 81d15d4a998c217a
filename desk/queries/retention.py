"""What is past its time, before it is erased, and what was erased when."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from desk.domain.retention import Kept, Limits
from desk.extensions import db
from desk.models import Customer, RetentionRun, Ticket, Unit
from desk.models.retention import past_its_time
from desk.queries.calendars import zone_in_force
from desk.queries.people import name_of

LISTED = 20
# Numbers shown as examples; enough to look a few of them up.
EXAMPLES = 10


@dataclass(frozen=True, slots=True)
class Past:
    """How much of a kind is past its time, since when (UTC seconds); a few of it.

    Of tickets the numbers and when they ended, of cards the ids and when made.
    """

    kind: Kept
    count: int
    oldest: int | None
    newest: int | None
    examples: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the job; instants in UTC seconds, nobody's name for the command line."""

    id: int
    begun_at: int
    finished_at: int | None
    actor: str | None
    tickets: int
    contacts: int
    customers: int


def preview(*, now: int) -> tuple[Past, ...]:
    """Return what is past its time by now (UTC seconds), by kind.

    A ticket whose words are all past their time is counted there only.
    """
    limits = limits_at(now)
    return tuple(_past(kind, limits) for kind in Kept)


def limits_at(now: int) -> Limits:
    """Return up to when something had to end to be past its time (UTC seconds)."""
    units = db.session.scalars(select(Unit.id)).all()
    return Limits.at(now, {unit_id: zone_in_force(unit_id) for unit_id in units})


def last_runs() -> list[Run]:
    """Return the last runs of the job, the newest first."""
    query = select(RetentionRun).order_by(RetentionRun.id.desc()).limit(LISTED)
    return [
        Run(
            id=run.id,
            begun_at=run.begun_at,
            finished_at=run.finished_at,
            actor=name_of(run.actor_id),
            tickets=run.tickets,
            contacts=run.contacts,
            customers=run.customers,
        )
        for run in db.session.scalars(query)
    ]


def _past(kind: Kept, limits: Limits) -> Past:
    where = past_its_time(kind, limits)
    table: Any = Customer if kind is Kept.CUSTOMERS else Ticket
    is_card = table is Customer
    name, since = (
        (table.id, table.made_at) if is_card else (table.number, table.ended_at)
    )
    if kind is Kept.CONTACTS:
        # The job erases all the words of those first.
        where = where & ~past_its_time(Kept.CONTENTS, limits)
    total, oldest, newest = db.session.execute(
        select(func.count(table.id), func.min(since), func.max(since)).where(where)
    ).one()
    some = select(table.id, name).where(where).order_by(since, table.id).limit(EXAMPLES)
    found = db.session.execute(some) if total else ()
    examples = tuple((row[0], str(row[1])) for row in found)
    return Past(kind, total, oldest, newest, examples)
