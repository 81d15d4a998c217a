"""The source of a complaint set after the counter: by hand, or by the words in it."""

from sqlalchemy import select

from desk.domain.evidence import CHOOSE, demand
from desk.domain.log import EventKind
from desk.domain.people import Act, Permission
from desk.domain.tagging import Tagger
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import Source
from desk.services import log
from desk.services.row import Facts
from desk.services.sources import is_choosable
from desk.services.transaction import action

SAME = N_("It has this source already.")
WHY = N_("Write why the source changes, so that everybody understands it.")


@action
def tag(
    act: Act, ticket_id: int, *, seen: int, source_id: int | None, reason: str
) -> int:
    """Set the source of a complaint; one that has a source needs a reason.

    Who reviews its unit may, whatever state the ticket is in. Raises Forbidden,
    InvalidInput, NotFound, StaleTicket.
    """
    act.actor.require(Permission.REVIEW)
    ticket = log.load(ticket_id, seen=seen)
    log.require_unit(act.actor, ticket)
    errors = {}
    if source_id is None or not is_choosable(source_id, ticket.unit_id):
        errors["source_id"] = CHOOSE
    elif source_id == ticket.source_id:
        errors["source_id"] = SAME
    if ticket.source_id is not None and not reason:
        errors["reason"] = WHY
    demand(errors)
    log.append(
        ticket,
        EventKind.TAGGED,
        act,
        recorded_at=act.at,
        facts={"source_id": source_id},
        words={"reason": reason},
    )
    return ticket.id


@action
def tag_by_rule(act: Act, ticket_id: int, *, source_id: int) -> bool:
    """Set the source that the rule was seen to propose; say whether it was set.

    Nothing is set where there is a source meanwhile, or the words of the sources now
    propose another one. Raises Forbidden, NotFound.
    """
    act.actor.require(Permission.REVIEW)
    ticket = log.load(ticket_id)
    log.require_unit(act.actor, ticket)
    if ticket.source_id is not None:
        return False
    proposed = tagger_of(ticket.unit_id).propose(ticket.complaint)
    if proposed is None or proposed.source_id != source_id:
        return False
    facts = by_rule(source_id)
    log.append(ticket, EventKind.TAGGED, act, recorded_at=act.at, facts=facts)
    return True


def by_rule(source_id: int) -> Facts:
    """Return what the log keeps of a source that nobody chose but the rule."""
    return {"source_id": source_id, "rule": True}


def tagger_of(unit_id: int) -> Tagger:
    """Return the rules of a unit's sources as they are now, without retired ones."""
    groups = select(Source.id).where(
        Source.unit_id == unit_id,
        Source.parent_id.is_(None),
        Source.is_retired.is_(False),
    )
    rules = select(Source.id, Source.words).where(
        Source.parent_id.in_(groups), Source.is_retired.is_(False), Source.words != ""
    )
    return Tagger((id_, words) for id_, words in db.session.execute(rules))
