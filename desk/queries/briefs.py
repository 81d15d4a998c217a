"""What a form about a ticket is made of, for a form that was sent: a row, no log."""

from typing import NamedTuple

from sqlalchemy import bindparam, select

from desk.domain.errors import NotFound
from desk.domain.vocabulary import Channel, Need
from desk.extensions import db
from desk.models import Ticket

BRIEF = select(
    Ticket.id, Ticket.unit_id, Ticket.is_paper, Ticket.channel, Ticket.needs
).where(Ticket.id == bindparam("ticket_id"))


class Brief(NamedTuple):
    """A ticket without its history."""

    id: int
    unit_id: int
    is_paper: bool
    channel: Channel | None
    needs: tuple[Need, ...]


def get_brief(ticket_id: int) -> Brief:
    """Return what the forms of a ticket differ by. Raises NotFound."""
    found = db.session.connection().execute(BRIEF, {"ticket_id": ticket_id}).first()
    if found is None:
        raise NotFound
    return Brief(*found[:-1], tuple(Need(need) for need in found.needs))
