"""The nine stages on a complaint's way, and whether each is done on a ticket.

Source: ISO 10002:2018, clause 8; what each rests on here is this school's reading.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desk.domain.erasure import Logged
from desk.domain.log import EventKind
from desk.domain.vocabulary import N_, Channel, Reply, Solution, Word

# By these the customer is there when the complaint is told, so they know we have it.
FACE_TO_FACE = frozenset({Channel.IN_PERSON, Channel.PHONE})
# Who is written to has read it only once they answer.
ANSWERS = frozenset({Reply.RIGHT.value, Reply.CORRECTED.value})
# Neither can be given without knowing what happened, and telling it.
EXPLAINS = frozenset({Solution.EXPLAIN.value, Solution.UNFOUNDED.value})
REACHING = frozenset(each.value for each in Channel if each.reaches)


class Stage(Word):
    """A stage of the standard, in its order; rests_on says by what it is judged."""

    rests_on: str

    def __new__(cls, value: str, label: str = "", rests_on: str = "") -> "Stage":
        """Make a member with its sentence."""
        member = Word.__new__(cls, value, label)
        member.rests_on = rests_on
        return member

    COMMUNICATION = (
        "communication",
        N_("Communication"),
        N_("the channel by which it reached us: the customer knew where to complain."),
    )
    RECEIPT = (
        "receipt",
        N_("Receipt"),
        N_("the receipt in the history, with its time."),
    )
    TRACKING = (
        "tracking",
        N_("Tracking"),
        N_("the complaint number and a code by which the customer can follow it."),
    )
    ACKNOWLEDGEMENT = (
        "acknowledgement",
        N_("Acknowledgement"),
        N_(
            "the customer knowing that we have it: told at the counter or by phone, "
            "given a code, or heard from since."
        ),
    )
    ASSESSMENT = (
        "assessment",
        N_("Initial assessment"),
        N_(
            "step 1 with its source and needs; the priority is the usual one unless a "
            "reviewer set another."
        ),
    )
    INVESTIGATION = (
        "investigation",
        N_("Investigation"),
        N_("a fact noted, or a solution that explains what happened."),
    )
    RESPONSE = (
        "response",
        N_("Response"),
        N_("step 3: a solution was given."),
    )
    DECISION = (
        "decision",
        N_("Communicating the decision"),
        N_(
            "step 4 by a channel that reaches the customer, the page of their code, "
            "or their answer on the feedback card."
        ),
    )
    CLOSING = (
        "closing",
        N_("Closing"),
        N_(
            "the ticket being closed, and the customer's answer, or 3 school days "
            "without one."
        ),
    )


class State(Word):
    """Where a stage stands."""

    DONE = "done", N_("Done")
    OPEN = "open", N_("Still open")
    MISSING = "missing", N_("Missing")


class Case(NamedTuple):
    """What a ticket says of itself beside its log; instants in UTC seconds."""

    channel: Channel | None
    has_source: bool
    has_needs: bool
    has_code: bool
    closed_at: int | None
    feedback_at: int | None
    zero_at: int | None


class Judged(NamedTuple):
    """A stage, where it stands, and the events of the log it rests on."""

    stage: Stage
    state: State
    events: Sequence[int] = ()


def judge(case: Case, live: Sequence[Logged], *, now: int) -> list[Judged]:
    """Return the nine stages of a complaint, open or closed (now in UTC seconds).

    Expects a log without what was undone. What an open one lacks can still be done; a
    closed one lacks it for good, but for the customer's answer while that may come.
    """
    found = _evidence(case, live)
    is_settled = _is_settled(case, now)
    judged = []
    for stage in Stage:
        events = found.get(stage)
        state = State.MISSING if case.closed_at is not None else State.OPEN
        if stage is Stage.CLOSING and not is_settled:
            events, state = None, State.OPEN
        if events is not None:
            state = State.DONE
        judged.append(Judged(stage, state, events or ()))
    return judged


def _is_settled(case: Case, now: int) -> bool:
    """Say whether the customer has answered, or the time for it is over."""
    is_zero = case.zero_at is not None and case.zero_at <= now
    return case.feedback_at is not None or is_zero


def _evidence(case: Case, live: Sequence[Logged]) -> Mapping[Stage, Sequence[int]]:
    """Return the stages with evidence, each with its events; a field has none."""
    last = {entry.kind: entry for entry in live}
    known = {
        Stage.COMMUNICATION: case.channel is not None,
        Stage.TRACKING: case.has_code,
        Stage.ACKNOWLEDGEMENT: case.has_code or case.channel in FACE_TO_FACE,
        Stage.ASSESSMENT: False,
        Stage.DECISION: False,
    }
    found = {stage: [] for stage, is_known in known.items() if is_known}
    return found | _events(case, live, last)


def _events(
    case: Case, live: Sequence[Logged], last: Mapping[EventKind, Logged]
) -> dict[Stage, list[int]]:
    rests: dict[Stage, list[Logged]] = {
        Stage.RECEIPT: [e for e in live if e.kind is EventKind.RECEIVED][:1],
        Stage.ACKNOWLEDGEMENT: [e for e in live if _is_heard(e)][:1],
        Stage.INVESTIGATION: [e for e in live if _is_found_out(e)],
        Stage.DECISION: [e for e in live if _is_told(e, case)][-1:],
    }
    if case.has_source and case.has_needs:
        rests[Stage.ASSESSMENT] = _of(last, EventKind.RECORDED, EventKind.PRIORITISED)
    rests[Stage.RESPONSE] = _of(last, EventKind.FULFILLED)
    if case.closed_at is not None:
        rests[Stage.CLOSING] = _of(last, EventKind.THANKED, EventKind.FEEDBACK_GIVEN)
    return {stage: [e.n for e in events] for stage, events in rests.items() if events}


def _of(last: Mapping[EventKind, Logged], *kinds: EventKind) -> list[Logged]:
    first, *more = kinds
    if first not in last:
        return []
    return [last[kind] for kind in (first, *more) if kind in last]


def _is_heard(entry: Logged) -> bool:
    if entry.kind is EventKind.CONFIRMED:
        return entry.facts.get("reply") in ANSWERS
    return entry.kind is EventKind.CUSTOMER_CONTACTED


def _is_found_out(entry: Logged) -> bool:
    if entry.kind is EventKind.FULFILLED:
        return entry.facts.get("solution") in EXPLAINS
    return entry.kind is EventKind.FACT_NOTED


def _is_told(entry: Logged, case: Case) -> bool:
    if entry.kind is EventKind.THANKED:
        return case.has_code or entry.facts.get("channel") in REACHING
    return entry.kind is EventKind.FEEDBACK_GIVEN
