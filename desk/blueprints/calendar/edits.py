"""Changing the service hours: each address is one kind of change."""

from datetime import timedelta
from typing import Any

from flask import request
from flask_babel import gettext

from desk.blueprints.calendar import calendar
from desk.blueprints.calendar.forms import (
    WEEKDAYS,
    ClearForm,
    CloseForm,
    HolidaysForm,
    OverrideForm,
    WeeklyForm,
    ZoneForm,
)
from desk.blueprints.calendar.page import Place, place, send
from desk.domain.calendar_day import day_hours
from desk.domain.errors import NotFound
from desk.domain.hours import day_number, shown
from desk.domain.people import Permission
from desk.domain.vocabulary import N_, Word
from desk.queries.holidays import holidays_of
from desk.web.access import Answer, requires

YEARS_AROUND = 2


class Preset(Word):
    """What schools change every year."""

    TERM_BREAK = "term_break", N_("Term break")
    EXAM_WEEK = "exam_week", N_("Exam week")
    RAMADAN = "ramadan", N_("Ramadan")


@calendar.route("/<id:unit_id>/weekly", methods=["GET", "POST"])
@requires(Permission.EDIT_CALENDAR)
def weekly(unit_id: int) -> Answer:
    """Change the weekly hours from a date on."""
    here = place(unit_id)
    tomorrow = here.today + timedelta(days=1)
    week = here.calendar.week_of(day_number(tomorrow))
    form = WeeklyForm(
        version=here.version.id,
        first=tomorrow,
        data={f"day_{n}": shown(week[n]) for n in WEEKDAYS},
    )
    planned = [day for day in here.calendar.seasons if day > here.today]
    title = gettext("Weekly hours")
    return send(here, form, "calendar/weekly.html", title, planned=planned)


@calendar.route("/<id:unit_id>/close", methods=["GET", "POST"])
@requires(Permission.EDIT_CALENDAR)
def close(unit_id: int) -> Answer:
    """Close the desk on some days."""
    here = place(unit_id)
    form = CloseForm(version=here.version.id, **_preset())
    return send(here, form, "calendar/close.html", gettext("Close days"))


@calendar.route("/<id:unit_id>/override", methods=["GET", "POST"])
@requires(Permission.EDIT_CALENDAR)
def override(unit_id: int) -> Answer:
    """Give some days hours of their own."""
    here = place(unit_id)
    form = OverrideForm(
        version=here.version.id, hours=_mornings(here), friday="", **_preset()
    )
    title = gettext("Special hours")
    return send(here, form, "calendar/override.html", title)


@calendar.route("/<id:unit_id>/clear", methods=["GET", "POST"])
@requires(Permission.EDIT_CALENDAR)
def clear(unit_id: int) -> Answer:
    """Go by the weekly hours again on some days."""
    here = place(unit_id)
    form = ClearForm(version=here.version.id)
    title = gettext("Back to weekly hours")
    return send(here, form, "calendar/clear.html", title)


@calendar.route("/<id:unit_id>/holidays/<id:year>", methods=["GET", "POST"])
@requires(Permission.EDIT_CALENDAR)
def holidays(unit_id: int, year: int) -> Answer:
    """Accept a year's holidays as closed dates, one by one."""
    here = place(unit_id)
    this_year = here.today.year
    years = range(this_year - 1, this_year + YEARS_AROUND)
    if year not in years:
        raise NotFound
    found = holidays_of(year)
    form = HolidaysForm(
        version=here.version.id,
        reason=gettext("National holidays and collective leave %(year)s", year=year),
    )
    form.offer(found, here.calendar)
    return send(
        here,
        form,
        "calendar/holidays.html",
        gettext("Holidays of %(year)s", year=year),
        year=year,
        years=years,
        holidays=[(each, day_hours(here.calendar, each.day)) for each in found],
    )


@calendar.route("/<id:unit_id>/zone", methods=["GET", "POST"])
@requires(Permission.EDIT_CALENDAR)
def zone(unit_id: int) -> Answer:
    """Change the time zone."""
    here = place(unit_id)
    form = ZoneForm(version=here.version.id, zone=here.calendar.zone)
    form.offer(here.calendar.zone)
    return send(here, form, "calendar/zone.html", gettext("Time zone"))


def _preset() -> dict[str, Any]:
    """Return what the preset named in the address fills in."""
    name = request.args.get("preset", "")
    known = [preset for preset in Preset if preset == name]
    return {"reason": gettext(known[0].label)} if known else {}


def _mornings(here: Place) -> str:
    """Return the first opening of the week: what exam weeks and Ramadan leave."""
    week = here.calendar.week_of(day_number(here.today))
    return next((shown(week[day][:1]) for day in WEEKDAYS if week[day]), "")
