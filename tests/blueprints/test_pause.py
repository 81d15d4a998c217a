"""Pause: the holder waits for an answer, and the clock stands still meanwhile."""

import pytest

from desk.domain.errors import NotPausable, TooManyPauses
from desk.domain.vocabulary import Channel, PauseReason, Step
from tests.support.forms import STRANGE
from tests.support.words import say

HOUR = 3600
ASKED = {
    "reason": "waiting_customer",
    "question": "Ibu lebih suka roti cokelat atau keju?",
    "attempt": "Menelepon dua kali, tidak diangkat.",
    "channel": "phone",
}


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.FULFIL)


@pytest.fixture
def counter(siswa, ticket):
    return siswa.get(f"/tickets/{ticket}")


@pytest.mark.parametrize("step", [Step.CONFIRM, Step.FULFIL])
def test_pauses(step, siswa, tickets):
    ticket = tickets.at(step)
    siswa.get(f"/tickets/{ticket}").submit("pause", **ASKED)
    assert tickets.log(ticket)[-1] == "paused"
    assert tickets.facts(ticket) == {"reason": "waiting_customer", "channel": "phone"}
    assert tickets.words(ticket) == {
        "question": ASKED["question"],
        "attempt": ASKED["attempt"],
    }
    assert siswa.flashes == ["success"]
    assert tickets.read(ticket).step is step


def test_the_clock_stands_still(counter, clock, ticket, tickets):
    counter.submit("pause", **ASKED)
    clock.move(minutes=50)
    assert tickets.measures(ticket).paused == 50 * 60
    assert tickets.measures(ticket).resolution == 0


def test_is_over_after_one_school_day(counter, clock, ticket, tickets):
    begun = clock.now
    counter.submit("pause", **ASKED)
    # Hours of the test's unit: 7 counted hours end tomorrow morning.
    until = tickets.read(ticket).paused_until
    assert until > begun + 7 * HOUR
    clock.move(seconds=until - 1 - clock.now)
    counter.sign_in("siswa")  # the session of yesterday is over
    assert counter.get(f"/tickets/{ticket}").has_form("resume")
    clock.move(seconds=1)
    counter.get(f"/tickets/{ticket}")
    assert not counter.has_form("resume")
    assert counter.has_form("pause")
    clock.move(minutes=1)
    assert tickets.measures(ticket).paused == 7 * HOUR
    assert tickets.measures(ticket).resolution == 60


def test_says_since_when_why_and_until_when(counter, ticket):
    counter.submit("pause", **ASKED)
    assert say("Paused: the clock stands still.") in counter.text
    for shown in ("Sejak 2 Sep 09.00.", "Pada 3 Sep 09.00", "Menunggu pelanggan"):
        assert shown in counter.text
    assert ASKED["question"] in counter.text
    assert not counter.has_form("pause")


def test_is_told_in_english_too(siswa, ticket):
    siswa.get(f"/tickets/{ticket}").submit("language", language="en")
    siswa.get(f"/tickets/{ticket}").submit("pause", **ASKED)
    assert "Paused: the clock stands still. Since 2 Sep 09.00." in siswa.text
    assert "Reason Waiting for the customer" in siswa.text
    assert "Tried by Phone" in siswa.text


@pytest.mark.parametrize("reason", ["waiting_supplier", "waiting_decision"])
def test_other_reasons_wait_for_a_supervisor(reason, counter, clock, ticket, tickets):
    counter.submit("pause", **{**ASKED, "reason": reason})
    runs = say("Waiting, but the clock runs until a supervisor approves.")
    assert runs in counter.text
    clock.move(minutes=30)
    assert tickets.measures(ticket).paused == 0
    assert tickets.measures(ticket).resolution == 30 * 60
    assert tickets.read(ticket).paused_until is None
    assert tickets.read(ticket).pauses_to_review == 1
    assert counter.get(f"/tickets/{ticket}").has_form("resume")


def test_the_form_says_so_before_it_is_sent(counter):
    told = say(
        "Waiting for the customer counts at once. Waiting for a supplier or for the "
        "school: the clock runs until a supervisor approves."
    )
    assert told in counter.text


def test_the_step_can_still_be_completed_which_ends_it(counter, ticket, tickets):
    counter.submit("pause", **ASKED)
    assert counter.has_form("fulfil")
    tickets.fulfil(ticket)
    assert tickets.read(ticket).paused_until is None
    assert not counter.get(f"/tickets/{ticket}").has_form("resume")


@pytest.mark.parametrize("step", [Step.RECORD, Step.THANK])
def test_only_in_confirm_and_fulfil(step, siswa, tickets):
    ticket = tickets.at(step)
    siswa.get(f"/tickets/{ticket}")
    assert not siswa.has_form("pause")
    typed = {**ASKED, "version": str(tickets.read(ticket).version), "key": "k"}
    siswa.post(f"/tickets/{ticket}/pause", 409, **typed)
    assert siswa.refusal == say(NotPausable.message)
    assert siswa.value("question", "pause") == ASKED["question"]
    assert "paused" not in tickets.log(ticket)


@pytest.mark.parametrize(
    ("field", "value"),
    [("question", ""), ("question", "   "), ("attempt", ""), ("attempt", "\n")],
)
def test_refuses_to_wait_without_having_asked(field, value, counter, ticket, tickets):
    counter.submit("pause", 422, **{**ASKED, field: value})
    assert counter.errors == {f"pause-{field}": say("Please fill this in.")}
    assert counter.value("reason", "pause") == "waiting_customer"
    assert tickets.log(ticket)[-1] == "confirmed"


@pytest.mark.parametrize("field", ["reason", "channel"])
def test_refuses_what_is_not_chosen(field, counter, ticket, tickets):
    counter.submit("pause", 422, **{**ASKED, field: False})
    assert counter.errors == {f"pause-{field}": say("Please choose one.")}
    assert tickets.log(ticket)[-1] == "confirmed"


@pytest.mark.parametrize(
    ("field", "value"), [("reason", "tired"), ("channel", "observation")]
)
def test_refuses_what_is_not_offered(field, value, counter, ticket, tickets):
    counter.submit("pause", 422, forged={field: value}, **ASKED)
    assert set(counter.errors) == {f"pause-{field}"}
    assert tickets.log(ticket)[-1] == "confirmed"


def test_the_service_refuses_a_channel_by_which_nobody_is_asked(ticket, tickets):
    from desk.domain.errors import InvalidInput

    with pytest.raises(InvalidInput):
        tickets.pause(ticket, channel=Channel.OBSERVATION)


def test_three_times_and_no_fourth(siswa, ticket, tickets):
    for _ in range(3):
        tickets.pause(ticket)
        tickets.resume(ticket)
    siswa.get(f"/tickets/{ticket}")
    assert not siswa.has_form("pause")
    assert say("All three pauses of this ticket are used up.") in siswa.text
    typed = {**ASKED, "version": str(tickets.read(ticket).version), "key": "k"}
    siswa.post(f"/tickets/{ticket}/pause", 409, **typed)
    assert siswa.refusal == say(TooManyPauses.message) % {"most": 3}
    assert tickets.log(ticket).count("paused") == 3


def test_one_undone_was_none_one_turned_down_was_one(siswa, ticket, tickets):
    tickets.pause(ticket)
    tickets.undo(ticket)
    tickets.pause(ticket)
    tickets.reject(ticket, tickets.read(ticket).version)
    siswa.get(f"/tickets/{ticket}")
    assert "Sisa 2 jeda" in siswa.text


def test_not_while_one_stands(siswa, ticket, tickets):
    siswa.get(f"/tickets/{ticket}")
    tickets.pause(ticket)
    version = tickets.read(ticket).version
    siswa.submit("pause", 409, forged={"version": str(version)}, **ASKED)
    assert siswa.refusal == say("This ticket is paused already. Resume first.")
    assert tickets.log(ticket).count("paused") == 1


def test_not_while_one_waits_for_a_supervisor(siswa, ticket, tickets):
    siswa.get(f"/tickets/{ticket}")
    tickets.pause(ticket, reason=PauseReason.WAITING_SUPPLIER)
    version = tickets.read(ticket).version
    siswa.submit("pause", 409, forged={"version": str(version)}, **ASKED)
    assert siswa.refusal == say("This ticket is paused already. Resume first.")


def test_again_once_the_first_is_turned_down(counter, ticket, tickets):
    tickets.pause(ticket)
    tickets.reject(ticket, tickets.read(ticket).version, reason="Ibunya masih di sini.")
    counter.get(f"/tickets/{ticket}")
    refused = say("Your pause was turned down. Its time counts as working time.")
    assert refused in counter.text
    assert "Ibunya masih di sini." in counter.text
    counter.submit("pause", **ASKED)
    assert refused not in counter.text


@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("siswi", 403),
        ("pengawas", 409),
        ("guru", 403),
        ("ketua", 403),
        ("admin", 403),
        ("tetangga", 403),
        ("tetangga_pengawas", 403),
    ],
)
def test_only_the_holder(username, status, open_browser, ticket, tickets):
    browser = open_browser(username)
    typed = {**ASKED, "version": str(tickets.read(ticket).version), "key": "k"}
    browser.post(f"/tickets/{ticket}/pause", status, **typed)
    assert tickets.log(ticket)[-1] == "confirmed"


def test_a_supervisor_pauses_the_own_ticket(open_browser, tickets):
    ticket = tickets.at(Step.FULFIL, by="pengawas")
    open_browser("pengawas").get(f"/tickets/{ticket}").submit("pause", **ASKED)
    assert tickets.log(ticket)[-1] == "paused"


def test_a_closed_ticket_stays_closed(siswa, tickets):
    ticket = tickets.at(None)
    typed = {**ASKED, "version": str(tickets.read(ticket).version), "key": "k"}
    siswa.get(f"/tickets/{ticket}").post(f"/tickets/{ticket}/pause", 409, **typed)
    assert tickets.log(ticket)[-1] == "thanked"


def test_begins_now_whatever_is_sent(counter, clock, ticket, tickets):
    counter.submit("pause", forged={"at": "1", "recorded_at": "1"}, **ASKED)
    assert tickets.events(ticket)[-1].at == clock.now


def test_a_double_tap_pauses_once(counter, ticket, tickets):
    counter.submit("pause", **ASKED)
    counter.again()
    assert counter.flashes == ["success"]
    assert tickets.log(ticket).count("paused") == 1


def test_a_stale_page_pauses_nothing_unseen(counter, ticket, tickets):
    tickets.ask_approval(ticket)
    counter.submit("pause", 409, **ASKED)
    assert counter.refusal
    assert counter.value("question", "pause") == ASKED["question"]
    counter.submit("pause")
    assert tickets.log(ticket)[-1] == "paused"


def test_undone_it_never_was_and_the_words_are_back(counter, clock, ticket, tickets):
    counter.submit("pause", **ASKED)
    clock.move(minutes=4)
    counter.submit("undo")
    assert tickets.measures(ticket).paused == 0
    assert counter.value("question", "pause") == ASKED["question"]
    assert counter.value("reason", "pause") == "waiting_customer"
    counter.submit("pause")
    assert tickets.log(ticket)[-1] == "paused"


def test_a_draft_is_kept_beside_that_of_the_step(counter, ticket, siswa):
    counter.save_draft("pause", question="Ibu mau")
    siswa.get(f"/tickets/{ticket}")
    assert siswa.value("question", "pause") == "Ibu mau"


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_text_as_typed(text, counter, ticket, tickets):
    counter.submit("pause", **{**ASKED, "question": text})
    assert tickets.words(ticket)["question"] == text
    assert " ".join(text.split()) in counter.text


def test_limits_long_text_and_keeps_it(counter, ticket, tickets):
    counter.submit("pause", 422, **{**ASKED, "attempt": "é" * 5_001})
    assert counter.value("attempt", "pause") == "é" * 5_001
    assert tickets.log(ticket)[-1] == "confirmed"


def test_lists_say_so_as_long_as_it_lasts(siswa, open_browser, clock, ticket, tickets):
    assert not siswa.get("/tickets/").page.select(".tag-paused")
    tickets.pause(ticket)
    assert siswa.get("/tickets/").page.select(".tag-paused")
    assert open_browser("guru").get("/review/").page.select(".tag-paused")
    clock.move(seconds=tickets.read(ticket).paused_until - clock.now)
    siswa.sign_in("siswa")  # the session of yesterday is over
    assert not siswa.get("/tickets/").page.select(".tag-paused")


def test_rejects_get(siswa, ticket):
    siswa.get(f"/tickets/{ticket}/pause", 405)


def test_knows_no_other_ticket(siswa):
    siswa.post("/tickets/999999/pause", 404, key="k", **ASKED)
