"""Two people, one ticket: nobody overwrites anybody, and each is told what happened."""

import pytest
from playwright.sync_api import expect

from tests.journeys.support.counter import BREAD, Counter
from tests.journeys.support.health import faults_of

pytestmark = pytest.mark.browser

REFUND = BREAD.but(solution="Refund", done="Rp12.000 dikembalikan dari kas.")


def test_a_refund_is_approved_while_the_student_waits(visit):
    student, supervisor = visit("siswa1", is_mobile=False), visit("pengawas")
    counter = Counter(student)
    number = counter.start()
    counter.record(REFUND)
    counter.confirm(REFUND)
    counter.propose(REFUND)
    student.press("Ask for approval")
    student.sees("Waiting for approval")

    supervisor.open()
    supervisor.follow(number)
    supervisor.sees("Your decision is needed")
    supervisor.sees(REFUND.done)
    supervisor.write("Your note to the student", "Boleh, ambil dari kas kecil.")

    # Meanwhile the student, who has not looked again, writes on and sends.
    told = f"{REFUND.done} Struk ditempel di buku kas."
    supervisor.press("Approve")
    supervisor.sees("Approved.")
    student.write("What was done", told)
    student.choose("Practical need", "Met")
    student.press("Save and go on")
    student.sees("New since you last saw it:")
    student.sees("Boleh, ambil dari kas kecil.")
    assert student.field("What was done").input_value() == told
    assert not faults_of(student.page)

    student.press("Save and go on")
    counter.stands_at("Thank")


def test_two_students_reach_for_the_same_ticket(visit):
    quick, slow = visit("siswa4"), visit("siswa5")
    complaint = slow.page.locator(".ticket-card", has_text="Ambil").last
    number = complaint.locator(".number").inner_text()
    quick.press("Take", within=quick.card(number))
    quick.sees("This ticket is yours now.")
    slow.press("Take", within=slow.card(number))
    slow.sees("Somebody else has just taken this ticket.")
    expect(slow.card(number)).to_have_count(0)
