"""Pauses: which one stands, how many are left, what a verdict on one is about."""

import pytest

from desk.domain.calendar import ServiceCalendar
from desk.domain.log import Event, EventKind
from desk.domain.pauses import (
    MOST_PAUSES,
    Pause,
    at_stake,
    pauses_left,
    present_pause,
)
from desk.domain.vocabulary import PauseReason, Step

# Open day and night, so that service seconds are seconds; and only from 7 to 10.
WEEK = {key: [["00:00", "24:00"]] for key in "1234567"}
ALWAYS = ServiceCalendar.from_json(
    {"tz": "UTC", "weekly": WEEK, "closed": {}, "overrides": {}}
)
MORNINGS = ServiceCalendar.from_json(
    {
        "tz": "UTC",
        "weekly": {key: [["07:00", "10:00"]] for key in "1234567"},
        "closed": {},
        "overrides": {},
    }
)
CAP = 25_200
HOUR = 3600
CUSTOMER, SUPPLIER = PauseReason.WAITING_CUSTOMER, PauseReason.WAITING_SUPPLIER
K = EventKind


def log(*happened):
    """Return a log from (kind, second) and what else is known of each event."""
    events = []
    for n, (kind, at, *rest) in enumerate(happened, start=1):
        known = {"by": 1} | (rest[0] if rest else {})
        events.append(Event(n, kind, known.pop("claimed", at), at, **known))
    return events


def confirming(*more):
    """Return a log of a ticket at confirm, with what comes after second 200."""
    return log((K.RECEIVED, 0), (K.RECORDED, 100), *more)


def paused(at, reason=CUSTOMER):
    return K.PAUSED, at, {"reason": reason.value}


def test_a_pause_stands_until_its_cap():
    events = confirming(paused(300))
    pause = Pause(3, 300, 300 + CAP, is_pending=False)
    assert present_pause(events, ALWAYS, 300) == pause
    assert present_pause(events, ALWAYS, 299 + CAP) == pause
    assert present_pause(events, ALWAYS, 300 + CAP) is None


def test_the_cap_is_of_service_seconds():
    events = confirming(paused(300))
    present = present_pause(events, MORNINGS, 300)
    assert present is not None
    assert present.until == 2 * 24 * HOUR + 8 * HOUR  # three hours a day


def test_without_service_for_ever_it_stands():
    never = ServiceCalendar.from_json(
        {"tz": "UTC", "weekly": {}, "closed": {}, "overrides": {}}
    )
    events = confirming(paused(300))
    assert present_pause(events, never, 10**9) == Pause(3, 300, None, is_pending=False)


@pytest.mark.parametrize("reason", [SUPPLIER, PauseReason.WAITING_DECISION])
def test_some_wait_for_a_supervisor_first(reason):
    events = confirming(paused(300, reason))
    assert present_pause(events, ALWAYS, 400) == Pause(
        3, 300, 300 + CAP, is_pending=True
    )
    approved = confirming(paused(300, reason), (K.VERIFIED, 400, {"target": 3}))
    assert present_pause(approved, ALWAYS, 400) == Pause(
        3, 300, 300 + CAP, is_pending=False
    )


@pytest.mark.parametrize("reason", PauseReason)
def test_turned_down_it_is_none(reason):
    events = confirming(paused(300, reason), (K.REJECTED, 400, {"target": 3}))
    assert present_pause(events, ALWAYS, 400) is None


def test_a_verdict_undone_is_none():
    rejected, undone = (K.REJECTED, 400, {"target": 3}), (K.VOIDED, 500, {"target": 4})
    events = confirming(paused(300), rejected, undone)
    assert present_pause(events, ALWAYS, 600) is not None


@pytest.mark.parametrize(
    "end",
    [
        (K.RESUMED, 400),
        (K.CUSTOMER_CONTACTED, 400),
        (K.CONFIRMED, 400),
        (K.STEPPED_BACK, 400, {"to": Step.RECORD}),
        (K.NOT_A_COMPLAINT, 400),
        (K.VOIDED, 400, {"target": 3}),
    ],
    ids=lambda end: end[0].value,
)
@pytest.mark.parametrize("reason", [CUSTOMER, SUPPLIER])
def test_what_ends_it(end, reason):
    assert present_pause(confirming(paused(300, reason), end), ALWAYS, 500) is None


@pytest.mark.parametrize("kind", [K.RELEASED, K.TAKEN, K.NOTED, K.APPROVAL_REQUESTED])
def test_what_does_not(kind):
    events = confirming(paused(300), (kind, 400))
    assert present_pause(events, ALWAYS, 500) is not None


def test_how_many_are_left():
    assert pauses_left(confirming()) == MOST_PAUSES
    once = (paused(300), (K.RESUMED, 310))
    assert pauses_left(confirming(*once)) == 2
    assert pauses_left(confirming(*once * 3)) == 0
    assert pauses_left(confirming(*once * 4)) == 0
    turned_down = (K.REJECTED, 400, {"target": 3})
    assert pauses_left(confirming(*once, turned_down)) == 2
    undone = (K.VOIDED, 400, {"target": 3})
    assert pauses_left(confirming(paused(300), undone)) == MOST_PAUSES


@pytest.mark.parametrize("reason", [CUSTOMER, SUPPLIER])
@pytest.mark.parametrize("said", [None, K.VERIFIED, K.REJECTED])
def test_a_pause_is_about_its_own_seconds_whatever_was_said(reason, said):
    verdict = [(said, 700, {"target": 3})] if said else []
    events = confirming(paused(300, reason), (K.RESUMED, 650), *verdict)
    assert at_stake(events[2], events, ALWAYS, 900) == 350


def test_a_running_pause_is_about_what_has_passed_up_to_its_cap():
    events = confirming(paused(300))
    assert at_stake(events[2], events, ALWAYS, 400) == 100
    assert at_stake(events[2], events, ALWAYS, 10**6) == CAP


def test_a_claim_is_about_the_service_in_between():
    claimed = 8 * HOUR
    events = confirming((K.CONFIRMED, 11 * HOUR, {"claimed": claimed}))
    assert at_stake(events[2], events, ALWAYS, 11 * HOUR) == 3 * HOUR
    assert at_stake(events[2], events, MORNINGS, 11 * HOUR) == 2 * HOUR
