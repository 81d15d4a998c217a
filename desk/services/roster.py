"""The duty roster of a unit: its versions, and what the rules of other actions need."""

from collections.abc import Iterable

from sqlalchemy import select

from desk.domain.errors import Forbidden, NotFound, ShiftChanged
from desk.domain.people import Act, Actor, Permission
from desk.domain.roster import MARGIN, Duty, DutyRoster
from desk.domain.shifts import Colleague, Plan, Wanted, obstacle, plan
from desk.domain.vocabulary import Attendance
from desk.extensions import db
from desk.models import Absence, Person, RosterVersion, Shift, Unit
from desk.services.row import calendar_of


def duty_roster(unit_id: int, begin: int, end: int) -> DutyRoster:
    """Return what the unit's roster says about a span of time (UTC seconds)."""
    planned = Shift.planned(unit_id, begin - MARGIN, end + MARGIN)
    # As columns: grades read a term of shifts, and objects would take twice as long.
    shifts = db.session.execute(
        planned.with_only_columns(
            Shift.person_id, Shift.begins_at, Shift.ends_at, Shift.attendance
        )
    )
    absences = db.session.scalars(Absence.within(begin, end))
    return DutyRoster(
        tuple(Duty(*shift) for shift in shifts),
        tuple(absence.as_away() for absence in absences),
        calendar_of(unit_id),
    )


def edited(act: Act, unit_id: int) -> Unit:
    """Return the unit whose roster is to be edited, locked until all is done.

    Raises NotFound, Forbidden.
    """
    act.actor.require(Permission.EDIT_ROSTER)
    return locked(act.actor, unit_id)


def locked(actor: Actor, unit_id: int) -> Unit:
    """Return a unit of the person's, so that two rosters are not made at once.

    Locked without its key: the counter goes on opening tickets. Raises NotFound,
    Forbidden.
    """
    unit = db.session.get(Unit, unit_id, with_for_update={"key_share": True})
    if unit is None:
        raise NotFound
    if actor.unit_id not in {None, unit.id}:
        raise Forbidden
    return unit


def new_version(act: Act, unit_id: int, reason: str) -> RosterVersion:
    """Add a version of the unit's roster, to which changes then belong."""
    version = RosterVersion(
        unit_id=unit_id,
        author_id=act.actor.id or None,
        reason=reason,
        created_at=act.at,
    )
    db.session.add(version)
    db.session.flush()
    return version


def find_shift(shift_id: int) -> Shift:
    """Return a shift that was once on a roster. Raises NotFound."""
    shift = db.session.get(Shift, shift_id)
    if shift is None:
        raise NotFound
    return shift


def require_standing(shift: Shift) -> None:
    """Raise ShiftChanged if a shift is not on the roster any more.

    Asked once the unit is locked: read again, it may have gone while we waited.
    """
    db.session.refresh(shift)
    if shift.removed_in is not None:
        raise ShiftChanged(unit_id=shift.unit_id, begins_at=shift.begins_at)


def replace(
    shift: Shift,
    version: RosterVersion,
    *,
    person_id: int | None = None,
    attendance: Attendance | None = None,
) -> Shift:
    """Take a shift off the roster and put another for the same hours in its place."""
    shift.removed_in = version.id
    other = Shift(
        unit_id=shift.unit_id,
        person_id=shift.person_id if person_id is None else person_id,
        begins_at=shift.begins_at,
        ends_at=shift.ends_at,
        attendance=attendance,
        added_in=version.id,
    )
    db.session.add(other)
    db.session.flush()
    return other


def add(shifts: Iterable[Wanted], version: RosterVersion) -> None:
    """Put shifts on the roster."""
    db.session.add_all(
        Shift(
            unit_id=version.unit_id,
            person_id=shift.person_id,
            begins_at=shift.begin,
            ends_at=shift.end,
            added_in=version.id,
        )
        for shift in shifts
    )


def planned(
    wanted: Iterable[Wanted],
    unit_id: int,
    *,
    now: int,
    but: frozenset[int] = frozenset(),
) -> Plan:
    """Return what becomes of shifts wanted at a unit (now in UTC seconds).

    Shifts named in but, by id, are taken to be off the roster already.
    """
    shifts = list(wanted)
    people = {shift.person_id for shift in shifts}
    begin = min((shift.begin for shift in shifts), default=now)
    end = max((shift.end for shift in shifts), default=now)
    # Wherever they work: nobody is at two units at once.
    duties = db.session.scalars(
        select(Shift).where(
            Shift.person_id.in_(people),
            Shift.removed_in.is_(None),
            Shift.begins_at < end,
            Shift.ends_at > begin,
        )
    )
    aways = db.session.scalars(
        Absence.within(begin, end).where(Absence.person_id.in_(people))
    )
    return plan(
        shifts,
        colleagues=colleagues(people, unit_id),
        duties=[duty.as_duty() for duty in duties if duty.id not in but],
        aways=[away.as_away() for away in aways],
        now=now,
    )


def colleagues(people: Iterable[int], unit_id: int) -> dict[int, Colleague]:
    """Return people by id, each with what keeps them off the unit's roster, if so."""
    found = db.session.scalars(select(Person).where(Person.id.in_(list(people))))
    return {
        person.id: Colleague(
            person.id,
            person.name,
            obstacle(person.role, person.unit_id, unit_id, is_active=person.is_active),
        )
        for person in found
    }
