"""The versions of the service hours: who changed what, when and why; and back again."""

from flask import render_template, request
from flask_babel import gettext

from desk.blueprints.calendar import calendar
from desk.blueprints.calendar.forms import RestoreForm
from desk.blueprints.calendar.page import place, send
from desk.domain.people import Permission
from desk.queries.calendars import get_version
from desk.queries.calendars import versions as versions_of
from desk.web.access import Answer, requires
from desk.web.formatting import instant

LONGEST_ID = 9


@calendar.get("/<id:unit_id>/versions")
@requires(Permission.EDIT_CALENDAR)
def versions(unit_id: int) -> Answer:
    """List the versions, the newest first."""
    here = place(unit_id)
    text = request.args.get("before", "")
    is_id = text.isascii() and text.isdigit() and len(text) <= LONGEST_ID
    found = versions_of(unit_id, before=int(text) if is_id else None)
    return render_template(
        "calendar/versions.html",
        title=gettext("Versions"),
        unit=here.unit,
        in_force=here.version.id,
        versions=found,
    )


@calendar.route("/<id:unit_id>/versions/<id:version_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_CALENDAR)
def version(unit_id: int, version_id: int) -> Answer:
    """Look at a version; bring it back as a new one."""
    here = place(unit_id)
    old = get_version(unit_id, version_id)
    form = RestoreForm(version=here.version.id)
    form.rules = old.rules
    title = gettext("Version of %(time)s", time=instant(old.created_at))
    return send(
        here,
        form,
        "calendar/version.html",
        title,
        old=old,
        is_in_force=old.id == here.version.id,
    )
