"""The weeks of a class: by when a complaint came in, and of enough students."""

from datetime import date

from desk.domain.grade_inputs import Held, Observation
from desk.domain.grade_trend import by_week, trend
from desk.domain.statistics import Share
from desk.domain.vocabulary import Priority, Step

ZONE = "Asia/Jakarta"
# Sunday 6 September 2026, 23.30 WIB: still the week that began on 31 August.
SUNDAY = 1_788_712_200
HOUR, WEEK = 3_600, 7 * 86_400


def seen(ticket, seconds, target=600):
    """Return an observation of a ticket."""
    number, step = f"KEL/MM/2026/09/{ticket:04}", Step.CONFIRM
    held, priority = Held.COMPLETED, Priority.MEDIUM
    return Observation(ticket, number, step, seconds, target, priority, held)


def test_a_week_is_that_of_the_school_and_weeks_between_stay():
    received = {1: SUNDAY, 2: SUNDAY + HOUR, 3: SUNDAY + 2 * WEEK}
    class_ = [[seen(n, seconds) for n, seconds in ((1, 600), (2, 601))]] * 4
    weeks = trend(by_week([*class_, [seen(1, 601), seen(3, 1)]], received, ZONE))
    assert [week.monday for week in weeks] == [
        *(date(2026, 8, 31), date(2026, 9, 7), date(2026, 9, 14)),
    ]
    assert [week.within for week in weeks] == [Share(4, 5), Share(0, 4), Share(1, 1)]
    assert [week.is_told for week in weeks] == [True, False, False]


def test_nothing_has_no_weeks():
    assert trend(by_week([[], [seen(9, 1)]], {}, ZONE)) == ()
