"""Sheets of the rubric as reviewers read them; students see none of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from desk.domain.errors import Forbidden, NotFound
from desk.domain.people import Actor, Permission, Role
from desk.domain.roster import Presence
from desk.domain.rubric import Level, RubricItem
from desk.domain.scheme import Scheme
from desk.domain.sheets import takes_part, workers
from desk.extensions import db
from desk.models import (
    Gradebook,
    GradingPeriod,
    Person,
    RubricMark,
    RubricSheet,
    SchemeVersion,
)
from desk.queries.people import everybody, name_of
from desk.queries.roster import present_roster
from desk.queries.tickets import TicketView
from desk.queries.units import unit_names

# Of one's own sheets, to go on where the phone was put away.
RECENT = 86_400


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A row of the history of an item; at in UTC seconds, no level is taken back."""

    id: int
    level: Level | None
    comment: str
    by_id: int
    by: str
    at: int
    before: Level | None


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet about a student, begun or not; instants in UTC seconds.

    What is described is the words of the class's teacher for a level of an item.
    """

    person_id: int
    person: str
    id: int | None
    ticket_id: int | None
    by_id: int | None
    begun_at: int | None
    marks: Mapping[RubricItem, Sequence[MarkLine]]
    described: Mapping[RubricItem, Mapping[Level, str]]
    is_own: bool = False

    def newest(self, item: RubricItem) -> MarkLine | None:
        """Return the mark that stands or was taken back last, if there is one."""
        history = self.marks.get(item, ())
        return history[-1] if history else None

    @property
    def marked(self) -> int:
        """Return how many items have a level."""
        return sum(history[-1].level is not None for history in self.marks.values())


@dataclass(frozen=True, slots=True)
class ObservedLine:
    """A student who can be observed at the counter."""

    id: int
    name: str
    is_on_duty: bool


@dataclass(frozen=True, slots=True)
class BegunLine:
    """A sheet somebody began a short while ago; begun at, in UTC seconds."""

    id: int
    person_id: int
    person: str
    begun_at: int
    marked: int


def observable(actor: Actor, *, now: int) -> list[tuple[str, list[ObservedLine]]]:
    """Return the students of each unit one sees, by name (now in UTC seconds)."""
    found = []
    for unit_id, unit in unit_names():
        if actor.unit_id not in {None, unit_id}:
            continue
        roster = present_roster(unit_id, now)
        students = [
            ObservedLine(
                id_,
                person.name,
                roster.presence(id_, now, works_here=True) is Presence.ON_DUTY,
            )
            for id_, person in everybody().items()
            if person.role is Role.STUDENT
            if person.is_active and person.unit_id == unit_id
        ]
        if students:
            found.append((unit, students))
    return found


def begun_lately(actor: Actor, *, now: int) -> list[BegunLine]:
    """Return the sheets the person began at the counter, the newest first."""
    query = (
        select(RubricSheet)
        .where(
            RubricSheet.by_id == actor.id,
            RubricSheet.ticket_id.is_(None),
            RubricSheet.begun_at > now - RECENT,
        )
        .order_by(RubricSheet.id.desc())
    )
    sheets = db.session.scalars(query).all()
    marked = marked_on([sheet.id for sheet in sheets])
    return [
        BegunLine(
            id=sheet.id,
            person_id=sheet.person_id,
            person=name_of(sheet.person_id) or "",
            begun_at=sheet.begun_at,
            marked=marked.get(sheet.id, 0),
        )
        for sheet in sheets
    ]


def counter_sheet(sheet_id: int, person_id: int, actor: Actor) -> SheetView:
    """Return a sheet of the counter. Raises NotFound, and Forbidden for another unit's.

    The address names the student as well, so that none is taken for another.
    """
    sheet = db.session.get(RubricSheet, sheet_id)
    if sheet is None or sheet.ticket_id is not None or sheet.person_id != person_id:
        raise NotFound
    return _view(person_id, actor, sheet=sheet, at=sheet.begun_at)


def ticket_sheet(ticket: TicketView, person_id: int, actor: Actor) -> SheetView:
    """Return the sheet of a student's part in a ticket, begun or not.

    Raises NotFound if the student had none, and Forbidden for another unit's.
    """
    if person_id not in workers(entry.event for entry in ticket.entries):
        raise NotFound
    if actor.unit_id not in {None, ticket.unit_id}:
        raise Forbidden
    query = select(RubricSheet).filter_by(ticket_id=ticket.id, person_id=person_id)
    sheet = db.session.scalars(query).one_or_none()
    return _view(
        person_id,
        actor,
        sheet=sheet,
        ticket_id=ticket.id,
        at=ticket.received_at,
        is_own=is_part_of(actor, ticket),
    )


def is_part_of(actor: Actor, ticket: TicketView) -> bool:
    """Say whether the person had a part in a ticket, so that others mark it."""
    events = {entry.n: (entry.event, entry.actor_id) for entry in ticket.entries}
    return takes_part(actor.id, events, ticket.owner_id)


def students_to_mark(ticket: TicketView, actor: Actor) -> list[tuple[int, str]]:
    """Return ids and names of the students whose part in a ticket the person may mark.

    Nobody's, if the person had a part in it.
    """
    if not actor.may(Permission.OBSERVE) or is_part_of(actor, ticket):
        return []
    if actor.unit_id not in {None, ticket.unit_id}:
        return []
    found = workers(entry.event for entry in ticket.entries)
    return [
        (id_, person.name)
        for id_, person in everybody().items()
        if id_ in found and person.role is Role.STUDENT
        if actor.unit_id in {None, person.unit_id}
    ]


def marked_on(sheet_ids: Sequence[int]) -> dict[int, int]:
    """Return how many items of each sheet have a level."""
    query = (
        select(RubricMark.sheet_id, RubricMark.item, RubricMark.level)
        .where(RubricMark.sheet_id.in_(sheet_ids))
        .order_by(RubricMark.id)
    )
    newest = {(row.sheet_id, row.item): row.level for row in db.session.execute(query)}
    found: dict[int, int] = {}
    for (sheet_id, _), level in newest.items():
        found[sheet_id] = found.get(sheet_id, 0) + (level is not None)
    return found


def _view(
    person_id: int,
    actor: Actor,
    *,
    sheet: RubricSheet | None,
    at: int,
    ticket_id: int | None = None,
    is_own: bool = False,
) -> SheetView:
    actor.require(Permission.OBSERVE)
    person = db.session.get(Person, person_id)
    if person is None or person.role is not Role.STUDENT:
        raise NotFound
    if actor.unit_id not in {None, person.unit_id}:
        raise Forbidden
    return SheetView(
        person_id=person.id,
        person=person.name,
        id=sheet.id if sheet else None,
        ticket_id=ticket_id,
        by_id=sheet.by_id if sheet else None,
        begun_at=sheet.begun_at if sheet else None,
        marks=_marks(sheet),
        described=_described(person.class_group_id, at),
        is_own=is_own or person.id == actor.id,
    )


def _marks(sheet: RubricSheet | None) -> dict[RubricItem, list[MarkLine]]:
    if sheet is None:
        return {}
    query = select(RubricMark).filter_by(sheet_id=sheet.id).order_by(RubricMark.id)
    found: dict[RubricItem, list[MarkLine]] = {}
    for row in db.session.scalars(query):
        history = found.setdefault(row.item, [])
        history.append(
            MarkLine(
                id=row.id,
                level=row.level,
                comment=row.comment,
                by_id=row.by_id,
                by=name_of(row.by_id) or "",
                at=row.at,
                before=history[-1].level if history else None,
            )
        )
    return found


def _described(
    class_group_id: int | None, at: int
) -> Mapping[RubricItem, Mapping[Level, str]]:
    """Return what the scheme of a class says of the levels in a period.

    An instant in it, in UTC seconds, says which.
    """
    query = (
        select(SchemeVersion.rules)
        .join(Gradebook, Gradebook.id == SchemeVersion.gradebook_id)
        .join(GradingPeriod, GradingPeriod.id == Gradebook.period_id)
        .where(
            Gradebook.class_group_id == class_group_id,
            GradingPeriod.begins_at <= at,
            GradingPeriod.ends_at > at,
        )
        .order_by(Gradebook.id.desc(), SchemeVersion.n.desc())
    )
    rules = db.session.scalars(query.limit(1)).one_or_none()
    return Scheme.from_json(rules).described if rules else {}
