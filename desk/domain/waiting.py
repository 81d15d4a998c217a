"""What on a ticket waits for somebody's answer, read from its log."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desk.domain.log import Event, EventKind, not_undone, verdicts
from desk.domain.vocabulary import N_, Approval, Ending, Word
from desk.domain.workflow import COMPLETES, Standing


class MatterKind(Word):
    """What can wait for a reviewer: one queue each, the most pressing first."""

    APPROVAL = "approval", N_("Approvals")
    MARK = "mark", N_("Not a complaint?")
    HANDOVER = "handover", N_("Handovers")
    PAUSE = "pause", N_("Pauses")
    CLAIM = "claim", N_("Paper times")
    SWAP = "swap", N_("Shift swaps")
    SAMPLE = "sample", N_("Evidence")
    DUPLICATE = "duplicate", N_("Duplicates")


# After one of these an offer made before it is answered, or pointless.
ANSWERS_OFFER = frozenset(
    {
        EventKind.HANDOVER_ACCEPTED,
        EventKind.HANDOVER_DECLINED,
        EventKind.RELEASED,
        EventKind.TAKEN,
        EventKind.ASSIGNED,
        EventKind.MOVED,
        EventKind.THANKED,
        EventKind.MERGED,
        EventKind.NOT_A_COMPLAINT,
    }
)
ANSWERS_MARK = frozenset(
    {EventKind.MARK_DECLINED, EventKind.NOT_A_COMPLAINT, EventKind.MERGED}
)


class Waiting(NamedTuple):
    """What waits: an offered handover, a mark, unreviewed claims and pauses (by n).

    And the student who has not read a coach note yet.
    """

    handover_to: int | None
    is_marked: bool
    marked_by: int | None
    claims: tuple[int, ...]
    pauses: tuple[int, ...]
    coached: int | None


class Matter(NamedTuple):
    """Something on a ticket that waits for a reviewer: which event, asked by whom.

    The other is who has a part in it besides: to whom a handover was offered.
    """

    n: int
    kind: MatterKind
    by: int | None
    other: int | None


def matters(events: Iterable[Event], where: Standing) -> list[Matter]:
    """Return what waits for a reviewer on a ticket that stands somewhere.

    What was found to be a duplicate or no complaint needs nobody's judgement.
    """
    if where.is_cancelled or where.ending not in {None, Ending.CLOSED}:
        return []
    live = not_undone(events)
    waiting = waits_for(live)
    asked = {
        MatterKind.HANDOVER: _unanswered(
            live, EventKind.HANDOVER_OFFERED, ANSWERS_OFFER
        ),
        MatterKind.MARK: _unanswered(live, EventKind.MARKED, ANSWERS_MARK),
        MatterKind.APPROVAL: None,
    }
    if where.approval is Approval.REQUESTED:
        asked[MatterKind.APPROVAL] = _unanswered(
            live, EventKind.APPROVAL_REQUESTED, frozenset()
        )
    kinds = {event.n: kind for kind, event in asked.items() if event}
    kinds |= dict.fromkeys(waiting.claims, MatterKind.CLAIM)
    kinds |= dict.fromkeys(waiting.pauses, MatterKind.PAUSE)
    return [
        Matter(event.n, kinds[event.n], event.by, event.receiver)
        for event in live
        if event.n in kinds
    ]


def waits_for(events: Iterable[Event]) -> Waiting:
    """Return what still waits for an answer."""
    live = not_undone(events)
    offer = _unanswered(live, EventKind.HANDOVER_OFFERED, ANSWERS_OFFER)
    mark = _unanswered(live, EventKind.MARKED, ANSWERS_MARK)
    judged = verdicts(live)
    open_ones = [e for e in live if e.n not in judged.verified | judged.rejected]
    return Waiting(
        handover_to=offer.receiver if offer else None,
        is_marked=mark is not None,
        marked_by=mark.by if mark else None,
        claims=tuple(e.n for e in open_ones if is_claim(e)),
        # One without a reason came from another desk's log: nobody here answers for it.
        pauses=tuple(e.n for e in open_ones if e.kind is EventKind.PAUSED and e.reason),
        coached=_coached(live),
    )


def unread_notes(events: Iterable[Event], reader_id: int) -> list[Event]:
    """Return the coach notes to somebody who has not read them yet, in their order."""
    notes: list[Event] = []
    for event in not_undone(events):
        if event.kind is EventKind.COACHED and event.receiver == reader_id:
            notes.append(event)
        elif event.kind is EventKind.COACH_READ and event.by == reader_id:
            notes.clear()
    return notes


def is_reviewable(event: Event) -> bool:
    """Say whether a reviewer can give a verdict on it: a pause, or a claimed time."""
    return event.kind is EventKind.PAUSED or is_claim(event)


def is_claim(event: Event) -> bool:
    """Say whether a person claims that it happened before it was recorded.

    The receipt of a message or of an import is none: it can only lengthen the time.
    """
    is_claimable = event.kind in COMPLETES or event.is_paper
    return is_claimable and event.at < event.recorded_at


def _unanswered(
    live: Sequence[Event], kind: EventKind, answers: frozenset[EventKind]
) -> Event | None:
    for event in reversed(live):
        if event.kind in answers:
            return None
        if event.kind is kind:
            return event
    return None


def _coached(live: Sequence[Event]) -> int | None:
    """Return who got the last coach note that its receiver has not read."""
    readers: set[int | None] = set()
    for event in reversed(live):
        if event.kind is EventKind.COACH_READ:
            readers.add(event.by)
        elif event.kind is EventKind.COACHED and event.receiver not in readers:
            return event.receiver
    return None
