"""Move a ticket to another unit: its queue, its hours, its targets; the log stays."""

import time

import pytest

from desk.domain.errors import InvalidInput, OwnWork, TicketClosed
from desk.domain.vocabulary import Step
from desk.queries.explanation import explain_time
from desk.queries.sources import source_codes
from desk.services import moves, projection

WHY = "Ini tentang pesanan cetak."


@pytest.fixture
def pengawas(open_browser):
    return open_browser("pengawas")


@pytest.fixture
def other(open_browser):
    return open_browser("tetangga_pengawas")


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.CONFIRM)


@pytest.fixture
def review(pengawas, ticket):
    return pengawas.get(f"/tickets/{ticket}")


def move(browser, world, to="PC", status=None, **typed):
    """Fill in the form; to which unit the page must offer."""
    return browser.submit("move", status, unit_id=str(world.units[to]), **typed)


def codes(tickets, world, unit):
    with tickets.reading():
        return source_codes(world.units[unit])


def seconds(tickets, ticket, world):
    """Return whose the seconds are, as the page says that explains them."""
    with tickets.reading():
        reader = world.actors["guru"]
        told = explain_time(ticket, reader, now=int(time.time()))
    return dict(told.measures.shares)


def test_moves_into_the_other_queue(review, ticket, tickets, world, other):
    before = tickets.read(ticket)
    move(review, world, reason=WHY)
    assert review.flashes == ["success"]
    row = tickets.read(ticket)
    assert (row.unit_id, row.owner_id) == (world.units["PC"], None)
    assert (row.number, row.step) == (before.number, before.step)
    assert tickets.words(ticket) == {"reason": WHY}
    assert tickets.facts(ticket) == {
        "from_unit": world.units["MM"],
        "unit": world.units["PC"],
        "source_id": codes(tickets, world, "PC")["product.expired"],
    }
    other.get("/review/")
    assert before.number in other.text
    other.get(f"/tickets/{ticket}")
    assert WHY in other.text
    assert "Minimarket" in other.page.select(".timeline-moved")[-1].get_text(" ")
    assert other.has_form("take")


def test_the_form_says_what_counts_then(review):
    form = review.page.select_one("form[action$='/move']").get_text(" ")
    assert "berlaku untuk seluruh tiket" in form
    assert "Pojok Cetak" in form
    assert "Minimarket" not in form


def test_the_targets_of_the_receiving_unit_count(tickets, clock):
    tickets.set_targets(medium_confirm=1)
    clock.move(minutes=1)
    ticket = tickets.at(Step.CONFIRM)
    narrow = tickets.read(ticket).step_due
    tickets.move(ticket)
    assert tickets.read(ticket).step_due > narrow
    tickets.undo(ticket, by="pengawas")
    assert tickets.read(ticket).step_due == narrow


def test_no_second_of_the_old_unit_vanishes(ticket, tickets, rosters, world, clock):
    rosters.plan("siswa", hours="08:00-09:20")
    rosters.plan("tetangga", hours="09:00-11:00", unit="PC")
    clock.move(minutes=30)
    tickets.move(ticket)
    clock.move(minutes=10)
    tickets.take(ticket, by="tetangga")
    clock.move(minutes=5)
    assert seconds(tickets, ticket, world) == {
        world.id_of("siswa"): 20 * 60,
        None: 20 * 60,
        world.id_of("tetangga"): 5 * 60,
    }


def test_a_roster_only_there_takes_nothing_away(ticket, tickets, rosters, world, clock):
    rosters.plan("tetangga", hours="09:00-11:00", unit="PC")
    clock.move(minutes=30)
    tickets.move(ticket)
    assert seconds(tickets, ticket, world) == {world.id_of("siswa"): 1800}


def test_the_explanation_says_so(ticket, tickets, siswa, clock):
    clock.move(minutes=30)
    tickets.move(ticket)
    siswa.get(f"/tickets/{ticket}/time")
    assert "Dipindahkan dari Minimarket ke Pojok Cetak" in siswa.text
    assert "berlaku untuk seluruh tiket" in siswa.text


def test_who_worked_on_it_reads_on_and_can_do_nothing(ticket, tickets, siswa):
    tickets.move(ticket)
    siswa.get(f"/tickets/{ticket}")
    assert "Tiket ini dipindahkan ke Pojok Cetak." in siswa.text
    assert siswa.actions == []


def test_other_reviewers_of_the_old_unit_are_told_where_it_is(
    ticket, tickets, pengawas, siswa
):
    tickets.move(ticket, by="guru")
    pengawas.get(f"/tickets/{ticket}")
    assert pengawas.path == "/review/"
    assert "dipindahkan ke Pojok Cetak" in pengawas.text


def test_other_students_of_the_old_unit_see_nothing(ticket, tickets, open_browser):
    tickets.move(ticket)
    open_browser("siswi").get(f"/tickets/{ticket}", 403)


@pytest.mark.parametrize("way", ["undo", "void"])
def test_comes_back(way, review, tickets, world, other):
    ticket = tickets.ids()[0]
    before = tickets.read(ticket)
    move(review, world, reason=WHY)
    if way == "undo":
        review.submit("undo")
    else:
        other.get(f"/tickets/{ticket}").submit("void", reason="Bukan urusan kami.")
    row = tickets.read(ticket)
    for column in ("unit_id", "owner_id", "source_id", "step_due", "counted"):
        assert getattr(row, column) == getattr(before, column), column
    assert review.get(f"/tickets/{ticket}").has_form("assign")


def test_rows_follow_their_logs(ticket, tickets):
    tickets.move(ticket)
    tickets.move(ticket, to="MM", by="tetangga_pengawas")
    tickets.undo(ticket, by="tetangga_pengawas")
    with tickets.reading():
        assert list(projection.stray_tickets()) == []


def test_recorded_there_the_source_is_theirs(tickets, world, open_browser):
    ticket = tickets.start()
    tickets.move(ticket)
    assert "source_id" not in tickets.facts(ticket)
    tickets.take(ticket, by="tetangga")
    browser = open_browser("tetangga").get(f"/tickets/{ticket}")
    shown = {box["value"] for box in browser.page.select("[name=source_id]")}
    assert shown <= {str(id_) for id_ in codes(tickets, world, "PC").values()}


def test_what_its_reason_or_unit_lacks(review, ticket, tickets, world):
    move(review, world, status=422, reason=" ")
    assert list(review.errors.values()) == [
        "Tuliskan alasannya, supaya unit lain mengerti dan melanjutkannya."
    ]
    here = {"unit_id": str(world.units["MM"])}
    review.submit("move", 422, forged=here, reason=WHY)
    assert review.value("reason", "move") == WHY
    with pytest.raises(InvalidInput) as refused:
        tickets.move(ticket, to="MM")
    assert refused.value.errors == {"unit_id": moves.HERE_ALREADY}
    assert tickets.log(ticket)[-1] == "recorded"


@pytest.mark.parametrize("unit", ["", "abc", "0", "999999"])
def test_a_unit_must_be_chosen(unit, review, ticket, tickets):
    review.submit("move", 422, forged={"unit_id": unit}, reason=WHY)
    assert tickets.log(ticket)[-1] == "recorded"


def test_not_to_a_unit_that_was_closed(review, ticket, tickets, world, open_browser):
    page = f"/admin/units/{world.units['PC']}"
    open_browser("admin").get(page).submit("deactivate")
    move(review, world, status=422, reason=WHY)
    with pytest.raises(InvalidInput) as refused:
        tickets.move(ticket)
    assert refused.value.errors == {"unit_id": moves.NOT_IN_USE}
    assert not review.get(f"/tickets/{ticket}").has_form("move")


def test_neither_ones_own_nor_a_closed_one(tickets):
    with pytest.raises(OwnWork):
        tickets.move(tickets.at(Step.CONFIRM, by="pengawas"))
    with pytest.raises(TicketClosed):
        tickets.move(tickets.at(None))


@pytest.mark.parametrize("username", ["siswa", "admin", "tetangga_pengawas"])
def test_refuses_others(username, ticket, tickets, open_browser):
    path = f"/tickets/{ticket}/move"
    open_browser(username).post(path, 403, version="2", key="k", reason=WHY)
    assert tickets.log(ticket)[-1] == "recorded"


def test_a_double_tap_moves_once(review, ticket, tickets, world):
    move(review, world, reason=WHY)
    review.again()
    assert tickets.log(ticket).count("moved") == 1


def test_a_stale_page_keeps_the_reason(review, ticket, tickets, world):
    tickets.confirm(ticket)
    move(review, world, status=409, reason=WHY)
    assert review.value("reason", "move") == WHY
    assert tickets.log(ticket)[-1] == "confirmed"
