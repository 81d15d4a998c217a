"""Which complaint a customer's code opens."""

from sqlalchemy import select

from desk.domain.codes import digest_of, read_code
from desk.extensions import db
from desk.models import CustomerCode


def find_by_code(text: str) -> int | None:
    """Return the id of the ticket that a code opens, however it was typed."""
    code = read_code(text)
    if code is None:
        return None
    return db.session.scalar(
        select(CustomerCode.ticket_id).where(CustomerCode.digest == digest_of(code))
    )
