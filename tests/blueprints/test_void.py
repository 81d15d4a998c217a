"""Correct the log: a reviewer undoes what happened last on a ticket, with a reason."""

import pytest

from desk.domain.refusals import NotCorrectable, OwnClick
from desk.domain.vocabulary import Step
from tests.support.forms import STRANGE
from tests.support.measures import shares

REASON = "Pelanggan belum menjawab, siswa salah tekan."


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.FULFIL)


@pytest.fixture
def counter(open_browser, ticket, clock):
    clock.move(minutes=6)
    return open_browser("pengawas").get(f"/tickets/{ticket}")


def test_undoes_what_happened_last(counter, ticket, tickets):
    counter.submit("void", reason=REASON)
    row = tickets.read(ticket)
    assert counter.flashes == ["success"]
    assert (row.step, row.response) == (Step.CONFIRM, None)
    assert tickets.log(ticket)[-1] == "voided"
    assert tickets.facts(ticket) == {"target": 3}
    assert tickets.words(ticket) == {"reason": REASON}


def test_says_first_what_would_be_undone(counter):
    panel = counter.page.select_one("form[action$='/void']").get_text(" ")
    assert "Yang akan dibatalkan: Kebutuhan ditegaskan" in " ".join(panel.split())
    assert "Siti Aminah" in panel


def test_the_student_reads_what_and_why(counter, siswa, ticket):
    counter.submit("void", reason=REASON)
    siswa.get(f"/tickets/{ticket}")
    assert REASON in siswa.text
    told = siswa.page.select(".timeline-voided")[-1].get_text(" ")
    assert "Kebutuhan ditegaskan, 2 Sep 09.00" in told
    assert siswa.has_form("confirm")
    assert siswa.value("restatement").startswith("Jadi Ibu")


def test_undone_never_happened(counter, ticket, tickets, world, clock):
    counter.submit("void", reason=REASON)
    clock.move(minutes=4)
    tickets.confirm(ticket)
    assert tickets.read(ticket).response == 600
    assert shares(tickets, ticket) == {world.id_of("siswa"): 600}


def test_goes_back_event_by_event_but_not_past_the_receipt(counter, ticket, tickets):
    counter.submit("void", reason=REASON)
    counter.submit("void", reason=REASON)
    assert tickets.read(ticket).step is Step.RECORD
    # What is no complaint is marked so; nobody makes one disappear.
    assert not counter.has_form("void")
    with pytest.raises(NotCorrectable):
        tickets.void(ticket)


def test_a_closed_ticket_is_open_again(counter, tickets):
    ticket = tickets.at(None)
    counter.get(f"/tickets/{ticket}").submit("void", reason=REASON)
    assert tickets.read(ticket).step is Step.THANK


def test_an_offer_is_passed_over(counter, ticket, tickets, world):
    tickets.offer(ticket)
    counter.get(f"/tickets/{ticket}").submit("void", reason=REASON)
    row = tickets.read(ticket)
    assert tickets.facts(ticket) == {"target": 3}
    assert (row.step, row.handover_to_id) == (Step.CONFIRM, world.id_of("siswi"))


def test_a_handover_accepted_goes_back_to_the_giver(counter, ticket, tickets, world):
    tickets.offer(ticket)
    tickets.accept(ticket)
    counter.get(f"/tickets/{ticket}").submit("void", reason=REASON)
    assert tickets.read(ticket).owner_id == world.id_of("siswa")


def test_an_approval_of_another_is_corrected_first(counter, ticket, tickets):
    tickets.ask_approval(ticket)
    tickets.approve(ticket, by="guru")
    counter.get(f"/tickets/{ticket}").submit("void", reason=REASON)
    assert tickets.read(ticket).approval == "requested"


@pytest.mark.parametrize("username", ["pengawas", "guru", "ketua"])
def test_reviewers_may(username, open_browser, ticket, tickets):
    browser = open_browser(username).get(f"/tickets/{ticket}")
    browser.submit("void", reason=REASON)
    assert tickets.log(ticket)[-1] == "voided"


@pytest.mark.parametrize(
    "username", ["siswa", "siswi", "admin", "tetangga", "tetangga_pengawas"]
)
def test_others_may_not(username, open_browser, ticket, tickets):
    path = f"/tickets/{ticket}/void"
    typed = {"reason": REASON, "version": "3", "target": "3", "key": "k"}
    open_browser(username).post(path, 403, **typed)
    assert tickets.log(ticket)[-1] == "confirmed"


def test_nobody_corrects_their_own_ticket(open_browser, tickets, clock):
    ticket = tickets.at(Step.FULFIL, by="pengawas")
    clock.move(minutes=6)
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}")
    assert not pengawas.has_form("void")
    path = f"/tickets/{ticket}/void"
    typed = {"reason": REASON, "version": "3", "target": "3", "key": "k"}
    pengawas.post(path, 409, page=path, **typed)
    assert "pengawas lain atau guru" in pengawas.refusal
    assert tickets.log(ticket)[-1] == "confirmed"


def test_nobody_corrects_their_own_click(open_browser, ticket, tickets, clock):
    tickets.ask_approval(ticket)
    tickets.approve(ticket, by="pengawas")
    clock.move(minutes=6)
    assert not open_browser("pengawas").get(f"/tickets/{ticket}").has_form("void")
    with pytest.raises(OwnClick):
        tickets.void(ticket, by="pengawas")
    tickets.void(ticket, by="guru")
    assert tickets.log(ticket)[-1] == "voided"


@pytest.mark.parametrize("target", ["1", "2", "9", "0", "", "-3", "abc", "9" * 30])
def test_only_the_last_event_can_be_undone(target, counter, ticket, tickets):
    counter.submit("void", 409, forged={"target": target}, reason=REASON)
    assert counter.refusal.startswith("Yang dapat dibatalkan hanya kejadian terakhir")
    assert counter.value("reason", "void") == REASON
    assert tickets.log(ticket)[-1] == "confirmed"


def test_asks_why(counter, ticket, tickets):
    counter.submit("void", 422)
    assert list(counter.errors) == ["void-reason"]
    assert tickets.log(ticket)[-1] == "confirmed"


def test_a_double_tap_undoes_one_event(counter, ticket, tickets):
    counter.submit("void", reason=REASON)
    counter.again()
    assert tickets.log(ticket).count("voided") == 1


def test_a_stale_page_undoes_nothing_unseen(counter, ticket, tickets):
    tickets.fulfil(ticket)
    counter.submit("void", 409, reason=REASON)
    assert counter.value("reason", "void") == REASON
    assert tickets.log(ticket)[-1] == "fulfilled"
    # The page names what would be undone now, and only then undoes it.
    counter.submit("void")
    assert tickets.facts(ticket) == {"target": 4}


def test_a_correction_itself_is_not_undone(counter, ticket, tickets):
    counter.submit("void", reason=REASON)
    assert tickets.read(ticket).step is Step.CONFIRM
    assert not counter.has_form("undo")


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_text_as_typed(text, counter, ticket, tickets):
    counter.submit("void", reason=text)
    assert tickets.words(ticket)["reason"] == text


def test_limits_long_text_and_keeps_it(counter, ticket, tickets):
    counter.submit("void", 422, reason="é" * 5_001)
    assert counter.value("reason", "void") == "é" * 5_001
    assert tickets.log(ticket)[-1] == "confirmed"


def test_rejects_get(counter, ticket):
    counter.get(f"/tickets/{ticket}/void", 405)


def test_knows_no_other_ticket(counter):
    counter.post("/tickets/999999/void", 404, reason=REASON, version="1", key="k")
