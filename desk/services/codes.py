"""The codes by which customers find their complaints again."""

import secrets

from desk.domain.codes import ALPHABET, LENGTH
from desk.domain.errors import NotYours
from desk.domain.people import Act, Permission
from desk.extensions import db
from desk.models import CustomerCode, Ticket
from desk.services import log
from desk.services.transaction import action


def make_code() -> str:
    """Return a code nobody has; the caller shows it once and stores its digest."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def keep(ticket: Ticket, *, digest: str, at: int, by: int | None) -> None:
    """Let a code open a ticket's page from an instant on (UTC seconds)."""
    db.session.add(
        CustomerCode(ticket_id=ticket.id, digest=digest, made_at=at, made_by_id=by)
    )


@action
def give_code(act: Act, ticket_id: int, *, digest: str) -> int:
    """Give the customer of a ticket a code, for a slip; earlier codes stay good.

    Its owner may, and who reviews the unit. Raises NotFound, Forbidden, NotYours.
    """
    act.actor.require(Permission.KEEP_CUSTOMERS)
    ticket = log.load(ticket_id)
    log.require_unit(act.actor, ticket)
    if ticket.owner_id != act.actor.id and not act.actor.may(Permission.REVIEW):
        raise NotYours
    keep(ticket, digest=digest, at=act.at, by=act.actor.id)
    return ticket.id
