"""Students away on internship: off duty meanwhile, their tickets back in the queue."""

from sqlalchemy import select

from desk.domain.errors import AbsenceOver, NotFound
from desk.domain.evidence import demand
from desk.domain.log import EventKind
from desk.domain.people import PERMISSIONS, Act, Permission
from desk.domain.shifts import FARTHEST, TOO_FAR
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import Absence, Person, RosterVersion, Ticket
from desk.services import log, roster
from desk.services.shifts import demand_reason
from desk.services.transaction import action

RETURNED = N_("Back from internship")
ENDS_EARLY = N_("The end must be later than the beginning.")
ALREADY_AWAY = N_("This person is away in that time already.")
TWO_YEARS = 2 * FARTHEST


@action
def add_absence(
    act: Act, person_id: int, *, begin: int | None, end: int | None, reason: str
) -> int:
    """Let a person be away from an instant (UTC seconds; None is now), perhaps to one.

    If it has begun, their open tickets go back to the queue at once. One that begins
    later only makes them off duty then: whoever is on duty may take their tickets
    over, or a teacher puts them back. Returns the absence's id. Raises InvalidInput.
    """
    person = _student(act, person_id)
    begin = act.at if begin is None else begin
    demand_reason(reason)
    if end is not None and end <= begin:
        demand({"end": ENDS_EARLY})
    if abs(begin - act.at) > FARTHEST:
        demand({"begin": TOO_FAR})
    if end is not None and end - act.at > TWO_YEARS:
        demand({"end": TOO_FAR})
    until = begin + TWO_YEARS if end is None else end
    twins = Absence.within(begin, until).where(Absence.person_id == person.id)
    if db.session.scalars(twins.limit(1)).first() is not None:
        demand({"begin": ALREADY_AWAY})
    version = roster.new_version(act, _home(person), reason)
    absence = _add(person.id, begin, end, reason, version)
    if begin <= act.at and (end is None or end > act.at):
        _release_tickets(act, person.id, reason)
    return absence.id


@action
def end_absence(act: Act, absence_id: int) -> int:
    """Let an absence end now, or not happen if not begun; return the person's id.

    Raises AbsenceOver if somebody has ended it meanwhile.
    """
    absence = db.session.get(Absence, absence_id)
    if absence is None:
        raise NotFound
    person = _student(act, absence.person_id)
    db.session.refresh(absence)
    is_over = absence.ends_at is not None and absence.ends_at <= act.at
    if absence.removed_in is not None or is_over:
        raise AbsenceOver
    version = roster.new_version(act, _home(person), RETURNED)
    absence.removed_in = version.id
    if absence.begins_at < act.at:
        _add(person.id, absence.begins_at, act.at, absence.reason, version)
    return person.id


@action
def release_tickets(act: Act, person_id: int, *, reason: str) -> int:
    """Put every open ticket a person holds back in the queue; return how many.

    For an absence that was entered before it began. Raises InvalidInput.
    """
    person = _student(act, person_id)
    demand_reason(reason)
    return _release_tickets(act, person.id, reason)


def _student(act: Act, person_id: int) -> Person:
    person = db.session.get(Person, person_id)
    if person is None or Permission.WALK_STEPS not in PERMISSIONS[person.role]:
        raise NotFound
    roster.edited(act, _home(person))
    return person


def _home(person: Person) -> int:
    if person.unit_id is None:
        raise NotFound
    return person.unit_id


def _add(
    person_id: int,
    begin: int,
    end: int | None,
    reason: str,
    version: RosterVersion,
) -> Absence:
    absence = Absence(
        person_id=person_id,
        begins_at=begin,
        ends_at=end,
        reason=reason,
        added_in=version.id,
    )
    db.session.add(absence)
    db.session.flush()
    return absence


def _release_tickets(act: Act, person_id: int, reason: str) -> int:
    held = select(Ticket.id).where(
        Ticket.owner_id == person_id, Ticket.step.is_not(None)
    )
    ids = list(db.session.scalars(held.order_by(Ticket.id)))
    for ticket_id in ids:
        ticket = log.load(ticket_id)
        # Handed over while we waited for it: it is another's business now.
        if ticket.owner_id == person_id and ticket.step is not None:
            log.append(
                ticket,
                EventKind.RELEASED,
                act,
                recorded_at=act.at,
                words={"reason": reason},
            )
    return len(ids)
