"""The row of a ticket: every column but the keys follows from its log."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Integer, bindparam, select

from desk.domain.aftermath import aftermath
from desk.domain.calendar import ServiceCalendar
from desk.domain.clock import Measures, measure
from desk.domain.due import due, pause_end
from desk.domain.erasure import Scope, erasures, what_is_left
from desk.domain.evidence import Recorded
from desk.domain.grade_life import LONG_PAUSE
from desk.domain.log import Event, EventKind, not_undone, settle
from desk.domain.pauses import long_at
from desk.domain.search import words as searchable
from desk.domain.targets import Targets, targets_at
from desk.domain.vocabulary import (
    Channel,
    Ending,
    Impact,
    Priority,
    Remedy,
    Solution,
    Urgency,
)
from desk.domain.waiting import Matter as Asked
from desk.domain.waiting import MatterKind, matters, waits_for
from desk.domain.workflow import Standing, standing
from desk.extensions import db
from desk.models import (
    CalendarVersion,
    Matter,
    SampledTicket,
    TargetVersion,
    Ticket,
    TicketEvent,
)

Facts = dict[str, Any]
History = list[tuple[TicketEvent, dict[str, str]]]

# The events whose facts and words stand on the ticket.
TELLING = frozenset(
    {
        EventKind.RECEIVED,
        EventKind.RECORDED,
        EventKind.APPROVAL_REQUESTED,
        EventKind.MERGED,
        EventKind.PRIORITISED,
        # Its source becomes one of the other unit's.
        EventKind.MOVED,
        EventKind.TAGGED,
        EventKind.CUSTOMER_LINKED,
    }
)
# Sorted by it, a ticket whose target is never reached any more comes last.
NEVER = 253_402_300_799
# Every change of a ticket asks these, so they are put together once.
CALENDAR = CalendarVersion.in_force(bindparam("unit_id", type_=Integer))
TARGETS = TargetVersion.newest_first(bindparam("unit_id", type_=Integer))


class Rules(NamedTuple):
    """A unit's calendar in force, and its targets with their beginnings."""

    calendar: ServiceCalendar
    targets: Sequence[tuple[int, Targets]]


def project(
    ticket: Ticket, history: History, rules_of_unit: Callable[[int], Rules]
) -> None:
    """Set every column of the ticket that follows from its log."""
    history = what_is_left(history)
    events = [event.as_event() for event, _ in history]
    where = standing(events)
    last, _ = history[-1]
    unit_id = _unit_of(ticket, history)
    rules = rules_of_unit(unit_id)
    ticket.unit_id = unit_id
    measures = measure(events, rules.calendar, last.recorded_at)
    ticket.version, ticket.log_head = last.n, last.hash
    ticket.step, ticket.owner_id = where.step, where.owner
    ticket.approval = where.approval
    ticket.ending = Ending.CANCELLED if where.is_cancelled else where.ending
    ticket.ended_at = where.closed_at
    if where.is_cancelled:
        # Erasing happens to a ticket long after its end, and ends it not once more.
        done = [event for event, _ in history if event.kind is not EventKind.ERASED]
        ticket.ended_at = done[-1].recorded_at
    ticket.closed_at = where.closed_at if where.ending is Ending.CLOSED else None
    if where.received_at is not None:
        ticket.received_at = where.received_at
    ticket.response = measures.response
    ticket.resolution = None if where.is_open else measures.resolution
    ticket.pickup = None if history[0][0].as_event().by else measures.pickup
    ticket.is_off_hours = measures.is_all_off_hours and not where.is_open
    _retell(ticket, history)
    _set_due(ticket, events, where, rules)
    _set_counted(ticket, where, measures, at=last.recorded_at)
    _set_waiting(ticket, events)
    _set_matters(ticket, history, matters(events, where), rules.calendar)
    _set_checked(ticket, history)
    _set_aftermath(ticket, history, rules.calendar)
    _set_erased(ticket, history)


def rules_of(unit_id: int) -> Rules:
    """Return what the figures of a unit's tickets follow from besides their logs."""
    return Rules(calendar_of(unit_id), targets_of(unit_id))


def targets_of(unit_id: int) -> list[tuple[int, Targets]]:
    """Return every version of the unit's targets with its beginning, newest first."""
    versions = db.session.scalars(TARGETS, {"unit_id": unit_id})
    return [(each.begins_at, Targets.from_json(each.rules)) for each in versions]


def calendar_of(unit_id: int) -> ServiceCalendar:
    """Return the unit's service calendar in force."""
    return db.session.scalars(CALENDAR, {"unit_id": unit_id}).one()


def _set_due(
    ticket: Ticket, events: Sequence[Event], where: Standing, rules: Rules
) -> None:
    """Set when each target is reached if the ticket stays as it stands (UTC seconds).

    Source: clock.md, "Measures", due.
    """
    calendar = rules.calendar
    targets = targets_at(rules.targets, ticket.received_at).of(ticket.priority)
    ticket.response_due = ticket.step_due = None
    ticket.resolution_due = due(events, calendar, targets.resolution)
    ticket.paused_until = pause_end(where, calendar)
    if ticket.response is None:
        ticket.response_due = due(events, calendar, targets.response)
    if where.step is not None:
        target = targets.of(where.step)
        ticket.step_due = due(events, calendar, target, step=where.step)


def _set_counted(
    ticket: Ticket, where: Standing, measures: Measures, *, at: int
) -> None:
    """Keep what the clock counted up to the last event; lists go on from there."""
    ticket.touched_at = at
    ticket.counted = measures.resolution
    ticket.counted_in_step = measures.steps[where.step] if where.step else 0
    dues = (ticket.step_due, ticket.response_due, ticket.resolution_due)
    known = [each for each in dues if each is not None]
    ticket.due_at = min(known, default=NEVER) if where.is_open else None


def _unit_of(ticket: Ticket, history: History) -> int:
    """Return the unit a ticket was moved to last; its first if that was undone."""
    moves = [event for event, _ in history if event.kind is EventKind.MOVED]
    if not moves:
        return ticket.unit_id
    live = {event.n for event in not_undone(e.as_event() for e, _ in history)}
    standing_moves = [event for event in moves if event.n in live]
    if not standing_moves:
        return int(moves[0].facts["from_unit"])
    return int(standing_moves[-1].facts["unit"])


def _set_waiting(ticket: Ticket, events: Sequence[Event]) -> None:
    waiting = waits_for(events)
    ticket.handover_to_id = waiting.handover_to
    ticket.is_marked = waiting.is_marked
    ticket.coached_id = waiting.coached
    ticket.claims_to_review = len(waiting.claims)
    ticket.pauses_to_review = len(waiting.pauses)


def _set_matters(
    ticket: Ticket,
    history: History,
    asked: Sequence[Asked],
    calendar: ServiceCalendar,
) -> None:
    """Let what waits for a reviewer stand beside the ticket, a row each.

    Most tickets have none, now and before: for those nothing is read.
    """
    had, ticket.has_matters = ticket.has_matters, bool(asked)
    if not asked and not had:
        return
    known = {matter.n: matter for matter in ticket.matters}
    rows = {event.n: event for event, _ in history}
    for each in asked:
        matter = known.get(each.n)
        if matter is None:
            ticket.matters.append(matter := Matter(n=each.n))
        event = rows[each.n]
        matter.kind, matter.asked_at = each.kind, event.recorded_at
        matter.unit_id, matter.holder_id = ticket.unit_id, ticket.owner_id
        matter.by_id = each.by
        # Who typed it in for a student has a part in it, too.
        matter.other_id = event.actor_id if each.other is None else each.other
        matter.long_at = _long_at(each, history, calendar)
    for n in known.keys() - {each.n for each in asked}:
        ticket.matters.remove(known[n])


def _long_at(asked: Asked, history: History, calendar: ServiceCalendar) -> int | None:
    if asked.kind is not MatterKind.PAUSE:
        return None
    events = [event.as_event() for event, _ in history]
    [pause] = [event for event in events if event.n == asked.n]
    return long_at(pause, events, calendar, LONG_PAUSE)


def _set_checked(ticket: Ticket, history: History) -> None:
    """Let samples know which finding on the ticket stands, if any ever was."""
    checks = [e for e, _ in history if e.kind is EventKind.EVIDENCE_CHECKED]
    if not checks:
        return
    live = {event.n for event in not_undone(e.as_event() for e, _ in history)}
    found = {e.facts["sample"]: e.id for e in checks if e.n in live}
    sampled = select(SampledTicket).where(SampledTicket.ticket_id == ticket.id)
    for each in db.session.scalars(sampled):
        each.event_id = found.get(each.sample_id)


def _set_aftermath(ticket: Ticket, history: History, calendar: ServiceCalendar) -> None:
    """Let lists know what the customer answered, and whom to ask how it went."""
    numbers = {event.n for event in not_undone(e.as_event() for e, _ in history)}
    live = [event for event, _ in history if event.n in numbers]
    found = aftermath(
        live,
        calendar,
        closed_at=ticket.closed_at,
        is_reachable=bool(ticket.contact or ticket.customer_id),
    )
    answers = [event for event in live if event.n == found.answered_by]
    ticket.forecast, ticket.performance = found.forecast, found.performance
    ticket.would_tell = found.would_tell
    ticket.feedback_at = answers[0].recorded_at if answers else None
    ticket.zero_at, ticket.follow_up_due = found.zero_at, found.follow_up_due


def _set_erased(ticket: Ticket, history: History) -> None:
    """Set since when personal data is gone; what is gone is not told any more."""
    at = erasures([event for event, _ in history])
    ticket.erased_at = at.get(Scope.CONTENT)
    ticket.contact_erased_at = at.get(Scope.CONTACT, ticket.erased_at)


def _retell(ticket: Ticket, history: History) -> None:
    live = {event.n for _, event in settle(event.as_event() for event, _ in history)}
    told: Facts = {}
    for event, words in history:
        if event.n in live and event.kind in TELLING:
            told |= event.facts | words
    ticket.source_id = told.get("source_id")
    ticket.channel = Channel(told["channel"]) if "channel" in told else None
    ticket.remedy = Remedy(told["remedy"]) if "remedy" in told else None
    ticket.proposed = Solution(told["solution"]) if "solution" in told else None
    ticket.proposed_words = told.get("done", "")
    ticket.needs = told.get("needs", [])
    ticket.impact = Impact(told["impact"]) if "impact" in told else None
    ticket.urgency = Urgency(told["urgency"]) if "urgency" in told else None
    ticket.priority = Priority(told.get("priority", Priority.MEDIUM))
    ticket.follows_id = told.get("follows")
    ticket.customer_id = told.get("card")
    ticket.merged_into_id = told.get("into")
    ticket.is_paper = bool(told.get("is_paper"))
    for field in Recorded.WORDS:
        setattr(ticket, field, told.get(field, ""))
    ticket.search_text = " ".join(
        searchable(ticket.number, ticket.item, ticket.complaint, ticket.customer)
    )
