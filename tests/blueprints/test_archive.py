"""The archive: closed tickets by number, date and source, the newest first."""

import pytest

from desk.domain.vocabulary import Step


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


@pytest.fixture
def three(tickets, clock, world):
    """Return tickets closed on Wednesday, Thursday and Friday, oldest first."""
    made = []
    for day, code in enumerate(("product.broken", "product.expired", "service.slow")):
        clock.set(10, days=day)
        made.append(tickets.at(None, source_id=world.sources[code]))
    return made


def test_lists_closed_tickets_newest_first(three, guru, tickets):
    tickets.at(Step.THANK)
    assert guru.get("/review/archive").rows == three[::-1]


def test_shows_the_tags_a_closed_ticket_carries(guru, tickets, clock):
    ticket = tickets.at(Step.CONFIRM)
    clock.move(minutes=12)
    tickets.confirm(ticket)
    clock.move(minutes=21)
    tickets.fulfil(ticket)
    tickets.thank(ticket)
    guru.get("/review/archive")
    for shown in ("Kedaluwarsa", "12 menit", "33 menit"):
        assert shown in guru.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"since": "2026-09-03"}, [2, 1]),
        ({"until": "2026-09-03"}, [1, 0]),
        ({"since": "2026-09-03", "until": "2026-09-03"}, [1]),
        ({"since": "2026-09-05"}, []),
        ({"since": "2026-09-04", "until": "2026-09-02"}, []),
        ({"since": "0001-01-01"}, [2, 1, 0]),
        ({"until": "9999-12-31"}, [2, 1, 0]),
        ({"since": "9999-12-31"}, []),
        ({"until": "0001-01-01"}, []),
    ],
)
def test_narrows_by_date_both_days_included(query, found, three, guru):
    assert guru.get("/review/archive", **query).rows == [three[n] for n in found]


def test_days_are_those_at_the_school(open_browser, tickets, clock):
    clock.set(6, days=1)  # still Wednesday in UTC
    ticket = tickets.at(None)
    guru = open_browser("guru")
    assert guru.get("/review/archive", since="2026-09-03").rows == [ticket]


@pytest.mark.parametrize(
    "number", ["KEL/MM/2026/09/0002", "0002", "kel/mm/2026/09/0002"]
)
def test_finds_a_number_or_a_part_of_it(number, three, guru):
    assert guru.get("/review/archive", number=number).rows == [three[1]]


@pytest.mark.parametrize("number", ["%", "_", "*", "' OR 1=1 --", "\\", "😡"])
def test_a_strange_number_finds_nothing(number, three, guru):
    assert guru.get("/review/archive", number=number).rows == []


def test_a_nul_byte_in_a_number_does_no_harm(guru):
    guru.get("/review/archive", number="\x00")


def test_narrows_by_source_and_group(three, guru, world):
    source, group = world.sources["product.broken"], world.sources["product"]
    assert guru.get("/review/archive", source=source).rows == [three[0]]
    assert guru.get("/review/archive", source=group).rows == [three[1], three[0]]


def test_a_filter_not_understood_is_told_and_left_out(three, guru):
    guru.get("/review/archive", source="999999")
    assert guru.rows == three[::-1]
    assert guru.page.select(".notice")


def test_a_page_that_is_none_is_not_found(guru):
    guru.get("/review/archive", 404, after="x")


def test_narrows_by_priority_class_and_unit(three, guru, world):
    assert guru.get("/review/archive", priority="high").rows == []
    assert guru.get("/review/archive", priority="medium").rows == three[::-1]
    assert guru.get("/review/archive", unit=world.units["PC"]).rows == []
    assert guru.get("/review/archive", class_group=1).rows == three[::-1]


@pytest.mark.parametrize("text", ["kemarin", "2026-02-30", "02/09/2026", "1e9"])
def test_a_date_that_is_none_is_told(text, three, guru):
    guru.get("/review/archive", since=text)
    assert set(guru.errors) == {"since"}
    assert guru.value("since") == text


def test_reopened_by_undo_it_leaves_the_archive(three, guru, tickets):
    tickets.undo(three[2])
    assert guru.get("/review/archive").rows == [three[1], three[0]]


def test_pages_hold_25(guru, tickets):
    made = [tickets.at(None) for _ in range(27)]
    guru.get("/review/archive")
    assert guru.rows == made[:1:-1]
    guru.get(guru.page.find("a", rel="next")["href"])
    assert guru.rows == made[1::-1]
    guru.get(guru.page.find("a", rel="prev")["href"])
    assert guru.rows == made[:1:-1]


def test_a_supervisor_sees_the_own_unit(open_browser, three):
    assert open_browser("tetangga_pengawas").get("/review/archive").rows == []
    assert open_browser("pengawas").get("/review/archive").rows == three[::-1]


@pytest.mark.parametrize("username", ["siswa", "admin"])
def test_is_for_reviewers(username, open_browser):
    open_browser(username).get("/review/archive", 403)


def test_a_last_day_before_the_first_is_said(open_browser, tickets):
    tickets.at(None)
    page = open_browser("guru").get(
        "/review/archive", since="2026-09-03", until="2026-09-01"
    )
    assert "saling bertentangan" in page.text
    page.get("/review/archive", since="2026-09-02", until="2026-09-02")
    assert "saling bertentangan" not in page.text


def test_a_search_too_long_says_how_much_of_it_counts(open_browser):
    browser = open_browser("pengawas")
    told = "Hanya 200 karakter pertama"
    assert told in browser.get("/review/archive", q="roti " * 50).text
    assert told not in browser.get("/review/archive", q="roti").text
