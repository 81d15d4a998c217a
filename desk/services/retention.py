"""Erasing what is past its time: ticket by ticket, and going on where it stopped."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import and_, delete, select, text, update

from desk.domain.customers import EntryKind
from desk.domain.erasure import Scope
from desk.domain.log import EventKind
from desk.domain.people import Act, Permission
from desk.domain.retention import CONTACT_WORDS, Kept, Limits
from desk.extensions import db
from desk.models import (
    Customer,
    CustomerCode,
    Evidence,
    Photo,
    RetentionRun,
    RubricSheet,
    Ticket,
    TicketEvent,
    Unit,
)
from desk.models.retention import outlived_birthdays, past_its_time
from desk.services import class_lists, drafts, log, photos, rubric, uploads
from desk.services.customers import note
from desk.services.row import calendar_of
from desk.services.transaction import writing

# Ids read at once; each of them is then a transaction of its own.
CHUNK = 200
FORGET_IN_INDEX = text("INSERT INTO ticket_search(ticket_search) VALUES ('optimize')")
# The column of a run that counts each kind.
COUNTED = {
    Kept.CONTENTS: RetentionRun.tickets,
    Kept.CONTACTS: RetentionRun.contacts,
    Kept.CUSTOMERS: RetentionRun.customers,
}


def erase(act: Act) -> Iterator[Kept]:
    """Erase what is past its time, yielding the kind of each piece once it is gone.

    Each piece is a transaction with the run that counts it: whoever stops asking, or
    is cut short, leaves an unfinished run, and the next call goes on with it. What is
    gone is not found again, so nothing is erased twice. Raises Forbidden.
    """
    act.actor.require(Permission.ADMINISTER)
    limits = Limits.at(act.at, _zones())
    run_id = _begin(act, limits)
    for kind, erase_one in JOBS.items():
        table = Customer if kind is Kept.CUSTOMERS else Ticket
        past = past_its_time(kind, limits)
        last = 0
        while ids := _next(table, past, last):
            for id_ in ids:
                with writing():
                    is_done = _is_past(table, past, id_) and erase_one(act, id_)
                    if is_done:
                        _count(run_id, kind)
                db.session.expunge_all()
                if is_done:
                    yield kind
            last = ids[-1]
    _finish(act, run_id)


def _begin(act: Act, limits: Limits) -> int:
    """Return the run that was cut short, else a new one."""
    with writing():
        _forget_what_forms_left(act.at)
        _forget_sheets(limits)
        unfinished = select(RetentionRun).where(RetentionRun.finished_at.is_(None))
        run = db.session.scalars(unfinished.order_by(RetentionRun.id.desc())).first()
        if run is None:
            run = RetentionRun(begun_at=act.at, actor_id=act.actor.id or None)
            db.session.add(run)
            db.session.flush()
        return run.id


def _finish(act: Act, run_id: int) -> None:
    with writing():
        run = db.session.get_one(RetentionRun, run_id, with_for_update=True)
        run.finished_at = run.finished_at or act.at
        if db.engine.dialect.name == "sqlite":
            # The index keeps words that are gone until it is put together anew.
            db.session.execute(FORGET_IN_INDEX)


def _forget_what_forms_left(now: int) -> None:
    """Forget old drafts, files and photos of forms, and birthdays without consent.

    Their own doors do it, too, but only when somebody comes to them again.
    """
    drafts.sweep(now)
    uploads.forget_old(now)
    class_lists.forget_old(now)
    photos.forget_old(now)
    db.session.execute(update(Customer).where(outlived_birthdays()).values(birthday=""))


def _forget_sheets(limits: Limits) -> None:
    """Forget what was written at the counter, which belongs to no ticket."""
    at_counter = RubricSheet.ticket_id.is_(None)
    before = RubricSheet.begun_at < min(limits.content.values(), default=0)
    rubric.forget_comments(and_(at_counter, before))


def _zones() -> dict[int, str]:
    units = db.session.scalars(select(Unit.id)).all()
    return {unit_id: calendar_of(unit_id).zone for unit_id in units}


def _next(table: type[Ticket] | type[Customer], past: Any, last: int) -> list[int]:
    query = select(table.id).where(table.id > last, past).order_by(table.id)
    return list(db.session.scalars(query.limit(CHUNK)))


def _is_past(table: type[Ticket] | type[Customer], past: Any, id_: int) -> bool:
    """Say whether it still is, now that it is locked: somebody may have reopened it."""
    db.session.get_one(table, id_, with_for_update=True)
    return db.session.scalar(select(table.id).where(table.id == id_, past)) is not None


def _count(run_id: int, kind: Kept) -> None:
    column = COUNTED[kind]
    db.session.execute(
        update(RetentionRun)
        .where(RetentionRun.id == run_id)
        .values({column: column + 1})
    )


def _erase_contents(act: Act, ticket_id: int) -> bool:
    """Erase every word and photo of a ticket, and what would lead back to them."""
    ticket = log.load(ticket_id)
    events = select(TicketEvent.id).where(TicketEvent.ticket_id == ticket_id)
    _forget_words(act, Evidence.event_id.in_(events))
    rubric.forget_comments(RubricSheet.ticket_id == ticket_id)
    db.session.execute(
        update(Photo).where(Photo.ticket_id == ticket_id).values(content=None)
    )
    db.session.execute(delete(CustomerCode).where(CustomerCode.ticket_id == ticket_id))
    # The digest of an imported row: whoever has the file could tell whose it was.
    ticket.import_key = None
    log.append(
        ticket,
        EventKind.ERASED,
        act,
        recorded_at=act.at,
        facts={"scope": Scope.CONTENT},
    )
    return True


def _erase_contacts(act: Act, ticket_id: int) -> bool:
    """Erase the name and contact of a ticket; other words said with them stay."""
    ticket = log.load(ticket_id)
    query = (
        select(TicketEvent.n, Evidence.event_id, Evidence.words)
        .join(Evidence, Evidence.event_id == TicketEvent.id)
        .where(TicketEvent.ticket_id == ticket_id, Evidence.words.is_not(None))
        .order_by(TicketEvent.n)
    )
    for n, event_id, told in db.session.execute(query).all():
        words = told or {}
        if words.keys().isdisjoint(CONTACT_WORDS):
            continue
        _forget_words(act, Evidence.event_id == event_id)
        log.append(
            ticket,
            EventKind.ERASED,
            act,
            recorded_at=act.at,
            facts={"scope": Scope.CONTACT, "of": n},
            words={k: v for k, v in words.items() if k not in CONTACT_WORDS},
        )
    return True


def _forget_words(act: Act, which: Any) -> None:
    words = update(Evidence).where(which, Evidence.words.is_not(None))
    db.session.execute(words.values(words=None, erased_at=act.at))


def _erase_customers(act: Act, customer_id: int) -> bool:
    """Erase who a card is about; its number, kind and standing stay."""
    card = db.session.get_one(Customer, customer_id)
    card.name = card.search_name = card.contact_person = ""
    card.phone = card.contact = card.expects = card.birthday = ""
    card.purposes = []
    card.members.clear()
    card.erased_at = act.at
    note(card, EntryKind.ERASED, act)
    return True


# Contents first: their tickets' contacts are gone with them.
JOBS: dict[Kept, Callable[[Act, int], bool]] = {
    Kept.CONTENTS: _erase_contents,
    Kept.CONTACTS: _erase_contacts,
    Kept.CUSTOMERS: _erase_customers,
}
