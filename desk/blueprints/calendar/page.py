"""The way of every change: the form, what it would do, and only then the saving."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.calendar.forms import ChangeForm
from desk.domain.calendar import ServiceCalendar
from desk.domain.calendar_change import Alteration, alterations
from desk.domain.calendar_day import local_date
from desk.domain.errors import NotFound, StaleCalendar
from desk.domain.people import Permission
from desk.queries.calendars import (
    Consequences,
    VersionView,
    consequences,
    get_version,
    version_in_force,
    versions,
)
from desk.queries.units import UnitLine, get_unit
from desk.services import calendars as service
from desk.web.access import Answer
from desk.web.actor import act, actor
from desk.web.now import now
from desk.web.zone import use_zone

F = TypeVar("F", bound=ChangeForm)
# Not sent again by the preview: what each form has of its own.
OWN_FIELDS = frozenset({"csrf_token", "key", "page", "shown"})


class Place(NamedTuple):
    """A unit with the version of its service hours in force, and the local date."""

    unit: UnitLine
    version: VersionView
    today: date

    @property
    def calendar(self) -> ServiceCalendar:
        """Return the rules in force."""
        return self.version.rules


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change does: to the rules, and to tickets."""

    calendar: ServiceCalendar
    shown: str
    changed: list[Alteration]
    consequences: Consequences


def place(unit_id: int) -> Place:
    """Return where the person wants to work; the page tells the unit's time.

    Raises NotFound, Forbidden.
    """
    service.require_unit(actor(), unit_id)
    version = version_in_force(unit_id)
    use_zone(version.rules.zone)
    return Place(get_unit(unit_id), version, local_date(version.rules, now()))


def send(
    here: Place, form: ChangeForm, template: str, title: str, **shown: Any
) -> Answer:
    """Show the form, what it would change, or, once that was looked at, save it."""
    form.today = here.today
    found: list[Preview] = []
    is_edited = "edit" in request.args
    if not is_edited and form.accepts(lambda: _proceed(here, form, found.append)):
        if found:
            return _preview_page(here, form, found[0], title)
        flash(gettext("Saved. All times follow the new service hours."), "success")
        return redirect(url_for("calendar.month", unit_id=here.unit.id))
    form.shown.data = ""
    _catch_up(here, form)
    page = render_template(
        template,
        **_common(here, title),
        form=form,
        **shown,
    )
    return page, form.status


def _proceed(here: Place, form: ChangeForm, show: Callable[[Preview], object]) -> None:
    """Save the change if its preview was seen; else make the preview."""
    before = _version_seen(here, form.seen)
    calendar = form.changed(before.rules)
    mark = _mark(before, calendar)
    if form.shown.data == mark:
        service.change_calendar(
            act(form.key.data or ""),
            here.unit.id,
            seen=before.id,
            calendar=calendar,
            reason=form.reason.data or "",
        )
        return
    if before.id != here.version.id:
        raise StaleCalendar(seen=before.id)
    unit_id, old = here.unit.id, before.rules
    service.demand_allowed(actor(), unit_id, old, calendar, now=now())
    show(
        Preview(
            calendar=calendar,
            shown=mark,
            changed=alterations(old, calendar),
            consequences=consequences(unit_id, old, calendar, now=now()),
        )
    )


def _version_seen(here: Place, seen: int) -> VersionView:
    """Return the version a form was filled in on, so that a retry does the same."""
    if seen == here.version.id:
        return here.version
    try:
        return get_version(here.unit.id, seen)
    except NotFound as nonsense:
        raise StaleCalendar(seen=seen) from nonsense


def _mark(before: VersionView, calendar: ServiceCalendar) -> str:
    """Return what tells one change from every other."""
    told = json.dumps([before.id, calendar.to_json()], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _catch_up(here: Place, form: ChangeForm) -> None:
    """Show a stale form what others changed, and let it be sent again as it is."""
    if form.is_stale:
        form.newer = [v for v in versions(here.unit.id) if v.id > form.seen]
        form.version.data = here.version.id


def _preview_page(
    here: Place, form: ChangeForm, preview: Preview, title: str
) -> Answer:
    carried = [
        (name, text)
        for name, text in request.form.items(multi=True)
        if name not in OWN_FIELDS
    ]
    return render_template(
        "calendar/preview.html",
        **_common(here, gettext("Look before you save")),
        change=title,
        form=form,
        preview=preview,
        carried=carried,
    )


def _common(here: Place, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "unit": here.unit,
        "calendar": here.calendar,
        "path": request.path,
        "may_add_past": actor().may(Permission.ADD_PAST_SERVICE),
    }
