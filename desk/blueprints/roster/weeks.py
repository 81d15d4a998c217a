"""The roster of a week, and of a day."""

from datetime import date, timedelta

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from desk.blueprints.roster import roster
from desk.domain.errors import NotFound, ShiftChanged
from desk.domain.people import Actor, Permission
from desk.domain.shifts import local_date, monday_of
from desk.domain.vocabulary import Attendance
from desk.queries import shifts as queries
from desk.queries.roster import RosterUnit, get_unit_for, versions
from desk.queries.swaps import own_swaps, waiting_swaps
from desk.queries.units import units_for
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.now import now

WEEK = timedelta(days=7)


@roster.get("/")
@requires(Permission.READ_ROSTER)
def home() -> Answer:
    """Lead to this week at one's own unit, or at the first."""
    places = [unit for unit in units_for(actor()) if unit.is_active]
    if not places:
        raise NotFound
    unit = get_unit_for(actor(), places[0].id)
    monday = monday_of(local_date(now(), unit.zone))
    return redirect(url_for("roster.week", unit_id=unit.id, monday=monday))


@roster.get("/<id:unit_id>/<week:monday>")
@requires(Permission.READ_ROSTER)
def week(unit_id: int, monday: date) -> Answer:
    """Show who is on duty in a week."""
    person = actor()
    unit = get_unit_for(person, unit_id)
    return render_template(
        "roster/week.html",
        unit=unit,
        places=[place for place in units_for(person) if place.is_active],
        days=queries.week(unit, monday, person, now=now()),
        monday=monday,
        previous=monday - WEEK,
        following=monday + WEEK,
        this_monday=monday_of(local_date(now(), unit.zone)),
        duty=duty_of(person),
        waiting=waiting_for(person, unit),
        asked=own_swaps(unit.id, person),
        changes=versions(unit.id) if person.may(Permission.EDIT_ROSTER) else [],
        may_edit=person.may(Permission.EDIT_ROSTER),
        may_walk=person.may(Permission.WALK_STEPS),
    )


@roster.get("/<id:unit_id>/days/<day:day>")
@requires(Permission.EDIT_ROSTER)
def day(unit_id: int, day: date) -> Answer:
    """Show one day, to mark who came."""
    unit = get_unit_for(actor(), unit_id)
    return render_template(
        "roster/day.html",
        unit=unit,
        day=queries.day_of(unit, day, actor(), now=now()),
        previous=day - timedelta(days=1),
        following=day + timedelta(days=1),
        choices=list(Attendance),
        may_be_marked=day <= local_date(now(), unit.zone),
    )


@roster.errorhandler(ShiftChanged)
def show_roster_as_it_is(refused: ShiftChanged) -> Answer:
    """Lead to the week of a shift that was changed; its own page is gone."""
    unit = get_unit_for(actor(), refused.unit_id)
    monday = monday_of(local_date(refused.begins_at, unit.zone))
    flash(gettext(refused.message), "warning")
    return redirect(url_for("roster.week", unit_id=unit.id, monday=monday))


def duty_of(person: Actor) -> dict[str, object] | None:
    """Return until when the person is on duty and their next shift; None for others."""
    if not person.may(Permission.WALK_STEPS):
        return None
    return {
        "until": queries.duty_until(person, now=now()),
        "next": queries.next_shift(person, now=now()),
    }


def waiting_for(person: Actor, unit: RosterUnit) -> list[object]:
    """Return the swaps that wait for this person's decision."""
    if not person.may(Permission.REVIEW):
        return []
    swaps = waiting_swaps(unit.id, person, now=now())
    return [swap for swap in swaps if not swap.is_own]
