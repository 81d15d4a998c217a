"""Pages of a long list by keyset: as quick at the end as at the start."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from desk.domain.errors import NotFound
from desk.extensions import db
from desk.models import Ticket

ROWS = 25
Row = TypeVar("Row")
Key = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]
# No more digits than the columns hold.
CURSOR = re.compile(r"([ab])([0-9]{1,12})\.([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The row a page starts after, or ends before; the key in the list's own order."""

    instant: int
    id: int
    is_backwards: bool = False

    def __str__(self) -> str:
        """Return the form that stands in a URL."""
        return f"{'b' if self.is_backwards else 'a'}{self.instant}.{self.id}"


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list, with how many there are and where the neighbours start."""

    rows: Sequence[Row]
    total: int
    next: Cursor | None = None
    previous: Cursor | None = None


def read_cursor(text: str | None) -> Cursor | None:
    """Return the cursor a URL names. Raises NotFound if it is none of ours."""
    if not text:
        return None
    match = CURSOR.fullmatch(text)
    if match is None:
        raise NotFound
    direction, instant, id_ = match.groups()
    return Cursor(int(instant), int(id_), is_backwards=direction == "b")


def tickets_page(
    query: Select[Ticket],
    instant: Key,
    *,
    cursor: Cursor | None,
    total: int,
    newest_first: bool = False,
) -> Page[Ticket]:
    """Return one page of tickets ordered by an instant and the id."""
    is_backwards = cursor is not None and cursor.is_backwards
    is_descending = newest_first != is_backwards
    if cursor is not None:
        query = query.where(_beyond(instant, cursor, is_descending=is_descending))
    order = (
        (instant.desc(), Ticket.id.desc()) if is_descending else (instant, Ticket.id)
    )
    found = list(db.session.scalars(query.order_by(*order).limit(ROWS + 1)))
    has_more = len(found) > ROWS
    rows = found[:ROWS]
    if is_backwards:
        rows.reverse()
    has_next = bool(rows) and (has_more or is_backwards)
    has_previous = bool(rows) and (has_more if is_backwards else cursor is not None)
    return Page(
        rows=rows,
        total=total,
        next=_cursor(rows[-1], instant) if has_next else None,
        previous=_cursor(rows[0], instant, backwards=True) if has_previous else None,
    )


def _beyond(
    instant: Key, cursor: Cursor, *, is_descending: bool
) -> ColumnElement[bool]:
    key = tuple_(instant, Ticket.id)
    bound = (cursor.instant, cursor.id)
    return key < bound if is_descending else key > bound


def _cursor(
    ticket: Ticket,
    instant: Key,
    *,
    backwards: bool = False,
) -> Cursor:
    return Cursor(getattr(ticket, instant.key), ticket.id, is_backwards=backwards)
