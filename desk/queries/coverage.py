"""Which sources have a solution card and which do not, with their complaints."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from desk.domain.people import Actor
from desk.domain.solutions import in_force
from desk.extensions import db
from desk.models import SolutionCard, Source, Ticket
from desk.queries.dimensions import Scope
from desk.queries.report_rows import is_complaint, received_in
from desk.queries.solutions import (
    IS_STANDING,
    Card,
    card_of,
    known_sources,
    versions_of,
)
from desk.queries.sources import retired_sources, source_paths


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source with its card, if any, and how many complaints sprang from it."""

    id: int
    name: str
    complaints: int
    card: Card | None


def source_states(scope: Scope, actor: Actor) -> list[SourceState]:
    """Return the sources of the units in use, most complaints in the span first.

    Groups come with the complaints tagged with nothing but the group; each with its
    own card, else its group's.
    """
    counts = complaints_by_source(scope)
    paths = source_paths(actor.language, scope.unit_ids)
    rows = versions_of(paths)
    cards = {
        source_id: card_of(present, present, [], paths)
        for source_id in {row.source_id for row in rows}
        for present in [in_force([r for r in rows if r.source_id == source_id])]
        if present is not None
    }
    retired, sources = retired_sources(), known_sources()
    found = [
        SourceState(
            id=id_,
            name=name,
            complaints=counts.get(id_, 0),
            card=cards.get(id_) or cards.get(sources[id_].parent_id or 0),
        )
        for id_, name in paths.items()
        if id_ not in retired
        # A group is a source of its own only where it is used as one.
        if sources[id_].parent_id is not None or id_ in cards or id_ in counts
    ]
    return sorted(found, key=lambda s: (-s.complaints, s.name.casefold()))


def complaints_by_source(scope: Scope) -> dict[int, int]:
    """Return how many complaints received in the span have which source."""
    query = (
        select(Ticket.source_id, func.count())
        .where(Ticket.unit_id.in_(scope.unit_ids), received_in(scope), is_complaint())
        .where(Ticket.source_id.is_not(None))
        .group_by(Ticket.source_id)
    )
    return {row[0] or 0: row[1] for row in db.session.execute(query)}


def sources_with_cards(unit_ids: Sequence[int]) -> frozenset[int]:
    """Return the sources that have a card in force, their own or their group's."""
    query = (
        select(SolutionCard.source_id)
        .join(Source, Source.id == SolutionCard.source_id)
        .where(Source.unit_id.in_(unit_ids), *IS_STANDING)
    )
    own = frozenset(db.session.scalars(query))
    return frozenset(
        id_ for id_, known in known_sources().items() if {id_, known.parent_id} & own
    )
