"""Shifts of a unit as its roster shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select

from desk.domain.errors import Forbidden, NotFound, ShiftChanged
from desk.domain.hours import DAY
from desk.domain.people import Actor, Permission
from desk.domain.roster import LONGEST_SHIFT, Away
from desk.domain.shifts import local_date, local_instant, week_span
from desk.domain.vocabulary import Attendance
from desk.extensions import db
from desk.models import Absence, Person, Shift, ShiftSwap
from desk.queries.roster import RosterUnit, duty_roster


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """A shift on the roster; instants in UTC seconds.

    The attendance is what the reader may know: that somebody is sick is for those who
    look after the unit, and for the person.
    """

    id: int
    unit_id: int
    person_id: int
    name: str
    begins_at: int
    ends_at: int
    attendance: Attendance | None
    is_mine: bool
    is_away: bool
    is_asked: bool

    @property
    def hours(self) -> tuple[int, int]:
        """Return when the shift begins and ends, by which a day is grouped."""
        return self.begins_at, self.ends_at


@dataclass(frozen=True, slots=True)
class Day:
    """A local day of the roster with its shifts, in order."""

    date: date
    is_today: bool
    shifts: Sequence[ShiftLine]


def week(unit: RosterUnit, monday: date, actor: Actor, *, now: int) -> list[Day]:
    """Return the seven days of a week with their shifts (now in UTC seconds)."""
    days = [monday + timedelta(days=n) for n in range(7)]
    return _days(unit, days, week_span(monday, unit.zone), actor, now)


def day_of(unit: RosterUnit, day: date, actor: Actor, *, now: int) -> Day:
    """Return one day with its shifts (now in UTC seconds)."""
    begin = local_instant(day, 0, unit.zone)
    end = local_instant(day + timedelta(days=1), 0, unit.zone)
    return _days(unit, [day], (begin, end), actor, now)[0]


def get_shift(shift_id: int, actor: Actor) -> ShiftLine:
    """Return one shift. Raises NotFound, Forbidden, ShiftChanged if it was replaced."""
    shift = db.session.get(Shift, shift_id)
    if shift is None:
        raise NotFound
    if actor.unit_id not in {None, shift.unit_id}:
        raise Forbidden
    if shift.removed_in is not None:
        raise ShiftChanged(unit_id=shift.unit_id, begins_at=shift.begins_at)
    return _lines([Shift.id == shift_id], actor)[0]


def duty_until(actor: Actor, *, now: int) -> int | None:
    """Return until when the person is on duty by the roster (UTC seconds), if so.

    Shifts that follow each other without a break count as one.
    """
    if actor.unit_id is None:
        return None
    soon = now + LONGEST_SHIFT + DAY
    return duty_roster(actor.unit_id, now, soon).shift_end(actor.id, now)


def next_shift(actor: Actor, *, now: int) -> ShiftLine | None:
    """Return the person's next shift, if one is planned."""
    mine = [Shift.person_id == actor.id, Shift.removed_in.is_(None)]
    coming = _lines([*mine, Shift.begins_at > now], actor, limit=1)
    return coming[0] if coming else None


def coming_shifts(shift: ShiftLine, actor: Actor, *, now: int) -> list[ShiftLine]:
    """Return what colleagues could give in exchange for a shift: theirs to come."""
    lines = _lines(
        [
            Shift.unit_id == shift.unit_id,
            Shift.removed_in.is_(None),
            Shift.person_id != shift.person_id,
            Shift.begins_at > now,
        ],
        actor,
        limit=100,
    )
    return [line for line in lines if not line.is_away]


def _days(
    unit: RosterUnit,
    days: Sequence[date],
    span: tuple[int, int],
    actor: Actor,
    now: int,
) -> list[Day]:
    begin, end = span
    lines = _lines(
        [
            Shift.unit_id == unit.id,
            Shift.removed_in.is_(None),
            Shift.begins_at >= begin,
            Shift.begins_at < end,
        ],
        actor,
    )
    today = local_date(now, unit.zone)
    on = {line.id: local_date(line.begins_at, unit.zone) for line in lines}
    return [
        Day(day, day == today, [line for line in lines if on[line.id] == day])
        for day in days
    ]


def _lines(
    where: Sequence[ColumnElement[bool]], actor: Actor, *, limit: int | None = None
) -> list[ShiftLine]:
    asked = (
        select(ShiftSwap.id)
        .where(ShiftSwap.decided_at.is_(None), ShiftSwap.shift_id == Shift.id)
        .exists()
    )
    rows = db.session.execute(
        select(Shift, Person.name, asked)
        .join(Person, Person.id == Shift.person_id)
        .where(*where)
        .order_by(Shift.begins_at, Shift.ends_at, func.lower(Person.name), Shift.id)
        .limit(limit)
    ).all()
    aways = _aways([shift for shift, _, _ in rows])
    sees_all = actor.may(Permission.REVIEW)
    return [
        ShiftLine(
            id=shift.id,
            unit_id=shift.unit_id,
            person_id=shift.person_id,
            name=name,
            begins_at=shift.begins_at,
            ends_at=shift.ends_at,
            attendance=(
                shift.attendance if sees_all or shift.person_id == actor.id else None
            ),
            is_mine=shift.person_id == actor.id,
            is_away=any(
                away.person_id == shift.person_id
                and away.touches(shift.begins_at, shift.ends_at)
                for away in aways
            ),
            is_asked=is_asked,
        )
        for shift, name, is_asked in rows
    ]


def _aways(shifts: Sequence[Shift]) -> list[Away]:
    if not shifts:
        return []
    begin = min(shift.begins_at for shift in shifts)
    end = max(shift.ends_at for shift in shifts)
    people = {shift.person_id for shift in shifts}
    query = Absence.within(begin, end).where(Absence.person_id.in_(people))
    return [absence.as_away() for absence in db.session.scalars(query)]
