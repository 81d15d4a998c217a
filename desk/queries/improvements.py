"""Improvement actions of a unit, each with where it stands and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desk.domain.effect import Effect, Window
from desk.domain.errors import Forbidden, NotFound
from desk.domain.improvements import ActionState, may_own, state_of
from desk.domain.people import Actor
from desk.domain.shifts import local_date
from desk.domain.vocabulary import Language
from desk.extensions import db
from desk.models import ImprovementAction, Ticket
from desk.queries.calendars import zone_in_force
from desk.queries.effects import effect_of, in_window, sprung_from
from desk.queries.pages import Cursor, Page
from desk.queries.people import everybody
from desk.queries.report_lines import ReportLine, lines_page
from desk.queries.sources import retired_sources, source_paths

ORDER = list(ActionState)


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action as lists show it; instants in UTC seconds."""

    id: int
    version: int
    unit_id: int
    source_id: int
    source: str
    is_source_retired: bool
    owner_id: int
    owner: str
    has_owner_left: bool
    what: str
    due_on: date
    began_on: date | None
    made_by: str
    made_at: int
    ended_at: int | None
    ended_by: str | None
    conclusion: str
    state: ActionState


def actions(unit_id: int, actor: Actor, *, now: int) -> list[ActionLine]:
    """Return the actions of a unit: what needs somebody first, what ended last."""
    rows = db.session.scalars(
        select(ImprovementAction)
        .where(ImprovementAction.unit_id == unit_id)
        .order_by(ImprovementAction.due_on, ImprovementAction.id)
    )
    found = [_line(row, actor.language, now) for row in rows]
    return sorted(found, key=lambda line: ORDER.index(line.state))


def get_action(action_id: int, actor: Actor, *, now: int) -> ActionLine:
    """Return an action (now in UTC seconds). Raises NotFound, Forbidden."""
    row = db.session.get(ImprovementAction, action_id)
    if row is None:
        raise NotFound
    if actor.unit_id not in {None, row.unit_id}:
        raise Forbidden
    return _line(row, actor.language, now)


def effect_check(line: ActionLine, *, now: int) -> Effect | None:
    """Return what came of an action, None while there is nothing to compare."""
    return effect_of(line.unit_id, line.source_id, line.began_on, now=now)


def window_tickets(
    line: ActionLine,
    window: Window,
    actor: Actor,
    *,
    of_source: bool,
    now: int,
    cursor: Cursor | None,
) -> Page[ReportLine]:
    """Return the complaints of a window, of the action's source or all of them."""
    where = in_window(line.unit_id, window)
    if of_source:
        where.append(sprung_from(line.source_id))
    query = select(Ticket).where(*where)
    return lines_page(query, actor, now=now, cursor=cursor)


def owners_for(unit_id: int) -> list[tuple[int, str]]:
    """Return who may look after an action of the unit, by name."""
    return [
        (id_, person.name)
        for id_, person in everybody().items()
        if person.is_active and may_own(person.role, person.unit_id, unit_id)
    ]


def begun_between(
    unit_ids: Sequence[int], first: date, last: date, actor: Actor, *, now: int
) -> list[ActionLine]:
    """Return the actions of some units that took effect within some days, in order."""
    rows = db.session.scalars(
        select(ImprovementAction)
        .where(
            ImprovementAction.unit_id.in_(unit_ids),
            ImprovementAction.began_on.between(first, last),
        )
        .order_by(ImprovementAction.began_on, ImprovementAction.id)
    )
    return [_line(row, actor.language, now) for row in rows]


def _line(row: ImprovementAction, language: Language, now: int) -> ActionLine:
    people = everybody()
    owner = people[row.owner_id]
    ended_by = people.get(row.ended_by_id or 0)
    return ActionLine(
        id=row.id,
        version=row.version,
        unit_id=row.unit_id,
        source_id=row.source_id,
        source=source_paths(language, (row.unit_id,))[row.source_id],
        is_source_retired=row.source_id in retired_sources(),
        owner_id=row.owner_id,
        owner=owner.name,
        has_owner_left=not (
            owner.is_active and may_own(owner.role, owner.unit_id, row.unit_id)
        ),
        what=row.what,
        due_on=row.due_on,
        began_on=row.began_on,
        made_by=people[row.made_by_id].name,
        made_at=row.made_at,
        ended_at=row.ended_at,
        ended_by=ended_by.name if ended_by else None,
        conclusion=row.conclusion,
        state=state_of(
            due_on=row.due_on,
            began_on=row.began_on,
            is_ended=row.ended_at is not None,
            today=local_date(now, zone_in_force(row.unit_id)),
        ),
    )
