"""Samples of closed tickets whose evidence a reviewer looks at."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from desk.domain.errors import Forbidden, NotFound
from desk.domain.people import Actor
from desk.domain.sampling import STEPS_AND_RECEIPT, draw
from desk.domain.vocabulary import Ending
from desk.extensions import db
from desk.models import Person, Sample, SampledTicket, Ticket, TicketEvent, Unit

RECENT = 50


@dataclass(frozen=True, slots=True)
class SampleView:
    """A sample: who drew it, from what, how far it is checked; instants in UTC."""

    id: int
    unit_id: int
    unit: str
    seed: int
    percent: int
    closed_from: int
    closed_until: int
    population: int
    drawn_by: str
    drawn_at: int
    size: int
    checked: int


@dataclass(frozen=True, slots=True)
class SampledLine:
    """A ticket of a sample; closed at, in UTC seconds."""

    sample_id: int
    ticket_id: int
    number: str
    item: str
    complaint: str
    owner: str | None
    closed_at: int | None
    is_checked: bool
    is_own: bool


def samples(actor: Actor) -> list[SampleView]:
    """Return the newest samples of the units the person sees."""
    query = _samples().order_by(Sample.id.desc()).limit(RECENT)
    if actor.unit_id is not None:
        query = query.where(Sample.unit_id == actor.unit_id)
    return [_view(row) for row in db.session.execute(query)]


def get_sample(sample_id: int, actor: Actor) -> SampleView:
    """Return one sample. Raises NotFound, and Forbidden for another unit's."""
    row = db.session.execute(_samples().where(Sample.id == sample_id)).one_or_none()
    if row is None:
        raise NotFound
    if actor.unit_id not in {None, row.Sample.unit_id}:
        raise Forbidden
    return _view(row)


def tickets_of(sample_id: int, actor: Actor) -> list[SampledLine]:
    """Return the tickets of a sample, those still to check first."""
    query = _lines(actor).where(SampledTicket.sample_id == sample_id)
    query = query.order_by(SampledTicket.event_id.is_not(None), Ticket.id)
    return [_line(row) for row in db.session.execute(query)]


def to_check(actor: Actor) -> list[SampledLine]:
    """Return the sampled tickets nobody has checked yet, others' work first."""
    query = _lines(actor).where(SampledTicket.event_id.is_(None))
    if actor.unit_id is not None:
        query = query.where(_of_unit(actor.unit_id))
    lines = [_line(row) for row in db.session.execute(query.order_by(Ticket.id))]
    return sorted(lines, key=lambda line: line.is_own)


def drawn_again(sample: SampleView) -> list[str]:
    """Return the numbers that the seed draws from what was closed in those days.

    The same as the first time, unless a ticket has been reopened or moved since.
    """
    numbers = db.session.scalars(
        select(Ticket.number).where(
            Ticket.unit_id == sample.unit_id,
            Ticket.ending == Ending.CLOSED,
            Ticket.ended_at >= sample.closed_from,
            Ticket.ended_at < sample.closed_until,
        )
    )
    return draw(numbers.all(), seed=sample.seed, size=sample.size)


def _samples() -> Select[*tuple[Any, ...]]:
    here = SampledTicket.sample_id == Sample.id
    size = select(func.count()).select_from(SampledTicket).where(here)
    checked = size.where(SampledTicket.event_id.is_not(None))
    return (
        select(
            Sample,
            Unit.name.label("unit"),
            Person.name.label("drawn_by"),
            size.scalar_subquery().label("size"),
            checked.scalar_subquery().label("checked"),
        )
        .join(Unit, Unit.id == Sample.unit_id)
        .join(Person, Person.id == Sample.drawn_by_id)
    )


def _view(row: Any) -> SampleView:
    sample: Sample = row.Sample
    return SampleView(
        id=sample.id,
        unit_id=sample.unit_id,
        unit=row.unit,
        seed=sample.seed,
        percent=sample.percent,
        closed_from=sample.closed_from,
        closed_until=sample.closed_until,
        population=sample.population,
        drawn_by=row.drawn_by,
        drawn_at=sample.drawn_at,
        size=row.size,
        checked=row.checked,
    )


def _lines(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            SampledTicket,
            Ticket.number,
            Ticket.item,
            Ticket.complaint,
            Ticket.closed_at,
            Person.name.label("owner"),
            has_part(actor).label("is_own"),
        )
        .join(Sample, Sample.id == SampledTicket.sample_id)
        .join(Ticket, Ticket.id == SampledTicket.ticket_id)
        .outerjoin(Person, Person.id == Ticket.owner_id)
    )


def _line(row: Any) -> SampledLine:
    return SampledLine(
        sample_id=row.SampledTicket.sample_id,
        ticket_id=row.SampledTicket.ticket_id,
        number=row.number,
        item=row.item,
        complaint=row.complaint,
        owner=row.owner,
        closed_at=row.closed_at,
        is_checked=row.SampledTicket.event_id is not None,
        is_own=bool(row.is_own),
    )


def unchecked_by_others(actor: Actor) -> Select[int]:
    """Return the statement that finds the sampled tickets this person is to check."""
    query = (
        select(SampledTicket.ticket_id)
        .join(Sample, Sample.id == SampledTicket.sample_id)
        .join(Ticket, Ticket.id == SampledTicket.ticket_id)
        .where(SampledTicket.event_id.is_(None), ~has_part(actor))
    )
    return query if actor.unit_id is None else query.where(_of_unit(actor.unit_id))


def has_part(actor: Actor) -> ColumnElement[bool]:
    """Say of a ticket whether the person holds it or did any of its steps."""
    did = or_(
        TicketEvent.actor_id == actor.id,
        TicketEvent.facts["holder"].as_integer() == actor.id,
    )
    steps = exists().where(
        TicketEvent.ticket_id == Ticket.id,
        TicketEvent.kind.in_(STEPS_AND_RECEIPT),
        did,
    )
    holds = Ticket.owner_id.is_not(None) & (Ticket.owner_id == actor.id)
    return or_(holds, steps)


def _of_unit(unit_id: int) -> ColumnElement[bool]:
    return Sample.unit_id == unit_id
