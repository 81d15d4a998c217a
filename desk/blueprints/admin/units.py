"""Units: add, edit, close, open."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.admin import admin
from desk.blueprints.admin.forms import UnitForm
from desk.domain.people import Permission
from desk.queries import units as queries
from desk.services import units as service
from desk.web.access import Answer, requires
from desk.web.actor import act
from desk.web.phones import shown_phone


@admin.get("/units")
@requires(Permission.ADMINISTER)
def units() -> Answer:
    """Show the units."""
    return render_template("admin/units.html", units=queries.units())


@admin.route("/units/add", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def add_unit() -> Answer:
    """Add a unit."""
    form = UnitForm()
    if form.accepts(
        lambda: service.add_unit(
            act(form.key.data or ""),
            code=form.code.data or "",
            name=form.name.data or "",
            phone=form.number(),
        )
    ):
        told = gettext("%(name)s starts with the default sources.", name=form.name.data)
        flash(told, "success")
        return redirect(url_for("admin.units"))
    return render_template("admin/add_unit.html", form=form), form.status


@admin.route("/units/<id:unit_id>", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def unit(unit_id: int) -> Answer:
    """Show one unit, and change its name or code."""
    row = queries.get_unit(unit_id)
    known = {"code": row.code, "name": row.name, "phone": shown_phone(row.phone)}
    form = UnitForm(data=known)
    if form.accepts(
        lambda: service.edit_unit(
            act(form.key.data or ""),
            unit_id,
            code=form.code.data or "",
            name=form.name.data or "",
            phone=form.number(),
        )
    ):
        flash(gettext("Saved."), "success")
        return redirect(url_for("admin.units"))
    return render_template("admin/unit.html", form=form, unit=row), form.status


@admin.post("/units/<id:unit_id>/deactivate")
@requires(Permission.ADMINISTER)
def deactivate_unit(unit_id: int) -> Answer:
    """Close a unit."""
    service.deactivate_unit(act(request.form.get("key", "")), unit_id)
    flash(gettext("The unit is closed."), "success")
    return redirect(url_for("admin.unit", unit_id=unit_id))


@admin.post("/units/<id:unit_id>/activate")
@requires(Permission.ADMINISTER)
def activate_unit(unit_id: int) -> Answer:
    """Open a closed unit again."""
    service.activate_unit(act(request.form.get("key", "")), unit_id)
    flash(gettext("The unit is open again."), "success")
    return redirect(url_for("admin.unit", unit_id=unit_id))
