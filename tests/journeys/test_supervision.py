"""Between two bells: a supervisor acts on several tickets, then on one, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.support.counter import BREAD, Counter
from tests.journeys.support.health import faults_of

pytestmark = pytest.mark.browser

STUDENT = "Kevin Marulitua Simbolon"
NOTE = "Bagus, Kevin. Tegaskan pelan-pelan saja."


def test_a_supervisor_acts_on_a_selection_and_coaches_a_student(visit):
    student, supervisor = visit("siswa2"), visit("pengawas")
    counter = Counter(student)
    numbers = []
    for complaint in ("Roti zaitun berjamur.", "Roti zaitun keras."):
        student.open()
        numbers.append(counter.start())
        counter.record(BREAD.but(complaint=complaint))

    supervisor.open("/review/?q=zaitun")
    boxes = supervisor.page.locator("[name=ticket][form=selection]")
    expect(boxes).to_have_count(2)
    for box in boxes.all():
        box.check()
    supervisor.press("Act on the ticked")
    supervisor.sees(numbers[0])
    assert faults_of(supervisor.page) == []
    supervisor.choose("What shall happen to them?", "Set the priority")
    supervisor.choose("Impact: whom does it concern?", "Several customers")
    supervisor.choose("Urgency: how soon is help needed?", "Now")
    supervisor.press("Do it")
    done = supervisor.page.locator(".notice-good")
    for number in numbers:
        expect(done).to_contain_text(number)
    assert faults_of(supervisor.page) == []
    supervisor.follow("Back to the list")
    expect(supervisor.page).to_have_url(re.compile(r"q=zaitun"))

    supervisor.follow(numbers[0])
    supervisor.unfold("Supervisor’s acts")
    supervisor.page.locator("summary", has_text=STUDENT).click()
    supervisor.write("Your note", NOTE)
    supervisor.press("Write the note")
    supervisor.sees(
        "Written. It stands at the top of their desk until they have read it."
    )
    student.open("/tickets/")
    student.sees(NOTE)
    student.press("I have read it")
    student.sees_no(NOTE)
