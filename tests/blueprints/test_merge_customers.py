"""Two cards of one customer: merged, shown as one, and two again."""

import pytest

from tests.support.words import say


@pytest.fixture
def cards(tickets):
    return tickets.make_customer(), tickets.make_customer(name="Ratna")


def test_the_survivor_shows_the_complaints_of_both_until_undone(
    cards, open_browser, tickets
):
    survivor, duplicate = cards
    ticket = tickets.at(None)
    tickets.link(ticket, duplicate, "pengawas")
    browser = open_browser("pengawas").get(f"/customers/{survivor}")
    browser.submit("merge", suggested=str(duplicate))
    browser.again()
    assert browser.rows == [ticket]
    assert tickets.read(ticket).customer_id == duplicate
    assert browser.get(f"/customers/{duplicate}").has_form("unmerge")
    browser.submit("unmerge")
    assert browser.rows == [ticket]
    assert browser.get(f"/customers/{survivor}").rows == []
    told = browser.text
    assert say("Another card was merged into this one") in told
    assert say("Another card stands for itself again") in told


def test_a_ring_is_refused(cards, open_browser, tickets):
    survivor, duplicate = cards
    browser = open_browser("pengawas").get(f"/customers/{survivor}")
    browser.submit("merge", 422, duplicate=str(survivor))
    assert "merge-duplicate" in browser.errors
    third = tickets.make_customer(name="Dewi")
    tickets.merge_customers(duplicate, survivor)
    tickets.merge_customers(third, duplicate)
    typed = {"version": "9", "duplicate": str(third), "key": "ring"}
    browser.post(f"/customers/{survivor}/merge", 422, **typed)
    assert say("This card is merged into another one.") in browser.text
    assert browser.get(f"/customers/{survivor}").path == f"/customers/{survivor}"


def test_only_cards_of_one_unit_and_each_once(cards, open_browser, tickets):
    survivor, duplicate = cards
    elsewhere = tickets.make_customer("tetangga", unit="PC")
    browser = open_browser("guru").get(f"/customers/{survivor}")
    for other, told in (
        (
            elsewhere,
            "That card belongs to another unit. Only within a unit can we merge.",
        ),
        (999_999, "There is no card with this number."),
    ):
        browser.submit("merge", 422, duplicate=str(other))
        assert browser.errors == {"merge-duplicate": say(told)}
    tickets.merge_customers(tickets.make_customer(), duplicate)
    browser.submit("merge", 422, duplicate=str(duplicate))
    told = say("That card is merged into another one already.")
    assert browser.errors == {"merge-duplicate": told}


def test_students_do_not_merge(cards, siswa):
    survivor, duplicate = cards
    assert not siswa.get(f"/customers/{survivor}").has_form("merge")
    siswa.post(
        f"/customers/{survivor}/merge", 403, duplicate=str(duplicate), version="1"
    )
