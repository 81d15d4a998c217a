"""The events of a ticket with their words, and the names they refer to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from desk.domain.erasure import what_is_left
from desk.domain.log import Event, EventKind
from desk.domain.vocabulary import Channel
from desk.extensions import db
from desk.models import Customer, Evidence, Ticket, TicketEvent
from desk.queries.people import everybody, name_of
from desk.queries.units import unit_names


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as the timeline shows it."""

    event: Event
    actor_id: int | None
    actor: str | None
    facts: Mapping[str, Any]
    words: Mapping[str, str]
    # The names of the people and the numbers of the tickets the facts refer to.
    mentions: Mapping[str, str]
    # The event a verdict or an undoing is about.
    about: Event | None
    is_undone: bool
    # What was written with it is gone, or some of it.
    is_erased: bool

    @property
    def n(self) -> int:
        """Return the event's place in the log, from 1."""
        return self.event.n

    @property
    def kind(self) -> EventKind:
        """Return what happened."""
        return self.event.kind

    @property
    def recorded_at(self) -> int:
        """Return when it was written down (UTC seconds)."""
        return self.event.recorded_at

    @property
    def is_from_customer(self) -> bool:
        """Say whether the customer did it, at the public door; nobody else was there.

        An import knows who brought it in: nobody, but that stands in its facts.
        """
        is_public = (
            self.kind is EventKind.FEEDBACK_GIVEN
            or self.facts.get("channel") == Channel.PUBLIC_FORM
        )
        return is_public and self.actor_id is None and "holder" not in self.facts


def read_history(ticket_id: int) -> tuple[Entry, ...]:
    """Return the events of a ticket in the order of its log."""
    found = db.session.execute(
        select(TicketEvent, Evidence.words, Evidence.erased_at)
        .outerjoin(Evidence, Evidence.event_id == TicketEvent.id)
        .where(TicketEvent.ticket_id == ticket_id)
        .order_by(TicketEvent.n)
    ).all()
    rows = what_is_left([(event, words or {}) for event, words, _ in found])
    erased = {event.n for event, _, erased_at in found if erased_at is not None}
    mentions = _mentions([event.facts for event, _ in rows])
    events = {event.n: event.as_event() for event, _ in rows}
    undone = {
        event.facts["target"] for event, _ in rows if event.kind is EventKind.VOIDED
    }
    return tuple(
        Entry(
            event=events[event.n],
            actor_id=event.actor_id,
            actor=name_of(event.actor_id),
            facts=event.facts,
            words=words,
            mentions={
                fact: names[event.facts[fact]]
                for fact, names in mentions.items()
                if event.facts.get(fact)
            },
            about=events.get(event.facts.get("target", 0)),
            is_undone=event.n in undone,
            is_erased=event.n in erased,
        )
        for event, words in rows
    )


def count_events() -> int:
    """Return how many events all logs hold."""
    return db.session.scalar(select(func.count()).select_from(TicketEvent)) or 0


def _mentions(every: Sequence[Mapping[str, Any]]) -> dict[str, dict[int, str]]:
    """Return, by fact, the names of the people, tickets and units facts refer to."""
    found: dict[str, dict[int, str]] = {}
    for names_of, facts in (
        (_people, ("giver", "receiver", "holder")),
        (_tickets, ("ticket", "into", "follows")),
        (_units, ("unit", "from_unit")),
        (_customers, ("card",)),
    ):
        ids = {told[fact] for told in every for fact in facts if told.get(fact)}
        found |= dict.fromkeys(facts, names_of(ids) if ids else {})
    return found


def _people(ids: Collection[int]) -> dict[int, str]:
    return {id_: everybody()[id_].name for id_ in ids}


def _tickets(ids: Collection[int]) -> dict[int, str]:
    query = select(Ticket.id, Ticket.number).where(Ticket.id.in_(ids))
    return {row.id: row.number for row in db.session.execute(query)}


def _customers(ids: Collection[int]) -> dict[int, str]:
    query = select(Customer).where(Customer.id.in_(ids))
    return {
        row.id: f"#{row.id}" if row.is_restricted or row.erased_at else row.name
        for row in db.session.scalars(query)
    }


def _units(ids: Collection[int]) -> dict[int, str]:
    return {id_: name for id_, name in unit_names() if id_ in ids}
