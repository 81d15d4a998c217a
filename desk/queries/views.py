"""Views: lists under a name, and how many tickets each holds now."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from desk.domain.errors import NotFound
from desk.domain.filters import Filters
from desk.domain.people import Actor
from desk.extensions import db
from desk.models import Person, SavedView, Ticket
from desk.queries.narrowing import among_open, any_open

# As many as a school has.
REVIEWERS = 200


@dataclass(frozen=True, slots=True)
class SavedLine:
    """A view somebody saved; the query is that of the list's address."""

    id: int
    name: str
    query: str
    is_shared: bool
    is_own: bool
    author: str


def saved_views(actor: Actor) -> list[SavedLine]:
    """Return the person's own views, then those shared with the unit, by name."""
    rows = db.session.execute(_seen_by(actor))
    return [_line(view, author, actor) for view, author in rows]


@lru_cache(REVIEWERS)
def _seen_by(actor: Actor) -> Select[SavedView, str]:
    # Asked with every list; to put it together takes longer than to ask.
    is_own = SavedView.person_id == actor.id
    return (
        select(SavedView, Person.name)
        .join(Person, Person.id == SavedView.person_id)
        .where(or_(is_own, and_(SavedView.is_shared.is_(True), _reaches(actor))))
        .order_by(is_own.desc(), func.lower(SavedView.name), SavedView.id)
    )


def get_own_view(actor: Actor, view_id: int) -> SavedLine:
    """Return a view the person saved. Raises NotFound."""
    view = db.session.get(SavedView, view_id)
    if view is None or view.person_id != actor.id:
        raise NotFound
    return _line(view, actor.name, actor)


def count(wanted: Sequence[Filters], actor: Actor, *, now: int) -> list[int]:
    """Return how many open tickets pass each of the filters (now in UTC seconds).

    All in one statement over the open tickets, however many views there are.
    """
    # The list that is shown is often one of the views.
    distinct = list(dict.fromkeys(wanted))
    sums = [_sum(among_open(filters, actor, now=now)) for filters in distinct]
    query = select(*sums).where(*any_open(actor))
    counts = dict(zip(distinct, db.session.execute(query).one(), strict=True))
    return [int(counts[filters]) for filters in wanted]


def _sum(passed: list[ColumnElement[bool]]) -> ColumnElement[int]:
    number = func.count(Ticket.id)
    return number.filter(and_(*passed)) if passed else number


def _reaches(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a shared view is for the person's unit."""
    if actor.unit_id is None:
        return true()
    return or_(SavedView.unit_id.is_(None), SavedView.unit_id == actor.unit_id)


def _line(view: SavedView, author: str, actor: Actor) -> SavedLine:
    return SavedLine(
        id=view.id,
        name=view.name,
        query=view.query,
        is_shared=view.is_shared,
        is_own=view.person_id == actor.id,
        author=author,
    )
