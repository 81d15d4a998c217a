"""Look at the targets of a unit in all their versions, and set new ones."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.targets import targets
from desk.blueprints.targets.forms import TargetsForm, in_minutes
from desk.domain.errors import NotFound
from desk.domain.people import Permission
from desk.domain.targets import DEFAULT_TARGETS, Targets
from desk.domain.vocabulary import Priority, Step
from desk.queries.calendars import zone_in_force
from desk.queries.targets import UnitTargets, read_targets
from desk.queries.units import UnitLine, unit_for, units_for
from desk.services import targets as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor
from desk.web.now import now
from desk.web.zone import use_zone

DEFAULTS = "defaults"


@targets.get("/")
@requires(Permission.READ_TICKETS)
def index() -> Answer:
    """Go to the targets of one's unit, or show the units there are."""
    units = units_for(actor())
    if len(units) == 1:
        return redirect(url_for("targets.unit", unit_id=units[0].id))
    return render_template("targets/index.html", units=units)


@targets.get("/<id:unit_id>")
@requires(Permission.READ_TICKETS)
def unit(unit_id: int) -> Answer:
    """Show the targets in force and every version."""
    row = _unit(unit_id)
    known = read_targets(unit_id, now=now())
    return _page("targets/unit.html", unit=row, known=known)


@targets.get("/<id:unit_id>/versions/<id:version_id>")
@requires(Permission.READ_TICKETS)
def version(unit_id: int, version_id: int) -> Answer:
    """Show one version."""
    row = _unit(unit_id)
    known = read_targets(unit_id, now=now())
    return _page("targets/version.html", unit=row, version=known.version(version_id))


@targets.route("/<id:unit_id>/set", methods=["GET", "POST"])
@requires(Permission.EDIT_TARGETS)
def set_targets(unit_id: int) -> Answer:
    """Set the targets of complaints received from now or later on."""
    row = _unit(unit_id)
    known = read_targets(unit_id, now=now())
    form = _form(known)
    if form.accepts(
        lambda: service.set_targets(
            act(form.key.data or ""),
            unit_id,
            seen=form.seen,
            minutes=form.minutes(),
            begins_at=form.begins_at.instant,
            reason=form.reason.data or "",
        )
    ):
        flash(
            gettext("Saved. Complaints already received keep their targets."), "success"
        )
        return redirect(url_for("targets.unit", unit_id=unit_id))
    if form.refusal:
        # Sent again it is meant: what is new stands beside the fields.
        known = read_targets(unit_id, now=now())
        form.version.data = known.newest
    page = _page("targets/set_targets.html", unit=row, known=known, form=form)
    return page, form.status


def _unit(unit_id: int) -> UnitLine:
    """Return a unit of the person's, its instants told and typed in its own zone."""
    row = unit_for(unit_id, actor())
    use_zone(zone_in_force(unit_id))
    return row


def _form(known: UnitTargets) -> TargetsForm:
    """Return the form: as sent, as drafted, or filled with what the address names."""
    wanted = request.args.get("from")
    data = {"version": known.newest, **in_minutes(_named(wanted, known))}
    if wanted and request.method == "GET":
        return TargetsForm(data=data, formdata=None)
    return TargetsForm(data=data)


def _named(wanted: str | None, known: UnitTargets) -> Targets:
    """Return the targets of a version, or the defaults. Raises NotFound."""
    if wanted is None:
        return known.in_force
    if wanted == DEFAULTS:
        return DEFAULT_TARGETS
    for line in known.versions:
        if str(line.id) == wanted:
            return line.targets
    raise NotFound


def _page(template: str, **known: object) -> str:
    return render_template(
        template,
        priorities=list(Priority),
        steps=list(Step),
        may_edit=actor().may(Permission.EDIT_TARGETS),
        **known,
    )
