"""Samples of closed tickets: drawn at random, then checked by reviewers."""

import secrets
from collections.abc import Mapping

from sqlalchemy import select

from desk.domain.errors import Forbidden, NotFound, OwnWork
from desk.domain.evidence import MISSING, Errors, demand
from desk.domain.log import EventKind, not_undone
from desk.domain.people import Act, Permission
from desk.domain.sampling import (
    SEEDS,
    STEPS_AND_RECEIPT,
    AlreadyChecked,
    Finding,
    draw,
    finding_errors,
    size_of,
)
from desk.domain.vocabulary import N_, Ending, Step
from desk.extensions import db
from desk.models import Sample, SampledTicket, Ticket, TicketEvent, Unit
from desk.services import log
from desk.services.transaction import action

WHOLE = 100
BACKWARDS = N_("This is before the first day.")
PERCENT = N_("Write a number from 1 to 100.")
NONE_CLOSED = N_(
    "No ticket was closed in these days, so there is nothing to draw from."
)


@action
def draw_sample(
    act: Act,
    unit_id: int,
    *,
    begin: int | None,
    end: int | None,
    percent: int | None,
) -> int:
    """Draw closed tickets of a unit at random; return the sample's id.

    From those closed within [begin, end) (UTC seconds) and until now: what is closed
    later changes nothing. The seed is made here, so nobody chooses the tickets. Raises
    InvalidInput. Source: grading.md, "Rubric".
    """
    act.actor.require(Permission.REVIEW)
    if db.session.get(Unit, unit_id) is None:
        raise NotFound
    if act.actor.unit_id not in {None, unit_id}:
        raise Forbidden
    demand(_span_errors(begin, end, percent))
    begin, end, percent = begin or 0, min(end or 0, act.at), percent or 0
    numbers = _closed(unit_id, begin, end)
    if not numbers:
        demand({"until": NONE_CLOSED})
    sample = Sample(
        unit_id=unit_id,
        percent=percent,
        closed_from=begin,
        closed_until=end,
        drawn_by_id=act.actor.id,
        drawn_at=act.at,
    )
    return _draw(sample, numbers)


@action
def check_evidence(
    act: Act,
    sample_id: int,
    ticket_id: int,
    *,
    seen: int,
    findings: Mapping[Step, Finding | None],
    note: str,
) -> int:
    """Say what the evidence of a sampled ticket is worth, step by step.

    It moves nothing and counts no second; the student reads it. Raises InvalidInput,
    OwnWork, AlreadyChecked, StaleTicket. Source: grading.md, "Score".
    """
    act.actor.require(Permission.REVIEW)
    ticket = log.load(ticket_id)
    log.require_unit(act.actor, ticket)
    sampled = db.session.get(SampledTicket, (sample_id, ticket_id))
    if sampled is None:
        raise NotFound
    if sampled.event_id is not None:
        raise AlreadyChecked
    log.require_seen(ticket, seen)
    _require_no_part(act, ticket)
    demand(finding_errors(findings, note))
    found = {step.value: finding.value for step, finding in findings.items() if finding}
    log.append(
        ticket,
        EventKind.EVIDENCE_CHECKED,
        act,
        recorded_at=act.at,
        facts={"sample": sample_id, "findings": found},
        words={"note": note},
    )
    return ticket.id


def _draw(sample: Sample, numbers: Mapping[str, int]) -> int:
    """Make the seed and draw from ids by ticket numbers; return the sample's id."""
    sample.seed, sample.population = secrets.randbelow(SEEDS), len(numbers)
    db.session.add(sample)
    db.session.flush()
    size = size_of(sample.percent, len(numbers))
    drawn = draw(numbers.keys(), seed=sample.seed, size=size)
    db.session.add_all(
        [SampledTicket(sample_id=sample.id, ticket_id=numbers[each]) for each in drawn]
    )
    return sample.id


def _closed(unit_id: int, begin: int, end: int) -> dict[str, int]:
    """Return the ids of a unit's tickets closed within [begin, end), by number."""
    query = select(Ticket.number, Ticket.id).where(
        Ticket.unit_id == unit_id,
        Ticket.ending == Ending.CLOSED,
        Ticket.ended_at >= begin,
        Ticket.ended_at < end,
    )
    return {row.number: row.id for row in db.session.execute(query)}


def _span_errors(begin: int | None, end: int | None, percent: int | None) -> Errors:
    errors: Errors = {}
    if begin is None:
        errors["since"] = MISSING
    if end is None:
        errors["until"] = MISSING
    elif begin is not None and end <= begin:
        errors["until"] = BACKWARDS
    if percent is None or not 1 <= percent <= WHOLE:
        errors["percent"] = PERCENT
    return errors


def _require_no_part(act: Act, ticket: Ticket) -> None:
    """Raise OwnWork for who holds the ticket or did any of its steps."""
    rows = {row.n: row for row in db.session.scalars(TicketEvent.of_ticket(ticket.id))}
    parts = {ticket.owner_id}
    for event in not_undone(row.as_event() for row in rows.values()):
        if event.kind in STEPS_AND_RECEIPT:
            parts |= {event.by, rows[event.n].actor_id}
    if act.actor.id in parts:
        raise OwnWork
