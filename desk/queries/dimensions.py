"""By what a report groups tickets: each dimension as one expression of the database.

The figures and the rows behind them use the same expression, so they cannot disagree.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, literal, select

from desk.domain.hours import DAY, EPOCH, offsets
from desk.domain.reporting import Dimension
from desk.domain.roster import LONGEST_SHIFT
from desk.extensions import db
from desk.models import ClassGroup, Person, Shift, Ticket, Unit

WEEK = 7 * DAY
# 1970 began on a Thursday: three days after the Monday that weeks are counted from.
FIRST_MONDAY = EPOCH.date() - timedelta(days=3)
# A shift as one number: when in the week it begins, then how long it lasts.
LENGTHS = 100_000
Key = int | str | None


class Scope(NamedTuple):
    """What a report is about: the tickets of some units within [begin, end) (UTC)."""

    unit_ids: tuple[int, ...]
    begin: int
    end: int
    zone: str


class ShiftHours(NamedTuple):
    """A shift of the week: ISO weekday, begin and end in seconds after midnight."""

    weekday: int
    begin: int
    end: int


def key_of(
    dimension: Dimension, scope: Scope, instant: ColumnElement[Any]
) -> ColumnElement[Any]:
    """Return what tickets are grouped by; weeks are those of the instant given."""
    if dimension is Dimension.WEEK:
        return (_local(instant, scope) + 3 * DAY) // WEEK
    return EXPRESSIONS[dimension](scope)


def day_of(scope: Scope, instant: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the local date of an instant in days since 1970."""
    return _local(instant, scope) // DAY


def week_number(monday: date) -> int:
    """Return the number by which weeks are grouped."""
    return (monday - FIRST_MONDAY).days // 7


def monday_of_week(number: int) -> date:
    """Return the Monday of a week's number."""
    return FIRST_MONDAY + timedelta(weeks=number)


def shift_number(hours: ShiftHours) -> int:
    """Return the number by which shifts of the week are grouped."""
    begin = (hours.weekday - 1) * DAY + hours.begin
    return begin * LENGTHS + hours.end - hours.begin


def shift_hours(number: int) -> ShiftHours:
    """Return the shift of a number."""
    begin, seconds = divmod(number, LENGTHS)
    weekday, begin = divmod(begin, DAY)
    return ShiftHours(weekday + 1, begin, begin + seconds)


def class_names() -> dict[int, str]:
    """Return the name of every class group by id."""
    return {
        row.id: row.name
        for row in db.session.execute(select(ClassGroup.id, ClassGroup.name))
    }


def unit_names() -> dict[int, str]:
    """Return the name of every unit by id."""
    return {row.id: row.name for row in db.session.execute(select(Unit.id, Unit.name))}


def _local(instant: ColumnElement[Any], scope: Scope) -> ColumnElement[Any]:
    """Return the instant by the clocks of the zone, in seconds since 1970 there."""
    stretches = list(offsets(ZoneInfo(scope.zone), scope.begin, scope.end))
    *earlier, (_, _, last) = stretches
    if not earlier:
        return instant + last
    return instant + case(
        *((instant < until, literal(offset)) for _, until, offset in earlier),
        else_=literal(last),
    )


def _class_group(_: Scope) -> ColumnElement[Any]:
    of_owner = select(Person.class_group_id).where(Person.id == Ticket.owner_id)
    return of_owner.scalar_subquery()


def _shift(scope: Scope) -> ColumnElement[Any]:
    """Return the shift in which the complaint was received; of several the newest."""
    begin = (_local(Shift.begins_at.expression, scope) + 3 * DAY) % WEEK
    # An end so near keeps the search within the index.
    covering = (
        select(begin * LENGTHS + Shift.ends_at - Shift.begins_at)
        .where(
            Shift.unit_id == Ticket.unit_id,
            Shift.removed_in.is_(None),
            Shift.begins_at <= Ticket.received_at,
            Shift.ends_at > Ticket.received_at,
            Shift.ends_at <= Ticket.received_at + LONGEST_SHIFT,
        )
        .order_by(Shift.begins_at.desc(), Shift.ends_at)
        .limit(1)
    )
    return covering.scalar_subquery()


EXPRESSIONS: dict[Dimension, Callable[[Scope], ColumnElement[Any]]] = {
    Dimension.SOURCE: lambda _: Ticket.source_id.expression,
    Dimension.CHANNEL: lambda _: Ticket.channel.expression,
    Dimension.UNIT: lambda _: Ticket.unit_id.expression,
    Dimension.CLASS: _class_group,
    Dimension.SHIFT: _shift,
}
