"""The rubric beside a ticket: what happened on it, and the rows of one student."""

from functools import partial
from http import HTTPStatus

from flask import render_template

from desk.blueprints.rubric import rows, rubric
from desk.blueprints.rubric.forms import MarkForm
from desk.blueprints.tickets.page import read
from desk.domain.log import EventKind
from desk.domain.people import Permission
from desk.domain.rubric import RubricItem
from desk.domain.sheets import Work
from desk.domain.workflow import COMPLETES
from desk.queries.rubric import SheetView, students_to_mark, ticket_sheet
from desk.queries.rubric_samples import place_in_sample
from desk.queries.sources import source_names
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.stepper import stepper
from desk.web.telling import tell

# What shows how the student worked: each step with its words, and what was corrected.
EVIDENCE = {*COMPLETES, EventKind.STEPPED_BACK}


@rubric.get("/tickets/<id:ticket_id>/students/<id:person_id>")
@requires(Permission.OBSERVE)
def sheet(ticket_id: int, person_id: int) -> Answer:
    """Show the sheet of a student's part in a ticket."""
    return _show(Work(person_id, ticket_id=ticket_id))


@rubric.post("/tickets/<id:ticket_id>/students/<id:person_id>/<item:item>")
@requires(Permission.OBSERVE)
def mark_sheet(ticket_id: int, person_id: int, item: RubricItem) -> Answer:
    """Mark an item of a student's part in a ticket."""
    work = Work(person_id, ticket_id=ticket_id)
    return rows.mark(work, item, partial(_read, work), partial(_show, work))


@rubric.post("/tickets/<id:ticket_id>/students/<id:person_id>/<item:item>/take-back")
@requires(Permission.OBSERVE)
def take_back_sheet(ticket_id: int, person_id: int, item: RubricItem) -> Answer:
    """Take the mark of an item back."""
    work = Work(person_id, ticket_id=ticket_id)
    return rows.take_back(work, item, partial(_read, work), partial(_show, work))


def _read(work: Work) -> SheetView:
    return ticket_sheet(read(work.ticket_id or 0), work.person_id, actor())


def _show(work: Work, sent: MarkForm | None = None) -> Answer:
    ticket = read(work.ticket_id or 0)
    view = ticket_sheet(ticket, work.person_id, actor())
    told = tell(ticket.entries, source_names(actor().language))
    page = render_template(
        "rubric/sheet.html",
        ticket=ticket,
        steps=stepper(ticket),
        evidence=[e for e in told if e.kind in EVIDENCE and not e.is_undone],
        sheet=view,
        items=len(RubricItem),
        groups=rows.groups_of(work, view, sent),
        others=[
            (id_, name)
            for id_, name in students_to_mark(ticket, actor())
            if id_ != work.person_id
        ],
        place=place_in_sample(ticket.id, work.person_id, actor()),
    )
    return page, sent.status if sent else HTTPStatus.OK
