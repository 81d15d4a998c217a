"""Class groups: add, rename, retire, restore, and who teaches them."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.admin import admin
from desk.blueprints.admin.forms import ClassGroupForm, TeachersForm
from desk.domain.people import Permission
from desk.queries import class_groups as queries
from desk.queries.class_groups import ClassGroupLine
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
    return _page(row, form, _teachers_form(row.id)), form.status


@admin.post("/class-groups/<id:group_id>/teachers")
@requires(Permission.ADMINISTER)
def set_teachers(group_id: int) -> Answer:
    """Say who teaches a class group, and so grades it."""
    row = queries.get_class_group(group_id)
    form = _teachers_form(group_id)
    if form.accepts(
        lambda: service.set_teachers(
            act(form.key.data or ""), group_id, person_ids=form.teachers.data or []
        )
    ):
        flash(gettext("Saved: who teaches the class."), "success")
        return redirect(url_for("admin.class_group", group_id=group_id))
    return _page(row, ClassGroupForm(data={"name": row.name}), form), form.status


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


def _teachers_form(group_id: int) -> TeachersForm:
    form = TeachersForm(
        page=url_for("admin.set_teachers", group_id=group_id),
        data={"teachers": queries.teachers_of(group_id)},
    )
    form.teachers.choices = queries.teachers()
    return form


def _page(row: ClassGroupLine, form: ClassGroupForm, teachers: TeachersForm) -> str:
    return render_template(
        "admin/class_group.html", form=form, teachers_form=teachers, class_group=row
    )
