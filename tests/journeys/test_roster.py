"""The week is planned on a phone, a shift is swapped, and somebody is sick."""

import pytest
from playwright.sync_api import expect

from tests.journeys.support.visitor import Visitor

pytestmark = pytest.mark.browser

KEVIN, FELICIA = "Kevin Marulitua Simbolon", "Felicia Tanuwijaya"
MONDAY = ".roster-day >> nth=0"


def _turn(person: Visitor, label: str) -> None:
    """Go to another week; its page has the heading of the one before."""
    person.is_at("Roster")
    before = person.page.url
    person.follow(label)
    expect(person.page).not_to_have_url(before)
    person.is_at("Roster")


def test_a_teacher_copies_a_week_on_a_phone(visit):
    teacher = visit("guru")
    teacher.follow("Roster")
    _turn(teacher, "The week after")
    names = teacher.page.locator(".roster-names li")
    expect(names.first).to_be_visible()
    count = names.count()
    _turn(teacher, "The week after")
    _turn(teacher, "The week before")
    teacher.follow("Copy this week")
    teacher.is_at("Copy a week")
    teacher.sees("New shifts")
    teacher.hand.press(teacher.page.locator(".form-actions .btn-primary"))
    teacher.is_at("Roster")
    expect(names).to_have_count(count)


def test_a_student_asks_for_a_swap_and_a_supervisor_consents(visit):
    student = visit("siswa2")
    student.follow("Roster")
    _turn(student, "The week after")
    monday = student.page.locator(MONDAY)
    student.follow(KEVIN, within=monday)
    student.follow("Ask for a swap")
    student.select("Give it to", FELICIA)
    student.write("Why", "Ada lomba hari itu.")
    student.press("Ask for a swap")
    student.is_at("Roster")
    student.sees("Asked. A supervisor decides; until then it is yours.")

    supervisor = visit("pengawas")
    supervisor.follow("Roster")
    waiting = supervisor.page.locator(".roster-swaps a").filter(has_text=FELICIA)
    supervisor.hand.press(waiting)
    supervisor.sees("Ada lomba hari itu.")
    supervisor.press("Agree: swap the shifts")
    supervisor.sees("The shifts are swapped.")

    student.follow("Roster")
    student.sees("Agreed")
    _turn(student, "The week after")
    expect(student.page.locator(MONDAY)).to_contain_text(FELICIA)
    expect(student.page.locator(MONDAY)).not_to_contain_text(KEVIN)


def test_a_teacher_marks_who_is_sick_with_one_tap(visit):
    teacher = visit("guru")
    teacher.follow("Roster")
    teacher.follow("Attendance today")
    teacher.is_at("Attendance")
    first = teacher.page.locator(".attendances > li").first
    teacher.press("Sick", within=first)
    pressed = teacher.page.locator(".attendances > li").first.locator(
        "[aria-pressed=true]"
    )
    expect(pressed).to_contain_text(teacher.say("Sick"))
