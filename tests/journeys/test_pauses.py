"""A student waits for somebody outside; a supervisor decides whether it counts."""

import pytest

from tests.journeys.support.counter import Counter
from tests.journeys.support.health import faults_of

pytestmark = pytest.mark.browser

QUESTION = "Kapan roti pengganti diantar?"


def at_fulfil(counter):
    """Walk a new ticket to the step at which one waits; return its number."""
    number = counter.start()
    counter.record()
    counter.confirm()
    return number


def pause(student, reason, question=QUESTION):
    """Fill in the form that is folded below the step's own."""
    student.unfold("Pause: I must wait for an answer")
    student.choose("What are you waiting for?", reason)
    student.write("What did you ask?", question)
    student.write("How did you try to get an answer?", "Menelepon dua kali.")
    student.choose("By which channel?", "Phone")
    student.press("Pause the ticket")


def test_a_supervisor_approves_and_the_clock_stands_still(desk, siswa, visit):
    counter = Counter(siswa)
    number = at_fulfil(counter)
    pause(siswa, "Waiting for a supplier")
    siswa.sees("Waiting, but the clock runs until a supervisor approves.")
    counter.stands_at("Fulfil")
    assert not faults_of(siswa.page)

    supervisor = visit("pengawas")
    supervisor.follow("To review")
    supervisor.is_at("To review")
    assert not faults_of(supervisor.page)
    supervisor.open("/review/waiting?queue=pause")
    row = supervisor.page.locator(".queue-row").filter(has_text=number)
    supervisor.hand.press(row.locator(".queue-row-link"))
    supervisor.sees("Does this pause count?")
    supervisor.sees(QUESTION)
    assert not faults_of(supervisor.page)
    supervisor.press("Approve the pause")
    supervisor.sees("Noted. The times of the ticket follow your decision.")

    siswa.page.reload()
    siswa.sees("Paused: the clock stands still.")
    siswa.press("Resume")
    siswa.sees("The pause is over. The clock runs.")
    assert desk.log.kinds(number)[3:] == ["paused", "verified", "resumed"]


def test_a_pause_turned_down_says_why(desk, siswa, visit):
    number = at_fulfil(Counter(siswa))
    pause(siswa, "Waiting for the customer")
    siswa.sees("Paused: the clock stands still.")

    supervisor = visit("pengawas")
    supervisor.follow(number)
    supervisor.press("Turn down")
    supervisor.sees("Write why, so that the student understands.")
    supervisor.write("Your reason", "Ibunya masih di depan meja.")
    supervisor.press("Turn down")
    supervisor.sees("Turned down. The student sees why, and the times follow.")

    siswa.page.reload()
    siswa.sees("Your pause was turned down. Its time counts as working time.")
    siswa.sees("Ibunya masih di depan meja.")
    assert desk.log.kinds(number)[3:] == ["paused", "rejected"]


def test_the_customer_answers(desk, siswa):
    number = at_fulfil(Counter(siswa))
    pause(siswa, "Waiting for the customer", "Ibu lebih suka cokelat atau keju?")
    siswa.unfold("The customer answered")
    siswa.write("What did the customer say?", "Keju saja.")
    siswa.choose("Channel", "WhatsApp")
    siswa.press("Note it and end the pause")
    siswa.sees("Noted. The pause is over and the clock runs.")
    siswa.sees("Keju saja.")
    assert desk.log.kinds(number)[3:] == ["paused", "customer_contacted"]
