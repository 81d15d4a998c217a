"""A customer stands at the counter; the student holds a phone, or sits at the PC."""

import re

import pytest

from tests.journeys.support.counter import BREAD, Counter
from tests.journeys.support.hands import Keys, Thumb

pytestmark = pytest.mark.browser

A_TIME = re.compile(r"\d+ (detik|menit|jam)")


@pytest.mark.parametrize(("hand", "most"), [(Thumb, 20), (Keys, 120)])
def test_a_complaint_from_the_counter_to_the_thank_you(desk, visit, hand, most):
    student = visit("siswa2", hand)
    student.hand.presses = 0
    counter = Counter(student)
    number = counter.start()
    counter.walk(BREAD)
    assert student.hand.presses <= most
    assert counter.tag("Source") == "Kedaluwarsa"
    assert counter.tag("Channel") == student.say("In person")
    assert A_TIME.fullmatch(counter.tag("Response time").splitlines()[0])
    assert A_TIME.fullmatch(counter.tag("Resolution time").splitlines()[0])
    assert desk.log.kinds(number) == [
        "received",
        "recorded",
        "confirmed",
        "fulfilled",
        "thanked",
    ]


def test_what_is_missing_is_said_beside_the_field(siswa):
    counter = Counter(siswa)
    counter.start()
    siswa.write("Complaint", BREAD.complaint)
    siswa.press("Save and go on")
    siswa.sees("Please look at the marked fields once more.")
    assert siswa.field("Complaint").input_value() == BREAD.complaint
    siswa.follow("Item or service")
    assert siswa.field("Item or service").evaluate("e => e.matches(':target')")
    counter.record(BREAD)
