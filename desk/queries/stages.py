"""The nine stages of one ticket, and how many closed tickets have which of them.

Over many tickets the same rule stands as conditions of the database; a test compares
both on every kind of ticket there is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from desk.domain.log import EventKind
from desk.domain.people import Actor
from desk.domain.stages import (
    ANSWERS,
    EXPLAINS,
    FACE_TO_FACE,
    REACHING,
    Case,
    Judged,
    Stage,
    State,
    judge,
)
from desk.domain.vocabulary import Ending
from desk.extensions import db
from desk.models import CustomerCode, Ticket, TicketEvent
from desk.queries.dimensions import Scope
from desk.queries.history import Entry
from desk.queries.pages import Cursor, Page
from desk.queries.report_lines import ReportLine, all_lines, lines_page
from desk.queries.report_rows import closed_in

HAS_CODE = exists().where(CustomerCode.ticket_id == Ticket.id)
CASE = select(
    Ticket.channel,
    Ticket.source_id.is_not(None).label("has_source"),
    Ticket.needs,
    Ticket.ending,
    Ticket.closed_at,
    Ticket.feedback_at,
    Ticket.zero_at,
    HAS_CODE.label("has_code"),
)


@dataclass(frozen=True, slots=True)
class StageShare:
    """How many of the closed tickets of a span have a stage done, and how many lack it.

    Whoever may still answer lacks nothing yet: those are counted as open.
    """

    stage: Stage
    done: int
    missing: int
    open: int

    @property
    def percent(self) -> int | None:
        """Return whole per cent of those that can be judged, half up."""
        judged = self.done + self.missing
        return (200 * self.done + judged) // (2 * judged) if judged else None


class StageRows(NamedTuple):
    """Which closed tickets are wanted: those of a span with a stage in a state."""

    scope: Scope
    stage: Stage
    state: State


def stages_of(ticket_id: int, entries: Iterable[Entry], *, now: int) -> list[Judged]:
    """Return the nine stages of a ticket by its history (now in UTC seconds).

    None of a ticket that stands for no complaint of its own: merged, undone, or none.
    """
    row = db.session.execute(CASE.where(Ticket.id == ticket_id)).one()
    if row.ending not in {None, Ending.CLOSED}:
        return []
    live = [entry for entry in entries if not entry.is_undone]
    facts = Case(
        channel=row.channel,
        has_source=row.has_source,
        has_needs=bool(row.needs),
        has_code=row.has_code,
        closed_at=row.closed_at,
        feedback_at=row.feedback_at,
        zero_at=row.zero_at,
    )
    return judge(facts, live, now=now)


def stage_shares(scope: Scope, *, now: int) -> tuple[int, list[StageShare]]:
    """Return how many were closed in a span, and each stage over them (UTC seconds)."""
    states = {
        (stage, state): condition
        for stage in Stage
        for state, condition in _states(stage, now).items()
    }
    sums = [func.sum(case((each, 1), else_=0)) for each in states.values()]
    query = select(func.count(), *sums).select_from(Ticket).where(*_closed(scope))
    total, *counts = db.session.execute(query).one()
    found = dict(zip(states, (int(n or 0) for n in counts), strict=True))
    shares = [
        StageShare(stage, *(found[stage, state] for state in STATES)) for stage in Stage
    ]
    return total, shares


def stage_tickets(
    rows: StageRows, actor: Actor, *, now: int, cursor: Cursor | None = None
) -> Page[ReportLine]:
    """Return the tickets behind a share, the oldest first (now in UTC seconds)."""
    return lines_page(_tickets_of(rows, now), actor, now=now, cursor=cursor)


def all_stage_tickets(
    rows: StageRows, actor: Actor, *, now: int
) -> Iterator[ReportLine]:
    """Yield every ticket behind a share, the oldest first (now in UTC seconds)."""
    return all_lines(_tickets_of(rows, now), actor, now=now)


STATES = (State.DONE, State.MISSING, State.OPEN)


def _tickets_of(rows: StageRows, now: int) -> Select[Ticket]:
    state = _states(rows.stage, now)[rows.state]
    return select(Ticket).where(*_closed(rows.scope), state)


def _closed(scope: Scope) -> Sequence[ColumnElement[bool]]:
    return [Ticket.unit_id.in_(scope.unit_ids), *closed_in(scope)]


def _states(stage: Stage, now: int) -> dict[State, ColumnElement[bool]]:
    """Return what a closed ticket must be for a stage to stand so (UTC seconds)."""
    done = _done(now)[stage]
    is_waited_for = stage is Stage.CLOSING
    return {
        State.DONE: done,
        State.MISSING: false() if is_waited_for else not_(done),
        State.OPEN: not_(done) if is_waited_for else false(),
    }


def _done(now: int) -> dict[Stage, ColumnElement[bool]]:
    """Return the rule of `judge` for tickets that are closed (now in UTC seconds)."""
    needs = cast(Ticket.needs, String)
    has_needs = and_(needs.is_not(None), needs.not_in(("[]", "null")))
    is_known = and_(Ticket.channel.is_not(None), Ticket.channel.in_(FACE_TO_FACE))
    is_settled = or_(
        Ticket.feedback_at.is_not(None),
        and_(Ticket.zero_at.is_not(None), Ticket.zero_at <= now),
    )
    return {
        Stage.COMMUNICATION: Ticket.channel.is_not(None),
        Stage.RECEIPT: true(),
        Stage.TRACKING: HAS_CODE,
        Stage.ACKNOWLEDGEMENT: or_(
            is_known,
            HAS_CODE,
            _has(EventKind.CONFIRMED, "reply", ANSWERS),
            _has(EventKind.CUSTOMER_CONTACTED),
        ),
        Stage.ASSESSMENT: and_(
            Ticket.source_id.is_not(None), has_needs, _has(EventKind.RECORDED)
        ),
        Stage.INVESTIGATION: or_(
            _has(EventKind.FACT_NOTED), _has(EventKind.FULFILLED, "solution", EXPLAINS)
        ),
        Stage.RESPONSE: _has(EventKind.FULFILLED),
        Stage.DECISION: or_(
            and_(HAS_CODE, _has(EventKind.THANKED)),
            _has(EventKind.THANKED, "channel", REACHING),
            _has(EventKind.FEEDBACK_GIVEN),
        ),
        Stage.CLOSING: is_settled,
    }


def _has(
    kind: EventKind, fact: str = "", values: Iterable[str] = ()
) -> ColumnElement[bool]:
    """Return the condition that such an event stands in the log, not undone."""
    undoing = aliased(TicketEvent)
    is_undone = exists().where(
        undoing.ticket_id == TicketEvent.ticket_id,
        undoing.kind == EventKind.VOIDED,
        undoing.facts["target"].as_integer() == TicketEvent.n,
    )
    found = exists().where(
        TicketEvent.ticket_id == Ticket.id, TicketEvent.kind == kind, ~is_undone
    )
    if fact:
        found = found.where(TicketEvent.facts[fact].as_string().in_(list(values)))
    return found
