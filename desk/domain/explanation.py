"""Why each second of a ticket counts as it does: its slices with the rules behind them.

The figures are those of desk.domain.clock; here the same slices are cut once more
where another rule begins to apply, which changes no sum, and each says what began and
what ended it. Source: clock.md, "Explaining a number".
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from desk.domain.calendar import ServiceCalendar
from desk.domain.clock import Roster, Slice, slices
from desk.domain.course import PAUSE_CAP, State, Turn, turns
from desk.domain.log import (
    COUNTS_FROM_CLAIM,
    NEEDS_APPROVAL,
    VERDICTS,
    Event,
    EventKind,
    Verdicts,
    not_undone,
    settle,
    verdicts,
)
from desk.domain.waiting import is_claim
from desk.domain.workflow import Standing, follow


class Rule(StrEnum):
    """Why a slice counts as it does, where that is not plain. Source: clock.md."""

    OFF_HOURS = "off_hours"
    CLOSED = "closed"
    QUEUE = "queue"
    OFF_DUTY = "off_duty"
    PAUSED = "paused"
    PAUSE_APPROVED = "pause_approved"
    PAUSE_WAITS = "pause_waits"
    PAUSE_TURNED_DOWN = "pause_turned_down"
    PAUSE_CAP = "pause_cap"
    CLAIM_WAITS = "claim_waits"
    CLAIM_TURNED_DOWN = "claim_turned_down"
    CLAIM_VERIFIED = "claim_verified"
    CLAIM_COUNTS = "claim_counts"
    DUPLICATE = "duplicate"


class Border(StrEnum):
    """What lies between two slices."""

    EVENT = "event"
    OPENS = "opens"
    CLOSES = "closes"
    SHIFT_BEGINS = "shift_begins"
    SHIFT_ENDS = "shift_ends"
    CAP = "cap"
    CLAIM = "claim"
    WRITTEN = "written"
    MIDNIGHT = "midnight"
    NOW = "now"


class Reason(NamedTuple):
    """A rule, and the number of the event it concerns if it concerns one."""

    rule: Rule
    n: int | None = None


class Edge(NamedTuple):
    """Where a slice begins or ends, and the numbers of the events that did it."""

    border: Border
    events: tuple[int, ...] = ()


class Row(NamedTuple):
    """A slice of a ticket's time with the reasons for what it counts as."""

    part: Slice
    reasons: tuple[Reason, ...]
    begins: Edge
    ends: Edge


class _Span(NamedTuple):
    """A time (UTC seconds) in which a rule holds, for slices in some states."""

    begin: int
    end: int
    reason: Reason
    states: frozenset[State]


ACTIVE = frozenset({State.ACTIVE})
PAUSED = frozenset({State.PAUSED})
SERVED = frozenset(State) - {State.OFF_HOURS}
UNCOUNTED_PAUSES = frozenset({Rule.PAUSE_WAITS, Rule.PAUSE_TURNED_DOWN})


def explain(
    events: Iterable[Event],
    calendar: ServiceCalendar,
    as_of: int,
    *,
    roster: Roster | None = None,
) -> list[Row]:
    """Return every slice up to `as_of` (UTC seconds) with its reasons, in order.

    Their seconds add up to the figures of `measure`. Source: clock.md, principle 2.
    """
    log = list(events)
    parts = slices(log, calendar, as_of, roster=roster)
    if not parts:
        return []
    end = parts[-1].end
    spans = list(_spans(log, calendar, end))
    cuts = sorted({at for span in spans for at in span[:2]})
    pieces = [piece for part in parts for piece in _cut(part, cuts, calendar)]
    edges = _edges(pieces, _happened(log, spans), spans)
    return [
        Row(piece, tuple(_reasons(piece, spans)), begins, ends)
        for piece, (begins, ends) in zip(pieces, pairwise(edges), strict=True)
    ]


def _cut(
    part: Slice, cuts: Sequence[int], calendar: ServiceCalendar
) -> Iterator[Slice]:
    """Cut a slice at midnight and where a rule begins or ends; off hours stay whole."""
    at = part.begin
    if part.state is not State.OFF_HOURS:
        first, last = calendar.local_day(at), calendar.local_day(part.end - 1)
        nights = [calendar.day_span(day)[0] for day in range(first + 1, last + 1)]
        inside = [cut for cut in (*cuts, *nights) if at < cut < part.end]
        for cut in sorted(set(inside)):
            yield replace(part, begin=at, end=cut)
            at = cut
    yield replace(part, begin=at)


def _spans(
    events: Sequence[Event], calendar: ServiceCalendar, end: int
) -> Iterator[_Span]:
    live = not_undone(events)
    judged = verdicts(live)
    yield from _pauses(live, judged, calendar, end)
    yield from _refused_pauses(live, judged, calendar, end)
    yield from _claims(live, judged)
    receipts = [event for event in live if event.kind is EventKind.RECEIVED]
    first = min(receipts, key=lambda event: event.at)
    own = [event.at for event in receipts if not event.is_duplicate]
    if first.is_duplicate and own:
        reason = Reason(Rule.DUPLICATE, first.n)
        yield _Span(first.at, min(own), reason, SERVED)


def _pauses(
    live: Sequence[Event], judged: Verdicts, calendar: ServiceCalendar, end: int
) -> Iterator[_Span]:
    course = turns(live, verified=(), rejected_pauses=())
    for begin, cap, until, n in _paused(course, calendar, end):
        is_approved = n in judged.verified
        rule = Rule.PAUSE_APPROVED if is_approved else Rule.PAUSED
        yield _Span(begin, cap, Reason(rule, n), PAUSED)
        if cap < until:
            yield _Span(cap, until, Reason(Rule.PAUSE_CAP, n), ACTIVE)


def _refused_pauses(
    live: Sequence[Event], judged: Verdicts, calendar: ServiceCalendar, end: int
) -> Iterator[_Span]:
    """Yield when the ticket would have been paused, had its pauses not been refused."""
    refused = {
        event.n: event.n in judged.rejected
        for event in live
        if event.kind is EventKind.PAUSED
        and event.n not in judged.verified
        and (event.n in judged.rejected or event.reason in NEEDS_APPROVAL)
    }
    if not refused:
        return
    others = [e for e in live if e.kind not in VERDICTS or e.target not in refused]
    course = turns(others, verified=refused, rejected_pauses=())
    for begin, cap, _, n in _paused(course, calendar, end):
        if n in refused:
            rule = Rule.PAUSE_TURNED_DOWN if refused[n] else Rule.PAUSE_WAITS
            yield _Span(begin, cap, Reason(rule, n), ACTIVE)


def _paused(
    course: list[Turn], calendar: ServiceCalendar, end: int
) -> Iterator[tuple[int, int, int, int]]:
    """Yield begin, cap and end (UTC seconds) of each pause, and its event's number."""
    untils = [at for at, _ in course[1:]] + [end]
    for (begin, standing), until in zip(course, untils, strict=True):
        paused_at, n = standing.paused_at, standing.paused_by
        if paused_at is None or n is None:
            continue
        cap = until
        if calendar.service(paused_at, until) > PAUSE_CAP:
            cap = max(begin, calendar.add(paused_at, PAUSE_CAP))
        yield begin, cap, until, n


def _claims(live: Sequence[Event], judged: Verdicts) -> Iterator[_Span]:
    """Yield the time between the instant claimed for an event and its recording."""
    counts_at = {event.n: at for at, event in settle(live)}
    for event in live:
        counted = counts_at.get(event.n)
        if counted is None or event.is_duplicate or event.at >= event.recorded_at:
            continue
        if event.kind in COUNTS_FROM_CLAIM:
            rule = Rule.CLAIM_COUNTS
        elif not is_claim(event):
            continue
        elif event.n in judged.verified:
            rule = Rule.CLAIM_VERIFIED
        elif event.n in judged.rejected:
            rule = Rule.CLAIM_TURNED_DOWN
        else:
            rule = Rule.CLAIM_WAITS
        is_late = rule in {Rule.CLAIM_WAITS, Rule.CLAIM_TURNED_DOWN}
        until = counted if is_late else event.recorded_at
        yield _Span(
            event.at if is_late else counted, until, Reason(rule, event.n), SERVED
        )


def _reasons(part: Slice, spans: Sequence[_Span]) -> Iterator[Reason]:
    match part.state:
        case State.OFF_HOURS:
            yield Reason(Rule.OFF_HOURS)
        case State.CLOSED:
            yield Reason(Rule.CLOSED)
        case State.ACTIVE if part.owner is None:
            yield Reason(Rule.QUEUE)
        case State.ACTIVE if part.holder is None:
            yield Reason(Rule.OFF_DUTY)
    for span in spans:
        if part.state in span.states and span.begin <= part.begin < span.end:
            yield span.reason


def _happened(events: Sequence[Event], spans: Sequence[_Span]) -> dict[int, list[int]]:
    """Return, by instant (UTC seconds), the events that changed something then."""
    found: dict[int, list[int]] = {}
    standing = Standing()
    for at, event in settle(events):
        following = follow(standing, event, at)
        if following is not standing:
            found.setdefault(at, []).append(event.n)
            standing = following
    # A pause that changes hands goes on in a span of its own; it began in the first.
    uncounted = [span for span in spans if span.reason.rule in UNCOUNTED_PAUSES]
    for n, begin in {s.reason.n: s.begin for s in reversed(uncounted)}.items():
        found.setdefault(begin, []).append(n or 0)
    return found


def _edges(
    parts: Sequence[Slice], happened: dict[int, list[int]], spans: Sequence[_Span]
) -> list[Edge]:
    """Return what lies before the first slice, between each two, and after the last."""
    claimed = {span.begin: span.reason.n for span in spans}
    ended = {span.end: span.reason for span in spans}
    capped = {s.begin for s in spans if s.reason.rule is Rule.PAUSE_CAP}
    edges = [Edge(Border.EVENT, tuple(happened.get(parts[0].begin, ())))]
    for left, right in pairwise(parts):
        at = right.begin
        if at in happened:
            edges.append(Edge(Border.EVENT, tuple(happened[at])))
        elif at in capped:
            edges.append(Edge(Border.CAP))
        else:
            edges.append(_between(left, right, claimed.get(at), ended.get(at)))
    last = happened.get(parts[-1].end, ())
    edges.append(Edge(Border.EVENT, tuple(last)) if last else Edge(Border.NOW))
    return edges


def _between(
    left: Slice, right: Slice, claimed: int | None, ended: Reason | None
) -> Edge:
    if State.OFF_HOURS in {left.state, right.state}:
        return Edge(Border.OPENS if left.state is State.OFF_HOURS else Border.CLOSES)
    if left.holder != right.holder:
        return Edge(Border.SHIFT_ENDS if right.holder is None else Border.SHIFT_BEGINS)
    if claimed is not None:
        return Edge(Border.CLAIM, (claimed,))
    if ended is not None and ended.rule in UNCOUNTED_PAUSES:
        return Edge(Border.CAP)
    if ended is not None and ended.n is not None:
        return Edge(Border.WRITTEN, (ended.n,))
    return Edge(Border.MIDNIGHT)
