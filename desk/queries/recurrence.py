"""Which complaints of known customers came back after they were closed."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

from sqlalchemy import ColumnElement, func, or_, select

from desk.domain.log import EventKind, not_undone
from desk.domain.recurrence import Case, Verdict, contact_key, judge
from desk.extensions import db
from desk.models import Customer, Ticket, TicketEvent
from desk.queries.dimensions import Scope
from desk.queries.report_rows import is_complaint
from desk.queries.sources import source_parents

Conditions = Sequence[ColumnElement[bool]]
CHUNK = 500


def verdict(
    scope: Scope, where: Conditions, key_of: Mapping[int, int], *, now: int
) -> tuple[Verdict, dict[int, list[int]], int]:
    """Return what is known of some complaints, their ids by line, and the strangers.

    Strangers are complaints that were closed, have a source, and whose customer nobody
    knows: nothing can be said about them. All lie in the scope (UTC seconds).
    """
    reopened = _reopened(scope)
    ids: dict[int, list[int]] = defaultdict(list)
    query = select(Ticket.id, Ticket.source_id).where(*where, is_known())
    for ticket_id, source_id in db.session.execute(query):
        if source_id is not None:
            ids[key_of.get(source_id, 0)].append(ticket_id)
    asked = {id_ for found in ids.values() for id_ in found}
    cases = _cases(scope, reopened)
    judged = judge((case for case in cases if case.id in asked), cases, now)
    return judged, ids, _strangers(where)


def is_known() -> ColumnElement[bool]:
    """Return the condition that it is known who complained."""
    return or_(Ticket.customer_id.is_not(None), Ticket.contact != "")


def was_closed_by_stranger() -> list[ColumnElement[bool]]:
    """Return the conditions that a closed complaint is of nobody known."""
    return [
        Ticket.closed_at.is_not(None),
        Ticket.source_id.is_not(None),
        Ticket.customer_id.is_(None),
        Ticket.contact == "",
    ]


def _strangers(where: Conditions) -> int:
    query = select(func.count()).select_from(Ticket)
    return db.session.scalar(query.where(*where, *was_closed_by_stranger())) or 0


def _cases(scope: Scope, reopened: frozenset[int]) -> list[Case]:
    """Return what known customers complained of since the scope begins."""
    roots, parents = _roots(), source_parents()
    query = select(
        *(Ticket.id, Ticket.unit_id, Ticket.source_id, Ticket.customer_id),
        *(Ticket.contact, Ticket.received_at, Ticket.closed_at),
    ).where(
        Ticket.unit_id.in_(scope.unit_ids),
        Ticket.received_at >= scope.begin,
        is_complaint(),
        is_known(),
    )
    cases = []
    for (
        id_,
        unit_id,
        source_id,
        card,
        contact,
        received_at,
        closed_at,
    ) in db.session.execute(query):
        known = contact_key(contact) if contact else ""
        keys: list[Hashable] = [(unit_id, known)] if known else []
        if card is not None:
            keys.append((0, roots.get(card, card)))
        cases.append(
            Case(
                id=id_,
                group=parents.get(source_id or 0),
                keys=tuple(keys),
                received_at=received_at,
                closed_at=closed_at,
                is_reopened=id_ in reopened,
            )
        )
    return cases


def _reopened(scope: Scope) -> frozenset[int]:
    """Return the tickets of the scope with a reopening that stands."""
    found = db.session.scalars(
        select(TicketEvent.ticket_id)
        .join(Ticket, Ticket.id == TicketEvent.ticket_id)
        .where(
            TicketEvent.is_reopening(),
            Ticket.unit_id.in_(scope.unit_ids),
            Ticket.received_at >= scope.begin,
            Ticket.received_at < scope.end,
        )
        .distinct()
    ).all()
    standing = set()
    for start in range(0, len(found), CHUNK):
        some = found[start : start + CHUNK]
        logs = defaultdict(list)
        query = select(TicketEvent).where(TicketEvent.ticket_id.in_(some))
        for event in db.session.scalars(query.order_by(TicketEvent.n)):
            logs[event.ticket_id].append(event.as_event())
        standing |= {
            ticket_id
            for ticket_id, log in logs.items()
            if any(each.kind is EventKind.REOPENED for each in not_undone(log))
        }
    return frozenset(standing)


def _roots() -> dict[int, int]:
    """Return the card that each merged one is part of now."""
    query = select(Customer.id, Customer.merged_into_id).where(
        Customer.merged_into_id.is_not(None)
    )
    into = {row.id: row.merged_into_id for row in db.session.execute(query)}
    roots = {}
    for card in into:
        root, met = card, {card}
        while root in into and into[root] not in met:
            root = into[root]
            met.add(root)
        roots[card] = root
    return roots
