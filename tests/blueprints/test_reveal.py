"""A contact in full: on a page of its own, and who read it is written down."""

import pytest
from sqlalchemy import select

from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import PersonalRead
from tests.support.words import say

CONTACT = "0812-3456-789"


@pytest.fixture
def reads(app):
    def read():
        with app.app_context():
            rows = db.session.scalars(select(PersonalRead).order_by(PersonalRead.id))
            return [(row.person_id, row.ticket_id, row.customer_id) for row in rows]

    return read


def test_the_owner_sees_it_once_and_can_write(siswa, reads, tickets, world):
    ticket = tickets.at(Step.FULFIL)
    siswa.get(f"/tickets/{ticket}")
    assert CONTACT not in siswa.html
    siswa.submit("reveal")
    siswa.again()
    assert reads() == [(world.id_of("siswa"), ticket, None)]
    assert CONTACT in siswa.text
    assert 'href="tel:+628123456789"' in siswa.html
    links = [str(a["href"]) for a in siswa.page.select("a[rel~=noreferrer]")]
    assert len(links) == 3
    assert all(a.startswith("https://wa.me/628123456789?text=") for a in links)
    assert tickets.read(ticket).number in siswa.text
    assert "Siti" not in " ".join(links)
    siswa.get(f"/tickets/{ticket}/reveal", 405)


def test_after_closing_only_who_protects_customers_data(
    siswa, open_browser, reads, tickets
):
    ticket = tickets.at(None)
    assert not siswa.get(f"/tickets/{ticket}").has_form("reveal")
    siswa.post(f"/tickets/{ticket}/reveal", key="k")
    assert CONTACT not in siswa.html
    assert siswa.flashes == ["warning"]
    assert reads() == []
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}").submit("reveal")
    assert CONTACT in pengawas.text
    open_browser("tetangga_pengawas").post(f"/tickets/{ticket}/reveal", 403, key="k")
    assert len(reads()) == 1


def test_who_asks_again_a_week_later_may_call(siswa, reads, tickets, clock):
    ticket = tickets.at(None)
    clock.move(days=7)
    siswa.sign_in("siswa").get(f"/tickets/{ticket}").submit("reveal")
    assert CONTACT in siswa.text
    assert len(reads()) == 1


def test_what_is_no_phone_gets_no_chat(siswa, tickets):
    ticket = tickets.at(Step.CONFIRM, contact="lewat Bu Rina di TU")
    siswa.get(f"/tickets/{ticket}").submit("reveal")
    assert "lewat Bu Rina di TU" in siswa.text
    assert "wa.me" not in siswa.html
    assert "tel:" not in siswa.html


def test_a_card_is_revealed_while_its_customer_has_an_open_complaint(
    siswa, open_browser, reads, tickets, world
):
    card = tickets.make_customer(phone="+628123456789")
    assert not siswa.get(f"/customers/{card}").has_form("reveal")
    siswa.post(f"/customers/{card}/reveal", key="k")
    assert CONTACT not in siswa.html
    tickets.link(tickets.at(Step.CONFIRM), card)
    siswa.get(f"/customers/{card}").submit("reveal")
    assert "0812-3456-789" in siswa.text
    assert reads() == [(world.id_of("siswa"), None, card)]
    siswa.post(f"/customers/{tickets.make_customer()}/reveal", key="k2")
    assert say("There is no contact here, or it was erased.") in siswa.html
