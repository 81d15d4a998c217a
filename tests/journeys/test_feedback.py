"""From the thanks to the figure: the slip, the customer's phone, the supervisor."""

import re

import pytest

from tests.journeys.support.counter import BREAD, Counter
from tests.journeys.support.health import faults_of

pytestmark = pytest.mark.browser

LINE = "Cepat sekali, rotinya langsung ditukar."


def test_a_customer_answers_and_the_supervisor_sees_it(visit):
    student = visit("siswa2")
    counter = Counter(student)
    number = counter.start()
    counter.walk(BREAD)
    student.press("Give the card")
    student.is_at("For the customer")
    assert not faults_of(student.page)
    address = student.page.locator(".slip-address").inner_text()

    # On the customer's own phone, without JavaScript.
    customer = visit(java_script_enabled=False)
    customer.open(re.sub(r"^https?://[^/]+", "", address.strip()))
    customer.is_at("How is my complaint going?")
    customer.choose("How did we handle it?", "Above expectation")
    customer.hand.choose(customer.page.locator("[name=would_tell][value=yes]"))
    customer.write("One more line for us", LINE)
    customer.press("Send my answer")
    customer.sees("Thank you! This is what we wrote down.")
    customer.sees(LINE)

    supervisor = visit("pengawas")
    supervisor.open("/feedback/")
    supervisor.hand.press(supervisor.page.locator(".kind-positive a"))
    supervisor.sees(LINE)
    supervisor.hand.press(
        supervisor.page.locator("tr").filter(has_text=LINE).locator("a.number")
    )
    assert Counter(supervisor).number == number
    supervisor.sees("Forecast of the student (not graded)")
