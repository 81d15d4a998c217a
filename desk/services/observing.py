"""Reads the logs of many tickets at once, and what they say of everybody's time."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, or_, select

from desk.domain.flags import Closing, at_the_bell
from desk.domain.grade_inputs import Flag, Missing, Observation
from desk.domain.hours import DAY, Interval
from desk.domain.log import EventKind
from desk.domain.observing import Observed, ToldTicket, observe
from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import Evidence, Ticket, TicketEvent, Unit
from desk.models.event import event_of
from desk.services.on_duty import Shifts
from desk.services.row import rules_of

# So many logs are in memory at once, and so many ids in a statement.
CHUNK = 500
FACT_OF_PEOPLE = ("holder", "receiver")
LOGS = (
    select(
        TicketEvent.ticket_id,
        TicketEvent.n,
        TicketEvent.kind,
        TicketEvent.at,
        TicketEvent.recorded_at,
        TicketEvent.actor_id,
        TicketEvent.facts,
    )
    .where(TicketEvent.ticket_id.in_(bindparam("ticket_ids", expanding=True)))
    .order_by(TicketEvent.ticket_id, TicketEvent.n)
)
RESTATEMENT = func.trim(Evidence.words["restatement"].as_string())
# Without a blank it is a word, or several lines; those are counted.
BRIEF = (
    select(TicketEvent.ticket_id, TicketEvent.n, RESTATEMENT)
    .join(Evidence, Evidence.event_id == TicketEvent.id)
    .where(
        TicketEvent.ticket_id.in_(bindparam("ticket_ids", expanding=True)),
        TicketEvent.kind == EventKind.CONFIRMED,
        RESTATEMENT.not_like("% %"),
    )
)


class Part(NamedTuple):
    """A ticket of the span as it is listed: its log is still to be read."""

    id: int
    number: str
    unit_id: int
    ended_at: int | None


@dataclass(slots=True)
class Seen:
    """What the tickets of a span say of people; by ticket and step."""

    rows: dict[int, list[Observation]] = field(
        default_factory=lambda: defaultdict(list)
    )
    left_out: dict[int, list[Missing]] = field(
        default_factory=lambda: defaultdict(list)
    )
    # At which units the tickets are that somebody's rows come from.
    units: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, told: ToldTicket, found: Observed) -> None:
        """Add what a ticket says."""
        for person, rows in found.rows.items():
            self.rows[person] += rows
            self.units[person].add(told.unit_id)
        for person, why in found.left_out.items():
            self.left_out[person].append(Missing(told.id, told.number, why))

    def flag(self, person: int, keys: Collection[str]) -> None:
        """Flag a person's rows with these keys as closed at the bell."""
        if keys:
            self.rows[person] = [
                row._replace(
                    flags=tuple(f for f in Flag if f in {*row.flags, Flag.AT_THE_BELL})
                )
                if row.key in keys
                else row
                for row in self.rows[person]
            ]


def parts_of(span: Interval, people: Collection[int] | None) -> list[Part]:
    """Return the tickets received within a span (UTC seconds), by id.

    All of them, or those in which any of some people had a part.
    """
    query = (
        select(Ticket.id, Ticket.number, Ticket.unit_id, Ticket.ended_at)
        .where(*received_in(span))
        .order_by(Ticket.id)
    )
    if people is not None:
        query = query.where(Ticket.id.in_(_with_part(span, people)))
    return [Part(*row) for row in db.session.execute(query)]


def count_received(span: Interval) -> int:
    """Return how many tickets were received within a span (UTC seconds)."""
    return (
        db.session.scalar(select(func.count(Ticket.id)).where(*received_in(span))) or 0
    )


def received_in(span: Interval) -> list[ColumnElement[bool]]:
    """Return the conditions that a ticket was received within a span (UTC seconds)."""
    begin, end = span
    # Named, so that the index that begins with the unit is of use.
    units = Ticket.unit_id.in_(select(Unit.id))
    return [units, Ticket.received_at >= begin, Ticket.received_at < end]


def see(
    parts: Sequence[Part],
    begin: int,
    as_of: int,
    *,
    people: Collection[int] | None,
    progress: Callable[[int], object],
) -> Seen:
    """Return what tickets received since an instant say, as of another (UTC seconds).

    Mostly of some people, or of everybody. Progress hears how many more tickets were
    read.
    """
    shifts = Shifts(begin, as_of + DAY, people=people)
    rules, seen = cache(rules_of), Seen()
    closings: dict[tuple[int, int], list[Closing]] = defaultdict(list)
    for first in range(0, len(parts), CHUNK):
        some = parts[first : first + CHUNK]
        for told in told_of(some):
            calendar, targets = rules(told.unit_id)
            roster = shifts.roster_for(told)
            found = observe(told, calendar, targets, as_of, roster=roster)
            seen.add(told, found)
            if found.closed_by is not None and told.ended_at is not None:
                closing = Closing(f"{told.id}-{Step.THANK}", told.ended_at)
                closings[found.closed_by, told.unit_id].append(closing)
        progress(len(some))
    for (person, unit_id), some_closings in closings.items():
        bell = partial(shifts.bell, unit_id, person)
        seen.flag(person, at_the_bell(some_closings, bell))
    return seen


def _with_part(span: Interval, people: Collection[int]) -> Any:
    named = [TicketEvent.facts[fact].as_integer() for fact in FACT_OF_PEOPLE]
    is_part = or_(
        TicketEvent.actor_id.in_(people), *(fact.in_(people) for fact in named)
    )
    return (
        select(TicketEvent.ticket_id)
        .join(Ticket, Ticket.id == TicketEvent.ticket_id)
        .where(*received_in(span), is_part)
    )


def told_of(parts: Sequence[Part]) -> Iterator[ToldTicket]:
    """Yield some tickets with their whole logs."""
    ids = [part.id for part in parts]
    rows = db.session.execute(LOGS, {"ticket_ids": ids})
    logs = {id_: list(log) for id_, log in groupby(rows, key=itemgetter(0))}
    restated = _restated(ids)
    for part in parts:
        log = logs.get(part.id, [])
        yield ToldTicket(
            *part,
            events=tuple(event_of(row[1:]) for row in log),
            facts={row[1]: row[6] for row in log if row[6]},
            restated=restated.get(part.id, {}),
        )


def _restated(ticket_ids: Sequence[int]) -> dict[int, dict[int, int]]:
    """Return how many words restate the need on tickets, where it is a single one."""
    rows = db.session.execute(BRIEF, {"ticket_ids": ticket_ids})
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for ticket_id, n, words in rows:
        found[ticket_id][n] = len(words.split())
    return found
