"""What students thought their customers would say, beside what they said; ungraded."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from desk.domain.errors import NotFound
from desk.domain.people import Actor, Permission
from desk.domain.vocabulary import Performance
from desk.extensions import db
from desk.models import Ticket
from desk.queries.dimensions import Scope
from desk.queries.feedback import FeedbackLine, feedback_lines
from desk.queries.pages import Cursor, Page, tickets_page
from desk.queries.people import Somebody, everybody
from desk.queries.report_rows import closed_in


class Cell(NamedTuple):
    """A forecast and what the customer said; None: nothing yet."""

    forecast: Performance
    performance: Performance | None


@dataclass(frozen=True, slots=True)
class Forecasts:
    """The forecasts of one student: how many of each kind met which answer."""

    person_id: int
    name: str
    counts: dict[Cell, int]

    @property
    def n(self) -> int:
        """Return how many forecasts met an answer."""
        return sum(n for cell, n in self.counts.items() if cell.performance)

    @property
    def hits(self) -> int:
        """Return how many forecasts came true."""
        return sum(n for (said, came), n in self.counts.items() if said is came)

    def count(self, forecast: Performance, performance: Performance | None) -> int:
        """Return how many forecasts met an answer of a kind, or none yet."""
        return self.counts.get(Cell(forecast, performance), 0)


def forecasts(scope: Scope) -> list[Forecasts]:
    """Return the forecasts of a span student by student, by name; never ranked."""
    found = _grouped(_made_in(scope))
    return [
        Forecasts(id_, person.name, found[id_])
        for id_, person in everybody().items()
        if id_ in found
    ]


def forecasts_of(person_id: int, scope: Scope, actor: Actor) -> Forecasts:
    """Return a student's forecasts of a span. Raises NotFound, Forbidden."""
    found = _grouped([*_made_in(scope), Ticket.owner_id == person_id])
    counts = found.get(person_id, {})
    person = _require_seen_by(person_id, actor, is_known_here=bool(counts))
    return Forecasts(person_id, person.name, counts)


def forecast_tickets(
    person_id: int,
    cell: Cell,
    scope: Scope,
    actor: Actor,
    *,
    cursor: Cursor | None = None,
) -> Page[FeedbackLine]:
    """Return the tickets of a cell of a student's table, the first closed first.

    Raises NotFound, Forbidden.
    """
    forecasts_of(person_id, scope, actor)
    where = [*_made_in(scope), Ticket.owner_id == person_id]
    where += [Ticket.forecast == cell.forecast, _met(cell.performance)]
    total = db.session.scalar(select(func.count()).select_from(Ticket).where(*where))
    page = tickets_page(
        select(Ticket).where(*where), Ticket.closed_at, cursor=cursor, total=total or 0
    )
    lines = feedback_lines(page.rows, actor)
    return Page(lines, page.total, next=page.next, previous=page.previous)


def _require_seen_by(person_id: int, actor: Actor, *, is_known_here: bool) -> Somebody:
    """Return whose forecasts the actor may see. Raises NotFound, Forbidden.

    Nobody learns a name of another unit by its number; who has moved there since is
    known by the forecasts made here.
    """
    person = everybody().get(person_id)
    if person is None:
        raise NotFound
    if person_id == actor.id:
        return person
    actor.require(Permission.READ_FORECASTS)
    if actor.unit_id not in {None, person.unit_id} and not is_known_here:
        raise NotFound
    return person


def _made_in(scope: Scope) -> list[ColumnElement[bool]]:
    """Return what makes a complaint one with a forecast, closed in a span."""
    of_unit = Ticket.unit_id.in_(scope.unit_ids)
    return [of_unit, *closed_in(scope), Ticket.forecast.is_not(None)]


def _met(performance: Performance | None) -> ColumnElement[bool]:
    if performance is None:
        return Ticket.performance.is_(None)
    return Ticket.performance == performance


def _grouped(where: list[ColumnElement[bool]]) -> dict[int, dict[Cell, int]]:
    query = (
        select(Ticket.owner_id, Ticket.forecast, Ticket.performance, func.count())
        .where(*where)
        .group_by(Ticket.owner_id, Ticket.forecast, Ticket.performance)
    )
    found: dict[int, dict[Cell, int]] = {}
    for owner_id, forecast, performance, count in db.session.execute(query):
        if owner_id is not None and forecast is not None:
            found.setdefault(owner_id, {})[Cell(forecast, performance)] = count
    return found
