"""Targets: what follows from them, what cannot be one, which version a ticket has."""

import pytest

from desk.domain.targets import (
    DEFAULT_TARGETS,
    NO_MINUTES,
    SCHOOL_DAY,
    TOO_LONG,
    TOO_SHORT,
    StepTargets,
    Targets,
    Validity,
    errors_in,
    targets_at,
    validities,
)
from desk.domain.vocabulary import Priority, Step

MINUTE, HOUR = 60, 3600
HIGH, MEDIUM, LOW = Priority
CELLS = {(priority, step): 10 for priority in Priority for step in Step}
OTHERS = Targets.from_minutes(CELLS)


@pytest.mark.parametrize(
    ("priority", "response", "resolution"),
    [
        (HIGH, 10 * MINUTE, 2 * HOUR),
        (MEDIUM, 30 * MINUTE, 25_200),
        (LOW, 2 * HOUR, 75_600),
    ],
)
def test_the_defaults_are_those_of_the_clock(priority, response, resolution):
    targets = DEFAULT_TARGETS.of(priority)
    assert (targets.response, targets.resolution) == (response, resolution)
    assert (targets.record, targets.thank) == (5 * MINUTE, 5 * MINUTE)
    assert targets.confirm == response - 5 * MINUTE
    assert targets.fulfil == resolution - response - 5 * MINUTE


def test_the_sums_follow_from_the_steps():
    targets = StepTargets(record=1, confirm=20, fulfil=300, thank=4000)
    assert (targets.response, targets.resolution) == (21, 4321)
    assert [targets.of(step) for step in Step] == [1, 20, 300, 4000]


def test_they_are_stored_and_read():
    assert Targets.from_json(DEFAULT_TARGETS.to_json()) == DEFAULT_TARGETS
    assert DEFAULT_TARGETS.to_json()["high"]["record"] == 300


def test_minutes_become_seconds():
    minutes = CELLS | {(LOW, Step.THANK): 3}
    assert Targets.from_minutes(minutes).of(LOW).thank == 180
    assert Targets.from_minutes(minutes).of(HIGH).thank == 600


@pytest.mark.parametrize(
    ("minutes", "message"),
    [
        (None, NO_MINUTES),
        (0, TOO_SHORT),
        (-5, TOO_SHORT),
        (1, ""),
        (30 * SCHOOL_DAY // MINUTE, ""),
        (30 * SCHOOL_DAY // MINUTE + 1, TOO_LONG),
    ],
)
@pytest.mark.parametrize("cell", [(HIGH, Step.RECORD), (LOW, Step.THANK)])
def test_what_cannot_be_a_target(cell, minutes, message):
    priority, step = cell
    expected = {f"{priority}_{step}": message} if message else {}
    assert errors_in(CELLS | {cell: minutes}) == expected


def test_every_cell_is_needed():
    assert len(errors_in({})) == len(Priority) * len(Step)


class TestWhichVersion:
    VERSIONS = ((200, DEFAULT_TARGETS), (100, OTHERS))

    @pytest.mark.parametrize(
        ("received_at", "expected"),
        [
            (99, DEFAULT_TARGETS),
            (100, OTHERS),
            (199, OTHERS),
            (200, DEFAULT_TARGETS),
            (999, DEFAULT_TARGETS),
        ],
    )
    def test_the_one_in_force_at_the_receipt(self, received_at, expected):
        assert targets_at(self.VERSIONS, received_at) is expected

    def test_without_any_the_defaults(self):
        assert targets_at((), 100) is DEFAULT_TARGETS

    def test_of_two_with_the_same_beginning_the_newer(self):
        assert targets_at(((100, OTHERS), (100, DEFAULT_TARGETS)), 100) is OTHERS


def test_how_versions_stand():
    P, I, Z, R = Validity  # noqa: E741, N806
    assert validities([], 50) == []
    assert validities([60], 50) == [P]
    assert validities([50], 50) == [I]
    assert validities([70, 60, 50, 40], 55) == [P, P, I, Z]
    assert validities([70, 70, 50, 50, 40, 40], 55) == [P, R, I, R, Z, R]
