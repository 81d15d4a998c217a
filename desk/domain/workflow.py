"""The walk of a complaint: where a ticket stands, and which event may come next."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from desk.domain.log import (
    APPROVALS,
    VERDICTS,
    Event,
    EventKind,
    not_undone,
    settle,
)
from desk.domain.vocabulary import Approval, Ending, Step

# The whole workflow. Completing a step leads to the next; None is closed.
COMPLETES: dict[EventKind, Step] = {
    EventKind.RECORDED: Step.RECORD,
    EventKind.CONFIRMED: Step.CONFIRM,
    EventKind.FULFILLED: Step.FULFIL,
    EventKind.THANKED: Step.THANK,
}
COMPLETION: dict[Step, EventKind] = {step: kind for kind, step in COMPLETES.items()}
NEXT: dict[Step, Step | None] = {
    Step.RECORD: Step.CONFIRM,
    Step.CONFIRM: Step.FULFIL,
    Step.FULFIL: Step.THANK,
    Step.THANK: None,
}
# These end a ticket outside the four steps, whatever step it stands at.
ENDS: dict[EventKind, Ending] = {
    EventKind.MERGED: Ending.DUPLICATE,
    EventKind.NOT_A_COMPLAINT: Ending.NOT_A_COMPLAINT,
}
UNDO_WINDOW = 300
# In school days. Source: clock.md, "Events", reopened.
REOPEN_WITHIN = 7
# These say something about a ticket and move it nowhere, so nothing is built on them.
REMARKS = VERDICTS | {
    EventKind.NOTED,
    EventKind.HANDOVER_OFFERED,
    EventKind.HANDOVER_DECLINED,
    EventKind.MARKED,
    EventKind.MARK_DECLINED,
    EventKind.PRIORITISED,
    EventKind.COACHED,
    EventKind.COACH_READ,
    EventKind.EVIDENCE_CHECKED,
    EventKind.FACT_NOTED,
    EventKind.TAGGED,
    EventKind.CUSTOMER_LINKED,
    EventKind.FEEDBACK_GIVEN,
    EventKind.FOLLOWED_UP,
    EventKind.ERASED,
}
# Moved, a ticket is in the other unit's queue: who held it does not work there.
TO_QUEUE = frozenset({EventKind.RELEASED, EventKind.MOVED})
PASSES_ON = TO_QUEUE | {
    EventKind.TAKEN,
    EventKind.HANDOVER_ACCEPTED,
    EventKind.ASSIGNED,
}
# A receipt is nobody's slip: what is no complaint is marked as such, and stays
# counted as that. A merge concerns two tickets and has its own way back, and so has
# what was set aside.
UNCORRECTABLE = frozenset(
    {EventKind.RECEIVED, EventKind.MERGED, EventKind.NOT_A_COMPLAINT}
)
# Added by somebody else, these leave one's own last click what it is.
ADDED_BESIDE = frozenset({EventKind.COACHED, EventKind.FACT_NOTED})
MAY_PAUSE = frozenset({Step.CONFIRM, Step.FULFIL})


class Standing(NamedTuple):
    """Where a ticket stands after some events; instants in UTC seconds.

    A tuple because the clock makes one for every event of every ticket it reads.
    """

    step: Step | None = None
    owner: int | None = None
    received_at: int | None = None
    closed_at: int | None = None
    paused_by: int | None = None
    paused_at: int | None = None
    approval: Approval | None = None
    ending: Ending | None = None

    @property
    def is_open(self) -> bool:
        """Say whether a step is still to be done."""
        return self.step is not None

    @property
    def is_cancelled(self) -> bool:
        """Say whether even the receipt was undone."""
        return self.received_at is None


def follow(standing: Standing, event: Event, at: int) -> Standing:
    """Return where the ticket stands after one more event at an instant (UTC seconds).

    Total: an event that does not apply changes nothing. Source: clock.md, "Steps".
    """
    if event.kind in COMPLETES:
        return _complete(standing, event, at)
    if event.kind is EventKind.RECEIVED:
        return _receive(standing, event, at)
    if event.kind is EventKind.REOPENED:
        return _reopen(standing)
    if event.kind in ENDS:
        return _end(standing, event, at)
    return _move(standing, event, at) if standing.is_open else standing


def standing(
    events: Iterable[Event], *, verified: Collection[int] = frozenset()
) -> Standing:
    """Return where a ticket stands after its whole log.

    Events may be taken as verified, besides those the log itself says are.
    """
    result = Standing()
    for at, event in settle(events, verified=verified):
        result = follow(result, event, at)
    return result


def last_undoable(events: Iterable[Event], *, actor_id: int, now: int) -> Event | None:
    """Return the person's own click that may be undone now (UTC seconds), if any.

    Only what happened last can be undone, so that nothing built on it is lost; a
    merge is not, it concerns two tickets. That somebody else noted a fact or wrote a
    coach note, or that one was read, moves nothing. Source: clock.md, "Events", voided.
    """
    live = [e for e in not_undone(events) if not _is_aside(e, actor_id)]
    if not live or live[-1].is_duplicate or live[-1].kind is EventKind.MERGED:
        return None
    last = live[-1]
    is_in_time = 0 <= now - last.recorded_at <= UNDO_WINDOW
    return last if last.by == actor_id and is_in_time else None


def last_correctable(events: Iterable[Event]) -> Event | None:
    """Return the event of the walk that a reviewer may undo with a reason, if any.

    Only the last one, so that nothing built on it is lost; remarks are passed over.
    Source: clock.md, "Events", voided.
    """
    walk = [
        event
        for event in not_undone(events)
        if event.kind not in REMARKS and not event.is_duplicate
    ]
    if not walk or walk[-1].kind in UNCORRECTABLE:
        return None
    return walk[-1]


def last_owner(events: Iterable[Event]) -> int | None:
    """Return who holds the ticket, or who held it last; None: nobody ever did."""
    place, owner = Standing(), None
    for at, event in settle(events):
        place = follow(place, event, at)
        owner = owner if place.owner is None else place.owner
    return owner


def _is_aside(event: Event, actor_id: int) -> bool:
    is_from_others = event.kind in ADDED_BESIDE and event.by != actor_id
    return is_from_others or event.kind is EventKind.COACH_READ


def _receive(standing: Standing, event: Event, at: int) -> Standing:
    if standing.received_at is None:
        return Standing(step=Step.RECORD, owner=event.by, received_at=at)
    # A merged duplicate only moves the start; the ticket's own receipt decides
    # who holds it from then on.
    return standing if event.is_duplicate else standing._replace(owner=event.by)


def _complete(standing: Standing, event: Event, at: int) -> Standing:
    step = COMPLETES[event.kind]
    if standing.step is not step:
        return standing
    following = NEXT[step]
    if following is None:
        return Standing(
            owner=standing.owner,
            received_at=standing.received_at,
            closed_at=at,
            ending=Ending.CLOSED,
        )
    return Standing(following, standing.owner, standing.received_at)


def _end(standing: Standing, event: Event, at: int) -> Standing:
    is_open_or_closed = standing.ending in {None, Ending.CLOSED}
    if standing.received_at is None or not is_open_or_closed:
        return standing
    return Standing(
        owner=standing.owner,
        received_at=standing.received_at,
        closed_at=at if standing.closed_at is None else standing.closed_at,
        ending=ENDS[event.kind],
    )


def _reopen(standing: Standing) -> Standing:
    if standing.ending is not Ending.CLOSED:
        return standing
    return Standing(Step.FULFIL, standing.owner, standing.received_at)


def _move(standing: Standing, event: Event, at: int) -> Standing:
    match event.kind:
        case kind if kind in PASSES_ON:
            return standing._replace(owner=_holder_after(event))
        case EventKind.STEPPED_BACK:
            return _step_back(standing, event)
        # A pause ends by itself when its cap is used up, so another may follow it
        # with no resumption between them. Each has a cap of its own.
        case EventKind.PAUSED if standing.step in MAY_PAUSE:
            return standing._replace(paused_by=event.n, paused_at=at)
        case EventKind.RESUMED | EventKind.CUSTOMER_CONTACTED:
            return standing._replace(paused_by=None, paused_at=None)
        case kind if kind in APPROVALS and standing.step is Step.FULFIL:
            return standing._replace(approval=APPROVALS[kind])
    return standing


def _holder_after(event: Event) -> int | None:
    if event.kind is EventKind.ASSIGNED:
        return event.receiver
    return None if event.kind in TO_QUEUE else event.by


def _step_back(standing: Standing, event: Event) -> Standing:
    if event.to is None or standing.step is None:
        return standing
    if event.to.position > standing.step.position:
        return standing
    return Standing(event.to, standing.owner, standing.received_at)
