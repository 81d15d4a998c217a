"""A customer with a phone, a student at the counter: one complaint, two screens."""

import pytest
from playwright.sync_api import expect

from tests.journeys.support.counter import BREAD, Counter
from tests.journeys.support.health import faults_of
from tests.journeys.support.visitor import Visitor

pytestmark = pytest.mark.browser

MESSAGE = "Struknya ternyata masih ada di tas saya."
CASE = BREAD.but(complaint="Roti saya keras, padahal katanya baru.", item="Roti tawar")
LINE = "Saya langsung dikabari, terima kasih."


def test_from_the_poster_to_the_figure(visit):
    supervisor = visit("pengawas", is_mobile=False)
    supervisor.open("/complaint/poster/1")
    address = supervisor.page.locator(".poster-address").inner_text().strip()
    supervisor.open("/feedback/")
    positive = supervisor.page.locator(".kind-positive a")
    before = int(positive.inner_text())

    # An old phone: no script, 360 pixels, no account.
    customer = visit(java_script_enabled=False)
    number, code = complain(customer, address)
    student = visit("siswa3", is_mobile=False)
    counter = Counter(student)
    student.open("/tickets/")
    assert counter.take(CASE.complaint) == number
    student.sees("Received by the public form")
    name = counter.tag("Held by")
    ask_by_code(customer, code)
    stands_at(customer, "Record the request")
    counter.record(CASE)
    stands_at(customer, "Confirm needs")
    counter.confirm(CASE)
    stands_at(customer, "Fulfil")
    customer.sees(CASE.restatement)
    customer.sees("Petugas no.")
    customer.sees_no(name)
    write(customer, MESSAGE)

    student.open("/tickets/")
    student.sees("The customer wrote. Read it and answer.")
    student.follow(CASE.item)
    student.sees("The customer writes")
    assert not faults_of(student.page)
    counter.fulfil(CASE)
    stands_at(customer, "Thank")
    counter.thank(CASE)
    customer.page.reload()
    answer(customer, "Above expectation", LINE)
    customer.sees_no(name)

    supervisor.page.reload()
    assert int(positive.inner_text()) == before + 1
    supervisor.hand.press(positive)
    supervisor.sees(number)
    supervisor.sees(LINE)


def complain(customer: Visitor, address: str) -> tuple[str, str]:
    """Fill in the form the poster leads to; return the number and the code."""
    customer.open(address)
    customer.write("What happened?", CASE.complaint)
    customer.write("What is it about?", CASE.item)
    customer.press("Send the complaint")
    customer.sees("Thank you. We have your complaint.")
    number = customer.page.locator(".public-slip .number").inner_text()
    parts = customer.page.locator(".public-code span").all_inner_texts()
    return number, "-".join(parts)


def ask_by_code(customer: Visitor, code: str) -> None:
    """Write the code as people write it."""
    customer.open("/complaint/status")
    customer.write("Your code", code.lower().replace("-", " "))
    customer.press("Open")
    customer.is_at("How is my complaint going?")


def stands_at(customer: Visitor, step: str) -> None:
    """Look again on the phone: the complaint has come to a step."""
    customer.page.reload()
    here = customer.page.locator("[aria-current=step]")
    expect(here).to_contain_text(customer.say(step))


def write(customer: Visitor, message: str) -> None:
    """Tell the counter something more."""
    customer.write("Your message", message)
    customer.press("Send the message")
    customer.sees("We have received your message.")


def answer(customer: Visitor, performance: str, line: str) -> None:
    """Say how it was."""
    customer.choose("How did we handle it?", performance)
    customer.write("One more line for us", line)
    customer.press("Send my answer")
    customer.sees("Thank you! This is what we wrote down.")
    customer.sees(line)
