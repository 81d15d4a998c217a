"""What customers answered: the card of a complaint, the figures, and their rows."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select

from desk.domain.feedback import Asking, Closing, FeedbackFigure
from desk.domain.log import EventKind
from desk.domain.people import Actor
from desk.domain.reporting import Dimension
from desk.domain.statistics import Share
from desk.domain.vocabulary import Channel, Ending, Performance, Priority, Step
from desk.extensions import db
from desk.models import Evidence, Ticket, TicketEvent
from desk.queries.columns import columns_for
from desk.queries.dimensions import Key, Scope, key_of
from desk.queries.pages import Cursor, Page, tickets_page
from desk.queries.report_rows import closed_in, within_week
from desk.queries.sources import source_names

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered on a card; answered_at in UTC seconds."""

    performance: Performance
    would_tell: bool | None
    line: str
    answered_at: int
    # Typed in from paper, or sent from a device that staff work on.
    is_by_staff: bool
    is_same_device: bool


@dataclass(frozen=True, slots=True)
class Card:
    """The feedback card of a complaint, as whoever opens it may see it."""

    state: Asking
    answer: Answer | None
    # Whoever is signed in had a part in the ticket, so may not answer it.
    is_own: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of one week, source, channel ..., or of all."""

    key: Key
    counts: dict[FeedbackFigure, int]

    def share(self, part: FeedbackFigure, whole: FeedbackFigure) -> Share:
        """Return a figure as a part of another."""
        return Share(self.counts[part], self.counts[whole])

    @property
    def answered(self) -> Share:
        """Return the answer rate: it stands beside every score."""
        return self.share(FeedbackFigure.ANSWERED, FeedbackFigure.CLOSED)

    @property
    def content(self) -> Share:
        """Return how many answered that they were satisfied or very satisfied."""
        return self.share(FeedbackFigure.CONTENT, FeedbackFigure.ANSWERED)

    @property
    def would_tell(self) -> Share:
        """Return how many would tell a friend, of those who said whether."""
        return self.share(FeedbackFigure.WOULD_TELL, FeedbackFigure.ASKED_TELL)


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """A closed complaint with its answer, without anybody's name (UTC seconds)."""

    id: int
    number: str
    step: Step | None
    ending: Ending | None
    priority: Priority
    item: str
    source: str | None
    channel: Channel | None
    closed_at: int
    zero_at: int | None
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class FeedbackBehind:
    """Which figure the rows are wanted of; the key of its line, if any."""

    scope: Scope
    figure: FeedbackFigure
    dimension: Dimension | None = None
    key: Key = None


def feedback_card_of(ticket_id: int, *, now: int, person: Actor | None = None) -> Card:
    """Return the card of a complaint (now in UTC seconds), for who wants to answer.

    Nobody is whoever is not signed in: a customer.
    """
    ticket = db.session.get_one(Ticket, ticket_id)
    closing = Closing(ticket.closed_at, ticket.feedback_at, ticket.erased_at)
    is_own = person is not None and (
        ticket.owner_id == person.id
        or any(
            person.id in event.people()
            for event in db.session.scalars(TicketEvent.of_ticket(ticket_id))
        )
    )
    answer = _answers([ticket]).get(ticket_id)
    return Card(closing.state(now), answer, is_own)


def closed_tickets(unit_id: int) -> list[tuple[int, int]]:
    """Return a unit's closed complaints: id, and when last touched (UTC seconds).

    In the order in which they were closed.
    """
    query = (
        select(Ticket.id, Ticket.touched_at)
        .where(Ticket.unit_id == unit_id, Ticket.closed_at.is_not(None))
        .order_by(Ticket.closed_at, Ticket.id)
    )
    return [(id_, touched_at) for id_, touched_at in db.session.execute(query)]


def has_feedback(unit_id: int) -> bool:
    """Say whether any customer of a unit has answered."""
    answered = select(Ticket.id).where(
        Ticket.unit_id == unit_id, Ticket.feedback_at.is_not(None)
    )
    return bool(db.session.scalar(select(answered.exists())))


def tallies(
    scope: Scope, dimension: Dimension, *, now: int
) -> tuple[Tally, list[Tally]]:
    """Return the figures of what was closed in a span: of all, and line by line.

    One statement counts them all, by the very conditions that find their rows.
    """
    key = key_of(dimension, scope, Ticket.closed_at.expression)
    counts = [func.count().filter(and_(*_is(f, now=now))) for f in FeedbackFigure]
    query = (
        select(key, *counts)
        .where(Ticket.unit_id.in_(scope.unit_ids), *closed_in(scope))
        .group_by(key)
    )
    lines = [
        Tally(found, dict(zip(FeedbackFigure, numbers, strict=True)))
        for found, *numbers in db.session.execute(query)
    ]
    total = {each: sum(line.counts[each] for line in lines) for each in FeedbackFigure}
    return Tally(None, total), lines


def feedback_tickets(
    behind: FeedbackBehind, actor: Actor, *, now: int, cursor: Cursor | None = None
) -> Page[FeedbackLine]:
    """Return the tickets behind a figure, the first closed first (UTC seconds)."""
    where = _behind(behind, now=now)
    total = db.session.scalar(select(func.count()).select_from(Ticket).where(*where))
    page = tickets_page(
        select(Ticket).where(*where), Ticket.closed_at, cursor=cursor, total=total or 0
    )
    lines = feedback_lines(page.rows, actor)
    return Page(lines, page.total, next=page.next, previous=page.previous)


def all_feedback_tickets(
    behind: FeedbackBehind, actor: Actor, *, now: int
) -> Iterator[FeedbackLine]:
    """Yield every ticket behind a figure, the first closed first (UTC seconds)."""
    found = db.session.scalars(
        select(Ticket)
        .where(*_behind(behind, now=now))
        .order_by(Ticket.closed_at, Ticket.id)
        .execution_options(yield_per=CHUNK)
    )
    for chunk in found.partitions(CHUNK):
        yield from feedback_lines(chunk, actor)


def feedback_lines(tickets: Sequence[Ticket], actor: Actor) -> list[FeedbackLine]:
    """Return tickets as lines with what was answered."""
    names = source_names(actor.language)
    answers = _answers(tickets)
    return [
        FeedbackLine(
            **columns_for(FeedbackLine, ticket),
            source=names.get(ticket.source_id or 0),
            answer=answers.get(ticket.id),
        )
        for ticket in tickets
    ]


def _answers(tickets: Collection[Ticket]) -> dict[int, Answer]:
    """Return the answer to the last closing of each ticket that has one."""
    answered = {each.id: each for each in tickets if each.feedback_at is not None}
    if not answered:
        return {}
    query = (
        select(TicketEvent, Evidence.words)
        .outerjoin(Evidence, Evidence.event_id == TicketEvent.id)
        .where(
            TicketEvent.ticket_id.in_(answered),
            TicketEvent.kind == EventKind.FEEDBACK_GIVEN,
        )
        .order_by(TicketEvent.n)
    )
    return {
        event.ticket_id: Answer(
            performance=Performance(event.facts["performance"]),
            would_tell=event.facts.get("would_tell"),
            line=(words or {}).get("line", ""),
            answered_at=event.recorded_at,
            is_by_staff=event.actor_id is not None,
            is_same_device=bool(event.facts.get("same_device")),
        )
        for event, words in db.session.execute(query)
        if event.recorded_at == answered[event.ticket_id].feedback_at
    }


def _behind(behind: FeedbackBehind, *, now: int) -> list[ColumnElement[bool]]:
    """Return what makes a ticket one of a figure's (now in UTC seconds)."""
    scope = behind.scope
    where: list[ColumnElement[bool]] = []
    if behind.dimension is Dimension.WEEK:
        scope = within_week(scope, int(behind.key or 0))
    elif behind.dimension is not None:
        key = key_of(behind.dimension, scope, Ticket.closed_at.expression)
        where.append(key.is_(None) if behind.key is None else key == behind.key)
    of_unit = Ticket.unit_id.in_(scope.unit_ids)
    return [*where, of_unit, *closed_in(scope), *_is(behind.figure, now=now)]


def _is(figure: FeedbackFigure, *, now: int) -> list[ColumnElement[bool]]:
    """Return what a closed complaint must be to count (now in UTC seconds).

    Zero is derived: no answer once 3 school days have passed. Source: product.md.
    """
    if figure.performances is not None:
        return [Ticket.performance.in_(figure.performances)]
    has_answer = Ticket.feedback_at.is_not(None)
    is_over = Ticket.zero_at <= now
    conditions: dict[FeedbackFigure, list[ColumnElement[bool]]] = {
        FeedbackFigure.CLOSED: [Ticket.closed_at.is_not(None)],
        FeedbackFigure.ANSWERED: [has_answer],
        FeedbackFigure.ZERO: [~has_answer, is_over],
        FeedbackFigure.WAITING: [~has_answer, or_(Ticket.zero_at.is_(None), ~is_over)],
        FeedbackFigure.WOULD_TELL: [Ticket.would_tell.is_(True)],
        FeedbackFigure.ASKED_TELL: [Ticket.would_tell.is_not(None)],
    }
    return conditions[figure]
