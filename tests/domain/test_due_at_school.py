"""When a step is due and a pause is over, in the days and hours of a school.

The shop serves 07:00-12:00 and 13:00-15:00 every day but 4 September 2026; a log is
rows of day, time and kind. The rules by themselves: test_due.py.
"""

import pytest

from desk.domain.calendar import ServiceCalendar
from desk.domain.due import due, pause_end
from desk.domain.hours import parse_date
from desk.domain.log import Event, EventKind
from desk.domain.vocabulary import Step
from desk.domain.workflow import standing

MINUTE, HOUR, DAY = 60, 3600, 86_400
MIDNIGHT = 1_788_282_000  # 2026-09-02T00:00:00+07:00
HOURS = dict.fromkeys(range(1, 8), ((7 * HOUR, 12 * HOUR), (13 * HOUR, 15 * HOUR)))
SHOP = ServiceCalendar(
    "Asia/Jakarta", HOURS, closed={parse_date("2026-09-04"): "Maulid"}
)
NEVER = ServiceCalendar("Asia/Jakarta", {})

RECEIVED, RECORDED, CONFIRMED = (
    "2 08:00 received",
    "2 08:10 recorded",
    "2 08:30 confirmed",
)
TO_FULFIL = (RECEIVED, RECORDED, CONFIRMED)
DONE = (*TO_FULFIL, "2 09:00 fulfilled", "2 09:05 thanked")


def at(text: str) -> int:
    day, time = text.split()
    hour, minute = time.split(":")
    return MIDNIGHT + (int(day) - 2) * DAY + int(hour) * HOUR + int(minute) * MINUTE


def log(*rows: str) -> list[Event]:
    return [_event(n, row) for n, row in enumerate(rows, start=1)]


def _event(n: int, row: str) -> Event:
    day, time, kind, *rest = row.split()
    facts = dict(word.split("=") for word in rest)
    when = at(f"{day} {time}")
    return Event(
        n,
        EventKind(kind),
        when,
        when,
        1,
        to=Step(facts["to"]) if "to" in facts else None,
        reason=facts.get("reason"),
    )


def step_due(step: Step, minutes: int, *rows: str) -> str | None:
    return written(due(log(*rows), SHOP, minutes * MINUTE, step=step))


def written(instant: int | None) -> str | None:
    if instant is None:
        return None
    days, rest = divmod(instant - MIDNIGHT, DAY)
    return f"{days + 2} {rest // HOUR:02}:{rest % HOUR // MINUTE:02}"


class TestOneStep:
    def test_counts_from_where_the_step_began(self):
        assert step_due(Step.RECORD, 5, RECEIVED) == "2 08:05"
        assert step_due(Step.CONFIRM, 25, RECEIVED, RECORDED) == "2 08:35"
        assert step_due(Step.FULFIL, 85, *TO_FULFIL) == "2 09:55"

    def test_the_target_may_be_behind(self):
        assert step_due(Step.RECORD, 5, RECEIVED, RECORDED) == "2 08:05"

    @pytest.mark.parametrize("step", [Step.RECORD, Step.THANK])
    def test_what_is_not_reached_in_a_step_the_ticket_is_not_at_never_is(self, step):
        assert step_due(step, 20, *TO_FULFIL) is None

    def test_lunch_night_and_holiday_do_not_count(self):
        assert step_due(Step.FULFIL, 4 * 60, *TO_FULFIL) == "2 13:30"
        assert step_due(Step.FULFIL, 6 * 60, *TO_FULFIL) == "3 07:30"
        # The rest of 2, all of 3, and not 4 September.
        minutes = 5 * 60 + 30 + 7 * 60 + 1
        assert step_due(Step.FULFIL, minutes, *TO_FULFIL) == "5 07:01"

    def test_both_visits_count(self):
        back = (*TO_FULFIL, "2 08:50 stepped_back to=confirm")
        assert step_due(Step.CONFIRM, 25, *back) == "2 08:55"
        assert step_due(Step.FULFIL, 15, *back) == "2 08:45"
        assert step_due(Step.FULFIL, 30, *back) is None
        again = (*back, "2 09:00 confirmed")
        assert step_due(Step.FULFIL, 30, *again) == "2 09:10"

    def test_reopening_adds_to_the_step(self):
        again = (*DONE, "2 10:00 reopened")
        assert step_due(Step.FULFIL, 40, *again) == "2 10:10"
        assert step_due(Step.FULFIL, 20, *again) == "2 08:50"

    def test_ended_before(self):
        assert step_due(Step.THANK, 6, *DONE) is None
        assert step_due(Step.THANK, 5, *DONE) == "2 09:05"

    def test_no_service_any_more(self):
        assert due(log(*TO_FULFIL), NEVER, 60, step=Step.FULFIL) is None


class TestPauses:
    def test_one_that_is_over_shifts_it(self):
        over = (*TO_FULFIL, "2 08:40 paused", "2 09:40 resumed")
        assert step_due(Step.FULFIL, 30, *over) == "2 10:00"

    def test_one_that_runs_is_taken_to_last_to_its_cap(self):
        # 10 minutes before it; one school day is 3 hours 20 after noon of the 2nd.
        runs = (*TO_FULFIL, "2 08:40 paused")
        assert step_due(Step.FULFIL, 30, *runs) == "3 09:00"

    def test_reached_before_the_pause(self):
        runs = (*TO_FULFIL, "2 08:40 paused")
        assert step_due(Step.FULFIL, 10, *runs) == "2 08:40"

    def test_one_nobody_has_approved_shifts_nothing(self):
        asked = (*TO_FULFIL, "2 08:40 paused reason=waiting_supplier")
        assert step_due(Step.FULFIL, 30, *asked) == "2 09:00"


class TestPauseEnd:
    @pytest.mark.parametrize(
        ("begun", "end"),
        [
            ("2 08:40 paused", "3 08:40"),
            ("2 15:30 paused", "3 15:00"),
            # The holiday on the 4th is no part of the school day.
            ("3 10:00 paused", "5 10:00"),
        ],
    )
    def test_is_one_school_day_later(self, begun, end):
        where = standing(log(*TO_FULFIL, begun))
        assert written(pause_end(where, SHOP)) == end

    def test_the_cap_may_be_another(self):
        where = standing(log(*TO_FULFIL, "2 08:40 paused"))
        assert written(pause_end(where, SHOP, cap=30 * MINUTE)) == "2 09:10"

    @pytest.mark.parametrize(
        "rows", [TO_FULFIL, (*TO_FULFIL, "2 08:40 paused", "2 08:41 resumed"), DONE]
    )
    def test_without_a_pause_there_is_none(self, rows):
        assert pause_end(standing(log(*rows)), SHOP) is None

    def test_without_service_there_is_none(self):
        where = standing(log(*TO_FULFIL, "2 08:40 paused"))
        assert pause_end(where, NEVER) is None
