"""Exactly the complaints behind a figure of the Pareto's page."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    false,
    not_,
    select,
)

from desk.domain.pareto import ParetoFigure
from desk.domain.people import Actor
from desk.domain.vocabulary import Channel
from desk.models import Ticket
from desk.queries.daily_counts import on_counted_days
from desk.queries.pages import Cursor, Page
from desk.queries.pareto import Narrow, conditions, keys
from desk.queries.recurrence import verdict, was_closed_by_stranger
from desk.queries.report_lines import ReportLine, all_lines, lines_page
from desk.queries.report_rows import is_timed
from desk.queries.sources import source_parents


@dataclass(frozen=True, slots=True)
class Behind:
    """Which figure the rows are wanted of: of a source, of a channel, or of all.

    A first-level source stands for what is below it as well. Without one the rows are
    of all complaints, of those with any source, or of those with none yet.
    """

    narrow: Narrow
    figure: ParetoFigure
    source_id: int | None = None
    is_tagged: bool = False
    is_untagged: bool = False
    channel: Channel | None = None
    is_without_channel: bool = False


def pareto_tickets(
    behind: Behind, actor: Actor, *, now: int, cursor: Cursor | None = None
) -> Page[ReportLine]:
    """Return the complaints behind a figure, oldest first (now in UTC seconds)."""
    return lines_page(_tickets_of(behind, now), actor, now=now, cursor=cursor)


def all_pareto_tickets(
    behind: Behind, actor: Actor, *, now: int
) -> Iterator[ReportLine]:
    """Yield every complaint behind a figure, oldest first (now in UTC seconds)."""
    return all_lines(_tickets_of(behind, now), actor, now=now)


def _tickets_of(behind: Behind, now: int) -> Select[Ticket]:
    return select(Ticket).where(*rows_of(behind, now=now))


def rows_of(behind: Behind, *, now: int) -> list[ColumnElement[bool]]:
    """Return what makes a ticket one of a figure's (now in UTC seconds)."""
    where = [*conditions(behind.narrow), *_of_line(behind)]
    scope = behind.narrow.scope
    if behind.figure in RECURRENCE:
        return [*where, _judged(behind, where, now)]
    if behind.figure in {ParetoFigure.COUNTED, ParetoFigure.UNCOUNTED}:
        counted = on_counted_days(scope)
        is_counted = behind.figure is ParetoFigure.COUNTED
        return [*where, counted if is_counted else not_(counted)]
    return [*where, *PLAIN[behind.figure]]


RECURRENCE = frozenset({ParetoFigure.JUDGED, ParetoFigure.BACK, ParetoFigure.EARLY})
PLAIN: dict[ParetoFigure, list[ColumnElement[bool]]] = {
    ParetoFigure.RECEIVED: [],
    ParetoFigure.RESOLVED: [is_timed(), Ticket.resolution.is_not(None)],
    ParetoFigure.RUNNING: [is_timed(), Ticket.step.is_not(None)],
    ParetoFigure.STRANGERS: was_closed_by_stranger(),
}


def _judged(
    behind: Behind, where: list[ColumnElement[bool]], now: int
) -> ColumnElement[bool]:
    found, _, _ = verdict(behind.narrow.scope, where, keys(None), now=now)
    ids = {
        ParetoFigure.JUDGED: found.back | found.settled,
        ParetoFigure.BACK: found.back,
        ParetoFigure.EARLY: found.early,
    }[behind.figure]
    if not ids:
        return false()
    # As numbers in the statement: a database takes only so many parameters.
    known: BindParameter[int] = bindparam(
        "ids", sorted(ids), expanding=True, literal_execute=True
    )
    return Ticket.id.in_(known)


def _of_line(behind: Behind) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if behind.is_tagged:
        where.append(Ticket.source_id.is_not(None))
    elif behind.is_untagged:
        where.append(Ticket.source_id.is_(None))
    elif behind.source_id is not None:
        below = [
            id_
            for id_, parent in source_parents().items()
            if behind.source_id in {id_, parent}
        ]
        where.append(Ticket.source_id.in_(below))
    if behind.is_without_channel:
        where.append(Ticket.channel.is_(None))
    elif behind.channel is not None:
        where.append(Ticket.channel == behind.channel)
    return where
