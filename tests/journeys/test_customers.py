"""A customer is known again at the counter, called back, and two cards become one."""

import pytest

from tests.journeys.support.counter import BREAD, Counter
from tests.journeys.support.health import faults_of

pytestmark = pytest.mark.browser

MASKED, FULL = "0812••••05", "0812-0000-0105"


def test_a_customer_is_known_again_and_two_cards_become_one(desk, siswa, visit):
    counter = Counter(siswa)
    number = counter.start()
    counter.write_down(BREAD)
    siswa.write("Customer's name", "bu yan")
    siswa.press("CV Sinar Rapi")
    siswa.sees(siswa.say("Customer’s card: %(name)s") % {"name": "CV Sinar Rapi"})
    siswa.press("Save and go on")
    counter.stands_at("Confirm needs")
    assert desk.log.kinds(number) == ["received", "customer_linked", "recorded"]

    siswa.sees(MASKED)
    siswa.sees_no(FULL)
    siswa.press("Show")
    siswa.sees(FULL)
    link = siswa.link("Open in WhatsApp").first
    assert link.get_attribute("href").startswith("https://wa.me/6281200000105?text=")
    assert not faults_of(siswa.page)
    siswa.follow("Back")
    siswa.sees_no(FULL)

    supervisor = visit("pengawas")
    supervisor.follow("Customers")
    supervisor.write("Name or phone", "+62 812 0000 0101")
    supervisor.press("Search")
    supervisor.follow("Bu Lestari")
    supervisor.unfold("Merge another card into this one")
    twin = f"Ibu Lestari, guru · {supervisor.say('Individual')} · 0812••••01"
    supervisor.choose("Which card is the duplicate?", twin)
    supervisor.press("Merge the cards")
    supervisor.sees("Merged. It can be undone at any time.")
    assert not faults_of(supervisor.page)
    supervisor.follow("Ibu Lestari, guru (12)")
    supervisor.press("Undo the merge")
    supervisor.sees("The merge is undone. Both cards stand for themselves.")
    supervisor.is_at("Ibu Lestari, guru")
