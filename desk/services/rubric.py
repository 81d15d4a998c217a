"""The rubric: sheets are begun, and marks made on them, row by row; none is erased."""

from sqlalchemy import ColumnElement, select, update

from desk.domain.errors import Forbidden, NotFound, OwnWork
from desk.domain.evidence import CHOOSE, demand
from desk.domain.people import Act, Permission, Role
from desk.domain.rubric import Level, RubricItem
from desk.domain.sheets import (
    NothingToTakeBack,
    NotYourSheet,
    StaleMark,
    Work,
    takes_part,
    workers,
)
from desk.extensions import db
from desk.models import Person, RubricMark, RubricSheet, Ticket, TicketEvent
from desk.services import log
from desk.services.transaction import action


@action
def begin_sheet(act: Act, person_id: int) -> int:
    """Begin to observe a student at the counter; return the sheet's id.

    Raises NotFound, Forbidden for another unit's student, OwnWork.
    """
    person = _student(act, person_id)
    if not person.is_active:
        raise NotFound
    return _begin(act, person_id, None).id


@action
def mark(
    act: Act,
    work: Work,
    item: RubricItem,
    *,
    seen: int,
    level: Level | None,
    comment: str,
) -> int:
    """Mark an item of a student's work; return the mark's id.

    What was seen is the id of the row's newest mark, 0 if there was none. The same once
    more changes nothing. Raises InvalidInput, StaleMark, OwnWork, NotYourSheet.
    """
    sheet = _sheet(act, work)
    demand({} if level else {"level": CHOOSE})
    if sheet is not None and sheet.ticket_id is None and sheet.by_id != act.actor.id:
        raise NotYourSheet
    newest = _newest(sheet, item)
    if newest is not None and (newest.level, newest.comment) == (level, comment):
        return newest.id
    _require_seen(newest, seen)
    sheet = sheet or _begin(act, work.person_id, work.ticket_id)
    return _keep(act, sheet, item, level, comment)


@action
def take_back(act: Act, work: Work, item: RubricItem, *, seen: int) -> int:
    """Take the mark of an item back; it stays in the history. Return the new row's id.

    Of a sheet at the counter whoever made it, or a teacher. Raises NothingToTakeBack,
    StaleMark, OwnWork, NotYourSheet.
    """
    sheet = _sheet(act, work)
    newest = _newest(sheet, item)
    if sheet is None or newest is None or newest.level is None:
        raise NothingToTakeBack
    is_mine = sheet.by_id == act.actor.id or act.actor.may(Permission.GRADE)
    if sheet.ticket_id is None and not is_mine:
        raise NotYourSheet
    _require_seen(newest, seen)
    return _keep(act, sheet, item, None, "")


def forget_comments(which: ColumnElement[bool]) -> None:
    """Erase what was written with the marks of some sheets; the levels stay."""
    sheets = select(RubricSheet.id).where(which)
    comments = update(RubricMark).where(
        RubricMark.sheet_id.in_(sheets), RubricMark.comment != ""
    )
    db.session.execute(comments.values(comment=""))


def _sheet(act: Act, work: Work) -> RubricSheet | None:
    """Return the sheet, None if nobody has marked on it yet; who may not, is refused.

    Locked until the transaction ends, as is the ticket: two marks come one by one.
    """
    _student(act, work.person_id)
    if work.ticket_id is None:
        sheet = db.session.get(RubricSheet, work.sheet_id or 0, with_for_update=True)
        is_at_counter = sheet is not None and sheet.ticket_id is None
        if sheet is None or not is_at_counter or sheet.person_id != work.person_id:
            raise NotFound
        return sheet
    ticket = log.load(work.ticket_id)
    log.require_unit(act.actor, ticket)
    _require_part(act, ticket, work.person_id)
    query = select(RubricSheet).filter_by(ticket_id=ticket.id, person_id=work.person_id)
    return db.session.scalars(query.with_for_update()).one_or_none()


def _student(act: Act, person_id: int) -> Person:
    act.actor.require(Permission.OBSERVE)
    if person_id == act.actor.id:
        raise OwnWork
    person = db.session.get(Person, person_id)
    if person is None or person.role is not Role.STUDENT:
        raise NotFound
    if act.actor.unit_id not in {None, person.unit_id}:
        raise Forbidden
    return person


def _require_part(act: Act, ticket: Ticket, person_id: int) -> None:
    """Raise OwnWork if the reviewer had a part in it, NotFound if the student had none.

    Source: product.md, "Roles": observe, not on own tickets.
    """
    rows = db.session.scalars(TicketEvent.of_ticket(ticket.id)).all()
    events = {row.n: (row.as_event(), row.actor_id) for row in rows}
    if takes_part(act.actor.id, events, ticket.owner_id):
        raise OwnWork
    if person_id not in workers(event for event, _ in events.values()):
        raise NotFound


def _newest(sheet: RubricSheet | None, item: RubricItem) -> RubricMark | None:
    if sheet is None:
        return None
    query = (
        select(RubricMark)
        .filter_by(sheet_id=sheet.id, item=item)
        .order_by(RubricMark.id.desc())
    )
    return db.session.scalars(query.limit(1)).one_or_none()


def _require_seen(newest: RubricMark | None, seen: int) -> None:
    if seen != (newest.id if newest else 0):
        raise StaleMark


def _begin(act: Act, person_id: int, ticket_id: int | None) -> RubricSheet:
    sheet = RubricSheet(
        person_id=person_id, by_id=act.actor.id, ticket_id=ticket_id, begun_at=act.at
    )
    db.session.add(sheet)
    db.session.flush()
    return sheet


def _keep(
    act: Act, sheet: RubricSheet, item: RubricItem, level: Level | None, comment: str
) -> int:
    row = RubricMark(
        sheet_id=sheet.id,
        item=item,
        level=level,
        comment=comment,
        by_id=act.actor.id,
        at=act.at,
    )
    db.session.add(row)
    db.session.flush()
    return row.id
