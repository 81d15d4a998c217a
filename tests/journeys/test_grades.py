"""From a draft to the answer of an objection: the teacher, and the student's phone."""

import uuid

import pytest
from flask import Flask
from sqlalchemy import select

from desk.domain.hours import DAY
from desk.domain.people import SYSTEM, Act
from desk.extensions import db
from desk.models import Person
from desk.queries.people import get_actor
from desk.services import class_groups, periods, recomputing
from desk.web.now import now
from tests.journeys.support.health import faults_of

pytestmark = pytest.mark.browser

PERIOD = "Semester lalu"
WORDS = "Saya melayani dua pelanggan sekaligus waktu itu."
ANSWER = "Betul, hari itu kamu bertugas sendirian."


def test_a_grade_is_published_disputed_and_answered(visit, desk):
    book = begun(desk.app)
    teacher, student = visit("guru"), visit("siswa1")
    teacher.open(f"/grading/{book}/publishing")
    assert not faults_of(teacher.page)
    teacher.follow("Tick all")
    teacher.press("Mark the ticked as reviewed")
    teacher.sees("Reviews")
    publish = teacher.page.locator("form[action$='/publish'] button")
    teacher.hand.press(publish)
    teacher.sees("Published. The students see their own grades now.")
    assert not faults_of(teacher.page)

    student.open("/tickets/")
    student.sees("Your grade is published")
    student.follow(PERIOD)
    student.sees("Do you disagree?")
    assert not faults_of(student.page)
    student.tick("What do you object to?", "Individual time")
    student.write("Why", "Salah.")
    student.press("Send the objection")
    student.sees("Please look at the marked fields once more.")
    student.write("Why", WORDS)
    student.press("Send the objection")
    student.sees("Your teacher has not answered yet. The answer will stand here.")
    assert not faults_of(student.page)

    teacher.open("/grading/")
    teacher.follow("Read and answer")
    teacher.is_at("Objections")
    assert not faults_of(teacher.page)
    row = teacher.page.locator(".queue-row").filter(has_text=WORDS)
    teacher.hand.press(row.locator("a.queue-row-link"))
    teacher.sees("Your decision")
    teacher.sees(WORDS)
    assert not faults_of(teacher.page)
    teacher.choose("What becomes of it?", "Partly accepted")
    teacher.write("Your answer to the student", ANSWER)
    teacher.write("Grade (0–100)", "86")
    teacher.choose("What is behind it?", "Circumstances the clock cannot see")
    teacher.press("Send the answer")
    teacher.sees("Answered. The student reads it beside the grade.")
    assert not faults_of(teacher.page)

    student.open("/tickets/")
    student.follow(PERIOD)
    student.sees(ANSWER)
    student.sees("86")


def begun(app: Flask) -> int:
    """Return a gradebook of a period in which the shop was not open yet, computed."""
    with app.app_context():
        find = select(Person).where(Person.username.in_(["guru", "siswa1"]))
        ids = {each.username: each for each in db.session.scalars(find)}
        group_id = ids["siswa1"].class_group_id or 0
        teacher = get_actor(ids["guru"].id)
        class_groups.set_teachers(
            Act(SYSTEM, now(), uuid.uuid4().hex), group_id, person_ids=[teacher.id]
        )
        [book] = periods.begin_period(
            Act(teacher, now(), uuid.uuid4().hex),
            name=PERIOD,
            begin=now() - 300 * DAY,
            end=now() - 290 * DAY,
            class_group_ids=[group_id],
        )
        recomputing.recompute(Act(teacher, now(), uuid.uuid4().hex), book)
        return book
