"""The bell rings: one student hands over to the next, or simply goes."""

import time

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from desk.domain.people import Act
from desk.extensions import db
from desk.models import Shift
from desk.services.shifts import add_shifts
from desk.services.transaction import writing
from tests.journeys.support.counter import BREAD, Counter
from tests.journeys.support.gallery import demo_world
from tests.journeys.support.health import faults_of

pytestmark = pytest.mark.browser

NOTE = "Ibunya menunggu di kasir."


@pytest.fixture(autouse=True)
def _nobody_on_duty(desk):
    """Take the demo's shifts off the roster: who is on duty depends on the hour."""
    with desk.app.app_context(), writing():
        db.session.execute(update(Shift).values(removed_in=Shift.added_in))


@pytest.fixture
def ring(desk):
    """Return what puts people on duty; times are minutes from now."""

    def plan(**hours):
        world, now = demo_world(desk.app), int(time.time())
        with desk.app.app_context():
            for username, (begin, end) in hours.items():
                add_shifts(
                    Act(world.actors["guru"], now, f"plan-{username}-{begin}"),
                    world.units["MM"],
                    person_ids=[world.id_of(username)],
                    begin=now + 60 * begin,
                    end=now + 60 * end,
                )

    return plan


def test_two_students_hand_over_across_the_bell(desk, visit, ring):
    giver, receiver = visit("siswa1"), visit("siswa2")
    number = Counter(giver).start()
    Counter(giver).record(BREAD)
    ring(siswa1=(-90, -1), siswa2=(5, 90), siswa3=(6, 90))

    giver.page.reload()
    giver.unfold("Hand over to a colleague")
    chip = giver.page.locator(".offer .chip-label").filter(has_text="Kevin")
    expect(chip).to_contain_text("mulai")
    giver.hand.press(chip)
    giver.write("What your colleague should know", NOTE)
    giver.press("Offer")
    giver.sees("Offered. The ticket stays yours until your colleague accepts.")
    assert not faults_of(giver.page)

    receiver.open()
    receiver.sees("Offered to you")
    receiver.sees(NOTE)
    assert not faults_of(receiver.page)
    receiver.press("Accept", within=receiver.card(number))
    receiver.sees("This ticket is yours now.")
    Counter(receiver).stands_at("Confirm needs")
    Counter(receiver).confirm(BREAD)
    kinds = desk.log.kinds(number)
    assert kinds[-3:] == ["handover_offered", "handover_accepted", "confirmed"]


def test_a_busy_colleague_declines_and_the_giver_reads_why(desk, visit):
    giver, receiver = visit("siswa1"), visit("siswa2")
    number = Counter(giver).start()
    giver.unfold("Hand over to a colleague")
    giver.hand.press(giver.page.locator(".offer .chip-label").filter(has_text="Kevin"))
    giver.press("Offer")
    giver.sees("Offered. The ticket stays yours until your colleague accepts.")
    receiver.open()
    receiver.follow("Look first, or decline")
    receiver.unfold("I cannot take it")
    receiver.write("Why not?", "Saya sedang melayani pelanggan lain.")
    receiver.press("Decline")
    receiver.sees("Declined. Your colleague sees why.")
    giver.page.reload()
    giver.sees("Saya sedang melayani pelanggan lain.")
    assert desk.log.kinds(number)[-1] == "handover_declined"


def test_who_goes_without_a_click_leaves_the_ticket_to_who_is_on_duty(
    desk, visit, ring
):
    gone, there = visit("siswa1"), visit("siswa2")
    number = Counter(gone).start()
    Counter(gone).record(BREAD.but(complaint="Susu kotak sudah asam."))
    ring(siswa1=(-90, -1), siswa2=(-1, 90))
    there.open()
    card = there.card(number)
    expect(card).to_contain_text("sedang tidak bertugas")
    there.press("Take", within=card)
    there.sees("This ticket is yours now.")
    Counter(there).stands_at("Confirm needs")
    assert desk.log.kinds(number)[-1] == "taken"
