"""A customer with a phone, a student at the counter: one complaint, two screens."""

import pytest

from tests.journeys.support.counter import BREAD, Counter
from tests.journeys.support.hands import Keys
from tests.journeys.support.health import faults_of

pytestmark = pytest.mark.browser

MESSAGE = "Struknya ternyata masih ada di tas saya."
CASE = BREAD.but(complaint="Roti saya keras, padahal katanya baru.", item="Roti tawar")


def test_from_the_form_to_the_message(visit):
    # An old phone: no script, 360 pixels, no account.
    customer = visit(hand=Keys, java_script_enabled=False)
    student = visit("siswa3", is_mobile=False)
    customer.open("/complaint?unit=MM")
    customer.write("What happened?", CASE.complaint)
    customer.write("What is it about?", CASE.item)
    customer.press("Send the complaint")
    customer.sees("Thank you. We have your complaint.")
    number = customer.page.locator(".public-slip .number").inner_text()
    code = "-".join(customer.page.locator(".public-code span").all_inner_texts())

    counter = Counter(student)
    student.open("/tickets/")
    assert counter.take(CASE.complaint) == number
    student.sees("Received by the public form")
    counter.record(CASE)
    counter.confirm(CASE)

    customer.open("/complaint/status")
    customer.write("Your code", code.lower().replace("-", " "))
    customer.press("Open")
    customer.sees(CASE.restatement)
    customer.sees("Fulfil")
    assert "Petugas no." in customer.page.locator("main").inner_text()
    customer.write("Your message", MESSAGE)
    customer.press("Send the message")
    customer.sees("We have received your message.")

    student.open("/tickets/")
    student.sees("The customer wrote. Read it and answer.")
    student.follow(CASE.item)
    student.sees("The customer writes")
    assert not faults_of(student.page)
