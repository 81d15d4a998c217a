"""Looking at the service hours: month by month, and at one instant."""

from datetime import date, timedelta

from flask import redirect, render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.calendar import calendar
from desk.blueprints.calendar.edits import Preset
from desk.blueprints.calendar.forms import AskForm
from desk.blueprints.calendar.page import place
from desk.domain.calendar_day import ask, day_hours
from desk.domain.errors import NotFound
from desk.domain.hours import day_number
from desk.domain.people import Permission
from desk.queries.units import units_for
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.filters import from_address

YEARS = range(2000, 2200)


@calendar.get("/")
@requires(Permission.EDIT_CALENDAR)
def index() -> Answer:
    """Go to the one unit there is, or choose among several."""
    units = units_for(actor())
    if len(units) == 1:
        return redirect(url_for("calendar.month", unit_id=units[0].id))
    return render_template("calendar/index.html", units=units)


@calendar.get("/<id:unit_id>")
@requires(Permission.EDIT_CALENDAR)
def month(unit_id: int) -> Answer:
    """Show a month, and answer whether the desk was open at an instant."""
    here = place(unit_id)
    form = from_address(AskForm)
    asked = form.at.instant
    answer = None if asked is None else ask(here.calendar, asked)
    first = _month(request.args.get("month", ""), answer.day if answer else here.today)
    after = (first + timedelta(days=31)).replace(day=1)
    count = (after - first).days
    days = [first + timedelta(days=n) for n in range(count)]
    return render_template(
        "calendar/month.html",
        title=gettext("Service hours"),
        here=here,
        unit=here.unit,
        units=units_for(actor()),
        first=first,
        previous=(first - timedelta(days=1)).replace(day=1),
        following=after,
        days=[(day, day_hours(here.calendar, day)) for day in days],
        week_now=here.calendar.week_of(day_number(here.today)),
        form=form,
        asked=asked,
        answer=answer,
        presets=Preset,
    )


def _month(text: str, otherwise: date) -> date:
    """Return the first day of a month written as "2026-09". Raises NotFound."""
    if not text:
        return otherwise.replace(day=1)
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError as nonsense:
        raise NotFound from nonsense
    if first.year not in YEARS:
        raise NotFound
    return first
