"""Complaints whose source is to be set or corrected, and what the rule proposes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from desk.domain.errors import Forbidden, NotFound
from desk.domain.people import Actor
from desk.domain.tagging import Tag, Tagger
from desk.domain.vocabulary import N_, Channel, Ending, Step, Word
from desk.extensions import db
from desk.models import Source, Ticket
from desk.queries.columns import columns_for
from desk.queries.pages import Cursor, Page, tickets_page
from desk.queries.remembered import remembered
from desk.queries.search import found
from desk.queries.sources import retired_sources, source_names

# So many are read for one preview, the oldest first; the rest comes with the next.
MOST = 5_000
EXAMPLES = 3


class Which(Word):
    """Which complaints the list shows."""

    WITHOUT = "without", N_("Without a source")
    ALL = "all", N_("All complaints")


@dataclass(frozen=True, slots=True)
class TagLine:
    """A complaint in the list, with what the rule proposes; instants in UTC seconds."""

    id: int
    number: str
    version: int
    unit_id: int
    step: Step | None
    ending: Ending | None
    item: str
    complaint: str
    channel: Channel | None
    received_at: int
    source_id: int | None
    source: str | None
    proposal: str | None
    hits: tuple[str, ...]
    proposed_id: int | None


@dataclass(frozen=True, slots=True)
class Proposed:
    """The complaints for which the rule proposes one source: ids, and examples."""

    source_id: int
    ticket_ids: Sequence[int]
    examples: Sequence[tuple[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Preview:
    """What the rule would do to the complaints without a source.

    How many there are, how many were read, and a few of those left untouched.
    """

    proposed: Sequence[Proposed]
    total: int
    read: int
    untouched: Sequence[str]

    @property
    def n(self) -> int:
        """Return how many would get a source."""
        return sum(len(each.ticket_ids) for each in self.proposed)

    @property
    def left(self) -> int:
        """Return how many of those read stay as they are."""
        return self.read - self.n


@remembered
def tagger(unit_id: int) -> Tagger:
    """Return the rules of a unit's sources; retired ones propose none."""
    retired = retired_sources()
    query = select(Source.id, Source.words).where(
        Source.unit_id == unit_id, Source.parent_id.is_not(None), Source.words != ""
    )
    return Tagger(
        (id_, words) for id_, words in db.session.execute(query) if id_ not in retired
    )


def to_tag(
    actor: Actor,
    unit_id: int,
    which: Which,
    *,
    text: str = "",
    now: int,
    cursor: Cursor | None = None,
) -> Page[TagLine]:
    """Return complaints of a unit to set sources of, oldest first (now in UTC)."""
    where = [*_of(unit_id, which), *found(text, now=now)]
    total = db.session.scalar(select(func.count()).select_from(Ticket).where(*where))
    page = tickets_page(
        select(Ticket).where(*where),
        Ticket.received_at,
        cursor=cursor,
        total=total or 0,
    )
    lines = [_line(ticket, actor) for ticket in page.rows]
    return Page(lines, page.total, next=page.next, previous=page.previous)


def get_to_tag(ticket_id: int, actor: Actor) -> TagLine:
    """Return one ticket to set the source of. Raises NotFound, Forbidden."""
    ticket = db.session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound
    if actor.unit_id not in {None, ticket.unit_id}:
        raise Forbidden
    return _line(ticket, actor)


def next_to_tag(unit_id: int, after: TagLine) -> int | None:
    """Return the next complaint of a unit without a source, None after the last."""
    order = (Ticket.received_at, Ticket.id)
    later = or_(
        Ticket.received_at > after.received_at,
        (Ticket.received_at == after.received_at) & (Ticket.id > after.id),
    )
    query = select(Ticket.id).where(*_of(unit_id, Which.WITHOUT), later)
    return db.session.scalar(query.order_by(*order).limit(1))


def proposal(unit_id: int, complaint: str) -> Tag | None:
    """Return what the rule proposes for a complaint of a unit."""
    return tagger(unit_id).propose(complaint)


def proposed_source(unit_id: int, complaint: str, actor: Actor) -> str | None:
    """Return the name of the source that the rule proposes, if it proposes one."""
    tag = proposal(unit_id, complaint)
    return source_names(actor.language).get(tag.source_id) if tag else None


def preview(unit_id: int) -> Preview:
    """Return what the rule would do to a unit's complaints without a source."""
    where = _of(unit_id, Which.WITHOUT)
    total = db.session.scalar(select(func.count()).select_from(Ticket).where(*where))
    query = select(Ticket.id, Ticket.complaint).where(*where)
    rows = db.session.execute(
        query.order_by(Ticket.received_at, Ticket.id).limit(MOST)
    ).all()
    ids: dict[int, list[int]] = defaultdict(list)
    examples: dict[int, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    untouched: list[str] = []
    rule = tagger(unit_id)
    for ticket_id, complaint in rows:
        tag = rule.propose(complaint)
        if tag is None:
            untouched.append(complaint)
            continue
        ids[tag.source_id].append(ticket_id)
        if len(examples[tag.source_id]) < EXAMPLES:
            examples[tag.source_id].append((complaint, tag.hits))
    by_count = sorted(ids.items(), key=lambda each: (-len(each[1]), each[0]))
    return Preview(
        proposed=[Proposed(id_, found_, examples[id_]) for id_, found_ in by_count],
        total=total or 0,
        read=len(rows),
        untouched=untouched[:EXAMPLES],
    )


def _of(unit_id: int, which: Which) -> list[ColumnElement[bool]]:
    is_complaint = or_(Ticket.ending.is_(None), Ticket.ending == Ending.CLOSED)
    where = [Ticket.unit_id == unit_id, is_complaint]
    if which is Which.WITHOUT:
        where.append(Ticket.source_id.is_(None))
    return where


def _line(ticket: Ticket, actor: Actor) -> TagLine:
    names = source_names(actor.language)
    tag = None
    if ticket.source_id is None and ticket.complaint:
        tag = proposal(ticket.unit_id, ticket.complaint)
    return TagLine(
        **columns_for(TagLine, ticket),
        source=names.get(ticket.source_id or 0),
        proposal=names.get(tag.source_id) if tag else None,
        proposed_id=tag.source_id if tag else None,
        hits=tag.hits if tag else (),
    )
