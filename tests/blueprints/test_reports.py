"""Reports: figures that equal what anybody computes, each with exactly its tickets."""

import csv
import io
import re
from itertools import pairwise

import openpyxl
import pytest

from desk.domain.clock import measure
from desk.domain.reporting import Dimension
from desk.domain.statistics import median
from desk.domain.targets import DEFAULT_TARGETS
from desk.domain.vocabulary import Channel, Ending, Priority, Step
from desk.queries.calendars import calendar_in_force
from tests.domain.test_statistics import naive

SEPTEMBER = {"from": "2026-09-01", "until": "2026-09-30"}
# The statements differ by what they group: a time, a column, a table joined. What is
# the same on both kinds of database is asked of one.
OVER = (Dimension.WEEK, Dimension.SOURCE, Dimension.SHIFT)
EACH_DIMENSION = [("sqlite", by) for by in Dimension] + [
    ("postgresql", by) for by in OVER
]
on_one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


@pytest.fixture
def varied(tickets, rosters, clock, world):
    """Return tickets of two weeks of all kinds, some received before them."""
    rosters.plan("siswa", hours="07:00-11:00")
    rosters.plan("siswi", hours="08:00-12:00", days=6)
    made = [tickets.at(Step.FULFIL), tickets.at(None)]
    clock.set(9, 10)
    tickets.happen(made[0], "prioritised", by="pengawas", facts={"priority": "high"})
    sources = ("product.broken", "product.expired", "service.slow")
    for n in range(9):
        clock.set(7 + n % 6, 5 * n, days=(0, 1, 5, 6, 7, 8)[n % 6])
        channel = (Channel.PHONE, Channel.WHATSAPP)[n % 2]
        source = world.sources[sources[n % 3]]
        holder = ("siswa", "siswi")[n % 2]
        ticket = tickets.start(holder)
        clock.move(minutes=4 * n)
        tickets.record(ticket, holder, channel=channel, source_id=source)
        clock.move(minutes=3 * n)
        if n != 4:
            tickets.confirm(ticket, holder)
            tickets.fulfil(ticket, holder)
        clock.move(minutes=20)
        if n not in {4, 7}:
            tickets.thank(ticket, holder)
        made.append(ticket)
    clock.set(20, days=8)  # at night: no second of it counts
    made.append(tickets.at(None))
    clock.set(10, days=9)
    made += [tickets.at(Step.CONFIRM) for _ in range(3)]
    tickets.merge(made[2], made[-1])
    tickets.mark(made[-2])
    tickets.confirm_mark(made[-2])
    undone = tickets.start()
    tickets.undo(undone)
    queued = tickets.receive(channel=Channel.PUBLIC_FORM)
    paused = tickets.at(Step.FULFIL)
    tickets.pause(paused)
    neighbour = tickets.start("tetangga")
    clock.set(14, days=9)
    return [*made, undone, queued, paused, neighbour]


def links_of(browser):
    """Return the address and the number of each figure that leads to tickets."""
    return {
        str(link["href"]): int(re.sub(r"\D", "", link.get_text()) or 0)
        for link in browser.page.select("a.report-link")
    }


def count_of(browser):
    """Return how many tickets the page of a figure says there are."""
    found = re.search(r"(\d+) tiket, yang paling lama", browser.text)
    assert found
    return int(found.group(1))


@pytest.mark.parametrize(("database", "by"), EACH_DIMENSION, indirect=["database"])
def test_every_figure_leads_to_exactly_its_tickets(by, varied, guru):
    # From the second week on, so that some were open before.
    guru.get("/reports/", **SEPTEMBER | {"from": "2026-09-03"}, by=by)
    links = links_of(guru)
    assert len(links) > 20
    for url, number in links.items():
        if "value=" in url or by is Dimension.WEEK:
            guru.get(url)
            assert count_of(guru) == number, url
            assert len(guru.rows) == number, url


@pytest.mark.parametrize(("database", "by"), EACH_DIMENSION, indirect=["database"])
def test_the_lines_add_up_to_all(by, varied, guru):
    guru.get("/reports/", **SEPTEMBER, by=by)
    *lines, total = guru.page.select(".report-table tbody tr")
    for column in (0, 1, 2):
        numbers = [int(each.select("td")[column].get_text()) for each in lines]
        whole = int(total.select("td")[column].get_text())
        if by is Dimension.WEEK and column == 2:
            assert numbers[-1] == whole
        else:
            assert sum(numbers) == whole


def test_all_together_is_what_anybody_computes(varied, guru, tickets, clock):
    figures = computed(varied, tickets, clock.now)
    guru.get("/reports/export", **SEPTEMBER, by="week", format="csv", separator="comma")
    header, *_, total = list(csv.reader(io.StringIO(guru.html.lstrip("\ufeff"))))
    assert header[0] == "Minggu"
    told = dict(zip(header[1:], total[1:], strict=True))
    assert list(told.values()) == figures


def computed(ids, tickets, now):
    """Return the figures over all, from the logs alone, as a file holds them."""
    rows = [tickets.read(id_) for id_ in ids]
    complaints = [r for r in rows if r.ending in {None, Ending.CLOSED}]
    closed = [r for r in complaints if r.closed_at is not None]
    counts = len(complaints), len(closed), len(complaints) - len(closed)
    figures: list[object] = [*counts]
    found = []
    for row in complaints:
        with tickets.reading():
            calendar = calendar_in_force(row.unit_id)
        measures = measure(tickets.events(row.id), calendar, now)
        if row.closed_at is None or not measures.is_all_off_hours:
            found.append((row, measures))
    for aim in ("response", "resolution"):
        ended, so_far, met, past = [], [], 0, 0
        for row, measures in found:
            priority = Priority(row.priority)
            target = getattr(DEFAULT_TARGETS.of(priority), aim)
            is_over = row.closed_at is not None
            if aim == "response":
                is_over = measures.response is not None
            seconds = measures.response if aim == "response" else measures.resolution
            if is_over:
                assert seconds is not None
                ended.append(seconds)
                met += seconds <= target
            else:
                so_far.append(measures.resolution)
                past += measures.resolution > target
        judged = len(ended) + past
        typical = naive(ended, so_far)
        figures += [
            "Belum tercapai" if typical is None else clocked(typical),
            "Kaplan–Meier",
            clocked(median(sorted(ended))),
            len(ended),
            len(so_far),
            (200 * met + judged) // (2 * judged),
            met,
            judged,
        ]
    return [str(each) for each in figures]


def clocked(seconds):
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def test_says_who_the_figures_are_about(varied, guru):
    guru.get("/reports/", **SEPTEMBER)
    for words in (
        "n = 16 dari 19 tiket yang diterima 1–30 Sep 2026.",
        "1 duplikat",
        "1 bukan keluhan",
        "1 dibatalkan",
        "seluruhnya ditangani di luar jam layanan",
    ):
        assert words in guru.text


def test_without_enough_data_it_says_so_and_never_zero(guru, tickets):
    for _ in range(4):
        tickets.at(None)
    guru.get("/reports/")
    assert "Belum cukup data" in guru.text
    assert "0 detik" not in guru.text
    tickets.at(None)
    guru.get("/reports/")
    assert "0 detik" in guru.text
    assert "Sampel kecil" in guru.text


def test_open_tickets_keep_a_typical_time_from_being_reached(guru, tickets, clock):
    for _ in range(2):
        tickets.at(None)
    for _ in range(4):
        tickets.start()
    clock.move(hours=1)
    guru.get("/reports/")
    assert "Belum tercapai" in guru.text


def test_starts_with_this_term(guru, tickets):
    tickets.at(None)
    guru.get("/reports/")
    assert guru.value("from") == "2026-07-01"
    assert guru.value("until") == "2026-12-31"
    guru.get(guru.page.find("a", string="Semester lalu")["href"])
    assert guru.value("from") == "2026-01-01"
    assert guru.value("until") == "2026-06-30"


@on_one_database
@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ({"from": "2026-09-02", "until": "2026-09-01"}, {"until"}),
        ({"from": "kemarin", "until": "2026-09-01"}, {"from"}),
        ({"from": "2026-02-30"}, {"from"}),
        ({"from": "2020-01-01", "until": "2026-09-01"}, {"until"}),
        ({"from": "0001-01-01", "until": "0001-01-02"}, {"from"}),
        ({"from": "9999-12-31"}, {"from"}),
        ({"until": "9999-12-31"}, {"until"}),
    ],
)
def test_days_that_cannot_be_are_told_beside_the_field(query, wrong, tickets, guru):
    tickets.at(None)
    guru.get("/reports/", **query)
    assert set(guru.errors) == wrong
    assert not guru.page.select(".report-table")
    for name, typed in query.items():
        assert guru.value(name) == typed


def test_one_day_alone_is_completed(varied, guru):
    guru.get("/reports/", **{"from": "2026-09-01"})
    assert guru.value("until") == "2026-09-11"
    guru.get("/reports/", until="2026-06-15")
    assert guru.value("from") == "2026-01-01"
    assert "Tidak ada tiket pada rentang ini." in guru.text


@on_one_database
@pytest.mark.parametrize(
    "query",
    [
        {"by": "name"},
        {"unit": "999"},
        {"unit": "x"},
        {"figure": "best"},
        {"by": "week", "value": "2026-09-01"},
        {"by": "week", "value": "2001-01-01"},
        {"by": "week", "value": "none"},
        {"by": "channel", "value": "pigeon"},
        {"by": "shift", "value": "8-0-1"},
        {"by": "shift", "value": "1-0-0"},
        {"by": "source", "value": "1' OR 1=1"},
        {"after": "x"},
        {"from": "2026-09-02", "until": "2026-09-01"},
    ],
)
def test_what_is_not_offered_is_not_found(query, guru):
    guru.get("/reports/tickets", 404, **query)
    if "after" not in query:
        guru.get("/reports/tickets/export", 404, **query)


def test_a_supervisor_sees_the_own_unit(varied, open_browser, world):
    pengawas = open_browser("pengawas").get("/reports/", **SEPTEMBER)
    assert "n = 15 dari 18 tiket" in pengawas.text
    other = world.units["PC"]
    pengawas.get("/reports/", 404, **SEPTEMBER, unit=other)
    pengawas.get("/reports/tickets", 404, **SEPTEMBER, unit=other)
    guru = open_browser("guru").get("/reports/", **SEPTEMBER, unit=other)
    assert "n = 1 dari 1 tiket" in guru.text


@pytest.mark.parametrize("by", [Dimension.CLASS, Dimension.SHIFT])
def test_no_name_of_a_student_anywhere(by, varied, guru, world):
    students = [
        actor.name for actor in world.actors.values() if actor.role == "student"
    ]
    guru.get("/reports/", **SEPTEMBER, by=by)
    shown = guru.text
    guru.get("/reports/tickets", **SEPTEMBER, by=by)
    for name in students:
        assert name not in shown + guru.text


def test_lines_stand_in_their_own_order(varied, guru):
    guru.get("/reports/", **SEPTEMBER, by="shift")
    names = [each.get_text() for each in guru.page.select(".report-table tbody th")]
    assert names == [
        "Selasa 08.00–12.00",
        "Rabu 07.00–11.00",
        "Di luar giliran piket",
        "Semua",
    ]
    guru.get("/reports/", **SEPTEMBER, by="source")
    lines = guru.page.select(".report-table tbody tr")[:-1]
    received = [int(line.select("td")[0].get_text()) for line in lines]
    named = received[:-1]  # the last has no source
    assert all(a >= b for a, b in pairwise(named))


def workbook(browser, path, **query):
    """Return the rows of a workbook that the desk hands out."""
    with browser.client.get(path, query_string={**query, "format": "xlsx"}) as answer:
        sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
        return list(sheet.iter_rows(values_only=True))


def test_the_file_holds_what_the_screen_shows(varied, guru):
    guru.get("/reports/", **SEPTEMBER, by="source")
    shown = [
        [cell.get_text().strip() for cell in line.select("th, td")[:4]]
        for line in guru.page.select(".report-table tbody tr")
    ]
    _, *rows = workbook(guru, "/reports/export", **SEPTEMBER, by="source")
    assert [[str(cell) for cell in row[:4]] for row in rows] == shown


def test_the_tickets_behind_a_figure_as_a_file(varied, guru, tickets):
    query = {**SEPTEMBER, "figure": "received"}
    _, *rows = workbook(guru, "/reports/tickets/export", **query)
    guru.get("/reports/tickets", **query)
    assert [row[0] for row in rows] == [tickets.read(id_).number for id_ in guru.rows]


def test_a_file_of_nothing_says_so(guru):
    for path in ("/reports/export", "/reports/tickets/export"):
        guru.get(path, format="csv", **SEPTEMBER)
        assert guru.html.startswith("\ufeff")


def test_pages_hold_25_by_keyset(guru, tickets):
    made = [tickets.at(Step.CONFIRM) for _ in range(27)]
    guru.get("/reports/tickets", figure="response_open")
    assert guru.rows == made[:25]
    guru.get(guru.page.find("a", rel="next")["href"])
    assert guru.rows == made[25:]


def test_the_number_of_queries_does_not_grow(
    open_browser, tickets, clock, count_queries
):
    def asked():
        guru = open_browser("guru")
        with count_queries() as statements:
            guru.get("/reports/", by="source")
        return len(statements)

    tickets.at(None)
    before = asked()
    for day in range(5):
        clock.set(10, days=day)
        tickets.at(None)
        tickets.at(Step.FULFIL)
    assert asked() == before
