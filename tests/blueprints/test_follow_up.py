"""The follow-up: a week after closing, ask the customer how it went."""

import pytest

from desk.domain.follow_ups import TooEarly
from desk.domain.vocabulary import CustomerStanding, Purpose
from desk.extensions import db
from desk.models import Customer, CustomerEntry
from tests.support.words import say

LIST = "/feedback/follow-ups"
TOLD = {"reached": "yes", "note": "Masih puas, sudah belanja lagi."}


@pytest.fixture
def ticket(tickets, clock):
    ticket = tickets.at(None)
    clock.move(days=7)
    return ticket


def test_is_due_after_a_week_and_done_with_a_note(visitor, tickets, clock):
    ticket = tickets.at(None)
    clock.move(days=6)
    siswa = visitor.sign_in("siswa")
    assert say("Coming") in siswa.get(LIST).text
    assert siswa.get("/tickets/").page.select_one(".start .count") is None
    clock.move(days=1)
    siswa.sign_in("siswa")
    assert siswa.get("/tickets/").page.select_one(".start .count").text == "1"
    assert siswa.get(LIST).rows == [ticket]
    assert "Roti ditukar dengan yang baru" in siswa.text
    siswa.get(f"/tickets/{ticket}").submit("follow-up", **TOLD)
    siswa.again()
    assert tickets.log(ticket).count("followed_up") == 1
    assert tickets.facts(ticket) == {"reached": True}
    assert tickets.words(ticket) == {"note": TOLD["note"]}
    assert not siswa.get(f"/tickets/{ticket}").has_form("follow-up")
    assert siswa.get(LIST).rows == []


def test_what_is_asked_before_is_no_follow_up(visitor, tickets, clock):
    ticket = tickets.at(None)
    clock.move(days=7, seconds=-1)
    siswa = visitor.sign_in("siswa")
    assert not siswa.get(f"/tickets/{ticket}").has_form("follow-up")
    with pytest.raises(TooEarly):
        tickets.follow_up(ticket)
    clock.move(seconds=1)
    siswa.get(f"/tickets/{ticket}").submit("follow-up", **TOLD)


def test_refuses_what_is_missing(ticket, siswa, tickets):
    siswa.get(f"/tickets/{ticket}").submit("follow-up", 422)
    assert set(siswa.errors) == {"follow-up-reached", "follow-up-note"}
    assert tickets.log(ticket)[-1] == "thanked"


def test_a_stale_page_keeps_the_text(ticket, siswa, tickets):
    siswa.get(f"/tickets/{ticket}")
    tickets.coach(ticket)
    siswa.submit("follow-up", 409, **TOLD)
    assert siswa.value("note", "follow-up") == TOLD["note"]
    siswa.submit("follow-up")
    assert tickets.log(ticket)[-1] == "followed_up"


def test_is_for_the_owner_and_reviewers(open_browser, ticket, tickets):
    assert open_browser("siswi").get(LIST).rows == []
    assert open_browser("tetangga_pengawas").get(LIST).rows == []
    assert open_browser("pengawas").get(LIST).rows == [ticket]
    seen = str(tickets.read(ticket).version)
    for username in ("siswi", "tetangga_pengawas", "admin"):
        browser = open_browser(username)
        path = f"/tickets/{ticket}/follow-up"
        browser.post(path, 403, version=seen, key="k", **TOLD)
    assert tickets.log(ticket)[-1] == "thanked"


@pytest.mark.parametrize(
    ("card", "is_asked"),
    [
        ({"purposes": [Purpose.FOLLOW_UP]}, True),
        ({"purposes": [Purpose.NEWS]}, False),
        ({"purposes": [Purpose.FOLLOW_UP], "is_restricted": True}, False),
    ],
    ids=["agreed", "did not agree", "restricted"],
)
def test_asks_only_who_agreed(card, is_asked, ticket, siswa, tickets):
    tickets.make_card(ticket, **card)
    assert siswa.get(LIST).rows == [ticket] * is_asked
    assert siswa.get(f"/tickets/{ticket}").has_form("follow-up") is is_asked
    seen = str(tickets.read(ticket).version)
    status = 200 if is_asked else 409
    siswa.post(f"/tickets/{ticket}/follow-up", status, version=seen, key="k", **TOLD)
    assert (tickets.log(ticket)[-1] == "followed_up") is is_asked


def test_a_prospect_becomes_a_customer(ticket, siswa, tickets):
    card_id = tickets.make_card(ticket, purposes=[Purpose.FOLLOW_UP])
    siswa.get(f"/tickets/{ticket}")
    siswa.submit("follow-up", became_customer=True, **TOLD)
    with tickets.reading():
        card = db.session.get_one(Customer, card_id)
        entry = db.session.query(CustomerEntry).filter_by(customer_id=card_id).one()
        assert card.standing is CustomerStanding.CUSTOMER
        assert entry.facts["fields"] == ["standing"]
    assert tickets.facts(ticket) == {"reached": True, "became_customer": True}
