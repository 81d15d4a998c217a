"""What came of an improvement action: the complaints before and after, counted."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from desk.domain.calendar import ServiceCalendar
from desk.domain.effect import Effect, Side, Window, windows
from desk.domain.shifts import local_date, local_instant
from desk.extensions import db
from desk.models import DailyCount, Source, Ticket
from desk.queries.calendars import calendar_in_force
from desk.queries.dimensions import Scope
from desk.queries.report_rows import is_complaint, received_in


def effect_of(
    unit_id: int, source_id: int, began_on: date | None, *, now: int
) -> Effect | None:
    """Return the two windows around a change (now in UTC seconds).

    None while it has not begun, or no day after it is over.
    """
    calendar = calendar_in_force(unit_id)
    if began_on is None:
        return None
    compared = windows(began_on, local_date(now, calendar.zone))
    if compared is None:
        return None
    before, after = (_side(unit_id, source_id, each, calendar) for each in compared)
    return Effect(compared, before, after)


def sprung_from(source_id: int) -> ColumnElement[bool]:
    """Return the condition that a complaint has a source, or one below it."""
    below = select(Source.id).where(Source.parent_id == source_id)
    return or_(Ticket.source_id == source_id, Ticket.source_id.in_(below))


def in_window(unit_id: int, window: Window) -> list[ColumnElement[bool]]:
    """Return the conditions that a unit received a complaint within a window."""
    scope = scope_of(unit_id, window)
    return [Ticket.unit_id == unit_id, received_in(scope), is_complaint()]


def scope_of(unit_id: int, window: Window) -> Scope:
    """Return the span of a window at a unit."""
    zone = calendar_in_force(unit_id).zone
    return Scope(
        unit_ids=(unit_id,),
        begin=local_instant(window.first, 0, zone),
        end=local_instant(window.last + timedelta(days=1), 0, zone),
        zone=zone,
    )


def _side(
    unit_id: int, source_id: int, window: Window, calendar: ServiceCalendar
) -> Side:
    where = and_(*in_window(unit_id, window))
    of_source = func.count().filter(sprung_from(source_id))
    found = db.session.execute(select(of_source, func.count()).where(where)).one()
    days = list(_school_days(window, calendar))
    return Side(
        complaints=int(found[0]),
        all_complaints=int(found[1]),
        school_days=len(days),
        transactions=_transactions(unit_id, window, days),
    )


def _school_days(window: Window, calendar: ServiceCalendar) -> Iterable[date]:
    """Yield the days of a window on which the unit was open."""
    for n in range(window.days):
        day = window.first + timedelta(days=n)
        begin = local_instant(day, 0, calendar.zone)
        end = local_instant(day + timedelta(days=1), 0, calendar.zone)
        if calendar.service(begin, end):
            yield day


def _transactions(unit_id: int, window: Window, days: list[date]) -> int | None:
    """Return the transactions of a window; None unless each school day has a count."""
    last = (
        select(func.max(DailyCount.id))
        .where(
            DailyCount.unit_id == unit_id,
            DailyCount.day.between(window.first, window.last),
        )
        .group_by(DailyCount.day)
    )
    query = select(DailyCount.day, DailyCount.transactions).where(
        DailyCount.id.in_(last)
    )
    counts = {row.day: row.transactions for row in db.session.execute(query)}
    return sum(counts.values()) if days and counts.keys() >= set(days) else None
