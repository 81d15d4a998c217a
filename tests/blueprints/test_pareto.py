"""The Pareto's page: every figure is right, and leads to exactly its rows."""

import csv
import io
import re

import pytest

from desk.domain.vocabulary import Channel, Step

HOME = "/sources/"
SEPTEMBER = {"from": "2026-09-01", "until": "2026-09-30"}
DAY = 24 * 60


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


@pytest.fixture
def varied(tickets, world):
    """Make five of product, two of service, one of price, and three of none."""
    of = world.sources
    for _ in range(3):
        tickets.receive(source_id=of["product.broken"], channel=Channel.PHONE)
        tickets.receive(source_id=None)
    for _ in range(2):
        tickets.at(None, source_id=of["product.expired"])
        tickets.at(Step.FULFIL, source_id=of["service.slow"])
    tickets.receive(source_id=of["price.qris_failed"])
    duplicate = tickets.receive(source_id=of["price.qris_failed"])
    tickets.mark(duplicate, "pengawas")
    tickets.confirm_mark(duplicate, "ketua")


def figures(browser):
    """Return each row of the first table: its name, and its cells."""
    rows = browser.page.select("[aria-labelledby=ranking] tbody tr")
    for ways_on in browser.page.select(".source-ways"):
        ways_on.extract()
    return {
        row.th.get_text(" ", strip=True): [
            td.get_text(" ", strip=True) for td in row.select("td")
        ]
        for row in rows
    }


def test_sources_stand_in_order_and_the_vital_few_are_marked(guru, varied):
    guru.get(HOME, **SEPTEMBER)
    found = figures(guru)
    assert list(found) == [
        "1. MM · Produk Sumber utama",
        "2. MM · Pelayanan Sumber utama",
        "3. MM · Harga dan pembayaran",
        "Semua yang ada sumbernya",
        "Belum ada sumber",
    ]
    assert found["1. MM · Produk Sumber utama"] == ["5", "62,5 %", "62,5 %"]
    assert found["2. MM · Pelayanan Sumber utama"] == ["2", "25,0 %", "87,5 %"]
    assert found["Belum ada sumber"] == ["3", "–", ""]


def test_below_a_source_shares_are_of_it(guru, varied):
    guru.get(HOME, **SEPTEMBER)
    link = guru.page.select_one("[aria-labelledby=ranking] tbody th a")
    guru.get(link["href"])
    found = figures(guru)
    assert found["1. Rusak Sumber utama"] == ["3", "60,0 %", "60,0 %"]
    assert found["2. Kedaluwarsa Sumber utama"] == ["2", "40,0 %", "100,0 %"]
    assert found["Belum ada sumber"][0] == "3"


def links(browser):
    """Return every figure of the page with its address."""
    found = browser.page.select("main a.report-link")
    return {(a["href"], int(re.sub(r"\D", "", a.get_text()))) for a in found}


@pytest.mark.parametrize("below", [False, True])
def test_every_figure_leads_to_exactly_its_rows(
    open_browser, varied, tickets, clock, below
):
    again = {"customer": "", "contact": "0812-3456-789"}
    tickets.reopen(tickets.at(None, **again))
    clock.move(minutes=40 * DAY)
    guru = open_browser("guru")
    guru.get(HOME, **SEPTEMBER)
    if below:
        link = guru.page.select_one("[aria-labelledby=ranking] tbody th a")
        guru.get(link["href"])
    found = links(guru)
    assert len(found) > 15
    for address, n in found:
        guru.get(address)
        told = guru.page.select_one(".lead").get_text()
        assert f"· {n} tiket" in told, address


def test_narrowed_to_a_channel_and_a_class(guru, varied, world):
    guru.get(HOME, **SEPTEMBER, channel="phone")
    assert figures(guru)["1. MM · Produk Sumber utama"] == ["3", "100,0 %", "100,0 %"]
    guru.get(HOME, **SEPTEMBER, class_group="1")
    assert [row for row in figures(guru) if row[0].isdigit()] == [
        "1. MM · Produk Sumber utama",
        "2. MM · Pelayanan Sumber utama",
    ]
    guru.get(HOME, 404, channel="nonsense")
    guru.get(HOME, 404, group="999999")
    guru.get("/sources/tickets", 404, figure="nonsense")


def test_the_file_says_what_the_page_says(guru, varied):
    guru.get("/sources/export", **SEPTEMBER, format="csv", separator="semicolon")
    text = guru.html.lstrip("\ufeff")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1][:6] == ["1", "MM · Produk", "5", "62,5", "62,5", "Ya"]
    assert [row[2] for row in rows[1:]] == ["5", "2", "1", "3", "8"]


def test_a_supervisor_sees_the_own_unit_only(open_browser, varied):
    other = open_browser("tetangga_pengawas").get(HOME, **SEPTEMBER)
    assert "Tidak ada keluhan pada rentang ini" in other.text


def test_asks_as_often_for_many_as_for_few(guru, varied, tickets, world, count_queries):
    def asked():
        with count_queries() as statements:
            guru.get(HOME, **SEPTEMBER)
        return len(statements)

    before = asked()
    for code in ("facility.queue", "order.late", "order.wrong", "other.other"):
        for _ in range(3):
            tickets.at(None, source_id=world.sources[code])
    assert asked() == before


def test_complaints_become_a_rate_on_days_with_a_count(
    guru, open_browser, varied, clock, world
):
    unit = world.units["MM"]
    guru.get("/sources/counts", unit=unit)
    guru.submit("counts", day="2026-09-02", transactions="200")
    clock.move(minutes=2 * DAY)
    guru = open_browser("guru").get(HOME, unit=unit, **SEPTEMBER)
    rows = guru.page.select("[aria-labelledby=rates] tbody tr")
    cells = [td.get_text(strip=True) for td in rows[-1].select("td")]
    # 11 complaints on 200 transactions; of 3 September nobody knows.
    assert cells == ["5,50", "11", "200", "1", "1"]
