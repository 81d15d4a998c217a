"""A teacher changes the targets; a student sees what the next complaint is due."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.support.counter import Counter

pytestmark = pytest.mark.browser


def test_a_teacher_changes_the_targets_and_a_student_sees_them(visit):
    student, teacher = visit("siswa1"), visit("guru")
    counter = Counter(student)
    counter.start()
    assert "30 menit" in counter.tag("Response time")
    before = student.path
    # Targets hold from the second in which they are saved: another one than this.
    student.page.wait_for_timeout(1_100)

    teacher.follow("Targets")
    teacher.follow("Change the targets")
    confirm = teacher.page.locator("[name=medium_confirm]")
    teacher.hand.write(confirm, "10")
    # The sum follows while it is typed.
    sums = teacher.page.locator("output[data-of=medium]")
    expect(sums.first).to_have_text("15 menit")
    teacher.press("Save the targets")
    teacher.sees("Please look at the marked fields once more.")
    expect(confirm).to_have_value("10")
    teacher.write("Why", "Antrean pagi makin panjang.")
    teacher.press("Save the targets")
    teacher.sees("Saved. Complaints already received keep their targets.")
    teacher.sees("Antrean pagi makin panjang.")

    student.open(before)
    assert "30 menit" in counter.tag("Response time")
    student.open()
    counter.start()
    assert "15 menit" in counter.tag("Response time")
    here = student.page.locator("[aria-current=step] .stepper-time")
    expect(here).to_have_text(re.compile(r"dari 5 menit\s+target pukul \S+"))
    student.follow("All targets")
    student.sees("Antrean pagi makin panjang.")
    student.open()
    # Which of the others is past its target depends on the time of day.
    due = student.page.locator(".tag-due").filter(has_text="Target pukul")
    expect(due.first).to_be_visible()
