"""Administrator: class lists from a file, looked at before anything is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.admin import admin
from desk.blueprints.admin.class_list_forms import (
    PlanForm,
    reading_of,
)
from desk.blueprints.admin.file_form import FileForm
from desk.blueprints.admin.import_forms import NOTHING_CHOSEN
from desk.domain.class_list import ListField, headed
from desk.domain.class_plan import Plan, folded
from desk.domain.errors import InvalidInput, NotFound, UnreadableFile
from desk.domain.people import Permission
from desk.queries.class_groups import class_groups
from desk.queries.class_lists import ListView, get_list, recent_lists, slips
from desk.queries.units import units
from desk.services import class_lists as service
from desk.services.sheets import Sheet, read_sheet
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent, new_key
from desk.web.derived import first_password
from desk.web.fields import id_or_none
from desk.web.public_address import is_loopback, public_root

LISTED = 20


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The rows refused, in words, the first of them by line."""

    refused: list[tuple[int, str]]
    unlisted: int


@admin.route("/class-lists", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def class_lists() -> Answer:
    """Choose a class list; show the last ones."""
    form = FileForm()
    kept: list[int] = []
    if form.accepts(lambda: kept.append(_keep(form))):
        return redirect(url_for("admin.class_list", list_id=kept[0]))
    page = render_template(
        "admin/class_lists.html",
        form=form,
        recent=recent_lists(actor()),
        has_unit=any(unit.is_active for unit in units()),
    )
    return page, form.status


@admin.get("/class-lists/<id:list_id>")
@requires(Permission.ADMINISTER)
def class_list(list_id: int) -> Answer:
    """Show what a list would do, or what it has done."""
    view = get_list(list_id, actor())
    if view.report is not None:
        return _done_page(view, view.report)
    asked = request.args.get("sheet", "")
    sheet = _sheet_of(view, asked)
    if id_or_none(asked) not in {None, sheet.n}:
        told = gettext("There is no table on that sheet, so another one is shown.")
        flash(told, "warning")
    form = _plan_form(view, sheet, formdata=None)
    table = headed(sheet.table)
    ids = {folded(g.name): g.id for g in class_groups() if g.is_active}
    form.read(reading_of(sheet, table, request.args, ids))
    return _plan_page(view, sheet, form)


@admin.post("/class-lists/<id:list_id>/columns")
@requires(Permission.ADMINISTER)
def choose_list_columns(list_id: int) -> Answer:
    """Show the preview of other columns."""
    view = get_list(list_id, actor())
    form = _plan_form(view, _sheet_of(view, request.form.get("sheet", "")))
    if form.is_other_sheet:
        there = url_for("admin.class_list", list_id=list_id, sheet=form.sheet.data)
        return redirect(there)
    if not form.validate():
        raise NotFound
    return redirect(url_for("admin.class_list", list_id=list_id, **form.query))


@admin.post("/class-lists/<id:list_id>/take-over")
@requires(Permission.ADMINISTER)
def take_over_class_list(list_id: int) -> Answer:
    """Take a list over, if the preview showed what it does now."""
    view = get_list(list_id, actor())
    here = partial(url_for, "admin.class_list", list_id=list_id)
    if view.report is not None:
        return redirect(here())
    sheet = _sheet_of(view, request.form.get("sheet", ""))
    form = _plan_form(view, sheet)
    if form.validate() and form.shown.data != form.chosen:
        flash(gettext("Other columns: look at the preview, then go on."), "warning")
        return redirect(here(**form.query))
    if form.accepts(lambda: _take_over(form, view)):
        return redirect(here())
    return _plan_page(view, sheet, form)


@admin.post("/class-lists/<id:list_id>/forget")
@requires(Permission.ADMINISTER)
def forget_class_list(list_id: int) -> Answer:
    """Forget a list that is not taken over after all."""
    service.forget(act(key_sent()), list_id)
    flash(gettext("The file is forgotten. Nothing was changed."), "success")
    return redirect(url_for("admin.class_lists"))


@admin.post("/class-lists/<id:list_id>/forget-passwords")
@requires(Permission.ADMINISTER)
def forget_passwords(list_id: int) -> Answer:
    """Forget the one-time passwords of a list, once they are handed out."""
    service.forget_passwords(act(key_sent()), list_id)
    flash(gettext("The one-time passwords are forgotten."), "success")
    return redirect(url_for("admin.class_list", list_id=list_id))


def _keep(form: FileForm) -> int:
    """Keep the file; return its id. Raises InvalidInput."""
    if not form.name:
        raise InvalidInput({"file": NOTHING_CHOSEN})
    try:
        return service.keep(
            act(form.key.data or ""), name=form.name, content=form.content
        )
    except UnreadableFile as problem:
        raise InvalidInput({"file": _why(problem)}) from problem


def _why(problem: UnreadableFile) -> str:
    reason = gettext(str(problem.facts["reason"]), **problem.facts)
    return str(gettext(problem.message, reason=reason))


def _take_over(form: PlanForm, view: ListView) -> int:
    return service.take_over(
        act(form.key.data or ""),
        view.id,
        reading=form.reading,
        seen=form.seen.data or "",
        ticks=form.ticks,
        password_of=partial(first_password, view.seed or ""),
    )


def _sheet_of(view: ListView, asked: str) -> Sheet:
    """Return a sheet of a file. Raises NotFound once the file is erased."""
    if view.content is None:
        raise NotFound
    try:
        return read_sheet(view.content, id_or_none(asked))
    except UnreadableFile:
        # Another sheet of it can be, or the file would not be here.
        return read_sheet(view.content)


def _plan_form(view: ListView, sheet: Sheet, **kwargs: Any) -> PlanForm:
    """Return the form of the plan; two buttons send it to two addresses."""
    page = url_for("admin.take_over_class_list", list_id=view.id)
    form = PlanForm(page=page, **kwargs)
    form.offer(sheet, headed(sheet.table), class_groups(), units())
    return form


def _plan_page(view: ListView, sheet: Sheet, form: PlanForm) -> Answer:
    """Return the page of the columns, with the plan if they lead to one."""
    plan = None
    try:
        plan = service.preview(act(new_key()), view.id, form.reading)
        form.show(plan)
    except InvalidInput:
        pass  # the page asks for the columns that are missing
    page = render_template(
        "admin/class_list.html",
        upload=view,
        form=form,
        sheet=sheet,
        plan=plan,
        outcome=_left_out([(r.line, r.reason, r.facts) for r in plan.refused])
        if plan
        else None,
        needs_unit=_needs_unit(plan),
    )
    return page, form.status


def _needs_unit(plan: Plan | None) -> bool:
    return plan is not None and any(each.unit_id is None for each in plan.newcomers)


def _done_page(view: ListView, report: Mapping[str, Any]) -> Answer:
    found = [
        (slip, first_password(view.seed or "", slip.number)) for slip in slips(view)
    ]
    return render_template(
        "admin/class_list_done.html",
        upload=view,
        report=report,
        slips=found,
        address="" if is_loopback() else public_root(),
        outcome=_left_out(report["refused"]),
    )


def _left_out(refused: list[Any]) -> LeftOut:
    told = [(line, _told(reason, facts)) for line, reason, facts in refused]
    return LeftOut(told[:LISTED], len(told[LISTED:]))


def _told(reason: str, facts: Mapping[str, Any]) -> str:
    """Return why a row is refused, in the reader's language."""
    named = dict(facts)
    if "field" in named:
        named["field"] = gettext(ListField(named["field"]).label)
    return str(gettext(reason, **named))
