"""Where the rows of a grade come from, as far as the reader may go and look."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Row, exists, func, select
from sqlalchemy.orm import aliased

from desk.domain.grade_inputs import Inputs
from desk.domain.log import EventKind
from desk.domain.people import Actor
from desk.extensions import db
from desk.models import (
    CalendarVersion,
    Person,
    RosterVersion,
    RubricMark,
    RubricSheet,
    TargetVersion,
    TicketEvent,
    Unit,
)
from desk.queries.reading import readable_among

KINDS: Final[Mapping[str, type[CalendarVersion | RosterVersion | TargetVersion]]] = {
    "calendar": CalendarVersion,
    "roster": RosterVersion,
    "targets": TargetVersion,
}
# What changes no second of anybody's; whatever else happens may.
TIMELESS = frozenset(
    {
        EventKind.HANDOVER_OFFERED,
        EventKind.HANDOVER_DECLINED,
        EventKind.APPROVAL_REQUESTED,
        EventKind.APPROVAL_GRANTED,
        EventKind.APPROVAL_REFUSED,
        EventKind.NOTED,
        EventKind.COACHED,
        EventKind.COACH_READ,
        EventKind.FACT_NOTED,
        EventKind.TAGGED,
        EventKind.CUSTOMER_LINKED,
        EventKind.FEEDBACK_GIVEN,
        EventKind.FOLLOWED_UP,
        EventKind.ERASED,
    }
)


@dataclass(frozen=True, slots=True)
class RulesUsed:
    """A version of a unit's rules: its place among them, whose and of when.

    The instant in UTC seconds; without a name the desk itself made it.
    """

    kind: str
    unit: str
    number: int
    author: str | None
    created_at: int
    is_newest: bool


@dataclass(frozen=True, slots=True)
class MarkGiven:
    """Who gave a mark on which sheet, when (UTC seconds), and what they wrote."""

    sheet_id: int
    by: str
    at: int
    comment: str


@dataclass(frozen=True, slots=True)
class Sources:
    """What the reader may open, and what has gone on since the grade was computed."""

    readable: frozenset[int]
    # Tickets on which something happened afterwards that may change their times.
    changed: frozenset[int]
    marks: Mapping[int, MarkGiven]
    rules: Collection[RulesUsed]

    @property
    def is_newer(self) -> bool:
        """Say whether hours, roster or targets have changed since."""
        return not all(each.is_newest for each in self.rules)


def sources_of(inputs: Inputs, actor: Actor, *, as_of: int, now: int) -> Sources:
    """Return where the rows of a grade computed as of an instant come from.

    Instants in UTC seconds.
    """
    timed = {row.ticket_id for row in inputs.observations}
    marked = {mark.ticket_id for mark in inputs.marks if mark.ticket_id is not None}
    answered = {answer.ticket_id for answer in inputs.answers}
    left_out = {missing.ticket_id for missing in inputs.left_out}
    tickets = timed | marked | answered | left_out
    return Sources(
        readable=readable_among(tickets, actor, now=now),
        changed=_changed(timed, as_of),
        marks=_marks({mark.id for mark in inputs.marks}),
        rules=[rule for kind in KINDS for rule in _rules(kind, inputs)],
    )


def _changed(tickets: Collection[int], as_of: int) -> frozenset[int]:
    query = select(TicketEvent.ticket_id).where(
        TicketEvent.ticket_id.in_(tickets),
        TicketEvent.recorded_at > as_of,
        TicketEvent.kind.not_in(TIMELESS),
    )
    return frozenset(db.session.scalars(query.distinct()))


def _marks(ids: Collection[int]) -> dict[int, MarkGiven]:
    query = (
        select(
            RubricMark.id,
            RubricSheet.id,
            Person.name,
            RubricMark.at,
            RubricMark.comment,
        )
        .join(RubricSheet, RubricSheet.id == RubricMark.sheet_id)
        .join(Person, Person.id == RubricMark.by_id)
        .where(RubricMark.id.in_(ids))
    )
    return {row[0]: MarkGiven(*row[1:]) for row in db.session.execute(query)}


def _rules(kind: str, inputs: Inputs) -> list[RulesUsed]:
    """Return the versions of one kind of rules, by unit."""
    of, earlier, later = KINDS[kind], aliased(KINDS[kind]), aliased(KINDS[kind])
    ids = {used[kind] for used in inputs.rules.values() if used.get(kind)}
    number = select(func.count(earlier.id)).where(
        earlier.unit_id == of.unit_id, earlier.id <= of.id
    )
    is_followed = exists().where(later.unit_id == of.unit_id, later.id > of.id)
    query = (
        select(
            Unit.name,
            number.scalar_subquery(),
            Person.name,
            of.created_at,
            ~is_followed,
        )
        .join(Unit, Unit.id == of.unit_id)
        .outerjoin(Person, Person.id == of.author_id)
        .where(of.id.in_(ids))
        .order_by(func.lower(Unit.name), of.id)
    )
    return [_used(kind, row) for row in db.session.execute(query)]


def _used(kind: str, row: Row[str, int, str | None, int, bool]) -> RulesUsed:
    unit, number, author, created_at, is_newest = row
    return RulesUsed(kind, unit, number, author, created_at, bool(is_newest))
