"""Sources of complaints: two levels in order; add, rename, move, retire, restore."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.admin import admin
from desk.blueprints.admin.forms import SourceForm, WordsForm
from desk.domain.errors import NotFound
from desk.domain.people import Permission
from desk.domain.vocabulary import N_
from desk.queries.sources import SourceLine, get_source, sources_of_unit
from desk.queries.units import UnitLine, units_for
from desk.services import sources as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor


@admin.get("/sources")
@requires(Permission.EDIT_SOURCES)
def sources() -> Answer:
    """Show the sources of a unit."""
    units = units_for(actor())
    unit = _unit(units, request.args["unit"]) if "unit" in request.args else None
    shown = unit or next(iter(units), None)
    return render_template(
        "admin/sources.html",
        units=units,
        unit=shown,
        groups=sources_of_unit(shown.id) if shown else [],
        may_add_unit=actor().may(Permission.ADMINISTER),
    )


@admin.route("/units/<id:unit_id>/sources/add", methods=["GET", "POST"])
@requires(Permission.EDIT_SOURCES)
def add_source_group(unit_id: int) -> Answer:
    """Add a first-level source."""
    unit = _unit(units_for(actor()), str(unit_id))
    return _send(
        lambda form: service.add_source_group(
            act(form.key.data or ""), unit_id, **_names(form)
        ),
        SourceForm(),
        unit_id=unit.id,
        title=N_("Add a group of sources"),
    )


@admin.route("/sources/<id:group_id>/add", methods=["GET", "POST"])
@requires(Permission.EDIT_SOURCES)
def add_source(group_id: int) -> Answer:
    """Add a source to a group."""
    group = get_source(group_id, actor())
    if group.parent_id is not None:
        raise NotFound
    return _send(
        lambda form: service.add_source(
            act(form.key.data or ""), group_id, **_names(form)
        ),
        SourceForm(),
        unit_id=group.unit_id,
        title=N_("Add a source"),
        group=group,
    )


@admin.route("/sources/<id:source_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_SOURCES)
def source(source_id: int) -> Answer:
    """Show one source, and rename it."""
    row = get_source(source_id, actor())
    return _send(
        lambda form: service.rename_source(
            act(form.key.data or ""), source_id, **_names(form)
        ),
        SourceForm(data={"name": row.name, "name_en": row.name_en}),
        unit_id=row.unit_id,
        title=N_("Edit source") if row.parent_id else N_("Edit group of sources"),
        source=row,
    )


@admin.route("/sources/<id:source_id>/words", methods=["GET", "POST"])
@requires(Permission.EDIT_SOURCES)
def source_words(source_id: int) -> Answer:
    """Show and set the words by which the rule knows a source."""
    row = get_source(source_id, actor())
    if row.parent_id is None:
        raise NotFound
    form = WordsForm(data={"words": row.words})
    if form.accepts(
        lambda: service.set_words(
            act(form.key.data or ""), source_id, words=form.words.data or ""
        )
    ):
        flash(gettext("Saved."), "success")
        return redirect(url_for("admin.source", source_id=source_id))
    page = render_template("admin/source_words.html", form=form, source=row)
    return page, form.status


@admin.post("/sources/<id:source_id>/retire")
@requires(Permission.EDIT_SOURCES)
def retire_source(source_id: int) -> Answer:
    """Offer a source no more."""
    service.retire_source(act(request.form.get("key", "")), source_id)
    flash(gettext("Retired: no longer offered."), "success")
    return _back_to(source_id)


@admin.post("/sources/<id:source_id>/restore")
@requires(Permission.EDIT_SOURCES)
def restore_source(source_id: int) -> Answer:
    """Offer a source again."""
    service.restore_source(act(request.form.get("key", "")), source_id)
    flash(gettext("Restored: offered again."), "success")
    return _back_to(source_id)


@admin.post("/sources/<id:source_id>/move-up")
@requires(Permission.EDIT_SOURCES)
def move_source_up(source_id: int) -> Answer:
    """Put a source one place up."""
    service.move_source_up(act(request.form.get("key", "")), source_id)
    return _back_to(source_id)


@admin.post("/sources/<id:source_id>/move-down")
@requires(Permission.EDIT_SOURCES)
def move_source_down(source_id: int) -> Answer:
    """Put a source one place down."""
    service.move_source_down(act(request.form.get("key", "")), source_id)
    return _back_to(source_id)


def _send(
    verb: Callable[[SourceForm], int],
    form: SourceForm,
    *,
    unit_id: int,
    title: str,
    source: SourceLine | None = None,
    group: SourceLine | None = None,
) -> Answer:
    if form.accepts(lambda: verb(form)):
        flash(gettext("Saved."), "success")
        return redirect(url_for("admin.sources", unit=unit_id))
    page = render_template(
        "admin/source.html",
        title=gettext(title),
        form=form,
        unit_id=unit_id,
        source=source,
        group=group,
    )
    return page, form.status


def _names(form: SourceForm) -> dict[str, str]:
    return {"name": form.name.data or "", "name_en": form.name_en.data or ""}


def _unit(units: list[UnitLine], wanted: str) -> UnitLine:
    """Return the unit asked for. Raises NotFound."""
    for unit in units:
        if str(unit.id) == wanted:
            return unit
    raise NotFound


def _back_to(source_id: int) -> Answer:
    row = get_source(source_id, actor())
    place = f"source-{source_id}"
    return redirect(url_for("admin.sources", unit=row.unit_id, _anchor=place))
