"""Ten complaints that customers really wrote, from the queue to the archive."""

import pytest

from tests.journeys.support.complaints import ten_cases, write_file
from tests.journeys.support.counter import Counter
from tests.journeys.support.hands import Keys, Thumb

pytestmark = pytest.mark.browser

MAP = "complaint=complaint,item=product"


@pytest.mark.parametrize(
    ("hand", "which"),
    [(Keys, slice(0, 5)), (Thumb, slice(5, 10))],
    ids=["keyboard", "touch"],
)
def test_real_complaints_are_taken_and_closed(desk, visit, tmp_path, hand, which):
    cases = ten_cases()[which]
    file = write_file(tmp_path / "keluhan.csv", cases)
    desk.run("import-complaints", str(file), "--map", MAP, "--channel", "questionnaire")
    student = visit("siswa3", hand)
    counter = Counter(student)
    for case in cases:
        counter.take(case.complaint)
        counter.walk(case)
        assert counter.tag("Source") == case.source
        assert counter.tag("Channel") == student.say("Questionnaire")
        assert "–" not in {
            counter.tag("Response time"),
            counter.tag("Resolution time"),
        }
        student.follow("My desk")
    assert "whole" in desk.run("verify-log")
