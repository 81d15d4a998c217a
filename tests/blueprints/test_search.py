"""Search in the lists: number, item, complaint and customer."""

import pytest

from tests.support.forms import STRANGE


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


@pytest.fixture
def ticket(tickets):
    tickets.receive("Kembalian kurang", item="Kasir", customer="Pak Budi")
    return tickets.receive("Roti jamuran", item="Roti tawar", customer="Bu Ratna")


@pytest.mark.parametrize("query", ["jamuran", "tawar", "ratna", "0002", "ROTI ratna"])
def test_finds_by_what_people_remember(query, guru, ticket):
    guru.get("/review/")
    guru.submit("review", q=query)
    assert guru.rows == [ticket]
    assert guru.value("q") == query


@pytest.mark.parametrize("place", ["/review/", "/review/archive"])
@pytest.mark.parametrize("text", [*STRANGE.values(), "\x00", "x" * 3_000])
def test_shows_a_strange_query_as_typed(text, place, guru, ticket):
    guru.get(place, q=text)
    wanted = " ".join(text.replace("\x00", "").split())
    assert " ".join((guru.value("q") or "").split()) == wanted


def test_finds_in_the_archive_too(guru, tickets):
    ticket = tickets.at(None)
    assert guru.get("/review/archive", q="berjamur").rows == [ticket]
    assert guru.get("/review/archive", q="payung").rows == []


def test_what_was_undone_is_not_found(guru, tickets):
    ticket = tickets.start()
    tickets.record(ticket, complaint="Payung patah")
    assert guru.get("/review/", q="payung").rows == [ticket]
    tickets.undo(ticket)
    assert guru.get("/review/", q="payung").rows == []
