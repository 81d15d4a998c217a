"""Class lists brought as files, as their owner sees them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from desk.domain.errors import NotFound
from desk.domain.people import Actor
from desk.extensions import db
from desk.models import ClassGroup, ClassList, Person

RECENT = 10


@dataclass(frozen=True, slots=True)
class ListLine:
    """A file in the list of class lists; the instant in UTC seconds."""

    id: int
    name: str
    created_at: int
    # How many students got an account by it; None: not taken over yet.
    added: int | None


@dataclass(frozen=True, slots=True)
class ListView:
    """A file with what became of it; the seed of the one-time passwords, if kept."""

    id: int
    name: str
    content: bytes | None
    seed: str | None
    report: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Slip:
    """A student who has not signed in since the list gave them an account."""

    name: str
    number: str
    username: str
    class_group: str


def recent_lists(actor: Actor) -> list[ListLine]:
    """Return the person's last class lists, newest first."""
    columns = (ClassList.id, ClassList.name, ClassList.created_at, ClassList.report)
    query = select(*columns).where(ClassList.owner_id == actor.id)
    rows = db.session.execute(query.order_by(ClassList.id.desc()).limit(RECENT))
    return [
        ListLine(
            id=row.id,
            name=row.name,
            created_at=row.created_at,
            added=len(row.report["added"]) if row.report else None,
        )
        for row in rows
    ]


def get_list(list_id: int, actor: Actor) -> ListView:
    """Return the person's own file. Raises NotFound."""
    found = db.session.get(ClassList, list_id)
    if found is None or found.owner_id != actor.id:
        raise NotFound
    return ListView(found.id, found.name, found.content, found.seed, found.report)


def slips(view: ListView) -> list[Slip]:
    """Return who of a list still signs in with the first password, by class and name.

    Whoever has another one by now, chosen or given, is none of them.
    """
    if view.report is None or view.seed is None:
        return []
    query = (
        select(Person.name, Person.student_number, Person.username, ClassGroup.name)
        .join(ClassGroup, ClassGroup.id == Person.class_group_id)
        .where(
            Person.id.in_(view.report["added"]),
            Person.must_change_password.is_(True),
            Person.session_version == 1,
        )
        .order_by(ClassGroup.name, func.lower(Person.name), Person.id)
    )
    return [
        Slip(name, number or "", user, group)
        for name, number, user, group in db.session.execute(query)
    ]
