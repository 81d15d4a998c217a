"""The five figures of Total Quality Service over a span, and the rows behind each."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from desk.domain.effect import Verdict
from desk.domain.log import EventKind
from desk.domain.pareto import bars
from desk.domain.people import PERMISSIONS, Actor, Permission
from desk.domain.quality import SHARES, Part, Principle
from desk.domain.shifts import local_date
from desk.domain.statistics import Share
from desk.domain.vocabulary import Attendance, Performance
from desk.domain.workflow import COMPLETES
from desk.extensions import db
from desk.models import Shift, Ticket, TicketEvent
from desk.queries.coverage import complaints_by_source, sources_with_cards
from desk.queries.dimensions import Scope
from desk.queries.improvements import ActionLine, begun_between, effect_check
from desk.queries.pages import Cursor, Page
from desk.queries.people import everybody
from desk.queries.report_lines import ReportLine, lines_page
from desk.queries.report_rows import closed_in
from desk.queries.sources import source_paths

AWAY = (Attendance.SICK, Attendance.EXCUSED, Attendance.ABSENT)
Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Board:
    """How many each part has, and the begun actions by what their effect tells."""

    counts: Mapping[Part, int]
    verdicts: Mapping[Verdict, int]

    def share(self, principle: Principle) -> Share:
        """Return a principle's figure."""
        part, whole = SHARES[principle]
        return Share(self.counts[part], self.counts[whole])

    @property
    def answer_rate(self) -> Share:
        """Return how many answered of all closed, as the feedback page counts it."""
        return Share(self.counts[Part.ANSWERED], self.counts[Part.CLOSED])


def board(scope: Scope, actor: Actor, *, now: int) -> Board:
    """Return the figures of a span (now in UTC seconds)."""
    names = list(TICKETS)
    counted = [func.count().filter(*TICKETS[part](now)) for part in names]
    of_tickets = db.session.execute(select(*counted).where(*_closed(scope))).one()
    rostered = people_on_duty(scope, now=now)
    vital = vital_sources(scope, actor)
    begun = begun_actions(scope, actor, now=now)
    return Board(
        counts={
            **{part: int(n) for part, n in zip(names, of_tickets, strict=True)},
            Part.ROSTERED: len(rostered),
            Part.WORKED: len([each for each in rostered if each.is_met]),
            Part.VITAL: len(vital),
            Part.SUPPORTED: len([each for each in vital if each.is_met]),
            Part.BEGUN: len(begun),
            Part.BETTER: len([each for _, each in begun if each is Verdict.BETTER]),
        },
        verdicts=Counter(each for _, each in begun),
    )


def tickets_behind(
    part: Part, scope: Scope, actor: Actor, *, now: int, cursor: Cursor | None
) -> Page[ReportLine]:
    """Return the tickets behind a part, oldest first (now in UTC seconds)."""
    query = select(Ticket).where(*_closed(scope), *TICKETS[part](now))
    return lines_page(query, actor, now=now, cursor=cursor)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody on duty, and whether they completed a step; never how many."""

    name: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One of the vital few, and whether it has a card."""

    id: int
    name: str
    complaints: int
    is_met: bool


def people_on_duty(scope: Scope, *, now: int) -> list[PersonRow]:
    """Return who was on duty in the span up to now, by name (now in UTC seconds)."""
    came = or_(Shift.attendance.is_(None), Shift.attendance.not_in(AWAY))
    on_duty = select(Shift.person_id).where(
        Shift.unit_id.in_(scope.unit_ids),
        Shift.removed_in.is_(None),
        Shift.begins_at < min(scope.end, now),
        Shift.ends_at > scope.begin,
        came,
    )
    rostered = set(db.session.scalars(on_duty.distinct()))
    worked = _completed_a_step(scope)
    return [
        PersonRow(person.name, id_ in worked)
        for id_, person in everybody().items()
        if id_ in rostered and Permission.WALK_STEPS in PERMISSIONS[person.role]
    ]


def vital_sources(scope: Scope, actor: Actor) -> list[SourceRow]:
    """Return the few sources that make four fifths of the complaints, most first."""
    counts = complaints_by_source(scope)
    paths = source_paths(actor.language, scope.unit_ids)
    carded = sources_with_cards(scope.unit_ids)
    return [
        SourceRow(bar.key, paths[bar.key], bar.n, bar.key in carded)
        for bar in bars(counts)
        if bar.is_vital
    ]


def begun_actions(
    scope: Scope, actor: Actor, *, now: int
) -> list[tuple[ActionLine, Verdict]]:
    """Return the actions that took effect in the span, with what came of each."""
    first, last = days_of(scope)
    lines = begun_between(scope.unit_ids, first, last, actor, now=now)
    return [
        (line, effect.verdict if effect else Verdict.NOT_YET)
        for line in lines
        for effect in [effect_check(line, now=now)]
    ]


def days_of(scope: Scope) -> tuple[date, date]:
    """Return the first and the last day of a span."""
    return local_date(scope.begin, scope.zone), local_date(scope.end - 1, scope.zone)


def _closed(scope: Scope) -> list[Condition]:
    return [Ticket.unit_id.in_(scope.unit_ids), *closed_in(scope)]


def _is_answered() -> Condition:
    return Ticket.feedback_at.is_not(None)


def _is_expected(_: int) -> list[Condition]:
    met = (Performance.AS_EXPECTED, Performance.ABOVE)
    return [_is_answered(), Ticket.performance.in_(met)]


def _is_waiting(now: int) -> list[Condition]:
    is_in_time = or_(Ticket.zero_at.is_(None), Ticket.zero_at > now)
    return [Ticket.feedback_at.is_(None), is_in_time]


def _is_tagged(_: int) -> list[Condition]:
    tags = (Ticket.source_id, Ticket.channel, Ticket.response, Ticket.resolution)
    return [tag.is_not(None) for tag in tags]


TICKETS: dict[Part, Callable[[int], list[Condition]]] = {
    Part.EXPECTED: _is_expected,
    Part.ANSWERED: lambda _: [_is_answered()],
    Part.WAITING: _is_waiting,
    Part.TAGGED: _is_tagged,
    Part.CLOSED: lambda _: [Ticket.closed_at.is_not(None)],
}


def _completed_a_step(scope: Scope) -> set[int]:
    """Return who completed a step in the span that was not undone."""
    done, undone = TicketEvent, aliased(TicketEvent)
    # Only the logs of tickets that were open then are looked at. As a sum, or SQLite
    # would read everything ever received for the few.
    of_units = Ticket.unit_id.in_(scope.unit_ids)
    was_open = [
        Ticket.received_at + 0 < scope.end,
        or_(
            and_(of_units, Ticket.step.is_not(None)),
            and_(of_units, Ticket.ended_at >= scope.begin),
        ),
    ]
    completed = [
        done.kind.in_(list(COMPLETES)),
        done.at >= scope.begin,
        done.at < scope.end,
    ]
    steps = (
        select(done.actor_id, func.count())
        .join(Ticket, Ticket.id == done.ticket_id)
        .where(*was_open, *completed)
        .group_by(done.actor_id)
    )
    taken_back = (
        select(done.actor_id, func.count())
        .join(Ticket, Ticket.id == done.ticket_id)
        .join(undone, undone.ticket_id == done.ticket_id)
        .where(
            *was_open,
            *completed,
            undone.kind == EventKind.VOIDED,
            undone.facts["target"].as_integer() == done.n,
        )
        .group_by(done.actor_id)
    )
    left = Counter(_counts(steps))
    left.subtract(_counts(taken_back))
    return {person_id for person_id, n in left.items() if n > 0}


def _counts(query: Select[int | None, int]) -> dict[int, int]:
    return {row[0] or 0: row[1] for row in db.session.execute(query)}
