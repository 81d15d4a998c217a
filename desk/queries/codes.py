"""Which complaint a customer's code opens."""

from sqlalchemy import select

from desk.domain.codes import digest_of, read_code
from desk.extensions import db
from desk.models import CustomerCode, Ticket


def find_by_code(text: str) -> int | None:
    """Return the id of the ticket that a code opens, however it was typed.

    It opens nothing once the customer's data is erased. One question whatever was
    typed, so that nobody learns from the answer, or its time, why there is nothing.
    """
    query = (
        select(CustomerCode.ticket_id)
        .join(Ticket, Ticket.id == CustomerCode.ticket_id)
        .where(
            CustomerCode.digest == digest_of(read_code(text) or ""),
            Ticket.contact_erased_at.is_(None),
            Ticket.erased_at.is_(None),
        )
    )
    return db.session.scalar(query)
