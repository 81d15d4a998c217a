"""Search: in the lists, and among all tickets on a page of its own."""

from importlib import import_module

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


def marks(browser):
    return [mark.get_text() for mark in browser.page.select("mark")]


def test_the_header_leads_to_all_tickets(guru, tickets):
    closed, open_ = tickets.at(None), tickets.receive("Kasir lama, rotinya basi")
    guru.get("/roster/")
    guru.submit("search", q="roti")
    assert guru.path == "/review/search?q=roti"
    assert guru.rows == [open_, closed]
    assert guru.value("q") == "roti"
    assert "2 tiket" in guru.page.find("p", class_="lead").get_text()


def test_marks_what_was_found(guru, tickets):
    tickets.receive("Rotinya <b>ROTI</b> di dapur roti", item="Tawar")
    guru.get("/review/search", q="roti")
    assert marks(guru) == ["Rotinya", "ROTI", "roti"]
    guru.get("/review/search", q='"dapur roti" -xyzzy')
    assert marks(guru) == ["dapur", "roti"]


@pytest.mark.parametrize("number", ["KEL/MM/2026/09/0002", "0002", " 09/0002 "])
def test_a_number_leads_straight_to_the_ticket(number, guru, ticket):
    guru.get("/review/search", q=number)
    assert guru.path == f"/tickets/{ticket}"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("sumber:xyzzy roti", "Tidak ada sumber keluhan bernama “xyzzy”."),
        ("pemegang:joko", "Tidak ada orang di sini yang bernama “joko”."),
        ("langkah:x", "“x” tidak ada di antara: Catat, Tegaskan, Wujudkan"),
        ("unit:x", "Tidak ada unit bernama “x”."),
        ("sumber:", "Setelah “source:” tulis namanya."),
        ("%", "Tidak ada kata yang bisa dicari di sini."),
        ("roti " * 2_000, "Hanya 12 kata pertama yang dicari."),
    ],
)
def test_says_beside_the_field_what_means_nothing(query, told, open_browser, ticket):
    pengawas = open_browser("pengawas").get("/review/search", q=query)
    assert told in pengawas.errors["q"]
    assert pengawas.value("q") == query.strip()


@pytest.mark.parametrize("text", [*STRANGE.values(), "\x00", '"', '"roti', "-", "a:b:"])
def test_a_strange_search_does_no_harm(text, guru, ticket):
    guru.get("/review/search", q=text)
    guru.get("/review/search/export", q=text, format="csv")


def test_nothing_asked_lists_nothing(guru, ticket):
    assert guru.get("/review/search").rows == []
    assert guru.errors == {}


def test_pages_hold_25(guru, tickets):
    made = [tickets.receive("Roti") for _ in range(27)][::-1]
    assert guru.get("/review/search", q="roti").rows == made[:25]
    guru.get(guru.page.find("a", rel="next")["href"])
    assert guru.rows == made[25:]
    guru.get(guru.page.find("a", rel="prev")["href"])
    assert guru.rows == made[:25]
    guru.get("/review/search", 404, q="roti", after="x")


def test_stays_inside_the_unit(open_browser, ticket):
    neighbour = open_browser("tetangga_pengawas")
    assert neighbour.get("/review/search", q="ratna").rows == []
    assert neighbour.get("/review/search", q="0002").path.startswith("/review/search")


def test_says_when_there_are_more_than_are_counted(guru, tickets, monkeypatch):
    for room in ("desk.queries.results", "desk.blueprints.review.search"):
        monkeypatch.setattr(import_module(room), "MOST", 25)
    for _ in range(27):
        tickets.receive("Roti")
    guru.get("/review/search", q="roti")
    assert "Lebih dari" in guru.page.find("p", class_="lead").get_text()
