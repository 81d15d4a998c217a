"""Offer a ticket to a colleague: it changes nothing until the colleague accepts."""

import pytest

from desk.domain.errors import InvalidInput, NotYours, TicketClosed
from desk.domain.refusals import OffDuty, OffDutyUntil, OnInternship
from desk.domain.vocabulary import Attendance, Step
from desk.services import receivers
from tests.support.forms import STRANGE, confirm
from tests.support.measures import shares

NOTE = "Ibunya menunggu di kasir, rotinya sudah saya ambil."


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.CONFIRM)


@pytest.fixture
def counter(siswa, ticket):
    return siswa.get(f"/tickets/{ticket}")


def offer(browser, world, to="siswi", status=None, **typed):
    """Fill in the form; whom it offers the page must offer."""
    return browser.submit("offer", status, receiver_id=str(world.id_of(to)), **typed)


def test_offers(counter, ticket, tickets, world):
    offer(counter, world, note=NOTE)
    assert counter.flashes == ["success"]
    assert tickets.log(ticket)[-1] == "handover_offered"
    assert tickets.facts(ticket) == {"receiver": world.id_of("siswi")}
    assert tickets.words(ticket) == {"note": NOTE}


def test_alone_it_changes_nothing(counter, ticket, tickets, world, clock):
    offer(counter, world)
    row = tickets.read(ticket)
    assert row.owner_id == world.id_of("siswa")
    assert row.handover_to_id == world.id_of("siswi")
    clock.move(minutes=20)
    assert shares(tickets, ticket) == {world.id_of("siswa"): 1200}
    counter.submit("confirm", **confirm())
    assert tickets.read(ticket).step is Step.FULFIL


def test_the_giver_reads_that_it_is_not_answered_yet(counter, world):
    offer(counter, world)
    assert "Ditawarkan kepada Dewi Lestari" in counter.text
    assert counter.has_form("withdraw")
    assert not counter.has_form("offer")


def test_the_receiver_finds_it_on_the_desk(counter, ticket, world, open_browser):
    offer(counter, world, note=NOTE)
    siswi = open_browser("siswi").get("/tickets/")
    assert siswi.rows == [ticket]
    assert "Ditawarkan kepadamu" in siswi.text
    assert NOTE in siswi.text
    assert siswi.has_form(f"/tickets/{ticket}/accept")


def test_the_receiver_opens_it_and_reads_the_note(
    counter, ticket, world, open_browser, tickets
):
    open_browser("siswi").get(f"/tickets/{ticket}", 403)
    offer(counter, world, note=NOTE)
    siswi = open_browser("siswi").get(f"/tickets/{ticket}")
    assert NOTE in siswi.text
    assert siswi.has_form("accept")
    assert siswi.has_form("decline")
    # Who has been offered it may read on, so that a late answer is met with a reason.
    tickets.withdraw(ticket)
    actions = siswi.get(f"/tickets/{ticket}").actions
    assert actions == [f"/tickets/{ticket}/reveal"]


def test_the_timeline_names_the_receiver(counter, world):
    offer(counter, world, note=NOTE)
    last = counter.page.select(".timeline-handover_offered")[-1].get_text(" ")
    assert "Dewi Lestari" in last
    assert NOTE in last


def test_only_who_is_on_duty_is_offered(counter, ticket, rosters, world):
    rosters.plan("siswa", hours="08:00-10:00")
    rosters.plan("siswi", hours="09:10-11:00")
    rosters.plan("pengawas", hours="09:11-11:00")
    counter.get(f"/tickets/{ticket}")
    chips = counter.page.select("#offer-receiver_id .chip-label")
    names = [chip.get_text() for chip in chips]
    assert "Dewi Lestari · mulai 09.10" in names
    assert not any("Bagus" in name for name in names)


def test_a_shift_that_begins_in_ten_minutes_is_near_enough(
    counter, ticket, rosters, tickets, world
):
    rosters.plan("siswi", hours="09:10-11:00")
    offer(counter.get(f"/tickets/{ticket}"), world)
    assert tickets.log(ticket)[-1] == "handover_offered"


def test_nobody_there_says_what_happens_then(counter, ticket, rosters):
    rosters.plan("siswa", hours="08:00-10:00")
    counter.get(f"/tickets/{ticket}")
    assert "Tidak ada teman yang bertugas sekarang" in counter.text
    assert not counter.page.select("[name=receiver_id]")


def test_somebody_off_duty_is_refused_with_the_next_shift(
    counter, ticket, rosters, tickets, world
):
    rosters.plan("siswa", hours="08:00-10:00")
    rosters.plan("siswi", hours="09:11-11:00")
    offer(counter, world, status=409, note=NOTE)
    assert counter.refusal == (
        "Dewi Lestari baru bertugas 2 Sep 09.11. Pilih teman yang sedang bertugas, "
        "atau kembalikan tiket ke antrean."
    )
    assert counter.value("note") == NOTE
    assert tickets.log(ticket)[-1] == "recorded"


def test_the_refusal_reads_in_english_too(counter, rosters, world):
    counter.submit("language", language="en")
    rosters.plan("siswa", hours="08:00-10:00")
    offer(counter, world, status=409)
    assert counter.refusal.startswith("Dewi Lestari is not on duty now. Choose")


@pytest.mark.parametrize(
    ("begin", "attendance", "refused"),
    [
        ("09:00", Attendance.SICK, OffDuty),
        ("09:00", Attendance.ABSENT, OffDuty),
        ("13:00", None, OffDutyUntil),
    ],
)
def test_who_is_not_there_is_refused(begin, attendance, refused, rosters, tickets):
    ticket = tickets.at(Step.CONFIRM)
    rosters.plan("siswa", hours="08:00-10:00")
    (shift,) = rosters.plan("siswi", hours=f"{begin}-14:00")
    if attendance:
        rosters.attend(shift, attendance)
    with pytest.raises(refused):
        tickets.offer(ticket)
    assert tickets.log(ticket)[-1] == "recorded"


def test_who_is_on_internship_is_refused_even_without_a_roster(
    counter, ticket, rosters, tickets, world
):
    rosters.away("siswi")
    offer(counter, world, status=409)
    assert "sedang PKL" in counter.refusal
    with pytest.raises(OnInternship):
        tickets.offer(ticket)


def test_not_to_oneself(counter, ticket, tickets, world):
    forged = {"receiver_id": str(world.id_of("siswa"))}
    counter.submit("offer", 422, forged=forged)
    assert list(counter.errors.values()) == [
        "Tiket ini sudah kamu pegang. Pilih temanmu."
    ]
    assert tickets.log(ticket)[-1] == "recorded"


@pytest.mark.parametrize("to", ["tetangga", "guru", "admin"])
def test_not_to_somebody_who_cannot_hold_it(to, counter, ticket, tickets, world):
    counter.submit("offer", 422, forged={"receiver_id": str(world.id_of(to))})
    assert tickets.log(ticket)[-1] == "recorded"
    with pytest.raises(InvalidInput) as refused:
        tickets.offer(ticket, to=to)
    assert refused.value.errors == {"receiver_id": receivers.CANNOT_HOLD}


def test_not_to_a_closed_account(counter, ticket, tickets, world, open_browser):
    siswi = f"/admin/people/{world.id_of('siswi')}"
    open_browser("admin").get(siswi).submit("deactivate")
    offer(counter, world, status=422)
    with pytest.raises(InvalidInput):
        tickets.offer(ticket)
    counter.get(f"/tickets/{ticket}")
    assert "Dewi Lestari" not in counter.text


@pytest.mark.parametrize("receiver", ["", "abc", "0", "-1", "999999", "9" * 30])
def test_somebody_must_be_chosen(receiver, counter, ticket, tickets):
    counter.submit("offer", 422, forged={"receiver_id": receiver}, note=NOTE)
    assert counter.value("note") == NOTE
    assert tickets.log(ticket)[-1] == "recorded"


def test_one_offer_at_a_time(counter, ticket, tickets, world):
    offer(counter, world)
    version = str(tickets.read(ticket).version)
    path = f"/tickets/{ticket}/offer"
    receiver = str(world.id_of("pengawas"))
    counter.post(path, 409, receiver_id=receiver, version=version, key="k", page=path)
    assert counter.refusal.startswith("Tiket ini sedang ditawarkan")
    assert tickets.log(ticket).count("handover_offered") == 1


def test_only_the_owner_offers(ticket, tickets, open_browser):
    with pytest.raises(NotYours):
        tickets.offer(ticket, to="siswi", by="pengawas")
    assert not open_browser("pengawas").get(f"/tickets/{ticket}").has_form("offer")


def test_nothing_is_handed_over_after_the_end(tickets):
    closed = tickets.at(None)
    with pytest.raises(TicketClosed):
        tickets.offer(closed)


@pytest.mark.parametrize("username", ["guru", "ketua", "admin", "tetangga"])
def test_refuses_others(username, open_browser, ticket, tickets):
    path = f"/tickets/{ticket}/offer"
    open_browser(username).post(path, 403, version="2", key="k", receiver_id="1")
    assert tickets.log(ticket)[-1] == "recorded"


def test_a_double_tap_offers_once(counter, ticket, tickets, world):
    offer(counter, world, note=NOTE)
    counter.again()
    assert tickets.log(ticket).count("handover_offered") == 1


def test_a_stale_page_offers_nothing_unseen(counter, ticket, tickets, world):
    tickets.confirm(ticket)
    offer(counter, world, status=409, note=NOTE)
    assert counter.refusal
    assert counter.value("note") == NOTE
    assert tickets.log(ticket)[-1] == "confirmed"
    offer(counter, world)
    assert tickets.log(ticket)[-1] == "handover_offered"


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_text_as_typed(text, counter, ticket, tickets, world):
    offer(counter, world, note=text)
    assert tickets.words(ticket)["note"] == text


def test_limits_long_text_and_keeps_it(counter, ticket, tickets, world):
    offer(counter, world, status=422, note="é" * 5_001)
    assert counter.value("note", "offer") == "é" * 5_001
    assert tickets.log(ticket)[-1] == "recorded"


def test_rejects_get(counter, ticket):
    counter.get(f"/tickets/{ticket}/offer", 405)


def test_knows_no_other_ticket(siswa):
    siswa.post("/tickets/999999/offer", 404, version="1", key="k")
