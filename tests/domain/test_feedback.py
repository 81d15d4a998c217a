"""When the card is asked, what an answer means, and when a follow-up is due."""

import pytest

from desk.domain.feedback import ANSWER_WITHIN, Answered, Asking, Closing
from desk.domain.feedback import FeedbackFigure as Figure
from desk.domain.follow_ups import When, when
from desk.domain.hours import DAY
from desk.domain.vocabulary import Feedback, Performance, Satisfaction

LAST = 1_000 + ANSWER_WITHIN * DAY


@pytest.mark.parametrize(
    ("closing", "now", "state"),
    [
        (Closing(None, None, None), 1_000, Asking.NOT_YET),
        (Closing(1_000, None, None), LAST, Asking.ASKED),
        (Closing(1_000, None, None), LAST + 1, Asking.TOO_LATE),
        (Closing(1_000, None, 1_500), 2_000, Asking.TOO_LATE),
        # What was answered stays to be read, however long ago.
        (Closing(1_000, 1_200, None), LAST + 1, Asking.ANSWERED),
    ],
)
def test_the_card_is_asked_for_30_days_and_once(closing, now, state):
    assert closing.state(now) is state


def test_the_mapping_is_fixed():
    assert {each: each.satisfaction for each in Performance} == {
        Performance.BELOW: Satisfaction.DISAPPOINTED,
        Performance.AS_EXPECTED: Satisfaction.SATISFIED,
        Performance.ABOVE: Satisfaction.VERY_SATISFIED,
    }


def test_every_answer_is_of_one_kind_and_zero_of_none():
    kinds = [Figure(Feedback.of(each)).performances for each in Performance]
    assert kinds == [frozenset({each}) for each in Performance]
    content = frozenset({Performance.AS_EXPECTED, Performance.ABOVE})
    assert Figure.CONTENT.performances == content
    assert Figure.ZERO.performances is None


def test_what_was_left_out_is_no_fact():
    told = Answered(performance=Performance.BELOW, would_tell=None, line="")
    assert told.facts() == {"performance": Performance.BELOW}
    assert not told.errors()


def test_a_follow_up_is_asked_from_its_due_on():
    found = [when(5 * DAY, at) for at in (5 * DAY - 1, 5 * DAY, 6 * DAY - 1, 6 * DAY)]
    assert found == [When.COMING, When.TODAY, When.TODAY, When.OVERDUE]
