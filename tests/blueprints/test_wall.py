"""The wall board: numbers for who knows its address, no name and no complaint."""

import pytest
from sqlalchemy import event

from desk.domain.vocabulary import Step
from desk.extensions import db
from tests.support.pages import text_of

ROOM = "Roti saya berjamur, kata Ibu Ratna."


@pytest.fixture
def pengawas(open_browser):
    return open_browser("pengawas").get("/review/wall")


@pytest.fixture
def address(pengawas):
    """Return the address of the minimarket's board."""
    pengawas.submit("make")
    return address_on(pengawas)


@pytest.fixture
def screen(open_browser, address):
    """Return the shop's screen: nobody is signed in there."""
    return open_browser().get(address)


def address_on(browser):
    return browser.page.select_one(".wall-acts a")["href"]


def shown(browser, tile):
    """Return the figure in a tile of the board, and what stands below it."""
    section = browser.page.find(attrs={"aria-labelledby": f"wall-{tile}"})
    return [text_of(p) for p in section.find_all("p")]


def test_a_board_is_made_for_the_shops_screen(address, open_browser):
    assert len(address.removeprefix("/wall/")) >= 22  # 128 bits
    assert open_browser().get(address).page.h1.text == "Minimarket"


def test_counts_what_is_open_and_what_is_pressing(
    open_browser, address, tickets, clock
):
    tickets.at(Step.CONFIRM)
    clock.move(hours=5)  # past every target
    tickets.at(Step.FULFIL)
    tickets.receive()
    screen = open_browser().get(address)
    assert shown(screen, "open") == ["3"]
    steps = screen.page.select(".wall-steps dd")
    assert [text_of(step) for step in steps] == ["1", "1", "1", "0"]
    assert shown(screen, "past") == ["1"]
    assert shown(screen, "queue") == ["1"]


def test_due_before_the_bell_is_what_the_lists_call_so(
    open_browser, address, tickets, clock
):
    clock.set(13)  # the bell rings at 15.00
    tickets.receive()
    tickets.start()
    tickets.pause(tickets.at(Step.CONFIRM))
    assert shown(open_browser().get(address), "due") == ["2"]
    clock.set(20)
    assert shown(open_browser().get(address), "due") == ["0"]


def test_todays_figures_leave_out_yesterday_and_what_is_no_complaint(
    open_browser, address, tickets, clock
):
    tickets.at(None)
    clock.move(days=1)
    tickets.at(None)
    tickets.undo(tickets.start())
    tickets.receive()
    screen = open_browser().get(address)
    assert shown(screen, "received") == ["2"]
    assert shown(screen, "closed") == ["1"]


def test_a_median_needs_three_times(open_browser, address, tickets, clock):
    def response(*minutes):
        for each in minutes:
            ticket = tickets.start()
            tickets.record(ticket)
            clock.move(minutes=each)
            tickets.confirm(ticket)
        return shown(open_browser().get(address), "response")

    median, note = response(4, 20)
    assert median == "Belum cukup data"
    assert "2 dari 2" in note
    median, note = response(50)
    assert median == "20 menit"
    assert "Target 30 menit" in note
    assert "3 dari 3" in note


def test_names_the_number_of_who_waits_longest(open_browser, address, tickets, clock):
    first = tickets.receive()
    clock.move(minutes=5)
    tickets.start()
    number, note = shown(open_browser().get(address), "longest")
    assert number == tickets.read(first).number
    assert "Catat" in note


def test_names_nobody_and_quotes_nothing(open_browser, address, tickets):
    tickets.receive(ROOM, customer="Ibu Ratna", item="Roti tawar")
    tickets.at(Step.CONFIRM)
    html = open_browser().get(address).html
    for told in (ROOM, "Ratna", "Roti", "Siti", "Bagus", "Kedaluwarsa", "csrf"):
        assert told not in html


def test_another_units_tickets_are_not_counted(open_browser, address, tickets):
    tickets.start(by="tetangga")
    assert shown(open_browser().get(address), "open") == ["0"]


def test_refreshes_only_when_something_changed(screen, address, tickets):
    ask = {"X-Live": "1"}
    part = screen.client.get(address, headers=ask)
    again = {**ask, "If-None-Match": part.headers["ETag"]}
    assert screen.client.get(address, headers=again).status_code == 304
    tickets.start()
    assert screen.client.get(address, headers=again).status_code == 200


def test_a_new_address_ends_the_old_one(pengawas, address, screen):
    pengawas.submit("make")
    renewed = address_on(pengawas)
    assert renewed != address
    screen.get(renewed)
    screen.get(address, 404)


def test_a_double_tap_makes_one_board(pengawas):
    pengawas.submit("make")
    first = address_on(pengawas)
    pengawas.again()
    assert address_on(pengawas) == first


def test_a_board_that_is_switched_off_shows_nothing(pengawas, address, screen):
    pengawas.submit("revoke")
    assert not pengawas.page.select(".wall-acts")
    screen.get(address, 404)
    screen.get("/wall/guessed", 404)


@pytest.mark.parametrize("guess", ["%00", "a%00b", "%ED%A0%80", "x" * 5000])
def test_nonsense_for_an_address_is_no_board(open_browser, guess):
    open_browser().get(f"/wall/{guess}", 404)


def test_a_supervisor_keeps_the_board_of_the_own_unit_alone(open_browser, world):
    neighbour = open_browser("tetangga_pengawas").get("/review/wall")
    assert "Minimarket" not in neighbour.text
    for verb in ("make", "revoke"):
        neighbour.post(f"/review/wall/{world.units['MM']}/{verb}", 403, key="k")
    open_browser("guru").get("/review/wall")
    open_browser("guru").post("/review/wall/999999/make", 404, key="k")


def test_the_board_asks_as_much_for_many_as_for_few(
    open_browser, address, tickets, count_queries
):
    def asked():
        with count_queries() as statements:
            open_browser().get(address)
        return len(statements)

    tickets.at(Step.CONFIRM)
    few = asked()
    for _ in range(5):
        tickets.at(Step.CONFIRM, by="siswi")
        tickets.receive()
    assert asked() == few <= 12


def test_a_fault_does_not_tell_the_log_the_address(open_browser, address, caplog):
    def break_down(*_):
        raise RuntimeError

    event.listen(db.session, "do_orm_execute", break_down)
    try:
        open_browser().client.get(address)
    finally:
        event.remove(db.session, "do_orm_execute", break_down)
    assert "GET /wall/<secret:secret> failed" in caplog.text
    assert address not in caplog.text
