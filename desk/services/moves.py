"""A complaint that concerns another unit goes to the queue of that unit.

From then on that unit's service hours and targets count for the whole ticket, its time
so far included; the log, and with it the number, stays. Undone, it is as before.
"""

from sqlalchemy import select

from desk.domain.errors import InvalidInput
from desk.domain.evidence import CHOOSE, Errors
from desk.domain.log import EventKind
from desk.domain.people import Act
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import Source, Ticket, Unit
from desk.services import log
from desk.services.row import Facts
from desk.services.supervision import require_others, supervised_open
from desk.services.transaction import action

NO_REASON = N_("Write why, so that the other unit understands it and goes on.")
HERE_ALREADY = N_("The ticket is at this unit already.")
NOT_IN_USE = N_("This unit does not take complaints any more.")
OTHER = "other.other"


@action
def move(
    act: Act, ticket_id: int, *, seen: int, unit_id: int | None, reason: str
) -> int:
    """Move somebody else's open ticket into the queue of another unit.

    Raises InvalidInput, OwnWork, TicketClosed, StaleTicket.
    """
    ticket = supervised_open(act, ticket_id, seen=seen)
    require_others(act, ticket)
    unit = db.session.get(Unit, unit_id) if unit_id is not None else None
    errors = _errors(ticket, unit, reason)
    if errors or unit is None:
        raise InvalidInput(errors)
    facts: Facts = {"from_unit": ticket.unit_id, "unit": unit.id}
    source_id = _counterpart(ticket.source_id, unit.id)
    if source_id is not None:
        facts["source_id"] = source_id
    log.append(
        ticket,
        EventKind.MOVED,
        act,
        recorded_at=act.at,
        facts=facts,
        words={"reason": reason},
    )
    return ticket.id


def _errors(ticket: Ticket, unit: Unit | None, reason: str) -> Errors:
    errors = {} if reason else {"reason": NO_REASON}
    if unit is None:
        errors["unit_id"] = CHOOSE
    elif unit.id == ticket.unit_id:
        errors["unit_id"] = HERE_ALREADY
    elif not unit.is_active:
        errors["unit_id"] = NOT_IN_USE
    return errors


def _counterpart(source_id: int | None, unit_id: int) -> int | None:
    """Return the other unit's source of the same code, else its “other”.

    Every unit has sources of its own, and a ticket counts among those of the unit that
    has it. What was chosen before stays in the log; going back to “record” the other
    unit chooses anew.
    """
    if source_id is None:
        return None
    code = db.session.get_one(Source, source_id).code
    query = select(Source.code, Source.id).where(
        Source.unit_id == unit_id,
        Source.parent_id.is_not(None),
        Source.is_retired.is_(False),
        Source.code.in_([code, OTHER]),
    )
    found = {row.code: row.id for row in db.session.execute(query)}
    return found.get(code) or found.get(OTHER)
