"""Lists as files: opened again, they hold what the screen shows, and all of it."""

import csv
import io
from datetime import datetime, timedelta

import openpyxl
import pytest

from desk.domain.vocabulary import Priority, Step
from tests.support.pages import text_of

NOTHING = "Tidak ada yang cocok, jadi tidak ada baris."
MONTHS = [
    *("Jan", "Feb", "Mar", "Apr", "Mei", "Jun"),
    *("Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
]


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


@pytest.fixture
def busy(tickets, clock):
    """Make more than a page of open tickets and of closed ones, all kinds of them."""
    for n in range(14):
        clock.move(minutes=1)
        tickets.at(None, complaint=f'=Roti {n}; basi\n"sekali"')
        tickets.at(Step.CONFIRM, complaint=f"@Kasir {n} lambat")
    for n in range(14):
        clock.move(minutes=1)
        tickets.receive(f"Roti {n} keras", item="Roti")
        tickets.at(None, item="-5 roti")
    tickets.ask_approval(tickets.at(Step.FULFIL))
    tickets.pause(tickets.at(Step.FULFIL))
    tickets.start()
    clock.move(minutes=47)


def as_text(browser, delimiter=";"):
    text = io.StringIO(browser.response.data.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=delimiter, strict=True))


def as_workbook(browser):
    sheet = openpyxl.load_workbook(io.BytesIO(browser.response.data)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def on_screen(browser, address, **query):
    """Return the text of every row, page after page."""
    browser.get(address, **query)
    rows = []
    while True:
        rows += [text_of(row) for row in browser.page.select(".ticket-table tbody tr")]
        following = browser.page.find("a", rel="next")
        if following is None:
            return rows
        browser.get(str(following["href"]))


def shown(value):
    """Return a cell of a workbook as the screen says it."""
    if isinstance(value, datetime):
        return f"{value.day} {MONTHS[value.month - 1]} {value:%H.%M}"
    if isinstance(value, timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        told = [f"{minutes // 60} jam"] * (minutes >= 60)
        told += [f"{minutes % 60} menit"] * bool(minutes % 60)
        return " ".join(told) or f"{seconds} detik"
    return " ".join(str(value or "").split())


def on(row, cell):
    """Say whether the screen's row says what the cell does."""
    if isinstance(cell, datetime):
        # A due instant of today is told without its day, one that is past not at all.
        return shown(cell)[-5:] in row or "Lewat target" in row or "Dijeda" in row
    parts = shown(cell).split(", ") if isinstance(cell, str) else [shown(cell)]
    # Spaces do not count: numbers break after each slash, marks stand on their own.
    there = "".join(row.split())
    return all("".join(part.split()) in there or part in UNSAID for part in parts)


# The ordinary priority is not worth a tag; what is due later is told by when, and of
# which target a paused ticket is, not at all.
UNSAID = {"Sedang", "Target nanti", "Target sebelum piket ini selesai", "Langkah ini"}
LISTS = ["/review/", "/review/archive", "/review/search?q=roti"]


@pytest.mark.parametrize("address", LISTS)
def test_the_file_is_what_the_screen_shows(address, busy, guru):
    screen = on_screen(guru, address)
    assert len(screen) > 25
    guru.get(address).submit("export", format="xlsx")
    _, *rows = as_workbook(guru)
    assert len(rows) == len(screen)
    for row, cells in zip(screen, rows, strict=True):
        # The search page shows a long complaint from its first hit on.
        missing = [cell for cell in cells if cell and not on(row, cell)]
        assert not missing, (row, missing)


@pytest.mark.parametrize("address", LISTS)
def test_the_text_file_holds_the_same(address, busy, guru):
    guru.get(address).submit("export", format="xlsx")
    book = as_workbook(guru)
    guru.get(address).submit("export", format="csv", separator="comma")
    text = as_text(guru, ",")
    assert text[0] == book[0]
    assert len(text) == len(book)
    for told, cells in zip(text[1:], book[1:], strict=True):
        for said, cell in zip(told, cells, strict=True):
            if isinstance(cell, timedelta):
                hours, minutes, seconds = map(int, said.split(":"))
                assert 3600 * hours + 60 * minutes + seconds == cell.total_seconds()
            elif isinstance(cell, str) and cell.startswith(("=", "-", "@")):
                assert said == f"'{cell}"
            else:
                assert said == str(cell or "")


def test_the_file_is_narrowed_as_the_list_is(busy, guru):
    guru.get("/review/", step="confirm", q="lambat", after="").submit("export")
    _, *rows = as_workbook(guru)
    assert len(rows) == 14
    assert {row[8] for row in rows} == {"Tegaskan"}
    guru.get("/review/archive", since="2026-09-03").submit("export", format="csv")
    assert as_text(guru)[1:] == [[NOTHING]]


def test_the_most_pressing_comes_first(busy, guru, tickets):
    guru.get("/review/")
    first = guru.rows[0]
    guru.submit("export", format="csv")
    assert as_text(guru)[1][5] == tickets.read(first).number


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_list_makes_a_file_that_says_so(address, guru):
    guru.get(address).submit("export", format="csv")
    head, *rows = as_text(guru)
    assert len(head) > 5
    assert rows == [[NOTHING]]


def test_whoever_complained_is_in_no_file(tickets, guru):
    for ticket in (tickets.at(None), tickets.at(Step.FULFIL)):
        row = tickets.read(ticket)
        for address in LISTS:
            guru.get(address).submit("export", format="csv")
            assert row.number in guru.html or address != "/review/search?q=roti"
            assert "0812" not in guru.html
            assert not row.customer or row.customer not in guru.html


def test_times_can_be_counted_with(tickets, guru, clock):
    ticket = tickets.at(Step.CONFIRM)
    clock.move(minutes=33)
    tickets.confirm(ticket)
    clock.move(seconds=12)
    tickets.fulfil(ticket)
    tickets.thank(ticket)
    guru.get("/review/archive").submit("export", format="xlsx")
    head, row = as_workbook(guru)
    assert head[8:] == ["Selesai (WIB)", "Waktu tanggap", "Waktu penyelesaian"]
    assert row[9:] == [timedelta(minutes=33), timedelta(minutes=33, seconds=12)]
    assert row[1] == "Sedang"


def test_is_named_after_the_list_and_the_day(busy, guru):
    guru.get("/review/").submit("export", format="csv")
    disposition = guru.response.headers["Content-Disposition"]
    assert disposition == 'attachment; filename="Tiket terbuka 2026-09-02.csv"'


def test_in_english_with_commas(busy, open_browser):
    guru = open_browser("guru")
    guru.get("/review/archive").submit("language", language="en")
    guru.get("/review/archive").submit("export", format="csv")
    assert as_text(guru, ",")[0][0] == "Complaint number"
    assert guru.response.data.count(b",") > 100


def test_everything_in_chunks(busy, guru, monkeypatch, count_queries):
    def asked():
        with count_queries() as statements:
            guru.get("/review/archive/export", format="csv")
        return len(statements)

    whole, file = asked(), guru.html
    monkeypatch.setattr("desk.queries.lists.CHUNK", 10)
    # Two chunks more; each asks for its rows and nothing else.
    assert asked() == whole + 2
    assert guru.html == file


@pytest.mark.parametrize("place", ["/review", "/review/archive", "/review/search"])
@pytest.mark.parametrize("asked", [{"format": "pdf"}, {"separator": "x"}])
def test_what_is_not_offered_is_not_found(place, asked, guru):
    guru.get(f"{place}/export", 404, q="roti", **asked)


@pytest.mark.parametrize("username", ["siswa", "admin"])
def test_is_for_reviewers(username, open_browser):
    open_browser(username).get("/review/export", 403)


def test_stays_inside_the_unit(busy, open_browser):
    neighbour = open_browser("tetangga_pengawas")
    neighbour.get("/review/").submit("export", format="csv")
    assert as_text(neighbour)[1:] == [[NOTHING]]
    assert Priority.MEDIUM not in neighbour.html
