"""Sources to choose from and to filter by."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.domain.errors import Forbidden, NotFound
from desk.domain.people import Actor
from desk.domain.vocabulary import Language
from desk.extensions import db
from desk.models import Source, Unit
from desk.queries.remembered import remembered


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """A first-level source with the second-level sources below it."""

    id: int
    label: str
    sources: tuple[tuple[int, str], ...]


@remembered
def source_groups(
    unit_id: int | None, language: Language, *, with_retired: bool = False
) -> list[SourceGroup]:
    """Return the sources of a unit (or of all), first level over second, in order.

    Retired ones, and what stands below them, are left out unless asked for.
    """
    query = (
        select(Source, Unit.code)
        .join(Unit, Unit.id == Source.unit_id)
        .order_by(Unit.code, Source.position, Source.id)
    )
    if unit_id is not None:
        query = query.where(Source.unit_id == unit_id)
    if not with_retired:
        query = query.where(Source.is_retired.is_(False))
    rows = [(source, code) for source, code in db.session.execute(query)]
    # Several units have a "Product"; only then does the unit's code tell them apart.
    is_mixed = len({code for _, code in rows}) > 1
    groups = [
        SourceGroup(
            id=group.id,
            label=f"{code} · " * is_mixed + name_of(group, language),
            sources=tuple(
                (source.id, name_of(source, language))
                for source, _ in rows
                if source.parent_id == group.id
            ),
        )
        for group, code in rows
        if group.parent_id is None
    ]
    # A group with nothing below it can be filtered by, but not chosen from.
    return [group for group in groups if group.sources or with_retired]


@remembered
def source_names(language: Language) -> dict[int, str]:
    """Return the name of every source by id, retired ones too."""
    return {
        row.id: name_of(row, language) for row in db.session.scalars(select(Source))
    }


@remembered
def source_parents() -> dict[int, int]:
    """Return the first-level source of every source; it is its own."""
    # In the order in which students see them.
    query = select(Source.id, Source.parent_id).order_by(Source.position, Source.id)
    return {row.id: row.parent_id or row.id for row in db.session.execute(query)}


@remembered
def source_units() -> dict[int, int]:
    """Return the unit of every source."""
    query = select(Source.id, Source.unit_id)
    return {row.id: row.unit_id for row in db.session.execute(query)}


@remembered
def retired_sources() -> frozenset[int]:
    """Return the sources offered no more: retired, or below a retired one."""
    rows = list(db.session.scalars(select(Source)))
    retired = {row.id for row in rows if row.is_retired}
    return frozenset(row.id for row in rows if {row.id, row.parent_id} & retired)


def name_of(source: Source, language: Language) -> str:
    """Return the source's name in a language, the Indonesian one if it has no other."""
    return (source.name_en if language is Language.EN else "") or source.name


def source_codes(unit_id: int) -> dict[str, int]:
    """Return the id of each source of a unit by its code."""
    query = select(Source.code, Source.id).where(Source.unit_id == unit_id)
    return {row.code: row.id for row in db.session.execute(query)}


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as it is edited, with those below it in their order."""

    id: int
    unit_id: int
    parent_id: int | None
    name: str
    name_en: str
    is_retired: bool
    words: str
    below: tuple["SourceLine", ...]


def sources_of_unit(unit_id: int) -> list[SourceLine]:
    """Return the first-level sources of a unit in order, retired ones too."""
    query = select(Source).where(Source.unit_id == unit_id)
    rows = list(db.session.scalars(query.order_by(Source.position, Source.id)))
    return [_line(row, rows) for row in rows if row.parent_id is None]


def get_source(source_id: int, actor: Actor) -> SourceLine:
    """Return one source, without those below it. Raises NotFound, Forbidden."""
    source = db.session.get(Source, source_id)
    if source is None:
        raise NotFound
    if actor.unit_id not in {None, source.unit_id}:
        raise Forbidden
    return _line(source, [])


def _line(source: Source, rows: list[Source]) -> SourceLine:
    return SourceLine(
        id=source.id,
        unit_id=source.unit_id,
        parent_id=source.parent_id,
        name=source.name,
        name_en=source.name_en,
        is_retired=source.is_retired,
        words=source.words,
        below=tuple(_line(row, []) for row in rows if row.parent_id == source.id),
    )


@remembered
def source_paths(language: Language, unit_ids: tuple[int, ...]) -> dict[int, str]:
    """Return each source of some units by id, below the first-level one it belongs to.

    Several units have a "Product"; only then the unit's code comes before it.
    """
    rows = db.session.execute(
        select(Source, Unit.code)
        .join(Unit, Unit.id == Source.unit_id)
        .where(Source.unit_id.in_(unit_ids))
    ).all()
    names = {source.id: name_of(source, language) for source, _ in rows}
    is_mixed = len({code for _, code in rows}) > 1
    return {
        source.id: " · ".join(
            [code] * is_mixed
            + [names[id_] for id_ in (source.parent_id, source.id) if id_ is not None]
        )
        for source, code in rows
    }
