"""A teacher gets a class, begins its period, and changes the rules of its grades."""

import pytest
from playwright.sync_api import expect

from tests.journeys.support.health import faults_of

pytestmark = pytest.mark.browser

CLASS = "XII PM 7"
WHY = "Kelas ini masih berlatih, jadi waktu diberi bobot lebih kecil."


def test_a_teacher_begins_with_nothing_set_up_and_changes_a_weight(visit):
    admin = visit("admin")
    admin.follow("Class groups")
    admin.write("Name", CLASS)
    admin.press("Add a class group")
    admin.follow(CLASS)
    admin.tick("Teachers", "Rina Marlinawati, S.Pd.")
    admin.press("Save", admin.page.locator("section"))
    admin.sees("Saved: who teaches the class.")
    admin.open("/admin/people?q=siswa6")
    admin.hand.press(admin.page.locator("main td a").first)
    admin.select("Class group", CLASS)
    admin.press("Save", admin.page.locator("main form").first)

    teacher = visit("guru")
    teacher.follow("Grades")
    teacher.is_at("Grades")
    # The same form that a teacher without a period finds on that page.
    teacher.open("/grading/begin")
    teacher.press("Begin the period")
    teacher.sees("The period has begun with the desk’s own rules.")
    assert not faults_of(teacher.page)

    teacher.follow("Change the rules")
    field = teacher.page.locator
    teacher.hand.write(field("[name=weight_time]"), "20")
    teacher.write("Why do the rules change?", WHY)
    teacher.press("Look at what would change")
    teacher.sees("The weights must add up to 100.")
    teacher.hand.write(field("[name=weight_team_queue]"), "20")
    assert not faults_of(teacher.page)
    teacher.press("Look at what would change")
    teacher.is_at("Look before you save")
    changes = teacher.page.locator(".scheme-changes").first
    expect(changes).to_contain_text("30 → 20")
    assert not faults_of(teacher.page)
    teacher.press("Save the rules")
    teacher.sees("Saved. The drafts follow the new rules.")
    teacher.sees(WHY)

    student = visit("siswa6")
    student.follow("My grades")
    student.follow("The rules")
    student.is_at("How you are graded")
    student.sees(WHY)
    assert not faults_of(student.page)
