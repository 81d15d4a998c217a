"""The duty roster of a unit, and which version of it is in force."""

from dataclasses import dataclass

from sqlalchemy import func, select

from desk.domain.errors import Forbidden, NotFound
from desk.domain.hours import DAY
from desk.domain.people import Actor
from desk.domain.roster import MARGIN, DutyRoster
from desk.extensions import db
from desk.models import Absence, Person, RosterVersion, Shift, Unit
from desk.queries.calendars import calendar_in_force
from desk.queries.remembered import remembered

RECENT = 10


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of a roster; the number counts within the unit, from 1."""

    id: int
    number: int
    author: str | None
    reason: str
    created_at: int


@dataclass(frozen=True, slots=True)
class RosterUnit:
    """A unit as its roster names it, with the zone its clocks show."""

    id: int
    code: str
    name: str
    zone: str


def duty_roster(
    unit_id: int, begin: int, end: int, *, version_id: int | None = None
) -> DutyRoster:
    """Return what the unit's roster says about a span of time (UTC seconds).

    As it stands now, or as it stood in an earlier version.
    """
    shifts = db.session.scalars(
        Shift.planned(unit_id, begin - MARGIN, end + MARGIN, version_id=version_id)
    )
    absences = db.session.scalars(Absence.within(begin, end, version_id=version_id))
    return DutyRoster(
        tuple(shift.as_duty() for shift in shifts),
        tuple(absence.as_away() for absence in absences),
        calendar_in_force(unit_id),
    )


def present_roster(unit_id: int, now: int) -> DutyRoster:
    """Return what the unit's roster says about the coming 24 hours (UTC seconds)."""
    return _roster_from(unit_id, now // DAY)


@remembered
def _roster_from(unit_id: int, day: int) -> DutyRoster:
    """Return the roster of two days in UTC: of 24 hours from any instant of the first.

    By days, so that it can be remembered while the time goes on.
    """
    return duty_roster(unit_id, day * DAY, (day + 2) * DAY)


def version_in_force(unit_id: int) -> VersionLine | None:
    """Return the newest version of the unit's roster, None if it never had one."""
    newest = versions(unit_id, limit=1)
    return newest[0] if newest else None


def versions(unit_id: int, *, limit: int = RECENT) -> list[VersionLine]:
    """Return the last versions of the unit's roster, newest first."""
    of_unit = RosterVersion.unit_id == unit_id
    count = db.session.scalar(select(func.count(RosterVersion.id)).where(of_unit)) or 0
    rows = db.session.execute(
        select(RosterVersion, Person.name)
        .outerjoin(Person, Person.id == RosterVersion.author_id)
        .where(of_unit)
        .order_by(RosterVersion.id.desc())
        .limit(limit)
    )
    return [
        VersionLine(
            id=version.id,
            number=count - place,
            author=author,
            reason=version.reason,
            created_at=version.created_at,
        )
        for place, (version, author) in enumerate(rows)
    ]


def get_unit_for(actor: Actor, unit_id: int) -> RosterUnit:
    """Return the unit for its roster. Raises NotFound, Forbidden for another's."""
    unit = db.session.get(Unit, unit_id)
    if unit is None:
        raise NotFound
    if actor.unit_id not in {None, unit.id}:
        raise Forbidden
    return RosterUnit(unit.id, unit.code, unit.name, calendar_in_force(unit.id).zone)
