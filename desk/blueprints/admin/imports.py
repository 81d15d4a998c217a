"""Administrator: bringing in complaints from a file, in three pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.admin import admin
from desk.blueprints.admin.import_forms import (
    NOTHING_CHOSEN,
    ColumnsForm,
    UploadForm,
)
from desk.domain.errors import InvalidInput, NotFound, NotInUse, UnreadableFile
from desk.domain.evidence import CHOOSE
from desk.domain.intake import Field, guess_columns
from desk.domain.people import Permission
from desk.domain.table import Table, read_table, write_table
from desk.queries.sources import source_groups
from desk.queries.units import units
from desk.queries.uploads import UploadView, get_upload, recent_uploads
from desk.services import imports as service
from desk.services import uploads
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent, new_key

PREVIEWED = 5
LISTED = 20
# From so many rows on it takes long enough to be told beforehand.
MANY_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of the rows of a file, in words."""

    imported: int
    tagged: int
    already_there: int
    refused: list[tuple[int, str]]
    unlisted: int


@admin.route("/imports", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def imports() -> Answer:
    """Choose a file; show the last imports."""
    form = UploadForm()
    places = [unit for unit in units() if unit.is_active]
    language = actor().language
    form.offer([(unit, source_groups(unit.id, language)) for unit in places])
    kept: list[int] = []
    if form.accepts(lambda: kept.append(keep(form))):
        return redirect(url_for("admin.import_file", upload_id=kept[0]))
    recent = recent_uploads(actor())
    page = render_template(
        "admin/imports.html", form=form, recent=recent, has_unit=bool(places)
    )
    return page, form.status


@admin.get("/imports/<id:upload_id>")
@requires(Permission.ADMINISTER)
def import_file(upload_id: int) -> Answer:
    """Show which column is what and what would happen, or what has happened."""
    upload = get_upload(upload_id, actor())
    if upload.report is not None:
        outcome = outcome_of(upload.report)
        return render_template(
            "admin/imports_result.html", upload=upload, outcome=outcome
        )
    table = table_of(upload)
    form = columns_form(upload_id, table, formdata=None)
    form.choose(columns_asked_for(table) or guess_columns(table.header))
    return columns_page(upload, table, form)


@admin.post("/imports/<id:upload_id>/columns")
@requires(Permission.ADMINISTER)
def choose_columns(upload_id: int) -> Answer:
    """Show the preview of other columns."""
    form = columns_form(upload_id, table_of(get_upload(upload_id, actor())))
    if not form.validate():
        raise NotFound
    return redirect(preview_url(upload_id, form))


@admin.post("/imports/<id:upload_id>/import")
@requires(Permission.ADMINISTER)
def import_upload(upload_id: int) -> Answer:
    """Import the file, if the preview showed these very columns."""
    upload = get_upload(upload_id, actor())
    if upload.report is not None:
        return redirect(url_for("admin.import_file", upload_id=upload_id))
    table = table_of(upload)
    form = columns_form(upload_id, table)
    if form.validate() and form.shown.data != form.chosen:
        flash(gettext("Other columns: look at the preview, then import."), "warning")
        return redirect(preview_url(upload_id, form))
    if form.accepts(lambda: bring_in(form, upload_id)):
        return redirect(url_for("admin.import_file", upload_id=upload_id))
    return columns_page(upload, table, form)


@admin.post("/imports/<id:upload_id>/forget")
@requires(Permission.ADMINISTER)
def forget_upload(upload_id: int) -> Answer:
    """Forget a file that is not imported after all."""
    uploads.forget(act(key_sent()), upload_id)
    flash(gettext("The file is forgotten. Nothing was imported."), "success")
    return redirect(url_for("admin.imports"))


@admin.get("/imports/<id:upload_id>/refused.csv")
@requires(Permission.ADMINISTER)
def refused_rows(upload_id: int) -> Answer:
    """Send the rows left out, with the reasons, to be mended and imported again."""
    upload = get_upload(upload_id, actor())
    if upload.report is None:
        raise NotFound
    table = table_of(upload)
    cells = {row.line: row.cells for row in table.rows}
    heading = [gettext("Line"), gettext("Left out because"), *table.header]
    rows = [
        [line, told(reason, facts), *cells.get(line, ())]
        for line, reason, facts in upload.report["refused"]
    ]
    answer = Response(write_table([heading, *rows]), mimetype="text/csv")
    answer.headers.set(
        "Content-Disposition", "attachment", filename=f"left-out-{upload.id}.csv"
    )
    return answer


def keep(form: UploadForm) -> int:
    """Keep the file; return its id. Raises InvalidInput."""
    if not form.name:
        raise InvalidInput({"file": NOTHING_CHOSEN})
    channel = form.channel.data
    if channel is None:
        raise InvalidInput({"channel": CHOOSE})
    try:
        return uploads.keep(
            act(form.key.data or ""),
            name=form.name,
            content=form.content,
            unit_id=form.unit_id.data,
            channel=channel,
            source_id=form.source,
        )
    except UnreadableFile as problem:
        reason = told(str(problem.facts["reason"]), problem.facts)
        message = gettext(problem.message, reason=reason)
        raise InvalidInput({"file": message}) from problem


def columns_form(upload_id: int, table: Table, **kwargs: Any) -> ColumnsForm:
    """Return the form of the columns; two buttons send it to two addresses."""
    page = url_for("admin.import_upload", upload_id=upload_id)
    form = ColumnsForm(page=page, **kwargs)
    form.offer(table)
    return form


def bring_in(form: ColumnsForm, upload_id: int) -> int:
    """Import the file; return its id."""
    return uploads.bring_in(
        act(form.key.data or ""),
        upload_id,
        columns=form.columns,
        by_rule=bool(form.by_rule.data),
    )


def columns_page(upload: UploadView, table: Table, form: ColumnsForm) -> Answer:
    """Return the page of the columns with a preview of what they lead to."""
    columns = {} if form.errors else form.columns
    outcome = None
    if Field.COMPLAINT in columns:
        try:
            outcome = outcome_of(preview(upload, table, form))
        except NotInUse as refused:
            form.refuse(refused)
    page = render_template(
        "admin/imports_columns.html",
        upload=upload,
        form=form,
        fields=[form[field.value] for field in Field],
        rows=[
            (row.line, [(field, row.cells[n]) for field, n in columns.items()])
            for row in table.rows[:PREVIEWED]
        ],
        outcome=outcome,
        is_long=len(table.rows) >= MANY_ROWS,
    )
    return page, form.status


def preview(upload: UploadView, table: Table, form: ColumnsForm) -> service.Report:
    """Return what importing these columns would do."""
    intake = service.Intake(
        table=table,
        columns=form.columns,
        unit_id=upload.unit_id,
        channel=upload.channel,
        source_id=upload.source_id,
        by_rule=True,
    )
    return service.preview_complaints(act(new_key()), intake)


def preview_url(upload_id: int, form: ColumnsForm) -> str:
    """Return the address of the preview of the columns chosen."""
    chosen: dict[str, Any] = {f.value: n for f, n in form.columns.items()}
    return url_for("admin.import_file", upload_id=upload_id, **chosen)


def columns_asked_for(table: Table) -> dict[Field, int]:
    """Return the columns named in the address, as far as the file has them."""
    asked = {field: request.args.get(field.value, "") for field in Field}
    there = {str(column): column for column in range(len(table.header))}
    return {field: there[text] for field, text in asked.items() if text in there}


def table_of(upload: UploadView) -> Table:
    """Return the table in a file. Raises NotFound once the file is erased."""
    if upload.content is None:
        raise NotFound
    return read_table(upload.content)


def outcome_of(report: Mapping[str, Any]) -> Outcome:
    """Return a report in the reader's language, with the first rows refused."""
    refused = report["refused"]
    return Outcome(
        imported=report["imported"],
        # Imports of before the rule told nothing of it.
        tagged=report.get("tagged", 0),
        already_there=report["already_there"],
        refused=[
            (line, told(reason, facts)) for line, reason, facts in refused[:LISTED]
        ],
        unlisted=len(refused[LISTED:]),
    )


def told(reason: str, facts: Mapping[str, Any]) -> str:
    """Return why a row or file is refused, in the reader's language."""
    named = dict(facts)
    if "field" in named:
        named["field"] = gettext(Field(named["field"]).label)
    return str(gettext(reason, **named))
