"""Who can be given a ticket: somebody of its unit who is there now, or will be soon."""

from desk.domain.errors import InvalidInput
from desk.domain.evidence import CHOOSE
from desk.domain.hours import DAY
from desk.domain.refusals import OffDuty, OffDutyUntil, OnInternship
from desk.domain.roster import Presence
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import Person, Ticket
from desk.services.roster import duty_roster

CANNOT_HOLD = N_("This person cannot hold tickets of this unit.")
# How far ahead the next shift is looked for, to say when it begins.
AHEAD = 14 * DAY


def receiver_of(ticket: Ticket, receiver_id: int | None, *, at: int) -> Person:
    """Return who is to be given a ticket at an instant (UTC seconds).

    Raises InvalidInput about receiver_id, OffDuty, OffDutyUntil or OnInternship.
    Source: clock.md, "Events", handover_accepted.
    """
    person = db.session.get(Person, receiver_id) if receiver_id is not None else None
    if person is None:
        raise InvalidInput({"receiver_id": CHOOSE})
    if not person.may_hold(ticket.unit_id):
        raise InvalidInput({"receiver_id": CANNOT_HOLD})
    _require_there(person, ticket, at)
    return person


def _require_there(receiver: Person, ticket: Ticket, at: int) -> None:
    roster = duty_roster(ticket.unit_id, at, at + AHEAD)
    if roster.may_receive(receiver.id, at):
        return
    if roster.presence(receiver.id, at, works_here=True) is Presence.AWAY:
        raise OnInternship(name=receiver.name)
    begins_at = roster.next_shift(receiver.id, at)
    if begins_at is None:
        raise OffDuty(name=receiver.name)
    raise OffDutyUntil(name=receiver.name, begins_at=begins_at)
