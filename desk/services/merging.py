"""Two tickets about one complaint: merge the duplicate into the other, and unmerge."""

from typing import NamedTuple

from sqlalchemy import select

from desk.domain.endings import MergedOn, NotMergeable, NotMerged, OwnMerge
from desk.domain.errors import NotFound, StaleTicket
from desk.domain.evidence import Errors, demand
from desk.domain.log import EventKind, not_undone
from desk.domain.people import Act, Permission
from desk.domain.vocabulary import N_, Ending
from desk.extensions import db
from desk.models import NotDuplicate, Ticket, TicketEvent
from desk.services import log
from desk.services.transaction import action

WHICH = N_("Choose the duplicate, or write its number.")
UNKNOWN = N_("There is no ticket with this number.")
ITSELF = N_("This is the number of this very ticket. Which one is its duplicate?")
ELSEWHERE = N_("That ticket belongs to another unit. Only within a unit can we merge.")
REFUSAL_OF: dict[Ending | None, str] = {
    Ending.DUPLICATE: N_("That ticket is merged into another one already."),
    Ending.CANCELLED: N_("That ticket was undone, so there is nothing to merge."),
    Ending.NOT_A_COMPLAINT: N_("That ticket is not a complaint. Restore it first."),
}
NO_REASON = N_("Write why, so that both students understand it.")
DIGITS = 4


class Pair(NamedTuple):
    """A ticket that goes on, and its duplicate; both locked."""

    survivor: Ticket
    duplicate: Ticket


@action
def merge(
    act: Act, survivor_id: int, *, seen: int, duplicate: int | str, reason: str
) -> int:
    """Merge a duplicate, given by id or number, into a ticket of the same unit.

    The earliest receipt counts from then on, and the time before the ticket's own
    receipt is that of who logged the duplicate. Raises InvalidInput, NotMergeable,
    OwnMerge, StaleTicket. Source: clock.md, "Events", merge.
    """
    act.actor.require(Permission.REVIEW)
    pair = _both(survivor_id, _find(survivor_id, duplicate))
    log.require_unit(act.actor, pair.survivor)
    log.require_seen(pair.survivor, seen)
    if pair.survivor.ending not in {None, Ending.CLOSED}:
        raise NotMergeable
    demand(_errors(pair, reason))
    _require_uninvolved(act, pair)
    first = min(_receipts(pair.duplicate), key=lambda receipt: receipt.at).as_event()
    log.append(
        pair.survivor,
        EventKind.RECEIVED,
        act,
        recorded_at=act.at,
        at=first.at,
        facts={"ticket": pair.duplicate.id, "holder": first.by},
    )
    log.append(
        pair.duplicate,
        EventKind.MERGED,
        act,
        recorded_at=act.at,
        facts={"into": pair.survivor.id},
        words={"reason": reason},
    )
    return survivor_id


@action
def unmerge(act: Act, duplicate_id: int, *, seen: int, reason: str) -> int:
    """Take a merge back: both tickets stand to the second as if it had never been.

    Raises InvalidInput, NotMerged, MergedOn, OwnMerge, StaleTicket. Source: clock.md,
    principle 5 and "Rules for the hard cases", merge.
    """
    act.actor.require(Permission.REVIEW)
    pair = _both(_survivor_of(duplicate_id), duplicate_id)
    log.require_unit(act.actor, pair.duplicate)
    log.require_seen(pair.duplicate, seen)
    if pair.duplicate.merged_into_id != pair.survivor.id:
        raise StaleTicket(seen=seen)
    if pair.survivor.merged_into_id is not None:
        raise MergedOn(number=pair.survivor.number)
    demand({} if reason else {"reason": NO_REASON})
    _require_uninvolved(act, pair)
    survivor, duplicate = pair
    for ticket, target in (
        (survivor, _last(survivor, EventKind.RECEIVED, "ticket", duplicate)),
        (duplicate, _last(duplicate, EventKind.MERGED, "into", survivor)),
    ):
        log.append(
            ticket,
            EventKind.VOIDED,
            act,
            recorded_at=act.at,
            facts={"target": target},
            words={"reason": reason},
        )
    return duplicate_id


@action
def not_duplicate(act: Act, ticket_id: int, other_id: int) -> int:
    """Remember that two tickets are two complaints: they are not suggested any more.

    Nothing happened to either ticket, so their logs say nothing of it.
    """
    act.actor.require(Permission.REVIEW)
    for id_ in (ticket_id, other_id):
        ticket = db.session.get(Ticket, id_)
        if ticket is None or ticket_id == other_id:
            raise NotFound
        log.require_unit(act.actor, ticket)
    first, second = sorted((ticket_id, other_id))
    if db.session.get(NotDuplicate, (first, second)) is None:
        db.session.add(
            NotDuplicate(
                ticket_id=first,
                other_id=second,
                said_by_id=act.actor.id,
                said_at=act.at,
            )
        )
    return ticket_id


def _find(survivor_id: int, duplicate: int | str) -> int:
    """Return the duplicate's id; its last digits will do within the same month."""
    if isinstance(duplicate, int):
        return duplicate
    if not duplicate:
        demand({"duplicate": WHICH})
    number = duplicate.replace(" ", "").upper()
    if number.isascii() and number.isdigit():
        known = select(Ticket.number).where(Ticket.id == survivor_id)
        series = (db.session.scalar(known) or "").rpartition("/")[0]
        number = f"{series}/{number.lstrip('0').zfill(DIGITS)}"
    found = db.session.scalar(select(Ticket.id).where(Ticket.number == number))
    if found is None:
        demand({"duplicate": UNKNOWN})
    return found or 0


def _both(survivor_id: int, duplicate_id: int) -> Pair:
    """Return both tickets, locked in one order so that no two merges wait in a ring."""
    locked = {id_: log.load(id_) for id_ in sorted({survivor_id, duplicate_id})}
    return Pair(locked[survivor_id], locked[duplicate_id])


def _errors(pair: Pair, reason: str) -> Errors:
    errors = {} if reason else {"reason": NO_REASON}
    if pair.duplicate is pair.survivor:
        errors["duplicate"] = ITSELF
    elif pair.duplicate.unit_id != pair.survivor.unit_id:
        errors["duplicate"] = ELSEWHERE
    elif pair.duplicate.ending in REFUSAL_OF:
        errors["duplicate"] = REFUSAL_OF[pair.duplicate.ending]
    return errors


def _require_uninvolved(act: Act, pair: Pair) -> None:
    involved = {ticket.owner_id for ticket in pair}
    for ticket in pair:
        involved |= {row.as_event().by for row in _receipts(ticket)}
    if act.actor.id in involved:
        raise OwnMerge


def _survivor_of(duplicate_id: int) -> int:
    found = db.session.get(Ticket, duplicate_id)
    if found is None:
        raise NotFound
    if found.merged_into_id is None:
        raise NotMerged
    return found.merged_into_id


def _receipts(ticket: Ticket) -> list[TicketEvent]:
    return [row for row in _live(ticket) if row.kind is EventKind.RECEIVED]


def _last(ticket: Ticket, kind: EventKind, fact: str, other: Ticket) -> int:
    """Return the number of the last event that names the other ticket."""
    return max(
        row.n
        for row in _live(ticket)
        if row.kind is kind and row.facts.get(fact) == other.id
    )


def _live(ticket: Ticket) -> list[TicketEvent]:
    """Return the events of a ticket that stand, in the order of its log."""
    query = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id)
    rows = db.session.scalars(query.order_by(TicketEvent.n)).all()
    kept = {event.n for event in not_undone(row.as_event() for row in rows)}
    return [row for row in rows if row.n in kept]
