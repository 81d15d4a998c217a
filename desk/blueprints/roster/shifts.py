"""Shifts: put on the roster, attended, taken off."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from desk.blueprints.roster import roster
from desk.blueprints.roster.forms import AddShiftsForm, RemoveForm
from desk.domain.errors import NotFound
from desk.domain.people import Permission
from desk.domain.shifts import local_date, monday_of
from desk.domain.vocabulary import Attendance
from desk.queries.absences import staff
from desk.queries.roster import get_unit_for
from desk.queries.shifts import ShiftLine, get_shift
from desk.services import shifts as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent
from desk.web.now import now


@roster.route("/<id:unit_id>/<week:monday>/add", methods=["GET", "POST"])
@requires(Permission.EDIT_ROSTER)
def add_shifts(unit_id: int, monday: date) -> Answer:
    """Put people on duty."""
    unit = get_unit_for(actor(), unit_id)
    today = local_date(now(), unit.zone)
    form = AddShiftsForm(data={"day": today if monday_of(today) == monday else monday})
    form.offer(staff(unit.id, now=now()), now())
    added: list[int] = []
    if form.accepts(lambda: added.append(put(form, unit.id, unit.zone))):
        told = ngettext("%(num)s shift added.", "%(num)s shifts added.", added[0])
        flash(told, "success")
        on = monday_of(form.on or monday)
        return redirect(url_for("roster.week", unit_id=unit.id, monday=on))
    page = render_template("roster/add.html", form=form, unit=unit, monday=monday)
    return page, form.status


@roster.get("/shifts/<id:shift_id>")
@requires(Permission.READ_ROSTER)
def shift(shift_id: int) -> Answer:
    """Show one shift, and what one may do about it."""
    return shift_page(get_shift(shift_id, actor()), removal_of(shift_id))


@roster.post("/shifts/<id:shift_id>/attendance")
@requires(Permission.EDIT_ROSTER)
def mark_attendance(shift_id: int) -> Answer:
    """Say whether somebody came; nothing said is as planned."""
    said = request.form.get("attendance", "")
    if said and said not in set(Attendance):
        raise NotFound
    attendance = Attendance(said) if said else None
    new_id = service.mark_attendance(act(key_sent()), shift_id, attendance=attendance)
    line = get_shift(new_id, actor())
    unit = get_unit_for(actor(), line.unit_id)
    on = local_date(line.begins_at, unit.zone)
    flash(marked(line), "success")
    return redirect(
        url_for("roster.day", unit_id=unit.id, day=on, _anchor=f"shift-{new_id}")
    )


@roster.post("/shifts/<id:shift_id>/remove")
@requires(Permission.EDIT_ROSTER)
def remove_shift(shift_id: int) -> Answer:
    """Take a shift off the roster."""
    form = removal_of(shift_id)
    line = get_shift(shift_id, actor())
    if form.accepts(
        lambda: service.remove_shift(
            act(form.key.data or ""), shift_id, reason=form.reason.data or ""
        )
    ):
        flash(gettext("The shift of %(name)s is removed.", name=line.name), "success")
        return redirect(week_of(line))
    return shift_page(line, form)


def put(form: AddShiftsForm, unit_id: int, zone: str) -> int:
    """Add the shifts; return how many are new."""
    begin, end = form.span(zone)
    return service.add_shifts(
        act(form.key.data or ""),
        unit_id,
        person_ids=form.person_ids.data or [],
        begin=begin,
        end=end,
    )


def removal_of(shift_id: int) -> RemoveForm:
    """Return the form that removes a shift."""
    return RemoveForm(page=url_for("roster.remove_shift", shift_id=shift_id))


def shift_page(line: ShiftLine, form: RemoveForm) -> Answer:
    """Return the page of a shift."""
    unit = get_unit_for(actor(), line.unit_id)
    day = local_date(line.begins_at, unit.zone)
    page = render_template(
        "roster/shift.html",
        form=form,
        shift=line,
        unit=unit,
        day=day,
        week_url=week_of(line),
        choices=list(Attendance),
        may_edit=actor().may(Permission.EDIT_ROSTER),
        may_be_swapped=line.is_mine and line.begins_at > now(),
    )
    return page, form.status


def week_of(line: ShiftLine) -> str:
    """Return the address of the week a shift is in."""
    unit = get_unit_for(actor(), line.unit_id)
    monday = monday_of(local_date(line.begins_at, unit.zone))
    return url_for("roster.week", unit_id=unit.id, monday=monday)


def marked(line: ShiftLine) -> str:
    """Return what was marked, in words."""
    if line.attendance is None:
        return str(gettext("%(name)s: as planned.", name=line.name))
    said = gettext(line.attendance.label)
    return str(gettext("%(name)s: %(attendance)s.", name=line.name, attendance=said))
