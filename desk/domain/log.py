"""The event log of a ticket: what can happen, in which order it counts, its seal."""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from desk.domain.vocabulary import N_, Approval, PauseReason, Step, Word

Json = dict[str, Any]
NO_EVENT = "0" * 64


class EventKind(Word):
    """Everything that can happen to a ticket (clock.md, "Events")."""

    RECEIVED = "received", N_("Received")
    TAKEN = "taken", N_("Taken from the queue")
    HANDOVER_OFFERED = "handover_offered", N_("Handover offered")
    HANDOVER_ACCEPTED = "handover_accepted", N_("Handover accepted")
    HANDOVER_DECLINED = "handover_declined", N_("Handover declined")
    RELEASED = "released", N_("Given back to the queue")
    ASSIGNED = "assigned", N_("Assigned")
    MOVED = "moved", N_("Moved to another unit")
    RECORDED = "recorded", N_("Request recorded")
    CONFIRMED = "confirmed", N_("Needs confirmed")
    FULFILLED = "fulfilled", N_("Fulfilled")
    THANKED = "thanked", N_("Thanked")
    STEPPED_BACK = "stepped_back", N_("Stepped back")
    PAUSED = "paused", N_("Paused")
    RESUMED = "resumed", N_("Resumed")
    CUSTOMER_CONTACTED = "customer_contacted", N_("Customer contacted")
    REOPENED = "reopened", N_("Reopened")
    VOIDED = "voided", N_("Undone")
    APPROVAL_REQUESTED = "approval_requested", N_("Approval requested")
    APPROVAL_GRANTED = "approval_granted", N_("Approved")
    APPROVAL_REFUSED = "approval_refused", N_("Not approved")
    VERIFIED = "verified", N_("Verified")
    REJECTED = "rejected", N_("Turned down")
    MERGED = "merged", N_("Merged into another ticket")
    MARKED = "marked", N_("Marked as not a complaint")
    MARK_DECLINED = "mark_declined", N_("It is a complaint")
    NOT_A_COMPLAINT = "not_a_complaint", N_("Confirmed: not a complaint")
    NOTED = "noted", N_("Note")
    PRIORITISED = "prioritised", N_("Priority set")
    COACHED = "coached", N_("Coach note")
    COACH_READ = "coach_read", N_("Coach note read")
    EVIDENCE_CHECKED = "evidence_checked", N_("Evidence checked")
    FACT_NOTED = "fact_noted", N_("Fact noted")
    TAGGED = "tagged", N_("Source set")
    CUSTOMER_LINKED = "customer_linked", N_("Customer's card set")
    FEEDBACK_GIVEN = "feedback_given", N_("Feedback from the customer")
    FOLLOWED_UP = "followed_up", N_("Followed up")
    ERASED = "erased", N_("Personal data erased")


# A claim of one of these starts the clock or lets it run again, so taking the
# claimed instant can only lengthen a time; nobody gains by claiming it.
COUNTS_FROM_CLAIM = frozenset(
    {
        EventKind.RECEIVED,
        EventKind.RESUMED,
        EventKind.CUSTOMER_CONTACTED,
        EventKind.REOPENED,
    }
)

# These carry the ticket on, so they count in the order of the log: one claimed or
# verified for an earlier instant counts no earlier than the one before it. Otherwise it
# would meet a ticket that is not there yet and be lost (clock.md, I7, principle 4).
WALKS = frozenset(
    {
        EventKind.RECORDED,
        EventKind.CONFIRMED,
        EventKind.FULFILLED,
        EventKind.THANKED,
        EventKind.STEPPED_BACK,
        EventKind.PAUSED,
        EventKind.REOPENED,
        EventKind.MERGED,
        EventKind.NOT_A_COMPLAINT,
    }
)
# For the same reason these count no earlier than the last pause logged before them.
ENDS_PAUSE = frozenset({EventKind.RESUMED, EventKind.CUSTOMER_CONTACTED})
# As sets: asking a set is several times faster than naming a member of an enum.
RECEIPTS = frozenset({EventKind.RECEIVED})
PAUSES = frozenset({EventKind.PAUSED})
UNDOES = frozenset({EventKind.VOIDED})
VERDICTS = frozenset({EventKind.VERIFIED, EventKind.REJECTED})

# Such a pause is active time until a supervisor vouches for it.
NEEDS_APPROVAL = frozenset(r.value for r in PauseReason if r.needs_approval)

APPROVALS = {
    EventKind.APPROVAL_REQUESTED: Approval.REQUESTED,
    EventKind.APPROVAL_GRANTED: Approval.GRANTED,
    EventKind.APPROVAL_REFUSED: Approval.REFUSED,
}


class Event(NamedTuple):
    """One thing that happened to a ticket; instants in UTC seconds.

    A tuple because lists and reports read these by the hundred thousand.
    """

    n: int
    kind: EventKind
    at: int
    recorded_at: int
    by: int | None = None
    to: Step | None = None
    target: int | None = None
    reason: str | None = None
    receiver: int | None = None
    is_paper: bool = False
    is_duplicate: bool = False


class Verdicts(NamedTuple):
    """What reviewers said about events of a log, by the events' numbers."""

    verified: frozenset[int] = frozenset()
    rejected: frozenset[int] = frozenset()


def settle(
    events: Iterable[Event],
    *,
    verified: Collection[int] = frozenset(),
    rejected_pauses: Collection[int] = frozenset(),
) -> list[tuple[int, Event]]:
    """Return the events that count with their effective instants, in order.

    Instants in UTC seconds; verdicts are given, or in the log itself. Source:
    clock.md, "Effective time", "Pause cap".
    """
    live = not_undone(events)
    receipts = [event for event in live if event.kind in RECEIPTS]
    if not receipts:
        return []
    judged = verdicts(live)
    verified = judged.verified.union(verified)
    rejected = judged.rejected.union(rejected_pauses)
    first = min(receipts, key=attrgetter("at"))
    begin = walked = paused = first.at
    settled = [(begin, first)]
    for event in live:
        kind = event.kind
        is_trusted = kind in COUNTS_FROM_CLAIM or event.n in verified
        at = event.at if is_trusted else event.recorded_at
        # Comparing is several times faster than max(), and every event passes here.
        at = at if at > begin else begin
        if kind in WALKS:
            walked = at = at if at > walked else walked
            if kind in PAUSES:
                paused = at
                if _is_refused(event, verified, rejected):
                    continue
        elif kind in ENDS_PAUSE:
            at = at if at > paused else paused
        if event is not first:
            settled.append((at, event))
    # The sort is stable: at one instant the first receipt, then the order of the log.
    settled.sort(key=itemgetter(0))
    return settled


def not_undone(events: Iterable[Event]) -> list[Event]:
    """Return the events in the order of the log, without those undone and the undoing.

    An undo reaches back only, so going backwards settles an undone undo, too.
    """
    every = {event.n: event for event in events}
    log = [every[n] for n in sorted(every)]
    if UNDOES.isdisjoint([event.kind for event in log]):
        return log
    undone: set[int | None] = set()
    live = []
    for event in reversed(log):
        if event.n in undone:
            continue
        if event.kind in UNDOES:
            undone.add(event.target)
        else:
            live.append(event)
    live.reverse()
    return live


def verdicts(live: Sequence[Event]) -> Verdicts:
    """Return what stands of the reviewers' verdicts; the last word on an event counts.

    Expects a log without what was undone.
    """
    said = {e.target: e.kind for e in live if e.kind in VERDICTS}
    if not said:
        return Verdicts()
    verified = {n for n, kind in said.items() if kind is EventKind.VERIFIED}
    return Verdicts(
        frozenset(n for n in verified if n is not None),
        frozenset(n for n in said if n is not None and n not in verified),
    )


def _is_refused(
    pause: Event, verified: Collection[int], rejected: Collection[int]
) -> bool:
    if pause.n in rejected:
        return True
    return pause.reason in NEEDS_APPROVAL and pause.n not in verified


def seal(previous: str, facts: Json) -> str:
    """Return the hash that chains an event's facts to the event before it."""
    canonical = json.dumps(
        facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def commit_to(salt: str, words: Json) -> str:
    """Return the digest that binds an event to its words without holding them.

    The words may have to be forgotten one day (privacy); the chain must not break then.
    """
    return seal(salt, words)
