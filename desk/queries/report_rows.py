"""Exactly the tickets behind a figure of a report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, or_, select

from desk.domain.people import Actor
from desk.domain.reporting import Dimension, Figure
from desk.domain.shifts import week_span
from desk.domain.targets import DEFAULT_TARGETS, Targets, targets_at
from desk.domain.vocabulary import Ending, Priority
from desk.models import Ticket
from desk.queries.dimensions import Key, Scope, key_of, monday_of_week
from desk.queries.pages import Cursor, Page
from desk.queries.report_lines import ReportLine, all_lines, lines_page
from desk.queries.targets import targets_of


@dataclass(frozen=True, slots=True)
class Behind:
    """Which figure of a report the rows are wanted of; the key of its line, if any."""

    scope: Scope
    figure: Figure
    dimension: Dimension | None = None
    key: Key = None


def report_tickets(
    behind: Behind, actor: Actor, *, now: int, cursor: Cursor | None = None
) -> Page[ReportLine]:
    """Return the tickets behind a figure, oldest first (now in UTC seconds)."""
    return lines_page(_tickets_of(behind, now), actor, now=now, cursor=cursor)


def all_report_tickets(
    behind: Behind, actor: Actor, *, now: int
) -> Iterator[ReportLine]:
    """Yield every ticket behind a figure, oldest first (now in UTC seconds)."""
    return all_lines(_tickets_of(behind, now), actor, now=now)


def _tickets_of(behind: Behind, now: int) -> Select[Ticket]:
    return select(Ticket).where(*conditions(behind, now=now))


def conditions(behind: Behind, *, now: int) -> list[ColumnElement[bool]]:
    """Return what makes a ticket one of a figure's (now in UTC seconds)."""
    scope, figure = behind.scope, behind.figure
    where: list[ColumnElement[bool]] = []
    if behind.dimension is Dimension.WEEK:
        scope = within_week(scope, int(behind.key or 0))
    elif behind.dimension is not None:
        key = key_of(behind.dimension, scope, Ticket.received_at.expression)
        where.append(key.is_(None) if behind.key is None else key == behind.key)
    where.append(Ticket.unit_id.in_(scope.unit_ids))
    if figure.left_out is not None:
        return [*where, received_in(scope), Ticket.ending == figure.left_out]
    if figure is Figure.CLOSED:
        return [*where, *closed_in(scope)]
    if figure is Figure.OPEN:
        return [*where, *open_at(scope.end)]
    if figure is Figure.RECEIVED:
        return [*where, received_in(scope), is_complaint()]
    return [*where, received_in(scope), is_complaint(), *_timed(figure, scope, now)]


def within_week(scope: Scope, number: int) -> Scope:
    """Return the part of a report that lies in one week."""
    begin, end = week_span(monday_of_week(number), scope.zone)
    return scope._replace(begin=max(begin, scope.begin), end=min(end, scope.end))


def received_in(scope: Scope) -> ColumnElement[bool]:
    """Return the condition that a complaint was received in the span."""
    return and_(Ticket.received_at >= scope.begin, Ticket.received_at < scope.end)


def is_complaint() -> ColumnElement[bool]:
    """Return the condition that a ticket stands for a complaint of its own."""
    return or_(Ticket.ending.is_(None), Ticket.ending == Ending.CLOSED)


def closed_in(scope: Scope) -> list[ColumnElement[bool]]:
    """Return the conditions that a complaint was closed in the span."""
    return [Ticket.closed_at >= scope.begin, Ticket.closed_at < scope.end]


def open_at(instant: int) -> list[ColumnElement[bool]]:
    """Return the conditions that a complaint was open at an instant (UTC seconds)."""
    was_open = or_(Ticket.closed_at.is_(None), Ticket.closed_at >= instant)
    return [Ticket.received_at < instant, is_complaint(), was_open]


def is_timed() -> ColumnElement[bool]:
    """Return the condition that a complaint's times count.

    Source: clock.md, "Measures": all off hours is outside the sample.
    """
    return Ticket.is_off_hours.is_(False)


def met(scope: Scope, aim: str) -> ColumnElement[bool]:
    """Return the condition that a time ("response", "resolution") is within target."""
    seconds = Ticket.response if aim == "response" else Ticket.resolution
    return and_(seconds.is_not(None), seconds <= _target(scope, aim))


def past_while_open(aim: str, now: int) -> ColumnElement[bool]:
    """Return the condition that a running time is past its target (UTC seconds)."""
    if aim == "response":
        return and_(Ticket.response.is_(None), Ticket.response_due < now)
    return and_(Ticket.resolution.is_(None), Ticket.resolution_due < now)


def medium_targets(scope: Scope, weeks: Sequence[Key], aim: str) -> list[int | None]:
    """Return the target at medium priority in each week, in seconds.

    None where the units differ: no one line would be true.
    """
    found: list[int | None] = []
    for week in weeks:
        begin = within_week(scope, int(week or 0)).begin
        kinds = {
            getattr(targets_at(targets_of(unit), begin).of(Priority.MEDIUM), aim)
            for unit in scope.unit_ids
        }
        found.append(kinds.pop() if len(kinds) == 1 else None)
    return found


def _timed(figure: Figure, scope: Scope, now: int) -> list[ColumnElement[bool]]:
    if figure is Figure.OFF_HOURS:
        return [Ticket.is_off_hours.is_(True)]
    aim = "response" if figure in RESPONSES else "resolution"
    seconds = Ticket.response if aim == "response" else Ticket.resolution
    if figure in {Figure.RESPONDED, Figure.RESOLVED}:
        return [is_timed(), seconds.is_not(None)]
    if figure in {Figure.RESPONSE_OPEN, Figure.RESOLUTION_OPEN}:
        return [is_timed(), seconds.is_(None)]
    if figure in {Figure.RESPONSE_MET, Figure.RESOLUTION_MET}:
        return [is_timed(), met(scope, aim)]
    return [is_timed(), or_(seconds.is_not(None), past_while_open(aim, now))]


RESPONSES = frozenset(
    {
        Figure.RESPONDED,
        Figure.RESPONSE_OPEN,
        Figure.RESPONSE_MET,
        Figure.RESPONSE_JUDGED,
    }
)


def _target(scope: Scope, aim: str) -> ColumnElement[int]:
    """Return the target of a ticket: of its unit, its priority, when it was received.

    The rule is `targets_at`; the versions within a report are few.
    """
    versions = {unit_id: _versions(unit_id, scope) for unit_id in scope.unit_ids}
    first, *_ = versions.values()
    if len(first) == 1 and all(known == first for known in versions.values()):
        return _by_priority(first[0][1], aim)
    cases: list[tuple[Any, Any]] = [
        (
            and_(Ticket.unit_id == unit_id, Ticket.received_at >= begins_at),
            _by_priority(targets, aim),
        )
        for unit_id, known in versions.items()
        for begins_at, targets in known
    ]
    return case(*cases)


def _versions(unit_id: int, scope: Scope) -> tuple[tuple[int, Targets], ...]:
    """Return the targets that hold within a report, newest first, the defaults last."""
    found: list[tuple[int, Targets]] = []
    for begins_at, targets in (*targets_of(unit_id), (0, DEFAULT_TARGETS)):
        if begins_at < scope.end:
            found.append((max(begins_at, 0), targets))
        if begins_at <= scope.begin:
            break
    # What holds from the first instant on needs no beginning.
    *later, (_, first) = found
    return *later, (0, first)


def _by_priority(targets: Targets, aim: str) -> ColumnElement[int]:
    return case(
        *(
            (Ticket.priority == priority, getattr(targets.of(priority), aim))
            for priority in Priority
        )
    )
