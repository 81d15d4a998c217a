"""Nine stages: what each rests on, and when it is open rather than missing."""

from types import SimpleNamespace

import pytest

from desk.domain.log import EventKind as K
from desk.domain.stages import Case, Stage, State, judge
from desk.domain.vocabulary import Channel

CLOSED, NOW = 1_000, 5_000
WALK: tuple[tuple[K, dict[str, str]], ...] = (
    (K.RECEIVED, {}),
    (K.RECORDED, {}),
    (K.CONFIRMED, {"reply": "right"}),
    (K.FACT_NOTED, {}),
    (K.FULFILLED, {"solution": "exchange"}),
    (K.THANKED, {"channel": "in_person"}),
)
WHOLE = Case(
    channel=Channel.WHATSAPP,
    has_source=True,
    has_needs=True,
    has_code=True,
    closed_at=CLOSED,
    feedback_at=CLOSED + 60,
    zero_at=NOW + 1,
)
# Without a code each stage rests on its own evidence alone.
PLAIN = WHOLE._replace(has_code=False)


def log(*events):
    return [
        SimpleNamespace(n=n, kind=kind, facts=facts)
        for n, (kind, facts) in enumerate(events, start=1)
    ]


def states(case, *events, now=NOW):
    return {each.stage: each.state for each in judge(case, log(*events), now=now)}


def test_a_whole_walk_has_all_nine():
    judged = judge(WHOLE, log(*WALK), now=NOW)
    assert [each.stage for each in judged] == list(Stage)
    assert {each.state for each in judged} == {State.DONE}
    assert dict(zip(Stage, (each.events for each in judged), strict=True)) == {
        Stage.COMMUNICATION: [],
        Stage.RECEIPT: [1],
        Stage.TRACKING: [],
        Stage.ACKNOWLEDGEMENT: [3],
        Stage.ASSESSMENT: [2],
        Stage.INVESTIGATION: [4],
        Stage.RESPONSE: [5],
        Stage.DECISION: [6],
        Stage.CLOSING: [6],
    }


@pytest.mark.parametrize(
    ("case", "changed", "lacking"),
    [
        (PLAIN._replace(channel=None), {}, {Stage.COMMUNICATION, Stage.TRACKING}),
        (PLAIN, {K.CONFIRMED: {"reply": "not_answered"}}, {Stage.ACKNOWLEDGEMENT}),
        (PLAIN._replace(has_source=False), {}, {Stage.ASSESSMENT}),
        (PLAIN._replace(has_needs=False), {}, {Stage.ASSESSMENT}),
        (PLAIN, {K.FACT_NOTED: None}, {Stage.INVESTIGATION}),
        (
            PLAIN,
            {K.FACT_NOTED: None, K.FULFILLED: {"solution": "unfounded"}},
            set(),
        ),
        (PLAIN, {K.THANKED: {"channel": "public_form"}}, {Stage.DECISION}),
    ],
)
def test_each_rests_on_its_evidence(case, changed, lacking):
    events = [(kind, changed.get(kind, facts)) for kind, facts in WALK]
    found = states(case, *((k, f) for k, f in events if f is not None))
    missing = {stage for stage, state in found.items() if state is State.MISSING}
    assert missing == lacking | {Stage.TRACKING}


def test_a_code_tells_the_customer_that_we_have_it_and_what_was_decided():
    events = [*WALK[:2], *WALK[3:5], (K.THANKED, {"channel": "public_form"})]
    assert set(states(WHOLE, *events).values()) == {State.DONE}


def test_an_open_ticket_misses_nothing_yet():
    case = PLAIN._replace(closed_at=None, feedback_at=None, zero_at=None)
    found = states(case, *WALK[:2])
    assert State.MISSING not in found.values()
    assert found[Stage.CLOSING] is State.OPEN
    assert found[Stage.ASSESSMENT] is State.DONE


def test_closing_waits_for_the_customer_until_no_answer_is_one():
    case = WHOLE._replace(feedback_at=None)
    assert states(case, *WALK)[Stage.CLOSING] is State.OPEN
    assert states(case, *WALK, now=NOW + 1)[Stage.CLOSING] is State.DONE
