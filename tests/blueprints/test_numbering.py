"""Numbering report: no number missing, none twice, and what is wrong is named."""

import csv
import io

import pytest
from sqlalchemy import text

from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.queries.numbering import numbering
from desk.services.transaction import writing

WHOLE = "Setiap nomor tahun ini ada pada tepat satu tiket."


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


@pytest.fixture
def numbered(tickets, clock):
    """Return tickets 1 to 5 of September, the third undone, and one of October."""
    made = [tickets.at(Step.CONFIRM) for _ in range(2)]
    made.append(tickets.start())
    tickets.undo(made[-1])
    made += [tickets.receive() for _ in range(2)]
    clock.set(9, days=30)
    return [*made, tickets.start()]


def by_hand(tickets, statement, **values):
    """Change the database behind the desk's back."""
    with tickets.reading(), writing():
        db.session.execute(text(statement), values)


def lines_of(tickets, world):
    with tickets.reading():
        found = numbering(world.actors["guru"], year=2026)
    return {line.series.month: line for line in found}


def test_a_whole_series_leads_to_its_tickets(numbered, guru, tickets, world):
    tickets.move(numbered[0])
    guru.get("/archive/numbers")
    assert WHOLE in guru.text
    lines = lines_of(tickets, world)
    assert set(lines) == {"2026/09", "2026/10"}
    line = lines["2026/09"]
    assert (line.first, line.last, line.given, line.count) == (1, 5, 5, 5)
    assert (line.cancelled, line.missing, line.doubles) == (1, 0, 0)
    links = [str(a["href"]) for a in guru.page.select("main a.report-link")]
    for url, ids in zip(links[:2], (numbered[:5], numbered[2:3]), strict=True):
        # Moved to another unit, a ticket is still of the series that numbered it.
        assert sorted(guru.get(url).rows) == sorted(ids)


def test_names_a_gap_made_by_hand(numbered, guru, tickets, world):
    change = "UPDATE ticket SET number = :new WHERE id = :id"
    by_hand(tickets, change, new="KEL/MM/2026/09/00002", id=numbered[3])
    by_hand(tickets, change, new="KEL/MM/2026/09/huruf", id=numbered[0])
    by_hand(tickets, "UPDATE ticket_series SET last = 8 WHERE month = '2026/09'")
    guru.get("/archive/numbers")
    assert WHOLE not in guru.text
    told = guru.page.select_one(".notice-bad").get_text(" ", strip=True)
    for each in ("09/0001", "09/0004", "09/0006 – 0008"):
        assert each in told, told
    assert "1 nomor diberikan dua kali" in told
    assert "1 nomor tidak dapat dibaca" in told
    line = lines_of(tickets, world)["2026/09"]
    assert list(line.gaps) == [(1, 1), (4, 4), (6, 8)]
    assert (line.missing, line.doubles, line.unreadable) == (5, 1, 1)
    guru.get("/archive/numbers/export", format="csv", separator="comma")
    first = list(csv.reader(io.StringIO(guru.html.lstrip("\ufeff"))))[1]
    assert first[-3:] == [
        "5",
        "1",
        "KEL/MM/2026/09/0001, KEL/MM/2026/09/0004, KEL/MM/2026/09/0006 – 0008",
    ]


def test_a_series_whose_tickets_are_all_gone(numbered, tickets, world):
    by_hand(
        tickets,
        "UPDATE ticket SET number = 'X' || number WHERE number LIKE 'KEL/MM/2026/10%'",
    )
    line = lines_of(tickets, world)["2026/10"]
    assert (line.count, line.missing, list(line.gaps)) == (0, 1, [(1, 1)])


def test_numbers_past_the_last_one_given(numbered, tickets, world, guru):
    by_hand(tickets, "UPDATE ticket_series SET last = 4 WHERE month = '2026/09'")
    line = lines_of(tickets, world)["2026/09"]
    assert (line.missing, line.beyond, line.is_whole) == (0, 1, False)
    assert "melewati nomor terakhir" in guru.get("/archive/numbers").text


def test_what_is_no_series_is_not_found(numbered, guru, open_browser):
    guru.get("/archive/numbers", 404, year="1999")
    guru.get("/archive/numbers/tickets", 404, kind="KEL", unit="999", month="2026/09")
    neighbour = open_browser("tetangga_pengawas").get("/archive/numbers")
    assert "September" not in neighbour.text
