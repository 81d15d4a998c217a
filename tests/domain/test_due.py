"""When targets are reached and pauses are over, if a ticket stays as it stands."""

from datetime import date, timedelta

import pytest

from desk.domain.calendar import ServiceCalendar
from desk.domain.due import due, pause_end
from desk.domain.log import Event, EventKind
from desk.domain.vocabulary import Step
from desk.domain.workflow import Standing, standing

K = EventKind
HOUR, DAY = 3600, 86_400
ALWAYS = ServiceCalendar("UTC", dict.fromkeys(range(1, 8), ((0, DAY),)))
# Service on the first day alone: from 08:00 to 10:00, and then never again.
ONCE = ServiceCalendar(
    "UTC", {}, overrides={date(1970, 1, 2): ((8 * HOUR, 10 * HOUR),)}
)
START = DAY + 8 * HOUR


def log(*rows: tuple[EventKind, int]) -> list[Event]:
    """Return a log of a ticket received at the start; instants in seconds after it."""
    every = [(K.RECEIVED, 0), *rows]
    return [
        Event(n, kind, START + at, START + at, 1)
        for n, (kind, at) in enumerate(every, 1)
    ]


def after(target: int, *rows: tuple[EventKind, int], **rest) -> int | None:
    found = due(log(*rows), rest.pop("calendar", ALWAYS), target, **rest)
    return None if found is None else found - START


WALK = [(K.RECORDED, 100), (K.CONFIRMED, 300), (K.FULFILLED, 600), (K.THANKED, 1000)]


class TestOfTheTicket:
    @pytest.mark.parametrize("target", [0, 1, 100, 599, 1000])
    def test_where_the_active_seconds_reach_it(self, target):
        assert after(target, *WALK) == target
        assert after(target) == target

    def test_never_if_it_ended_before(self):
        assert after(1001, *WALK) is None
        assert after(1001, (K.MERGED, 1000)) is None

    def test_not_for_a_ticket_never_received(self):
        assert due([], ALWAYS, 0) is None

    def test_a_pause_puts_it_off(self):
        rows = [(K.RECORDED, 100), (K.PAUSED, 200), (K.RESUMED, 500)]
        assert after(200, *rows) == 200
        assert after(201, *rows) == 501

    def test_a_pause_that_goes_on_ends_with_its_cap(self):
        rows = [(K.RECORDED, 100), (K.PAUSED, 200)]
        assert after(300, *rows) == 200 + 25_200 + 100
        assert after(300, *rows, pause_cap=50) == 350
        taken = [*rows, (K.TAKEN, 240)]
        assert after(300, *taken, pause_cap=50) == 350
        late = [*rows, (K.TAKEN, 900)]
        assert after(300, *late, pause_cap=50) == 350

    def test_a_verdict_moves_it(self):
        rows = [(K.RECORDED, 100), (K.PAUSED, 200), (K.RESUMED, 500)]
        assert after(300, *rows) == 600
        assert after(300, *rows, rejected_pauses={3}) == 300

    def test_never_where_service_ends(self):
        assert after(2 * HOUR, calendar=ONCE) == 2 * HOUR
        assert after(2 * HOUR + 1, calendar=ONCE) is None
        paused = [(K.RECORDED, 0), (K.PAUSED, HOUR)]
        assert after(2 * HOUR, *paused, calendar=ONCE, pause_cap=HOUR) is None


class TestOfAStep:
    @pytest.mark.parametrize(
        ("step", "target", "expected"),
        [
            (Step.RECORD, 100, 100),
            (Step.RECORD, 101, None),
            (Step.CONFIRM, 0, 100),
            (Step.CONFIRM, 50, 150),
            (Step.FULFIL, 300, 600),
            (Step.THANK, 400, 1000),
            (Step.THANK, 401, None),
        ],
    )
    def test_only_its_own_seconds_count(self, step, target, expected):
        assert after(target, *WALK, step=step) == expected

    def test_over_all_visits(self):
        rows = [*WALK, (K.REOPENED, 2000)]
        assert after(500, *rows, step=Step.FULFIL) == 2200
        assert after(500, *rows, step=Step.THANK) is None

    def test_the_present_step_goes_on(self):
        assert after(500, *WALK[:2], step=Step.FULFIL) == 800
        assert after(500, *WALK[:2], step=Step.THANK) is None


class TestPauseEnd:
    def test_when_the_cap_is_used_up(self):
        paused = standing(log((K.RECORDED, 100), (K.PAUSED, 200)))
        assert pause_end(paused, ALWAYS) == START + 200 + 25_200
        assert pause_end(paused, ALWAYS, cap=60) == START + 260

    def test_counts_service_alone(self):
        paused = Standing(Step.CONFIRM, 1, START, None, 3, START + 2 * HOUR - 10)
        night = ServiceCalendar(
            "UTC", dict.fromkeys(range(1, 8), ((8 * HOUR, 10 * HOUR),))
        )
        tomorrow = START + timedelta(days=1).total_seconds()
        assert pause_end(paused, night, cap=30) == tomorrow + 20

    def test_none_without_a_pause_or_without_service(self):
        assert pause_end(standing(log((K.RECORDED, 100))), ALWAYS) is None
        paused = Standing(Step.CONFIRM, 1, START, None, 3, START)
        assert pause_end(paused, ONCE) is None
