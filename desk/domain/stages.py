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
    """A stage of the standard, in its order."""

    COMMUNICATION = "communication", N_("Communication")
    RECEIPT = "receipt", N_("Receipt")
    TRACKING = "tracking", N_("Tracking")
    ACKNOWLEDGEMENT = "acknowledgement", N_("Acknowledgement")
    ASSESSMENT = "assessment", N_("Initial assessment")
    INVESTIGATION = "investigation", N_("Investigation")
    RESPONSE = "response", N_("Response")
    DECISION = "decision", N_("Communicating the decision")
    CLOSING = "closing", N_("Closing")

    @property
    def rests_on(self) -> str:
        """Return by what it is judged, as a sentence to translate."""
        return RESTS_ON[self]


RESTS_ON = {
    Stage.COMMUNICATION: N_(
        "Rests on the channel by which it reached us: the customer knew where to "
        "complain."
    ),
    Stage.RECEIPT: N_("Rests on the receipt in the history, with its time."),
    Stage.TRACKING: N_(
        "Rests on the complaint number and on a code by which the customer can follow "
        "it."
    ),
    Stage.ACKNOWLEDGEMENT: N_(
        "Rests on the customer knowing that we have it: told at the counter or by "
        "phone, given a code, or heard from since."
    ),
    Stage.ASSESSMENT: N_(
        "Rests on step 1 with its source and needs; the priority is the usual one "
        "unless a reviewer set another."
    ),
    Stage.INVESTIGATION: N_(
        "Rests on a fact noted, or on a solution that explains what happened."
    ),
    Stage.RESPONSE: N_("Rests on step 3: a solution was given."),
    Stage.DECISION: N_(
        "Rests on step 4 by a channel that reaches the customer, on the page of their "
        "code, or on their answer on the feedback card."
    ),
    Stage.CLOSING: N_(
        "Rests on the ticket being closed, and on the customer's answer, or 3 school "
        "days without one."
    ),
}


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

    def is_settled(self, now: int) -> bool:
        """Say whether it is closed and answered, or the time to answer is over."""
        is_zero = self.zero_at is not None and self.zero_at <= now
        return self.closed_at is not None and (self.feedback_at is not None or is_zero)


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
    by_fields, by_events = _by_fields(case, now), _by_events(case, live)
    lacking = State.OPEN if case.closed_at is None else State.MISSING
    judged = []
    for stage in Stage:
        events = [entry.n for entry in by_events.get(stage, ())]
        is_done = bool(events) or stage in by_fields
        if stage is Stage.CLOSING and not case.is_settled(now):
            is_done, lacking = False, State.OPEN
        judged.append(Judged(stage, State.DONE if is_done else lacking, events))
    return judged


def _by_fields(case: Case, now: int) -> set[Stage]:
    """Return the stages that what stands on the ticket is enough for."""
    proofs = {
        Stage.COMMUNICATION: case.channel is not None,
        Stage.TRACKING: case.has_code,
        Stage.ACKNOWLEDGEMENT: case.has_code or case.channel in FACE_TO_FACE,
        Stage.CLOSING: case.is_settled(now),
    }
    return {stage for stage, is_proven in proofs.items() if is_proven}


def _by_events(case: Case, live: Sequence[Logged]) -> Mapping[Stage, Sequence[Logged]]:
    """Return the events that stages rest on; a stage without any has none."""
    is_assessed = case.has_source and case.has_needs
    return {
        Stage.RECEIPT: _of(live, EventKind.RECEIVED)[:1],
        Stage.ACKNOWLEDGEMENT: [entry for entry in live if _is_heard(entry)][:1],
        Stage.ASSESSMENT: _of(live, EventKind.RECORDED)[-1:] if is_assessed else [],
        Stage.INVESTIGATION: [entry for entry in live if _is_found_out(entry)],
        Stage.RESPONSE: _of(live, EventKind.FULFILLED)[-1:],
        Stage.DECISION: [entry for entry in live if _is_told(entry, case)][-1:],
        Stage.CLOSING: _of(live, EventKind.THANKED, EventKind.FEEDBACK_GIVEN)[-1:],
    }


def _of(live: Sequence[Logged], *kinds: EventKind) -> list[Logged]:
    return [entry for entry in live if entry.kind in kinds]


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
