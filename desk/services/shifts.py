"""Shifts on a unit's roster: added, removed, copied, imported, attended."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict

from sqlalchemy import func, or_, select

from desk.domain.errors import ShiftAhead, ShiftRefused
from desk.domain.evidence import CHOOSE, LINE, MISSING, demand
from desk.domain.people import Act, Permission
from desk.domain.roster_table import Line, read_lines
from desk.domain.shifts import (
    FARTHEST,
    ON_THE_DAY,
    TOO_FAR,
    Plan,
    Wanted,
    local_date,
    local_instant,
    moved,
    span_error,
    week_span,
)
from desk.domain.table import Refused, read_table
from desk.domain.vocabulary import N_, Attendance
from desk.extensions import db
from desk.models import Person, Shift, Unit
from desk.services import roster
from desk.services.row import calendar_of
from desk.services.transaction import action

# Why there is a version, where nobody is asked for a reason.
ADDED = N_("Shifts added")
COPIED = N_("A week copied")
IMPORTED = N_("Shifts imported from a table")
ATTENDANCE = N_("Attendance marked")

UNKNOWN = N_("Nobody has the user name or student number “%(text)s”.")
SAME_WEEK = N_("Choose another week than the one to copy.")
TOO_LONG = N_("This is too long.")


class Report(TypedDict):
    """What became of shifts: two counts, and each one refused with its reason.

    Refused are named by the line of a file, or by the instant they begin at (UTC).
    """

    added: int
    already_there: int
    refused: list[tuple[int, str, dict[str, Any]]]


@action
def add_shifts(
    act: Act, unit_id: int, *, person_ids: Sequence[int], begin: int, end: int
) -> int:
    """Put several people on duty for the same hours (UTC seconds), or none of them.

    Returns how many were not there yet. Raises InvalidInput, ShiftRefused.
    """
    unit = roster.edited(act, unit_id)
    errors = {} if person_ids else {"person_ids": CHOOSE}
    problem = span_error(begin, end, now=act.at)
    if problem is not None:
        errors["day" if problem == TOO_FAR else "end"] = problem
    demand(errors)
    wanted = [Wanted(person_id, begin, end) for person_id in dict.fromkeys(person_ids)]
    plan = roster.planned(wanted, unit.id, now=act.at)
    for unfit in plan.unfit:
        raise ShiftRefused(unfit.reason, **unfit.facts)
    _carry_out(act, unit.id, plan, ADDED)
    return len(plan.new)


@action
def remove_shift(act: Act, shift_id: int, *, reason: str) -> int:
    """Take a shift off the roster, saying why; return its id.

    Raises InvalidInput, ShiftChanged.
    """
    shift = _edited(act, shift_id)
    demand_reason(reason)
    shift.removed_in = roster.new_version(act, shift.unit_id, reason).id
    return shift.id


@action
def mark_attendance(act: Act, shift_id: int, *, attendance: Attendance | None) -> int:
    """Say whether the person came; None is as planned. Returns the shift's new id.

    For a past shift, too: it moves seconds between students and the queue, never a
    figure of a ticket (clock.md, I10). Raises ShiftChanged, ShiftAhead.
    """
    shift = _edited(act, shift_id)
    if attendance in ON_THE_DAY:
        zone = calendar_of(shift.unit_id).zone
        if local_date(act.at, zone) < local_date(shift.begins_at, zone):
            raise ShiftAhead
    if shift.attendance == attendance:
        return shift.id
    version = roster.new_version(act, shift.unit_id, ATTENDANCE)
    return roster.replace(shift, version, attendance=attendance).id


@action
def copy_week(act: Act, unit_id: int, *, monday: date, to: date) -> Report:
    """Copy a week's shifts to the week of another Monday; twice is once.

    The clocks of the unit show the same times there. Raises InvalidInput.
    """
    unit = roster.edited(act, unit_id)
    plan = _copied(act, unit.id, monday, to)
    _carry_out(act, unit.id, plan, COPIED)
    return _report(plan)


def preview_copy(act: Act, unit_id: int, *, monday: date, to: date) -> Report:
    """Return what copying would do, and do nothing. Raises as copying does."""
    act.actor.require(Permission.EDIT_ROSTER)
    return _report(_copied(act, unit_id, monday, to))


@action
def import_shifts(act: Act, unit_id: int, *, text: str) -> Report:
    """Put the shifts of a table on the roster; the same table again adds nothing.

    Raises UnreadableFile.
    """
    unit = roster.edited(act, unit_id)
    plan, refused = _imported(act, unit, text)
    _carry_out(act, unit.id, plan, IMPORTED)
    return _report(plan, refused)


def preview_import(act: Act, unit_id: int, *, text: str) -> Report:
    """Return what an import would do, and do nothing. Raises as the import does."""
    act.actor.require(Permission.EDIT_ROSTER)
    return _report(*_imported(act, db.session.get_one(Unit, unit_id), text))


def demand_reason(reason: str) -> None:
    """Raise InvalidInput unless there is a reason that fits."""
    if not reason:
        demand({"reason": MISSING})
    if len(reason) > LINE:
        demand({"reason": TOO_LONG})


def _edited(act: Act, shift_id: int) -> Shift:
    shift = roster.find_shift(shift_id)
    roster.edited(act, shift.unit_id)
    roster.require_standing(shift)
    return shift


def _carry_out(act: Act, unit_id: int, plan: Plan, reason: str) -> None:
    if plan.new:
        roster.add(plan.new, roster.new_version(act, unit_id, reason))


def _copied(act: Act, unit_id: int, monday: date, to: date) -> Plan:
    days = (to - monday).days
    if days == 0:
        demand({"to": SAME_WEEK})
    zone = calendar_of(unit_id).zone
    if abs(local_instant(to, 0, zone) - act.at) > FARTHEST:
        demand({"to": TOO_FAR})
    begin, end = week_span(monday, zone)
    shifts = db.session.scalars(
        Shift.planned(unit_id, begin, end)
        .where(Shift.begins_at >= begin)
        .order_by(Shift.begins_at, Shift.person_id)
    )
    wanted = [
        Wanted(
            shift.person_id,
            moved(shift.begins_at, days, zone),
            moved(shift.ends_at, days, zone),
        )
        for shift in shifts
    ]
    return roster.planned(wanted, unit_id, now=act.at)


def _imported(act: Act, unit: Unit, text: str) -> tuple[Plan, list[Refused]]:
    table = read_table(text.encode())
    zone = calendar_of(unit.id).zone
    lines, refused = read_lines(table, unit=unit.code, zone=zone)
    known = _known(lines)
    wanted = []
    for line in lines:
        person_id = known.get(line.who.casefold())
        if person_id is None:
            refused.append(Refused(line.line, UNKNOWN, {"text": line.who[:LINE]}))
        else:
            wanted.append(Wanted(person_id, line.begin, line.end, line.line))
    return roster.planned(wanted, unit.id, now=act.at), refused


def _known(lines: Sequence[Line]) -> dict[str, int]:
    """Return the people of a table, by user name and by student number."""
    names = {line.who.casefold() for line in lines}
    query = select(Person.id, Person.username, Person.student_number).where(
        or_(
            func.lower(Person.username).in_(names),
            func.lower(Person.student_number).in_(names),
        )
    )
    known: dict[str, int] = {}
    for row in db.session.execute(query):
        # A user name wins, should it be somebody else's number.
        known.setdefault((row.student_number or "").casefold(), row.id)
        known[row.username.casefold()] = row.id
    return known


def _report(plan: Plan, refused: Sequence[Refused] = ()) -> Report:
    unfit = [
        (unfit.shift.line or unfit.shift.begin, unfit.reason, dict(unfit.facts))
        for unfit in plan.unfit
    ]
    rows = [(row.line, row.reason, dict(row.facts)) for row in refused]
    return {
        "added": len(plan.new),
        "already_there": len(plan.already_there),
        "refused": sorted([*rows, *unfit], key=lambda each: each[0]),
    }
