"""What a search finds among all tickets a person may see, the newest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select

from desk.domain.people import Actor
from desk.domain.search import Query
from desk.domain.vocabulary import Approval, Channel, Ending, Priority, Step
from desk.extensions import db
from desk.models import Person, Ticket
from desk.queries.pages import ROWS, Cursor, Page
from desk.queries.search import INDEX, by_terms, by_text, for_sqlite, in_unit
from desk.queries.sources import source_names

# Counted exactly up to here; beyond, nobody reads on, but everybody narrows down.
MOST = 1_000
CHUNK = 500
TICKET = Ticket.__table__


@dataclass(frozen=True, slots=True)
class Result:
    """A ticket that was found, open or not; instants in UTC seconds."""

    id: int
    number: str
    step: Step | None
    ending: Ending | None
    priority: Priority
    approval: Approval | None
    item: str
    complaint: str
    source: str | None
    channel: Channel | None
    owner: str | None
    received_at: int
    ended_at: int | None
    is_paused: bool
    is_past: bool


# Those of the ticket itself, and what the rest is made of.
OWN = [each.name for each in fields(Result) if each.name in TICKET.c]
COLUMNS = [TICKET.c[name] for name in OWN] + [
    *(TICKET.c.source_id, TICKET.c.paused_until, TICKET.c.due_at),
    Person.name.label("owner"),
]
IS_OWNER = Person.id == TICKET.c.owner_id


@dataclass(frozen=True, slots=True)
class _Path:
    """A way through the tickets: its rows, the same only to count, and by which id."""

    rows: Select[Any]
    ones: Select[Any]
    id: ColumnElement[int]


BY_ID = _Path(
    select(*COLUMNS).select_from(TICKET.outerjoin(Person, IS_OWNER)),
    select(literal(1)).select_from(TICKET),
    TICKET.c.id,
)
# Told to, SQLite's index gives the newest hit first and stops; as the list of an IN it
# would first collect every hit there is. To be told, it needs the order even to count:
# without it, it would search the words of every ticket of the unit one by one.
HITS = INDEX.join(TICKET, INDEX.c.rowid == TICKET.c.id)
BY_INDEX = _Path(
    select(*COLUMNS).select_from(HITS.outerjoin(Person, IS_OWNER)),
    select(literal(1)).select_from(HITS).order_by(INDEX.c.rowid.desc()),
    INDEX.c.rowid,
)


@dataclass(frozen=True, slots=True)
class _Walk:
    """A path, and what the tickets on it must be."""

    path: _Path
    where: Sequence[ColumnElement[bool]]


def results(
    query: Query, actor: Actor, *, now: int, cursor: Cursor | None = None
) -> Page[Result]:
    """Return one page of what is found (now in UTC seconds).

    The total is exact up to MOST; one more than that says that there are more.
    """
    walk = _walk(query, actor, now)
    is_back = cursor is not None and cursor.is_backwards
    rows = _rows(walk, cursor.id if cursor else None, ROWS + 1, is_back=is_back)
    has_more, rows = len(rows) > ROWS, rows[:ROWS]
    if is_back:
        rows.reverse()
    has_next = bool(rows) and (has_more or is_back)
    has_previous = bool(rows) and (has_more if is_back else cursor is not None)
    return Page(
        rows=_printable(rows, actor, now),
        total=len(rows) if not (cursor or has_more) else _total(walk),
        next=_cursor(rows[-1], is_backwards=False) if has_next else None,
        previous=_cursor(rows[0], is_backwards=True) if has_previous else None,
    )


def every_result(query: Query, actor: Actor, *, now: int) -> Iterator[Result]:
    """Yield all that is found, a few hundred at a time (now in UTC seconds)."""
    walk, last = _walk(query, actor, now), None
    while rows := _rows(walk, last, CHUNK, is_back=False):
        yield from _printable(rows, actor, now)
        last = rows[-1]["id"]


def _walk(query: Query, actor: Actor, now: int) -> _Walk:
    own = [*in_unit(actor), *by_terms(query, now)]
    there, _ = for_sqlite(query)
    if there and db.engine.dialect.name == "sqlite":
        return _Walk(BY_INDEX, [INDEX.c.ticket_search.op("MATCH")(there), *own])
    return _Walk(BY_ID, [*by_text(query), *own])


def _rows(
    walk: _Walk, beyond: int | None, most: int, *, is_back: bool
) -> list[Mapping[str, Any]]:
    id_ = walk.path.id
    query = walk.path.rows.where(*walk.where).limit(most)
    if beyond is not None:
        query = query.where(id_ > beyond if is_back else id_ < beyond)
    query = query.order_by(id_ if is_back else id_.desc())
    return [*db.session.execute(query).mappings()]


def _total(walk: _Walk) -> int:
    some = walk.path.ones.where(*walk.where).limit(MOST + 1)
    counted = select(func.count()).select_from(some.subquery())
    return db.session.scalar(counted) or 0


def _printable(
    rows: Sequence[Mapping[str, Any]], actor: Actor, now: int
) -> list[Result]:
    names = source_names(actor.language)
    return [
        Result(
            **{name: row[name] for name in OWN},
            source=names.get(row["source_id"]),
            owner=row["owner"],
            is_paused=row["paused_until"] is not None and now < row["paused_until"],
            is_past=row["due_at"] is not None and row["due_at"] < now,
        )
        for row in rows
    ]


def _cursor(row: Mapping[str, Any], *, is_backwards: bool) -> Cursor:
    return Cursor(row["id"], row["id"], is_backwards=is_backwards)
