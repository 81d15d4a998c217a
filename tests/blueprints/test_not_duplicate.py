"""Possible duplicates are suggested; reviewers merge them, or say they are two."""

import pytest

from desk.domain.vocabulary import Step
from tests.support.words import say

ROTI = "Roti sobek saya berjamur di bagian bawah."
AGAIN = "Roti sobek yang saya beli berjamur, bagian bawahnya juga."


@pytest.fixture
def first(tickets, clock):
    ticket = tickets.at(Step.CONFIRM, complaint=ROTI, customer="Bu Ratna", contact="")
    clock.move(minutes=25)
    return ticket


@pytest.fixture
def second(tickets, first):
    return tickets.at(
        Step.CONFIRM, by="siswi", complaint=AGAIN, customer="ratna", contact=""
    )


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


def panel(browser):
    return browser.page.select_one(".duplicates")


def test_says_which_and_why(guru, first, second):
    guru.get(f"/tickets/{second}")
    told = panel(guru).get_text(" ", strip=True)
    assert panel(guru).select_one("a.number")["href"] == f"/tickets/{first}"
    assert say("Same customer") in told
    assert "25 menit" in told


def test_a_closed_one_is_suggested_too(guru, tickets, clock):
    closed = tickets.at(None, complaint=ROTI, customer="Bu Ratna", contact="")
    clock.move(minutes=5)
    ticket = tickets.at(Step.CONFIRM, complaint=AGAIN, customer="Ratna", contact="")
    guru.get(f"/tickets/{ticket}")
    assert panel(guru).select_one("a.number")["href"] == f"/tickets/{closed}"


def test_leads_to_the_merge_with_the_number_filled_in(guru, first, second, tickets):
    guru.get(f"/tickets/{second}")
    link = panel(guru).select_one(f'a[href*="suggested={first}"]')["href"]
    guru.get(link.partition("#")[0])
    assert guru.page.select_one("#merge[open]")
    guru.submit("merge", reason="Orang yang sama.")
    assert tickets.read(first).merged_into_id == second


@pytest.mark.parametrize(
    "other",
    [
        {
            "complaint": "Hasil cetak buram.",
            "customer": "Bu Ratna",
            "item": "Cetak",
        },
        {"complaint": ROTI, "customer": "Pak Joko"},
    ],
)
def test_what_is_another_complaint_is_not_suggested(other, guru, first, tickets):
    ticket = tickets.at(Step.CONFIRM, contact="", **other)
    assert panel(guru.get(f"/tickets/{ticket}")) is None


def test_students_see_none(open_browser, first, second):
    assert panel(open_browser("siswi").get(f"/tickets/{second}")) is None


def test_two_complaints_are_not_suggested_again(guru, first, second, tickets):
    logs = tickets.log(first), tickets.log(second)
    guru.get(f"/tickets/{second}").submit(f"/tickets/{second}/not-duplicate/{first}")
    assert guru.flashes == ["success"]
    assert panel(guru) is None
    assert panel(guru.get(f"/tickets/{first}")) is None
    assert (tickets.log(first), tickets.log(second)) == logs
    guru.get("/review/waiting", queue="duplicate")
    assert guru.rows == []


def test_a_double_tap_says_it_once(guru, first, second):
    guru.get(f"/tickets/{second}").submit(f"/tickets/{second}/not-duplicate/{first}")
    guru.again()
    guru.post(f"/tickets/{first}/not-duplicate/{second}", key="another")


@pytest.mark.parametrize(
    ("username", "status"), [("siswa", 403), ("admin", 403), ("tetangga_pengawas", 403)]
)
def test_others_may_not(username, status, open_browser, first, second):
    path = f"/tickets/{first}/not-duplicate/{second}"
    open_browser(username).post(path, status, key="k")


def test_knows_no_other_ticket(guru, first):
    guru.post(f"/tickets/{first}/not-duplicate/999999", 404, key="k")
    guru.post(f"/tickets/{first}/not-duplicate/{first}", 404, key="k")


def test_the_queue_lists_pairs_with_both_texts(guru, first, second):
    guru.get("/review/waiting", queue="duplicate")
    assert set(guru.rows) == {first, second}
    assert ROTI in guru.text
    assert AGAIN in guru.text


def test_the_queue_costs_the_same_for_more(guru, tickets, count_queries, first, second):
    def cost():
        with count_queries() as statements:
            guru.get("/review/waiting", queue="duplicate")
        return len(statements)

    few = cost()
    for n in range(6):
        tickets.at(Step.CONFIRM, complaint=ROTI, customer=f"Bu Ratna {n % 2}")
    assert cost() == few
