"""How pressing a ticket is, as a table: past target, paused, due this shift, later."""

import pytest

from desk.domain.nearness import (
    Aim,
    Deadline,
    DueTimes,
    Nearness,
    deadlines,
    is_past,
    most_pressing,
    nearness,
)

PAST, PAUSED, SOON, LATER = (
    Nearness.PAST_TARGET,
    Nearness.PAUSED,
    Nearness.DUE_THIS_SHIFT,
    Nearness.LATER,
)
NOW = 1_000


@pytest.mark.parametrize(
    ("due", "bell", "paused_until", "expected"),
    [
        (999, 2_000, None, PAST),
        (999, None, None, PAST),
        # Reached to the second is kept.
        (1_000, 2_000, None, SOON),
        (2_000, 2_000, None, SOON),
        (2_001, 2_000, None, LATER),
        (1_500, None, None, LATER),
        (1_500, 2_000, 1_200, PAUSED),
        (2_500, 2_000, 1_200, PAUSED),
        # Past before the pause stays past; the cap used up, the clock runs again.
        (999, 2_000, 1_200, PAST),
        (1_500, 2_000, 1_000, SOON),
        (1_500, 2_000, 900, SOON),
    ],
)
def test_how_soon(due, bell, paused_until, expected):
    assert nearness(due, now=NOW, bell=bell, paused_until=paused_until) is expected


def found(step=None, response=None, resolution=None) -> list[Deadline]:
    times = DueTimes(step, response, resolution, None)
    return deadlines(times, now=NOW, bell=2_000)


def test_every_target_that_is_not_done():
    assert found() == []
    assert found(900, 1_500, 2_500) == [
        Deadline(Aim.STEP, 900, PAST),
        Deadline(Aim.RESPONSE, 1_500, SOON),
        Deadline(Aim.RESOLUTION, 2_500, LATER),
    ]
    assert [each.aim for each in found(step=1, resolution=2)] == [
        Aim.STEP,
        Aim.RESOLUTION,
    ]


@pytest.mark.parametrize(
    ("times", "aim"),
    [
        ((), None),
        ((1_500, 1_600, 2_500), Aim.STEP),
        ((1_700, 1_600, 2_500), Aim.RESPONSE),
        ((900, 1_600, 2_500), Aim.STEP),
        ((900, 950, 2_500), Aim.RESPONSE),
        ((2_700, None, 900), Aim.RESOLUTION),
        ((None, None, 2_500), Aim.RESOLUTION),
    ],
)
def test_the_most_pressing(times, aim):
    deadline = most_pressing(found(*times))
    assert (deadline.aim if deadline else None) is aim


def test_an_ended_time_beside_its_target():
    assert is_past(None, 600) is None
    assert is_past(600, 600) is False
    assert is_past(601, 600) is True
