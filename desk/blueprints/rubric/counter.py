"""Students observed at the counter: choose one, mark row by row, go on to the next."""

from functools import partial
from http import HTTPStatus

from flask import redirect, render_template

from desk.blueprints.rubric import rows, rubric
from desk.blueprints.rubric.forms import MarkForm
from desk.blueprints.rubric.rows import url_of
from desk.domain.people import Permission
from desk.domain.rubric import RubricItem
from desk.domain.sheets import Work
from desk.queries.people import name_of
from desk.queries.rubric import SheetView, begun_lately, counter_sheet, observable
from desk.queries.rubric_samples import sampled_books
from desk.services import rubric as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent
from desk.web.now import now


@rubric.get("/observe")
@requires(Permission.OBSERVE)
def observe() -> Answer:
    """Show whom one can observe now, and the tickets drawn for a review."""
    return render_template(
        "rubric/observe.html",
        units=observable(actor(), now=now()),
        items=len(RubricItem),
        begun=begun_lately(actor(), now=now()),
        books=sampled_books(actor()),
    )


@rubric.post("/students/<id:person_id>/begin")
@requires(Permission.OBSERVE)
def begin_sheet(person_id: int) -> Answer:
    """Begin to observe a student."""
    sheet_id = service.begin_sheet(act(key_sent()), person_id)
    return redirect(url_of("", Work(person_id, sheet_id=sheet_id)))


@rubric.get("/students/<id:person_id>/sheets/<id:sheet_id>")
@requires(Permission.OBSERVE)
def counter(person_id: int, sheet_id: int) -> Answer:
    """Show a sheet of the counter."""
    return _show(Work(person_id, sheet_id=sheet_id))


@rubric.post("/students/<id:person_id>/sheets/<id:sheet_id>/<item:item>")
@requires(Permission.OBSERVE)
def mark_counter(person_id: int, sheet_id: int, item: RubricItem) -> Answer:
    """Mark an item of what is seen at the counter."""
    work = Work(person_id, sheet_id=sheet_id)
    return rows.mark(work, item, partial(_read, work), partial(_show, work))


@rubric.post("/students/<id:person_id>/sheets/<id:sheet_id>/<item:item>/take-back")
@requires(Permission.OBSERVE)
def take_back_counter(person_id: int, sheet_id: int, item: RubricItem) -> Answer:
    """Take the mark of an item back."""
    work = Work(person_id, sheet_id=sheet_id)
    return rows.take_back(work, item, partial(_read, work), partial(_show, work))


def _read(work: Work) -> SheetView:
    return counter_sheet(work.sheet_id or 0, work.person_id, actor())


def _show(work: Work, sent: MarkForm | None = None) -> Answer:
    sheet = _read(work)
    page = render_template(
        "rubric/counter.html",
        sheet=sheet,
        items=len(RubricItem),
        groups=rows.groups_of(work, sheet, sent),
        begun_by=name_of(sheet.by_id),
        is_mine=sheet.by_id == actor().id,
    )
    return page, sent.status if sent else HTTPStatus.OK
