"""The engine agrees with a simulator that lives every second of random tickets."""

import os

from hypothesis import given, settings

from tests.domain.simulator import DutyBook, Life, ShiftTable, WallClock, live
from tests.domain.strategies import MINUTE, QUICK, Case, cases

LOGS = int(os.environ.get("SIMULATED_LOGS", "250"))


def duty(case: Case) -> DutyBook | ShiftTable:
    if case.book is None:
        return ShiftTable(case.roster)
    return DutyBook(case.book.duties, case.book.aways, case.calendar.zone)


def lived(case: Case, step_size: int) -> Life:
    return live(
        list(case.events),
        WallClock(case.calendar.to_json()),
        case.as_of,
        duty=duty(case),
        verified=case.verified,
        rejected=case.rejected,
        cap=case.cap,
        step_size=step_size,
    )


def figures(case: Case) -> dict:
    measures = case.measure()
    return {
        "status": str(measures.status),
        "steps": {str(step): seconds for step, seconds in measures.steps.items()},
        "response": measures.response,
        "resolution": measures.resolution,
        "first_resolution": measures.first_resolution,
        "paused": measures.paused,
        "closed": measures.closed,
        "off_hours": measures.off_hours,
        "wall": measures.wall,
        "shares": dict(measures.shares),
        "shares_by_step": {
            (str(step), holder): seconds
            for step, held in measures.shares_by_step.items()
            for holder, seconds in held.items()
        },
        "pickup": measures.pickup,
    }


def agree(case: Case, step_size: int) -> None:
    life = lived(case, step_size)
    assert figures(case) == life.figures()
    rows = [
        (at, row.state, row.step, row.holder)
        for row in case.slices()
        for at in range(row.begin, row.end, step_size)
    ]
    assert rows == [
        (at, bucket, step, holder if bucket == "active" else None)
        for at, bucket, step, holder in life.seconds
    ]
    for target in (0, 10 * step_size, 100 * step_size):
        expected = life.due(target)
        if expected is not None:
            assert case.due(target) == expected
        elif life.status == "open":
            due = case.due(target)
            assert due is None or due > life.end or case.as_of < life.start
        else:
            assert case.due(target) is None


@settings(QUICK, max_examples=LOGS)
@given(cases())
def test_minute_by_minute_over_days(case):
    agree(case, MINUTE)


@settings(QUICK, max_examples=LOGS)
@given(cases(unit=1))
def test_second_by_second_around_openings(case):
    agree(case, 1)
