"""Many shifts at once: a week copied, a table imported; both previewed first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from desk.blueprints.roster import roster
from desk.blueprints.roster.forms import TableForm, WeekForm, unreadable
from desk.domain.errors import InvalidInput, UnreadableFile
from desk.domain.evidence import MISSING
from desk.domain.people import Permission
from desk.domain.shifts import local_date, monday_of
from desk.queries.absences import staff
from desk.queries.roster import RosterUnit, get_unit_for
from desk.services import shifts as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, new_key
from desk.web.formatting import short_instant
from desk.web.now import now

LISTED = 20
MENTIONED = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of shifts, in words."""

    added: int
    already_there: int
    refused: list[tuple[str, str]]
    unlisted: int


@roster.route("/<id:unit_id>/<week:monday>/copy", methods=["GET", "POST"])
@requires(Permission.EDIT_ROSTER)
def copy_week(unit_id: int, monday: date) -> Answer:
    """Copy a week to another: show what would happen, then do it."""
    unit = get_unit_for(actor(), unit_id)
    form = week_form(monday + timedelta(days=7))
    done: list[service.Report] = []
    if form.accepts(lambda: done.append(copied(form, unit, monday))):
        flash_done(done[0])
        return redirect(url_for("roster.week", unit_id=unit.id, monday=form.monday))
    page = render_template(
        "roster/copy.html",
        form=form,
        unit=unit,
        monday=monday,
        to=form.monday,
        outcome=previewed_copy(form, unit, monday),
    )
    return page, form.status


@roster.route("/<id:unit_id>/import", methods=["GET", "POST"])
@requires(Permission.EDIT_ROSTER)
def import_shifts(unit_id: int) -> Answer:
    """Import a table: the first press shows what would happen, the second does it."""
    unit = get_unit_for(actor(), unit_id)
    form = TableForm()
    done: list[service.Report | None] = []
    if form.accepts(lambda: done.append(imported(form, unit))) and done[0]:
        flash_done(done[0])
        today = monday_of(local_date(now(), unit.zone))
        return redirect(url_for("roster.week", unit_id=unit.id, monday=today))
    outcome = None
    if done:
        report = service.preview_import(act(new_key()), unit.id, text=form.text)
        outcome = outcome_of(report, unit.zone)
        form.shown.data = form.digest
    page = render_template(
        "roster/import.html",
        form=form,
        unit=unit,
        outcome=outcome,
        people=[each.username for each in staff(unit.id, now=now())[:MENTIONED]],
    )
    return page, form.status


def week_form(to: date) -> WeekForm:
    """Return the form for a week, filled with the one the address names, if any."""
    if request.method == "POST" or "to" not in request.args:
        return WeekForm(data={"to": to})
    form = WeekForm(formdata=request.args)
    form.to.errors = form.to.process_errors
    return form


def copied(form: WeekForm, unit: RosterUnit, monday: date) -> service.Report:
    """Copy the week. Raises InvalidInput."""
    if form.monday is None:
        raise InvalidInput({"to": MISSING})
    return service.copy_week(
        act(form.key.data or ""), unit.id, monday=monday, to=form.monday
    )


def previewed_copy(form: WeekForm, unit: RosterUnit, monday: date) -> Outcome | None:
    """Return what copying would do; None if that cannot be said."""
    to = form.monday
    if to is None or form.errors:
        return None
    try:
        report = service.preview_copy(act(new_key()), unit.id, monday=monday, to=to)
    except InvalidInput as refused:
        form.to.errors = [gettext(text) for text in refused.errors.values()]
        return None
    return outcome_of(report, unit.zone)


def imported(form: TableForm, unit: RosterUnit) -> service.Report | None:
    """Import the table if it is the one previewed, else only see that it is one.

    Raises InvalidInput.
    """
    form.take_file()
    if not form.text:
        raise InvalidInput({"table": MISSING})
    try:
        if form.shown.data == form.digest:
            return service.import_shifts(
                act(form.key.data or ""), unit.id, text=form.text
            )
        service.preview_import(act(new_key()), unit.id, text=form.text)
    except UnreadableFile as problem:
        raise InvalidInput({"table": unreadable(problem)}) from problem
    return None


def outcome_of(report: service.Report, zone: str) -> Outcome:
    """Return a report in the reader's language, with the first ones refused."""
    refused = report["refused"]
    return Outcome(
        added=report["added"],
        already_there=report["already_there"],
        refused=[
            (place_of(at, zone), told(reason, facts))
            for at, reason, facts in refused[:LISTED]
        ],
        unlisted=len(refused[LISTED:]),
    )


def place_of(at: int, zone: str) -> str:
    """Return the line of a file, or when a shift begins: no file has so many lines."""
    if at < 1_000_000:
        return str(gettext("Line %(line)s", line=at))
    return short_instant(at, zone)


def told(reason: str, facts: Mapping[str, Any]) -> str:
    """Return why a shift is left out, in the reader's language."""
    return str(gettext(reason, **facts))


def flash_done(report: service.Report) -> None:
    """Say how many shifts are on the roster now."""
    count = report["added"]
    flash(ngettext("%(num)s shift added.", "%(num)s shifts added.", count), "success")
