"""Class groups: add, rename, retire, restore."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.admin import admin
from desk.blueprints.admin.forms import ClassGroupForm
from desk.domain.people import Permission
from desk.queries import class_groups as queries
from desk.services import class_groups as service
from desk.web.access import Answer, requires
from desk.web.actor import act


@admin.route("/class-groups", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def class_groups() -> Answer:
    """Show the class groups, and add one."""
    form = ClassGroupForm()
    if form.accepts(
        lambda: service.add_class_group(
            act(form.key.data or ""), name=form.name.data or ""
        )
    ):
        flash(gettext("%(name)s is added.", name=form.name.data), "success")
        return redirect(url_for("admin.class_groups"))
    page = render_template(
        "admin/class_groups.html", form=form, class_groups=queries.class_groups()
    )
    return page, form.status


@admin.route("/class-groups/<id:group_id>", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def class_group(group_id: int) -> Answer:
    """Show one class group, and rename it."""
    row = queries.get_class_group(group_id)
    form = ClassGroupForm(data={"name": row.name})
    if form.accepts(
        lambda: service.rename_class_group(
            act(form.key.data or ""), group_id, name=form.name.data or ""
        )
    ):
        flash(gettext("Saved."), "success")
        return redirect(url_for("admin.class_groups"))
    page = render_template("admin/class_group.html", form=form, class_group=row)
    return page, form.status


@admin.post("/class-groups/<id:group_id>/retire")
@requires(Permission.ADMINISTER)
def retire_class_group(group_id: int) -> Answer:
    """Offer a class group no more."""
    service.retire_class_group(act(request.form.get("key", "")), group_id)
    flash(gettext("Retired: no longer offered."), "success")
    return redirect(url_for("admin.class_groups"))


@admin.post("/class-groups/<id:group_id>/restore")
@requires(Permission.ADMINISTER)
def restore_class_group(group_id: int) -> Answer:
    """Offer a class group again."""
    service.restore_class_group(act(request.form.get("key", "")), group_id)
    flash(gettext("Restored: offered again."), "success")
    return redirect(url_for("admin.class_groups"))
