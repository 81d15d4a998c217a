"""What is typed stays: a closed tab, an ended session, an impatient finger."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.support.counter import BREAD, Counter
from tests.journeys.support.health import faults_of

pytestmark = pytest.mark.browser

WORDS = "Roti sobek yang saya beli tadi pagi sudah berjamur, Kak. Tolong dicek."
SEND_TWICE = """form => Promise.all([1, 2].map(async () => {
  const answer = await fetch(form.action, {method: "POST", body: new FormData(form)});
  return [answer.status, answer.url];
}))"""


def test_a_closed_tab_loses_nothing(visit):
    student = visit("siswa1")
    Counter(student).start()
    path = student.path
    student.write("Complaint", WORDS)
    student.choose("Source of the complaint", "Kedaluwarsa")
    saved = re.escape(student.say("Draft saved %(time)s"))
    note = student.page.locator(".work [data-draft-note]")
    expect(note).to_have_text(re.compile(saved.replace(r"%\(time\)s", r"\d\d\.\d\d")))
    student.reopen()
    student.open(path)
    assert student.field("Complaint").input_value() == WORDS
    chosen = student.page.get_by_role("radio", name="Kedaluwarsa", exact=True)
    expect(chosen).to_be_checked()


def test_leaving_at_once_loses_nothing(visit):
    student = visit("siswa1")
    Counter(student).start()
    path = student.path
    student.write("Complaint", WORDS)
    student.follow("My desk")
    student.is_at("My desk")
    expect(student.page.locator(".ticket-cards").first).to_be_visible()
    student.open(path)
    expect(student.field("Complaint")).to_have_value(WORDS)


def test_an_ended_session_is_signed_in_again_in_place(desk, visit):
    student = visit("siswa1", is_mobile=False)
    counter = Counter(student)
    number = counter.start()
    counter.write_down(BREAD)
    student.page.context.clear_cookies()
    student.press("Save and go on")
    student.sees("Your text is kept.")
    assert not faults_of(student.page)
    student.sign_in("siswa1")
    assert counter.number == number
    assert student.field("Complaint").input_value() == BREAD.complaint
    assert student.field("Item or service").input_value() == BREAD.item
    student.press("Save and go on")
    counter.stands_at("Confirm needs")
    assert desk.log.kinds(number) == ["received", "recorded"]


def test_a_double_tap_is_one_event(desk, siswa):
    counter = Counter(siswa)
    before = desk.log.count()
    siswa.button("Start recording").dblclick()
    counter.stands_at("Record the request")
    assert desk.log.count() == before + 1
    number = counter.number
    counter.write_down(BREAD)
    siswa.button("Save and go on").dblclick()
    counter.stands_at("Confirm needs")
    assert desk.log.kinds(number) == ["received", "recorded"]


def test_a_form_that_arrives_twice_is_one_event(desk, siswa):
    before = desk.log.count()
    start = siswa.page.locator("form[action$=start]")
    first, second = start.evaluate(SEND_TWICE)
    assert first == second
    assert first[0] == 200
    assert desk.log.count() == before + 1
