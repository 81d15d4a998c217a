"""Complaints that reach the desk without a student at the counter."""

from desk.domain.log import EventKind
from desk.domain.people import Act, Permission
from desk.domain.vocabulary import Channel
from desk.extensions import db
from desk.models import Ticket, Unit
from desk.services import log
from desk.services.tickets import open_ticket
from desk.services.transaction import action


@action
def receive(
    act: Act,
    *,
    unit_id: int,
    complaint: str,
    item: str,
    customer: str,
    channel: Channel,
    source_id: int | None,
) -> int:
    """Put a complaint into the unit's queue; return the ticket's id."""
    act.actor.require(Permission.ADMINISTER)
    ticket = open_ticket(db.session.get_one(Unit, unit_id), received_at=act.at)
    _append_receipt(
        ticket,
        act,
        words={"complaint": complaint, "item": item, "customer": customer},
        facts={"channel": channel, "source_id": source_id},
    )
    return ticket.id


def _append_receipt(
    ticket: Ticket, act: Act, *, words: dict[str, str], facts: log.Facts
) -> None:
    log.append(
        ticket,
        EventKind.RECEIVED,
        act,
        recorded_at=act.at,
        # Whoever brings it in does not hold it: it waits in the queue.
        facts={"holder": None, **facts},
        words=words,
    )
