"""Reopen a closed ticket within 7 school days: back to fulfil, with its owner."""

from datetime import date, timedelta

import pytest

from desk.domain.refusals import NotReopenable
from desk.domain.vocabulary import Step
from tests.support.calendars import close
from tests.support.forms import STRANGE, fulfil
from tests.support.measures import measured

REASON = "Roti penggantinya juga berjamur."


@pytest.fixture
def ticket(tickets):
    return tickets.at(None)


@pytest.fixture
def counter(open_browser, ticket):
    return open_browser("pengawas").get(f"/tickets/{ticket}")


@pytest.fixture
def return_on(open_browser, ticket, clock):
    """Return what opens the page again some days later: the session ended long ago."""

    def come_back(hour, minute, *, days):
        clock.set(hour, minute, days=days)
        return open_browser("pengawas").get(f"/tickets/{ticket}")

    return come_back


def test_reopens(counter, ticket, tickets, world):
    counter.submit("reopen", reason=REASON)
    row = tickets.read(ticket)
    assert counter.flashes == ["success"]
    assert (row.step, row.owner_id) == (Step.FULFIL, world.id_of("siswa"))
    assert (row.closed_at, row.ended_at, row.ending, row.resolution) == (None,) * 4
    assert tickets.log(ticket)[-1] == "reopened"
    assert tickets.words(ticket) == {"reason": REASON}
    assert not counter.has_form("reopen")


def test_the_owner_goes_on(counter, siswa, ticket, tickets):
    counter.submit("reopen", reason=REASON)
    assert siswa.get("/tickets/").rows == [ticket]
    siswa.get(f"/tickets/{ticket}")
    assert REASON in siswa.text
    siswa.submit("fulfil", **fulfil())
    assert tickets.read(ticket).step is Step.THANK


def test_the_first_times_stay(ticket, tickets, clock):
    before = measured(tickets, ticket)
    clock.move(minutes=30)
    tickets.reopen(ticket)
    clock.move(minutes=10)
    after = measured(tickets, ticket)
    assert after.response == before.response
    assert after.first_resolution == before.resolution
    assert after.resolution == before.resolution + 600
    assert after.closed == 1800


@pytest.mark.parametrize("username", ["pengawas", "guru", "ketua"])
def test_reviewers_may(username, open_browser, ticket, tickets):
    browser = open_browser(username).get(f"/tickets/{ticket}")
    browser.submit("reopen", reason=REASON)
    assert tickets.log(ticket)[-1] == "reopened"


@pytest.mark.parametrize(
    "username", ["siswa", "siswi", "admin", "tetangga", "tetangga_pengawas"]
)
def test_others_may_not(username, open_browser, ticket, tickets):
    path = f"/tickets/{ticket}/reopen"
    open_browser(username).post(path, 403, reason=REASON, version="5", key="k")
    assert tickets.log(ticket)[-1] == "thanked"


# Closed on a Wednesday; the minimarket is closed on Saturdays and Sundays.
def test_the_seventh_school_day_is_in_time(return_on, ticket, tickets):
    return_on(15, 59, days=9).submit("reopen", reason=REASON)
    assert tickets.log(ticket)[-1] == "reopened"


def test_the_eighth_is_too_late_and_shows_the_way(return_on, ticket, tickets, clock):
    counter = return_on(23, 59, days=11)
    clock.move(minutes=1)
    counter.submit("reopen", 409, reason=REASON)
    assert counter.refusal == (
        "Tiket ini ditutup lebih dari 7 hari sekolah yang lalu, jadi tetap tertutup. "
        "Mulailah tiket terkait."
    )
    assert counter.value("reason") == REASON
    assert counter.has_form("follow-on")
    assert tickets.log(ticket)[-1] == "thanked"


def test_holidays_in_between_do_not_count(return_on, ticket, tickets, app, world):
    holidays = [date(2026, 9, 3) + timedelta(days=n) for n in range(20)]
    close(app, world.units["MM"], holidays)
    # 23 September is the first school day after them, 1 October the seventh.
    return_on(15, 0, days=29).submit("reopen", reason=REASON)
    assert tickets.log(ticket)[-1] == "reopened"


def test_holidays_do_not_make_it_endless(return_on, app, world):
    holidays = [date(2026, 9, 3) + timedelta(days=n) for n in range(20)]
    close(app, world.units["MM"], holidays)
    counter = return_on(7, 0, days=30)
    assert not counter.has_form("reopen")
    assert counter.has_form("follow-on")


def test_the_seven_days_begin_anew_with_every_closing(ticket, tickets, clock):
    clock.set(9, 0, days=8)
    tickets.reopen(ticket)
    tickets.fulfil(ticket)
    tickets.thank(ticket)
    clock.set(9, 0, days=15)
    tickets.reopen(ticket)
    assert tickets.log(ticket).count("reopened") == 2


def test_an_open_ticket_has_nothing_to_reopen(open_browser, tickets):
    ticket = tickets.at(Step.THANK)
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}")
    assert not pengawas.has_form("reopen")
    path = f"/tickets/{ticket}/reopen"
    pengawas.post(path, 409, reason=REASON, version="4", key="k", page=path)
    assert (
        pengawas.refusal == "Tiket ini masih terbuka, jadi tidak perlu dibuka kembali."
    )


def test_an_undone_ticket_stays_undone(open_browser, tickets):
    ticket = tickets.start()
    tickets.undo(ticket)
    assert not open_browser("pengawas").get(f"/tickets/{ticket}").has_form("reopen")
    with pytest.raises(NotReopenable) as refused:
        tickets.reopen(ticket)
    assert refused.value.message.startswith("This ticket was undone")


def test_says_that_the_owner_is_away(counter, ticket, rosters):
    assert "PKL" not in counter.text
    rosters.away("siswa")
    counter.get(f"/tickets/{ticket}")
    assert (
        "Sedang PKL. Jadi, setelah itu langsung kembalikan ke antrean." in counter.text
    )
    counter.submit("reopen", reason=REASON)
    assert "Sedang PKL." in counter.text
    counter.submit("release")
    assert "antrean" in counter.html


def test_says_that_the_owner_has_left(counter, ticket, world, open_browser):
    account = f"/admin/people/{world.id_of('siswa')}"
    open_browser("admin").get(account).submit("deactivate")
    counter.get(f"/tickets/{ticket}")
    assert "Sudah tidak di unit ini." in counter.text


def test_asks_why(counter, ticket, tickets):
    counter.submit("reopen", 422)
    assert list(counter.errors) == ["reopen-reason"]
    assert tickets.log(ticket)[-1] == "thanked"


def test_a_double_tap_reopens_once(counter, ticket, tickets):
    counter.submit("reopen", reason=REASON)
    counter.again()
    assert tickets.log(ticket).count("reopened") == 1


def test_a_stale_page_reopens_nothing_unseen(counter, ticket, tickets):
    tickets.undo(ticket)
    counter.submit("reopen", 409, reason=REASON)
    assert counter.value("reason", "reopen") == REASON
    assert tickets.log(ticket)[-1] == "voided"


def test_a_slip_is_undone(counter, ticket, tickets):
    closed_at = tickets.read(ticket).closed_at
    counter.submit("reopen", reason=REASON)
    counter.submit("undo")
    assert tickets.read(ticket).closed_at == closed_at


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_text_as_typed(text, counter, ticket, tickets):
    counter.submit("reopen", reason=text)
    assert tickets.words(ticket)["reason"] == text


def test_limits_long_text_and_keeps_it(counter, ticket, tickets):
    counter.submit("reopen", 422, reason="é" * 5_001)
    assert counter.value("reason") == "é" * 5_001
    assert tickets.log(ticket)[-1] == "thanked"


def test_rejects_get(counter, ticket):
    counter.get(f"/tickets/{ticket}/reopen", 405)


def test_knows_no_other_ticket(counter):
    counter.post("/tickets/999999/reopen", 404, reason=REASON, version="1", key="k")
