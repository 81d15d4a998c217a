"""The page behind every duration: each second, what it counts for, and why."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.domain.errors import DeskError
from desk.domain.vocabulary import Step
from desk.queries.explanation import explain_time
from tests.support.pages import text_of

BUCKETS = ("record", "confirm", "fulfil", "thank", "paused", "closed", "off_hours")


@pytest.fixture
def ticket(tickets, clock):
    """Return a ticket with five minutes of recording and ten of confirming."""
    ticket = tickets.start()
    clock.move(minutes=5)
    tickets.record(ticket)
    clock.move(minutes=10)
    tickets.confirm(ticket)
    return ticket


def values(browser, selector):
    """Return the seconds of the data elements found."""
    return [int(each["value"]) for each in browser.page.select(selector)]


def sums(browser):
    """Return the sums at the foot of the table."""
    found = {b: values(browser, f"tfoot .sum-{b}")[0] for b in (*BUCKETS, "wall")}
    return found


def rows(browser):
    """Return the rows of the table: what each says, in its five columns."""
    return [
        [text_of(cell) for cell in row.find_all("td")]
        for row in browser.page.select("tr.time-row")
    ]


def test_shows_every_second_and_adds_them_up(siswa, ticket, clock):
    clock.move(minutes=1, seconds=30)
    siswa.get(f"/tickets/{ticket}/time")
    assert values(siswa, ".time-row .time-seconds data") == [300, 600, 90]
    assert sums(siswa) == {
        **dict.fromkeys(BUCKETS, 0),
        "record": 300,
        "confirm": 600,
        "fulfil": 90,
        "wall": 990,
    }
    first, _, last = rows(siswa)
    assert "09.00" in first[0]
    assert "1. Diterima" in first[0]
    assert "09.05" in first[1]
    assert "Catat" in first[3]
    assert "Siti Aminah" in first[3]
    assert "09.16.30" in last[1]  # seconds where there are some
    assert "1 menit 30 detik" in last[4]
    assert "WIB (Asia/Jakarta)" in siswa.text
