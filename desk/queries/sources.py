"""Sources to choose from and to filter by."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.domain.vocabulary import Language
from desk.extensions import db
from desk.models import Source


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """A first-level source with the second-level sources below it."""

    id: int
    label: str
    sources: tuple[tuple[int, str], ...]


def source_groups(
    unit_id: int | None, language: Language, *, with_retired: bool = False
) -> list[SourceGroup]:
    """Return the sources of a unit (or of all), first level over second, in order."""
    query = select(Source).order_by(Source.position, Source.id)
    if unit_id is not None:
        query = query.where(Source.unit_id == unit_id)
    if not with_retired:
        query = query.where(Source.is_retired.is_(False))
    rows = list(db.session.scalars(query))
    return [
        SourceGroup(
            id=group.id,
            label=name_of(group, language),
            sources=tuple(
                (row.id, name_of(row, language))
                for row in rows
                if row.parent_id == group.id
            ),
        )
        for group in rows
        if group.parent_id is None
    ]


def source_names(language: Language) -> dict[int, str]:
    """Return the name of every source by id, retired ones too."""
    return {
        row.id: name_of(row, language) for row in db.session.scalars(select(Source))
    }


def name_of(source: Source, language: Language) -> str:
    """Return the source's name in a language, the Indonesian one where none is given."""
    return (source.name_en if language is Language.EN else "") or source.name


def source_codes(unit_id: int) -> dict[str, int]:
    """Return the id of each source of a unit by its code."""
    query = select(Source.code, Source.id).where(Source.unit_id == unit_id)
    return {row.code: row.id for row in db.session.execute(query)}
