"""Transactions a day, and complaints per hundred of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from desk.domain.hours import EPOCH, day_number
from desk.domain.shifts import local_date, monday_of
from desk.extensions import db
from desk.models import DailyCount, Person, Ticket
from desk.queries.calendars import calendar_in_force
from desk.queries.dimensions import Scope, day_of, week_number

RECENT = 14
HUNDRED = 100
Conditions = Sequence[ColumnElement[bool]]
UnitDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CountView:
    """A count as it was entered: by whom, and when (UTC seconds)."""

    transactions: int
    author: str | None
    entered_at: int


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day with its counts, the last one first; none is missing, or no school day."""

    day: date
    counts: tuple[CountView, ...]
    has_service: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """Complaints per hundred transactions of the days that have a count.

    The week is None for the whole span. Missing are days with service and no count.
    """

    week: int | None
    complaints: int
    transactions: int
    days: int
    missing: int

    @property
    def per_hundred(self) -> float | None:
        """Return the rate; None without a transaction."""
        if not self.transactions:
            return None
        return HUNDRED * self.complaints / self.transactions


@dataclass(frozen=True, slots=True)
class Rates:
    """The rate of a span and of its weeks, and complaints on days without a count."""

    total: Rate
    weeks: Sequence[Rate]
    left_out: int


def recent_days(unit_id: int, *, now: int) -> list[DayLine]:
    """Return the last 14 days of a unit, today first (now in UTC seconds)."""
    calendar = calendar_in_force(unit_id)
    today = calendar.local_day(now)
    first = _date(today - RECENT + 1)
    query = (
        select(DailyCount, Person.name)
        .outerjoin(Person, Person.id == DailyCount.entered_by_id)
        .where(DailyCount.unit_id == unit_id, DailyCount.day >= first)
        .order_by(DailyCount.id.desc())
    )
    counts: dict[date, list[CountView]] = defaultdict(list)
    for count, author in db.session.execute(query):
        view = CountView(count.transactions, author, count.entered_at)
        counts[count.day].append(view)
    return [
        DayLine(_date(n), tuple(counts[_date(n)]), _has_service(unit_id, n))
        for n in range(today, today - RECENT, -1)
    ]


def counts_in(scope: Scope) -> dict[UnitDay, int]:
    """Return the transactions of each unit and day (since 1970) that has a count."""
    query = (
        select(DailyCount.unit_id, DailyCount.day, DailyCount.transactions)
        .where(
            DailyCount.unit_id.in_(scope.unit_ids),
            DailyCount.day >= local_date(scope.begin, scope.zone),
            DailyCount.day <= local_date(scope.end - 1, scope.zone),
        )
        # The last one entered counts.
        .order_by(DailyCount.id)
    )
    rows = db.session.execute(query)
    return {(unit_id, day_number(day)): n for unit_id, day, n in rows}


def rates(scope: Scope, where: Conditions, *, now: int) -> Rates:
    """Return the complaints that meet conditions per hundred transactions (UTC)."""
    counts = counts_in(scope)
    complaints = _complaints(scope, where)
    # Before the first of either the desk or the shop had not begun.
    known = {*counts, *complaints}
    first = min((day for _, day in known), default=0)
    missing = {each for each in _missing(scope, counts, now) if each[1] >= first}
    weeks = sorted({_week(day) for _, day in known})
    counted = {each: n for each, n in complaints.items() if each in counts}
    return Rates(
        total=_rate(None, counted, counts, missing),
        weeks=[
            _rate(
                week,
                {each: n for each, n in counted.items() if _week(each[1]) == week},
                {each: n for each, n in counts.items() if _week(each[1]) == week},
                {each for each in missing if _week(each[1]) == week},
            )
            for week in weeks
        ],
        left_out=sum(complaints.values()) - sum(counted.values()),
    )


def on_counted_days(scope: Scope) -> ColumnElement[bool]:
    """Return the condition that a complaint came in on a day that has a count."""
    days: dict[int, list[int]] = defaultdict(list)
    for unit_id, day in counts_in(scope):
        days[unit_id].append(day)
    received_on = day_of(scope, Ticket.received_at.expression)
    return or_(
        false(),
        *(
            and_(Ticket.unit_id == unit_id, received_on.in_(known))
            for unit_id, known in days.items()
        ),
    )


def _rate(
    week: int | None,
    complaints: dict[UnitDay, int],
    counts: dict[UnitDay, int],
    missing: set[UnitDay],
) -> Rate:
    return Rate(
        week=week,
        complaints=sum(complaints.values()),
        transactions=sum(counts.values()),
        days=len(counts),
        missing=len(missing),
    )


def _complaints(scope: Scope, where: Conditions) -> dict[UnitDay, int]:
    day = day_of(scope, Ticket.received_at.expression)
    query = select(Ticket.unit_id, day, func.count()).where(*where)
    rows = db.session.execute(query.group_by(Ticket.unit_id, day))
    return {(unit_id, number): n for unit_id, number, n in rows}


def _missing(scope: Scope, counts: dict[UnitDay, int], now: int) -> set[UnitDay]:
    """Return the days with service that are over and have no count."""
    first = day_number(local_date(scope.begin, scope.zone))
    last = day_number(local_date(min(scope.end - 1, now), scope.zone))
    # Today is not over yet.
    last = min(last, day_number(local_date(now, scope.zone)) - 1)
    return {
        (unit_id, day)
        for unit_id in scope.unit_ids
        for day in range(first, last + 1)
        if (unit_id, day) not in counts and _has_service(unit_id, day)
    }


def _has_service(unit_id: int, day: int) -> bool:
    calendar = calendar_in_force(unit_id)
    return next(calendar.intervals(*calendar.day_span(day)), None) is not None


def _week(day: int) -> int:
    return week_number(monday_of(_date(day)))


def _date(day: int) -> date:
    return EPOCH.date() + timedelta(days=day)
