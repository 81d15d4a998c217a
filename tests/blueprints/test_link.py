"""Whose complaint a ticket is: similar cards, linked, taken off, made from it."""

import pytest

from desk.domain.customers import RestrictedCard
from desk.domain.errors import NotYours, TicketClosed
from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import Customer
from desk.services.transaction import writing


@pytest.fixture
def card(tickets):
    return tickets.make_customer(name="Ratna Dewi", phone="+628123456789")


@pytest.fixture
def mark(app):
    def set_columns(card, **columns):
        with app.app_context(), writing():
            for name, value in columns.items():
                setattr(db.session.get_one(Customer, card), name, value)

    return set_columns


def test_a_similar_card_is_linked_and_taken_off(siswa, card, tickets):
    ticket = tickets.at(Step.CONFIRM)
    siswa.get(f"/tickets/{ticket}").submit("link", card=str(card))
    siswa.again()
    assert tickets.log(ticket)[-1] == "customer_linked"
    assert tickets.log(ticket).count("customer_linked") == 1
    assert tickets.facts(ticket) == {"card": card}
    assert tickets.read(ticket).customer_id == card
    assert "Ratna Dewi" in siswa.text
    assert not siswa.has_form("link")
    siswa.submit("unlink")
    assert tickets.facts(ticket) == {"card": None}
    assert tickets.read(ticket).customer_id is None


def test_a_card_taken_while_recording_is_linked_with_the_record(siswa, card, tickets):
    ticket = tickets.start()
    told = tickets.recorded
    siswa.get(f"/tickets/{ticket}").submit(
        "record",
        forged={"card": str(card)},
        complaint=told.complaint,
        item=told.item,
        no_receipt=True,
        remedy=told.remedy.value,
        needs="practical",
        source_id=str(told.source_id),
        customer="Ratna Dewi",
    )
    assert tickets.log(ticket) == ["received", "customer_linked", "recorded"]
    siswa.submit("undo")
    assert tickets.read(ticket).customer_id == card


def test_what_may_not_be_used_is_never_suggested(siswa, card, mark, tickets):
    def suggested(**asked):
        answer = siswa.client.get("/customers/similar", query_string=asked)
        return [each["id"] for each in answer.json]

    assert suggested(name="ratn") == [card]
    assert suggested(contact="0812 3456 789") == [card]
    assert suggested(name="r") == suggested(name="") == []
    assert "3456" not in siswa.client.get("/customers/similar?name=ratna").text
    twin = tickets.make_customer(name="Ratnasari")
    tickets.merge_customers(card, twin)
    assert suggested(name="ratnas") == [card]
    mark(card, is_restricted=True)
    assert suggested(name="ratna") == []
    ticket = tickets.at(Step.CONFIRM)
    with pytest.raises(RestrictedCard):
        tickets.link(ticket, twin)
    mark(card, is_restricted=False, erased_at=1)
    assert suggested(name="ratna") == []


def test_who_may(card, tickets, open_browser):
    ticket = tickets.at(Step.CONFIRM)
    with pytest.raises(NotYours):
        tickets.link(ticket, card, by="siswi")
    open_browser("tetangga_pengawas").post(
        f"/tickets/{ticket}/link", 403, version="4", card=str(card)
    )
    closed = tickets.at(None)
    with pytest.raises(TicketClosed):
        tickets.link(closed, card)
    tickets.link(closed, card, by="pengawas")
    assert tickets.read(closed).customer_id == card


def test_a_card_of_another_unit_is_not_there(siswa, tickets):
    elsewhere = tickets.make_customer("tetangga", unit="PC")
    ticket = tickets.at(Step.CONFIRM)
    version = str(tickets.read(ticket).version)
    typed = {"version": version, "card": str(elsewhere), "key": "k"}
    siswa.get(f"/tickets/{ticket}").post(f"/tickets/{ticket}/link", 422, **typed)
    assert "customer_linked" not in tickets.log(ticket)


def test_a_card_is_made_from_what_the_ticket_knows(siswa, app, tickets):
    ticket = tickets.at(Step.CONFIRM)
    siswa.get(f"/tickets/{ticket}").submit("make-card", 422)
    assert set(siswa.errors) == {"make-relation", "make-standing"}
    siswa.submit("make-card", relation="internal", standing="prospect")
    with app.app_context():
        made = db.session.get_one(Customer, tickets.read(ticket).customer_id)
        assert (made.name, made.phone) == ("Bu Ratna", "+628123456789")
    assert "0812••••89" in siswa.text
