"""What follows once a complaint is closed."""

from typing import NamedTuple

import pytest

from desk.domain import defaults
from desk.domain.aftermath import Aftermath, aftermath
from desk.domain.calendar import ServiceCalendar
from desk.domain.erasure import accounted_for, what_is_left
from desk.domain.hours import DAY
from desk.domain.log import EventKind
from desk.domain.vocabulary import Feedback, Performance, Satisfaction

CALENDAR = ServiceCalendar.from_json(defaults.HOURS)
WEDNESDAY = 1_788_314_400  # 2 September 2026, 09.00 WIB
TUESDAY_MIDNIGHT = 1_788_800_400  # 8 September 2026, 00.00 WIB


class Logged(NamedTuple):
    n: int
    kind: EventKind
    facts: dict


def _log(*kinds, **facts):
    return [
        Logged(n, kind, facts.get(kind.value, {})) for n, kind in enumerate(kinds, 1)
    ]


def _after(log, *, closed_at=WEDNESDAY, is_reachable=True):
    return aftermath(log, CALENDAR, closed_at=closed_at, is_reachable=is_reachable)


THANKED, ANSWERED = EventKind.THANKED, EventKind.FEEDBACK_GIVEN


def test_an_open_complaint_has_none():
    assert _after(_log(EventKind.RECEIVED), closed_at=None) == Aftermath()


def test_no_answer_in_three_school_days_is_zero():
    # Thursday, Friday, Monday; the weekend is none.
    assert _after(_log(THANKED)).zero_at == TUESDAY_MIDNIGHT


def test_somebody_who_can_be_reached_is_asked_a_week_later():
    assert _after(_log(THANKED)).follow_up_due == WEDNESDAY + 7 * DAY
    assert _after(_log(THANKED), is_reachable=False).follow_up_due is None
    done = _log(THANKED, EventKind.FOLLOWED_UP)
    assert _after(done).follow_up_due is None


def test_an_answer_stands_beside_the_forecast():
    log = _log(
        *(THANKED, ANSWERED),
        thanked={"forecast": "above"},
        feedback_given={"performance": "below", "would_tell": False},
    )
    found = _after(log)
    assert (found.forecast, found.performance) == (Performance.ABOVE, Performance.BELOW)
    assert (found.would_tell, found.answered_by) == (False, 2)


def test_closed_again_it_is_asked_about_again():
    log = _log(
        *(THANKED, ANSWERED, EventKind.REOPENED, EventKind.FULFILLED, THANKED),
        feedback_given={"performance": "below", "would_tell": False},
    )
    assert _after(log).performance is None


@pytest.mark.parametrize(
    ("performance", "satisfaction", "feedback"),
    [
        (Performance.BELOW, Satisfaction.DISAPPOINTED, Feedback.NEGATIVE),
        (Performance.AS_EXPECTED, Satisfaction.SATISFIED, Feedback.NEUTRAL),
        (Performance.ABOVE, Satisfaction.VERY_SATISFIED, Feedback.POSITIVE),
    ],
)
def test_what_an_answer_means_is_fixed(performance, satisfaction, feedback):
    assert performance.satisfaction is satisfaction
    assert Feedback.of(performance) is feedback


def test_a_calendar_without_service_never_has_zero_feedback():
    closed = ServiceCalendar.from_json({**defaults.HOURS, "weekly": {}})
    assert closed.after_school_days(WEDNESDAY, 3) is None


def test_what_is_left_of_erased_words_stands_where_they_stood():
    recorded = Logged(1, EventKind.RECORDED, {})
    erased = Logged(2, EventKind.ERASED, {"of": 1, "scope": "contact"})
    log = [(recorded, {}), (erased, {"complaint": "Roti basi"})]
    assert what_is_left(log) == [(recorded, {"complaint": "Roti basi"}), (erased, {})]
    assert accounted_for(1, [(erased.n, erased.facts)])
    assert not accounted_for(2, [(erased.n, erased.facts)])
