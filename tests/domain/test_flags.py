"""What a human should look at: odd, perhaps for a good reason, never deducted."""

import pytest

from desk.domain.calendar import ServiceCalendar
from desk.domain.flags import Closing, Told, at_the_bell, flags_of
from desk.domain.grade_inputs import Flag
from desk.domain.log import Event, EventKind
from desk.domain.vocabulary import PauseReason, Step

K = EventKind
ALWAYS = ServiceCalendar.from_json(
    {
        "tz": "UTC",
        "weekly": {key: [["00:00", "24:00"]] for key in "1234567"},
        "closed": {},
        "overrides": {},
    }
)
SITI, DEWI = 1, 2
WAITING = PauseReason.WAITING_CUSTOMER.value


def told(*happened, restated=3, is_same_device=False):
    """Return what a ticket tells of (kind, second), perhaps with a claimed second."""
    events = [
        Event(n, kind, claimed[0] if claimed else at, at, by=SITI, reason=WAITING)
        for n, (kind, at, *claimed) in enumerate(happened, start=1)
    ]
    words = {e.n: restated for e in events if e.kind is K.CONFIRMED}
    return Told(events, words, is_same_device, ALWAYS, dict.fromkeys(Step, 600))


RECORDED = ((K.RECEIVED, 0), (K.RECORDED, 100))
CONFIRMED = (*RECORDED, (K.CONFIRMED, 200))
FULFILLED = (*CONFIRMED, (K.FULFILLED, 300))


def test_plain_work_raises_no_flag():
    ticket = told(*FULFILLED, (K.THANKED, 400))
    assert not any(flags_of(ticket, step, SITI) for step in Step)


def test_one_word_restates_nothing():
    assert flags_of(told(*CONFIRMED, restated=1), Step.CONFIRM, SITI) == (
        Flag.ONE_WORD,
    )
    assert flags_of(told(*CONFIRMED, restated=1), Step.RECORD, SITI) == ()


def test_what_was_entered_for_an_earlier_time():
    ticket = told(*RECORDED, (K.CONFIRMED, 5000, 150))
    assert flags_of(ticket, Step.CONFIRM, SITI) == (Flag.BACKDATED,)


def test_thanks_claimed_before_the_fulfilment():
    ticket = told(*CONFIRMED, (K.FULFILLED, 5000, 900), (K.THANKED, 5001, 800))
    assert flags_of(ticket, Step.THANK, SITI) == (
        Flag.BACKDATED,
        Flag.THANKED_FIRST,
    )


def test_an_answer_from_a_device_that_staff_work_on():
    ticket = told(*FULFILLED, (K.THANKED, 400), is_same_device=True)
    assert flags_of(ticket, Step.THANK, SITI) == (Flag.SAME_DEVICE,)
    assert flags_of(ticket, Step.FULFIL, SITI) == ()


@pytest.mark.parametrize(
    ("at", "is_late"), [(739, False), (740, True), (799, True), (800, False)]
)
def test_a_pause_just_before_the_target(at, is_late):
    # At confirm since second 200, with 600 seconds to go.
    ticket = told(*RECORDED, (K.CONFIRMED, 200), (K.PAUSED, at))
    found = flags_of(ticket, Step.FULFIL, SITI)
    assert found == ((Flag.PAUSED_LATE,) if is_late else ())
    assert flags_of(ticket, Step.CONFIRM, SITI) == ()


def test_somebody_elses_oddity_is_not_ones_own():
    ticket = told(*CONFIRMED, restated=1)
    assert flags_of(ticket, Step.CONFIRM, DEWI) == ()


@pytest.mark.parametrize(
    ("instants", "flagged"),
    [
        ([9_400, 9_700, 9_999], {"0", "1", "2"}),
        ([9_399, 9_700, 9_999], set()),
        ([9_700, 9_999], set()),
        ([9_700, 9_800, 9_900, 19_990], {"0", "1", "2"}),
    ],
)
def test_many_closed_at_the_bell(instants, flagged):
    closings = [Closing(str(n), at) for n, at in enumerate(instants)]
    found = at_the_bell(closings, lambda at: at - at % 10_000 + 10_000)
    assert found == flagged


def test_no_bell_is_known():
    assert at_the_bell([Closing("0", 1)] * 3, lambda _: None) == set()
