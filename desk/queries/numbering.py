"""Whether complaint numbers run without gaps, month by month, as the series gave them.

The database counts; only what is wrong is read number by number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    select,
)

from desk.domain.errors import NotFound
from desk.domain.people import Actor
from desk.domain.vocabulary import Ending
from desk.extensions import db
from desk.models import Ticket, TicketSeries, Unit
from desk.queries.pages import Cursor, Page
from desk.queries.report_lines import ReportLine, all_lines, lines_page

# Complaints; drills have a series of their own, which nobody has begun yet.
COMPLAINTS = "KEL"
# As written in a number: KEL/MM/2026/09/0001.
SLASHES = 3
MONTH = 7
DIGITS = "0123456789"
# So many fit the column; a longer tail is no number of ours.
LONGEST_TAIL = 9
# A list of gaps that is longer says nothing more.
MOST_GAPS = 200


class Series(NamedTuple):
    """The numbers of a kind, a unit and a month ("2026/09")."""

    kind: str
    unit_id: int
    month: str

    def number(self, code: str, n: int) -> str:
        """Return a number of the series in full."""
        return f"{self.kind}/{code}/{self.month}/{n:04}"


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One series: what it gave, what there is, and what is wrong with it.

    Gaps are pairs of the first and last number missing.
    """

    series: Series
    unit: str
    code: str
    given: int
    first: int | None
    last: int | None
    count: int
    doubles: int
    unreadable: int
    cancelled: int
    gaps: Sequence[tuple[int, int]] = ()

    @property
    def missing(self) -> int:
        """Return how many numbers up to the last one given no ticket has."""
        return self.given + self.doubles + self.beyond - self.readable

    @property
    def readable(self) -> int:
        """Return how many tickets have a number that can be read."""
        return self.count - self.unreadable

    @property
    def beyond(self) -> int:
        """Return how far the numbers run past the last one given."""
        return max((self.last or 0) - self.given, 0)

    @property
    def is_whole(self) -> bool:
        """Say whether every number given stands on exactly one ticket."""
        return not (self.missing or self.doubles or self.unreadable or self.beyond)


def years(actor: Actor) -> list[int]:
    """Return the years in which numbers were given, newest first."""
    query = select(TicketSeries.month).where(*_series_of(actor)).distinct()
    found = {int(month[:4]) for month in db.session.scalars(query)}
    return sorted(found, reverse=True)


def numbering(actor: Actor, *, year: int) -> list[SeriesLine]:
    """Return every series of a year with its numbers counted, by unit and month."""
    units = {row.id: row for row in db.session.execute(_units(actor))}
    numbers = _numbers()
    found = {
        Series(row.kind, row.unit_id, row.month): row
        for row in db.session.execute(_sums(numbers, units, year))
    }
    given = {
        Series(COMPLAINTS, row.unit_id, row.month): int(row.last)
        for row in db.session.execute(
            select(TicketSeries.unit_id, TicketSeries.month, TicketSeries.last).where(
                *_series_of(actor), TicketSeries.month.startswith(f"{year}/")
            )
        )
    }
    lines = [
        _line(series, found.get(series), given, units)
        for series in sorted(
            found.keys() | given.keys(),
            key=lambda each: (units[each.unit_id].name.casefold(), each[2], each[0]),
        )
    ]
    return [line if not line.missing else _with_gaps(line) for line in lines]


def read_series(actor: Actor, *, kind: str, unit_id: int, month: str) -> Series:
    """Return a series that the person may see. Raises NotFound."""
    known = {row.id for row in db.session.execute(_units(actor))}
    if unit_id not in known or len(month) != MONTH:
        raise NotFound
    return Series(kind, unit_id, month)


def series_tickets(
    series: Series,
    actor: Actor,
    *,
    is_cancelled: bool,
    now: int,
    cursor: Cursor | None = None,
) -> Page[ReportLine]:
    """Return the tickets of a series, or those of them that were undone (UTC seconds).

    The oldest first, as they were numbered.
    """
    query = _tickets_of(series, is_cancelled=is_cancelled)
    return lines_page(query, actor, now=now, cursor=cursor)


def all_series_tickets(
    series: Series, actor: Actor, *, is_cancelled: bool, now: int
) -> Iterator[ReportLine]:
    """Yield every ticket of a series, as its page has them (now in UTC seconds)."""
    query = _tickets_of(series, is_cancelled=is_cancelled)
    return all_lines(query, actor, now=now)


def _numbers(*where: ColumnElement[bool]) -> CTE:
    """Return every ticket with what its number says: kind, unit, month and n.

    By its number, not by where the ticket is now: moved, it keeps its number. What is
    no number of ours has no n, and is counted as that.
    """
    begin = func.length(Unit.code) + 1 + SLASHES + 2
    tail = func.substr(Ticket.number, begin + MONTH + 1)
    is_number = and_(
        func.ltrim(tail, DIGITS) == "",
        func.ltrim(tail, "0") != "",
        func.length(tail) <= LONGEST_TAIL,
    )
    between = func.substr(Ticket.number, SLASHES + 1, func.length(Unit.code) + 2)
    return (
        select(
            func.substr(Ticket.number, 1, SLASHES).label("kind"),
            Unit.id.label("unit_id"),
            func.substr(Ticket.number, begin, MONTH).label("month"),
            case((is_number, cast(tail, Integer)), else_=null()).label("n"),
            Ticket.id.label("ticket_id"),
            Ticket.ending.label("ending"),
        )
        .join(Unit, between == literal("/") + Unit.code + literal("/"))
        .where(*where)
        .cte("numbers")
    )


def _sums(numbers: CTE, units: dict[int, Any], year: int) -> Select[Any]:
    """Return the statement that counts every series of a year at once."""
    n = numbers.c.n
    return (
        select(
            numbers.c.kind,
            numbers.c.unit_id,
            numbers.c.month,
            func.min(n).label("first"),
            func.max(n).label("last"),
            func.count().label("tickets"),
            func.count(n).label("readable"),
            func.count(n.distinct()).label("distinct"),
            func.sum(case((numbers.c.ending == Ending.CANCELLED, 1), else_=0)).label(
                "cancelled"
            ),
        )
        .where(
            numbers.c.unit_id.in_(units),
            func.substr(numbers.c.month, 1, 4) == str(year),
        )
        .group_by(numbers.c.kind, numbers.c.unit_id, numbers.c.month)
    )


def _line(
    series: Series, row: Any, given: dict[Series, int], units: dict[int, Any]
) -> SeriesLine:
    unit = units[series.unit_id]
    last = row.last if row else None
    return SeriesLine(
        series=series,
        unit=unit.name,
        code=unit.code,
        # Drills are counted by no series of the database, only by their own numbers.
        given=given.get(series, 0 if series.kind == COMPLAINTS else last or 0),
        first=row.first if row else None,
        last=last,
        count=row.tickets if row else 0,
        doubles=row.readable - row.distinct if row else 0,
        unreadable=row.tickets - row.readable if row else 0,
        cancelled=int(row.cancelled) if row else 0,
    )


def _with_gaps(line: SeriesLine) -> SeriesLine:
    """Return a line with the stretches of numbers that no ticket has."""
    numbers = _numbers(*_of_series(line.series))
    following = func.lead(numbers.c.n).over(order_by=numbers.c.n).label("following")
    steps = select(numbers.c.n, following).where(numbers.c.n.is_not(None)).subquery()
    query = (
        select(steps.c.n + 1, steps.c.following - 1)
        .where(steps.c.following > steps.c.n + 1)
        .order_by(steps.c.n)
        .limit(MOST_GAPS)
    )
    gaps = [(int(first), int(last)) for first, last in db.session.execute(query)]
    if line.first is None:
        return replace(line, gaps=[(1, line.given)])
    if line.first > 1:
        gaps.insert(0, (1, line.first - 1))
    if (line.last or 0) < line.given:
        gaps.append(((line.last or 0) + 1, line.given))
    return replace(line, gaps=gaps)


def _tickets_of(series: Series, *, is_cancelled: bool) -> Select[Ticket]:
    query = select(Ticket).join(Unit, Unit.id == series.unit_id)
    query = query.where(*_of_series(series))
    return query.where(Ticket.ending == Ending.CANCELLED) if is_cancelled else query


def _of_series(series: Series) -> list[ColumnElement[bool]]:
    """Return the conditions that a ticket's number is of a series."""
    prefix = literal(f"{series.kind}/") + Unit.code + literal(f"/{series.month}/")
    return [
        Unit.id == series.unit_id,
        func.substr(Ticket.number, 1, func.length(prefix)) == prefix,
    ]


def _units(actor: Actor) -> Select[int, str, str]:
    query = select(Unit.id, Unit.code, Unit.name)
    return query if actor.unit_id is None else query.where(Unit.id == actor.unit_id)


def _series_of(actor: Actor) -> list[ColumnElement[bool]]:
    return [] if actor.unit_id is None else [TicketSeries.unit_id == actor.unit_id]
