"""Coach notes: who may see them, and which of them somebody has not read yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from desk.domain import waiting
from desk.domain.log import EventKind
from desk.domain.people import Actor, Permission
from desk.extensions import db
from desk.models import Ticket
from desk.queries.history import Entry, read_history

NOTES = frozenset({EventKind.COACHED, EventKind.COACH_READ})


@dataclass(frozen=True, slots=True)
class UnreadNotes:
    """The notes on one ticket that somebody has not read yet, in their order."""

    ticket_id: int
    number: str
    item: str
    entries: tuple[Entry, ...]


def shown_to(actor: Actor, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return a history without the coach notes that are not for the person's eyes.

    They are for their receiver and for reviewers, not for other students.
    """
    if actor.may(Permission.REVIEW):
        return entries
    return tuple(entry for entry in entries if _is_shown(actor, entry))


def unread(entries: Iterable[Entry], actor: Actor) -> tuple[Entry, ...]:
    """Return the notes of a history that the person has not read yet."""
    log = list(entries)
    notes = {e.n for e in waiting.unread_notes((e.event for e in log), actor.id)}
    return tuple(entry for entry in log if entry.n in notes)


def unread_notes(actor: Actor) -> list[UnreadNotes]:
    """Return the notes the person has not read yet, by ticket."""
    query = select(Ticket.id, Ticket.number, Ticket.item).order_by(Ticket.id)
    rows = db.session.execute(query.where(Ticket.coached_id == actor.id))
    return [
        UnreadNotes(*row, unread(read_history(row.id), actor)) for row in rows.all()
    ]


def names_in(entries: Iterable[Entry]) -> Mapping[int, str]:
    """Return the names of the people a history speaks of, by id."""
    names: dict[int, str] = {}
    for entry in entries:
        for fact, name in entry.mentions.items():
            if fact in {"giver", "receiver", "holder"}:
                names[entry.facts[fact]] = name
        if entry.actor_id is not None and entry.actor is not None:
            names[entry.actor_id] = entry.actor
    return names


def _is_shown(actor: Actor, entry: Entry) -> bool:
    about = entry.about
    if entry.kind not in NOTES and (about is None or about.kind not in NOTES):
        return True
    receivers = {entry.event.receiver, about.receiver if about else None}
    return actor.id in {entry.actor_id, *receivers}
