"""Which tickets a search finds: words by the database's own index, names by settings.

SQLite (FTS5) and PostgreSQL (tsvector, GIN) are asked for the same words in the same
way; neither stems, so they find the same. Both walk from the newest hit down, so the
first page of a common word costs no more than that of a rare one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    column,
    func,
    literal,
    not_,
    or_,
    select,
    table,
    text,
)

from desk.domain.people import Actor
from desk.domain.search import (
    Key,
    Query,
    Standing,
    Term,
    is_named,
    named,
    read,
    words,
)
from desk.extensions import db
from desk.models import Person, Source, Ticket, Unit
from desk.queries.remembered import remembered

Conditions = list[ColumnElement[bool]]
# The full-text index that a migration wrote by hand for SQLite.
INDEX = table("ticket_search", column("rowid"), column("ticket_search"))
NEVER = literal(value=False)
SIMPLE = text("'simple'")
SAME_KEY = attrgetter("key", "is_without")


def found(query: str, *, now: int) -> Conditions:
    """Return the conditions on tickets that a query means (now in UTC seconds)."""
    asked = read(query)
    return [*by_text(asked), *by_terms(asked, now)]


def by_text(query: Query) -> Conditions:
    """Return the conditions that the ticket's words fit the query's."""
    if query.is_void:
        return [NEVER]
    if not query.has_text:
        return []
    if db.engine.dialect.name == "postgresql":
        vector = func.to_tsvector(SIMPLE, Ticket.search_text)
        return [vector.op("@@")(func.to_tsquery(SIMPLE, _for_postgresql(query)))]
    there, absent = for_sqlite(query)
    if there:
        return [Ticket.id.in_(_rows(there))]
    return [Ticket.id.not_in(_rows(absent))]


def by_terms(query: Query, now: int) -> Conditions:
    """Return the conditions that the ticket is of what is named (now in UTC seconds).

    Several names of one kind are one or the other.
    """
    conditions: Conditions = []
    terms = sorted(query.terms, key=SAME_KEY)
    for (_, is_without), group in groupby(terms, key=SAME_KEY):
        meant = or_(*(_meant(term, now) for term in group))
        # What is unknown is not that either.
        conditions.append(not_(func.coalesce(meant, NEVER)) if is_without else meant)
    return conditions


def for_sqlite(query: Query) -> tuple[str, str]:
    """Return a query as FTS5 reads it, and if it only leaves out, what."""
    there = [f'"{word}"*' for word in query.words]
    there += [f'"{" ".join(phrase)}"' for phrase in query.phrases]
    absent = [f'"{word}"*' for word in query.without_words]
    absent += [f'"{" ".join(phrase)}"' for phrase in query.without_phrases]
    if not there:
        return "", " OR ".join(absent)
    asked = f"({' AND '.join(there)})"
    return f"{asked} NOT ({' OR '.join(absent)})" if absent else asked, ""


def unmatched(query: Query, actor: Actor) -> list[Term]:
    """Return the terms of a query that name nothing the person could see."""
    return [term for term in query.terms if not _names_something(term, actor)]


def numbered(query: Query, actor: Actor) -> int | None:
    """Return the one ticket the person may see whose number is, or ends in, this."""
    if not query.number:
        return None
    of_unit = in_unit(actor)
    whole = select(Ticket.id).where(Ticket.number == query.number, *of_unit)
    ticket_id = db.session.scalar(whole)
    if ticket_id is not None:
        return ticket_id
    # The index finds the few that have the words; only those are looked at.
    parts = by_text(Query(phrases=(tuple(words(query.number)),)))
    ending = Ticket.number.endswith(f"/{query.number}", autoescape=True)
    ends_so = select(Ticket.id).where(*parts, ending, *of_unit).limit(2)
    ids = db.session.scalars(ends_so).all()
    return ids[0] if len(ids) == 1 else None


def in_unit(actor: Actor) -> Conditions:
    """Return the condition that the ticket is of a unit the person may see."""
    return [] if actor.unit_id is None else [Ticket.unit_id == actor.unit_id]


def _for_postgresql(query: Query) -> str:
    there = [f"{word}:*" for word in query.words]
    there += [f"({' <-> '.join(phrase)})" for phrase in query.phrases]
    there += [f"!{word}:*" for word in query.without_words]
    there += [f"!({' <-> '.join(phrase)})" for phrase in query.without_phrases]
    return " & ".join(there)


def _rows(match: str) -> Select[int]:
    return select(INDEX.c.rowid).where(INDEX.c.ticket_search.op("MATCH")(match))


def _meant(term: Term, now: int) -> ColumnElement[bool]:
    match term.key:
        case Key.SOURCE:
            return Ticket.source_id.in_(_sources_named(term.name, None))
        case Key.OWNER:
            return Ticket.owner_id.in_(_people_named(term.name, None))
        case Key.UNIT:
            return Ticket.unit_id.in_(_units_named(term.name, None))
        case Key.STEP:
            return Ticket.step.in_(named(term.key, term.name))
        case Key.CHANNEL:
            return Ticket.channel.in_(named(term.key, term.name))
    meant = [word for word in Standing if word in named(term.key, term.name)]
    return or_(NEVER, *(_standing(each, now) for each in meant))


def _standing(standing: Standing, now: int) -> ColumnElement[bool]:
    is_open = Ticket.step.is_not(None)
    conditions = {
        Standing.OPEN: is_open,
        Standing.CLOSED: Ticket.ended_at.is_not(None),
        Standing.QUEUE: and_(is_open, Ticket.owner_id.is_(None)),
        Standing.PAUSED: and_(is_open, Ticket.paused_until > now),
        Standing.PAST: and_(is_open, Ticket.due_at < now),
    }
    return conditions[standing]


def _names_something(term: Term, actor: Actor) -> bool:
    by_key = {
        Key.SOURCE: _sources_named,
        Key.OWNER: _people_named,
        Key.UNIT: _units_named,
    }
    if term.key in by_key:
        return bool(by_key[term.key](term.name, actor.unit_id))
    return bool(named(term.key, term.name))


@dataclass(frozen=True, slots=True)
class Named:
    """Something with names, of a unit or of all."""

    id: int
    names: tuple[str, ...]
    unit_id: int | None
    parent_id: int | None = None


def _sources_named(name: str, unit_id: int | None) -> Sequence[int]:
    """Return the sources called so in either language, and those below them."""
    there = _of_unit(_sources(), unit_id)
    ids = {each.id for each in there if _is_called(name, each)}
    return [each.id for each in there if {each.id, each.parent_id} & ids]


def _people_named(name: str, unit_id: int | None) -> Sequence[int]:
    people = _of_unit(_people(), unit_id)
    return [each.id for each in people if _is_called(name, each)]


def _units_named(name: str, unit_id: int | None) -> Sequence[int]:
    units = _of_unit(_units(), unit_id)
    return [each.id for each in units if _is_called(name, each)]


def _is_called(name: str, named_: Named) -> bool:
    return any(is_named(name, each) for each in named_.names)


def _of_unit(all_: Iterable[Named], unit_id: int | None) -> list[Named]:
    return [each for each in all_ if unit_id is None or unit_id == each.unit_id]


@remembered
def _sources() -> tuple[Named, ...]:
    rows = db.session.scalars(select(Source))
    return tuple(
        Named(row.id, (row.name, row.name_en), row.unit_id, row.parent_id)
        for row in rows
    )


@remembered
def _people() -> tuple[Named, ...]:
    rows = db.session.execute(select(Person.id, Person.name, Person.unit_id))
    return tuple(Named(row.id, (row.name,), row.unit_id) for row in rows)


@remembered
def _units() -> tuple[Named, ...]:
    rows = db.session.execute(select(Unit.id, Unit.name, Unit.code))
    return tuple(Named(row.id, (row.name, row.code), row.id) for row in rows)
