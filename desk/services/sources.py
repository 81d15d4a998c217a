"""Sources of complaints: a unit's two levels; retired, never deleted."""

import re
import unicodedata

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from desk.domain.errors import Forbidden, NotFound
from desk.domain.evidence import MISSING, demand
from desk.domain.people import Act, Permission
from desk.domain.tagging import wrong_words
from desk.domain.vocabulary import N_
from desk.extensions import db
from desk.models import Source, Unit
from desk.services.transaction import action

LONGEST_SLUG = 26
Group = aliased(Source)
CHOOSABLE = (
    select(Source.id)
    .join(Group, Group.id == Source.parent_id)
    .where(
        Source.id == bindparam("source_id"),
        Source.unit_id == bindparam("unit_id"),
        Source.is_retired.is_(False),
        Group.is_retired.is_(False),
    )
)


@action
def add_source_group(act: Act, unit_id: int, *, name: str, name_en: str) -> int:
    """Add a first-level source at the end of a unit's; return its id.

    Raises NotFound, Forbidden, InvalidInput.
    """
    _require_unit(act, unit_id)
    if db.session.get(Unit, unit_id) is None:
        raise NotFound
    return _add(unit_id, None, name=name, name_en=name_en)


@action
def add_source(act: Act, group_id: int, *, name: str, name_en: str) -> int:
    """Add a source at the end of a group; return its id.

    Raises NotFound, Forbidden, InvalidInput.
    """
    group = _load(act, group_id)
    if group.parent_id is not None:
        raise NotFound
    return _add(group.unit_id, group, name=name, name_en=name_en)


@action
def rename_source(act: Act, source_id: int, *, name: str, name_en: str) -> int:
    """Give a source other names; its code stays. Raises NotFound, InvalidInput."""
    source = _load(act, source_id)
    siblings = _siblings(source.unit_id, source.parent_id)
    _demand_free(name, [each for each in siblings if each is not source])
    source.name, source.name_en = name, name_en
    return source.id


@action
def set_words(act: Act, source_id: int, *, words: str) -> int:
    """Set the words by which the rule knows a source, a word or phrase a line.

    Only of what complaints can be given: a source of the second level. Raises NotFound,
    Forbidden, InvalidInput.
    """
    source = _load(act, source_id)
    if source.parent_id is None:
        raise NotFound
    wrong = wrong_words(words)
    demand({"words": wrong} if wrong else {})
    source.words = "\n".join(
        line.strip() for line in words.splitlines() if line.strip()
    )
    return source.id


@action
def retire_source(act: Act, source_id: int) -> int:
    """Offer a source no more; tickets keep it."""
    source = _load(act, source_id)
    source.is_retired = True
    return source.id


@action
def restore_source(act: Act, source_id: int) -> int:
    """Offer a retired source again."""
    source = _load(act, source_id)
    source.is_retired = False
    return source.id


@action
def move_source_up(act: Act, source_id: int) -> int:
    """Put a source before the one above it; the first stays where it is."""
    return _move(_load(act, source_id), by=-1)


@action
def move_source_down(act: Act, source_id: int) -> int:
    """Put a source after the one below it; the last stays where it is."""
    return _move(_load(act, source_id), by=1)


def _require_unit(act: Act, unit_id: int) -> None:
    act.actor.require(Permission.EDIT_SOURCES)
    if act.actor.unit_id not in {None, unit_id}:
        raise Forbidden


def _load(act: Act, source_id: int) -> Source:
    source = db.session.get(Source, source_id)
    if source is None:
        raise NotFound
    _require_unit(act, source.unit_id)
    return source


def _siblings(unit_id: int, parent_id: int | None) -> list[Source]:
    # Locked in one order, so that two who move sources wait for each other.
    rows = db.session.scalars(
        select(Source)
        .where(
            Source.unit_id == unit_id, Source.parent_id.is_not_distinct_from(parent_id)
        )
        .order_by(Source.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return sorted(rows, key=lambda source: (source.position, source.id))


def _add(unit_id: int, group: Source | None, *, name: str, name_en: str) -> int:
    siblings = _siblings(unit_id, group.id if group else None)
    _demand_free(name, siblings)
    source = Source(
        unit_id=unit_id,
        parent_id=group.id if group else None,
        code=_free_code(unit_id, group, slug(name_en) or slug(name) or "source"),
        name=name,
        name_en=name_en,
        position=siblings[-1].position + 1 if siblings else 0,
    )
    db.session.add(source)
    db.session.flush()
    return source.id


def _move(source: Source, *, by: int) -> int:
    siblings = _siblings(source.unit_id, source.parent_id)
    here = siblings.index(source)
    there = min(max(here + by, 0), len(siblings) - 1)
    siblings.insert(there, siblings.pop(here))
    for position, sibling in enumerate(siblings):
        sibling.position = position
    return source.id


def _demand_free(name: str, siblings: list[Source]) -> None:
    if not name:
        demand({"name": MISSING})
    if name.casefold() in {sibling.name.casefold() for sibling in siblings}:
        demand({"name": N_("There is already one with this name.")})


def _free_code(unit_id: int, group: Source | None, word: str) -> str:
    wanted = f"{group.code[:LONGEST_SLUG]}.{word}" if group else word
    taken = set(
        db.session.scalars(select(Source.code).where(Source.unit_id == unit_id))
    )
    codes = [wanted, *(f"{wanted}_{n}" for n in range(2, len(taken) + 2))]
    return next(code for code in codes if code not in taken)


def slug(name: str) -> str:
    """Return a name as lower-case ASCII words joined by underscores."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "_".join(re.findall(r"[a-z0-9]+", plain.lower()))[:LONGEST_SLUG].strip("_")


def is_choosable(source_id: int, unit_id: int) -> bool:
    """Say whether a complaint of the unit may be given the source now."""
    asked = {"source_id": source_id, "unit_id": unit_id}
    return db.session.connection().scalar(CHOOSABLE, asked) is not None
