"""Solution cards to read, to decide on, and those that are not written yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, bindparam, func, select

from desk.domain.errors import Forbidden, NotFound
from desk.domain.people import Actor, Permission
from desk.domain.solutions import (
    CardState,
    in_force,
    lines,
    newer_approved,
    state_of,
)
from desk.domain.vocabulary import Knowledge, Language
from desk.extensions import db
from desk.models import SolutionCard, Source
from desk.queries.narrowing import units_of
from desk.queries.people import name_of
from desk.queries.remembered import remembered
from desk.queries.sources import retired_sources, source_paths

IS_STANDING = (SolutionCard.is_approved.is_(True), SolutionCard.retired_at.is_(None))
# One question while a student walks a step: the source's own card, else its group's.
OFFERED = (
    select(SolutionCard)
    .where(SolutionCard.source_id.in_([bindparam("own"), bindparam("group")]))
    .where(*IS_STANDING)
    .order_by(
        (SolutionCard.source_id == bindparam("own")).desc(),
        SolutionCard.version.desc(),
    )
    .limit(1)
)
# What a person sees of their own proposals: the last ones, with what was answered.
MINE = 10


@dataclass(frozen=True, slots=True)
class Card:
    """One version of a card; instants in UTC seconds."""

    id: int
    source_id: int
    # The source it is about, below its group.
    source: str
    version: int
    state: CardState
    steps: tuple[str, ...]
    phrases: tuple[str, ...]
    authority: tuple[str, ...]
    origin: Knowledge
    proposed_by_id: int
    proposed_by: str | None
    proposed_at: int
    decided_by: str | None
    decided_at: int | None
    remark: str
    retired_at: int | None
    # The newest version approved after this one was written, if any.
    newer: int | None = None


@dataclass(frozen=True, slots=True)
class SourceCards:
    """Everything about the cards of one source, as the person may use it."""

    source_id: int
    source: str
    unit_id: int
    group_id: int | None
    is_retired: bool
    present: Card | None
    # The group's card, used while the source has none of its own.
    inherited: Card | None
    versions: tuple[Card, ...]

    @property
    def seen(self) -> int:
        """Return the version in force, 0 without one."""
        return self.present.version if self.present else 0

    @property
    def offered(self) -> Card | None:
        """Return the card students are offered."""
        return self.present or self.inherited

    @property
    def proposals(self) -> list[Card]:
        """Return the versions that wait for a decision."""
        return [v for v in self.versions if v.state is CardState.PROPOSED]


def offered_card(source_id: int, language: Language) -> Card | None:
    """Return the card students are offered for a source, None without one."""
    known = known_sources()[source_id]
    asked = {"own": source_id, "group": known.parent_id or source_id}
    row = db.session.scalars(OFFERED, asked).first()
    if row is None:
        return None
    return card_of(row, row, [], source_paths(language, (known.unit_id,)))


def cards_of(source_id: int, actor: Actor) -> SourceCards:
    """Return the cards of a source in all versions. Raises NotFound, Forbidden."""
    known = known_sources().get(source_id)
    if known is None:
        raise NotFound
    if actor.unit_id not in {None, known.unit_id}:
        raise Forbidden
    rows = versions_of([source_id])
    present = in_force(rows)
    paths = source_paths(actor.language, (known.unit_id,))
    offered = None
    if present is None and known.parent_id is not None:
        offered = offered_card(source_id, actor.language)
    versions = tuple(card_of(row, present, rows, paths) for row in reversed(rows))
    return SourceCards(
        source_id=source_id,
        source=paths[source_id],
        unit_id=known.unit_id,
        group_id=known.parent_id,
        is_retired=source_id in retired_sources(),
        present=next((v for v in versions if v.state is CardState.IN_FORCE), None),
        inherited=offered,
        versions=versions,
    )


def get_version(card_id: int, actor: Actor) -> tuple[Card, SourceCards]:
    """Return a version, and the cards it is one of. Raises NotFound, Forbidden."""
    row = db.session.get(SolutionCard, card_id)
    if row is None:
        raise NotFound
    known = cards_of(row.source_id, actor)
    return next(v for v in known.versions if v.id == card_id), known


def proposals(actor: Actor) -> list[Card]:
    """Return the proposals the person sees that wait for a decision, oldest first."""
    of_units = Source.unit_id.in_(units_of(actor))
    return _listed(
        select(SolutionCard)
        .join(Source, Source.id == SolutionCard.source_id)
        .where(SolutionCard.is_approved.is_(None), of_units)
        .order_by(SolutionCard.proposed_at, SolutionCard.id),
        actor,
    )


def proposals_of(actor: Actor) -> list[Card]:
    """Return the person's last proposals, newest first, with what was answered."""
    return _listed(
        select(SolutionCard)
        .join(Source, Source.id == SolutionCard.source_id)
        .where(
            SolutionCard.proposed_by_id == actor.id,
            Source.unit_id.in_(units_of(actor)),
        )
        .order_by(SolutionCard.id.desc())
        .limit(MINE),
        actor,
    )


def count_proposals(actor: Actor) -> int:
    """Return how many proposals wait for this person's decision."""
    if not actor.may(Permission.APPROVE_SOLUTIONS):
        return 0
    query = (
        select(func.count(SolutionCard.id))
        .join(Source, Source.id == SolutionCard.source_id)
        .where(
            SolutionCard.is_approved.is_(None), SolutionCard.proposed_by_id != actor.id
        )
    )
    if actor.unit_id is not None:
        query = query.where(Source.unit_id == actor.unit_id)
    return db.session.scalar(query) or 0


def advice_of(card: Card | None) -> dict[str, object]:
    """Return what a form starts with: what a card says, or nothing."""
    if card is None:
        return {}
    return {
        "steps": "\n".join(card.steps),
        "phrases": "\n".join(card.phrases),
        "authority": "\n".join(card.authority),
        "origin": card.origin,
    }


@dataclass(frozen=True, slots=True)
class KnownSource:
    """What has to be known of a source beside its name."""

    unit_id: int
    parent_id: int | None


@remembered
def known_sources() -> dict[int, KnownSource]:
    """Return every source by id, retired ones too."""
    rows = db.session.execute(select(Source.id, Source.unit_id, Source.parent_id))
    return {row.id: KnownSource(row.unit_id, row.parent_id) for row in rows}


def versions_of(source_ids: Iterable[int]) -> Sequence[SolutionCard]:
    """Return all versions of the cards of some sources, oldest first."""
    of_sources = SolutionCard.source_id.in_(list(source_ids))
    query = select(SolutionCard).where(of_sources).order_by(SolutionCard.version)
    return db.session.scalars(query).all()


def _listed(query: Select[SolutionCard], actor: Actor) -> list[Card]:
    found = db.session.scalars(query).all()
    rows = versions_of({row.source_id for row in found})
    paths = source_paths(actor.language, units_of(actor))
    of_source: dict[int, list[SolutionCard]] = {}
    for row in rows:
        of_source.setdefault(row.source_id, []).append(row)
    return [
        card_of(row, in_force(all_), all_, paths)
        for row in found
        for all_ in [of_source[row.source_id]]
    ]


def card_of(
    row: SolutionCard,
    present: SolutionCard | None,
    versions: Sequence[SolutionCard],
    paths: dict[int, str],
) -> Card:
    """Return a version as pages show it, given the one in force and all there are."""
    newer = newer_approved(row, versions)
    return Card(
        id=row.id,
        source_id=row.source_id,
        source=paths[row.source_id],
        version=row.version,
        state=state_of(row, present),
        steps=tuple(lines(row.steps)),
        phrases=tuple(lines(row.phrases)),
        authority=tuple(lines(row.authority)),
        origin=row.origin,
        proposed_by_id=row.proposed_by_id,
        proposed_by=name_of(row.proposed_by_id),
        proposed_at=row.proposed_at,
        decided_by=name_of(row.decided_by_id),
        decided_at=row.decided_at,
        remark=row.remark,
        retired_at=row.retired_at,
        newer=newer.version if newer else None,
    )
