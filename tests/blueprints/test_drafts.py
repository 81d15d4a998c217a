"""Drafts: what is being typed is kept on the server, for the one who types."""

import pytest

from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import Draft
from tests.support.forms import STRANGE, confirm, record

HALF = "Rotinya sudah berja"


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.RECORD)


@pytest.fixture
def counter(siswa, ticket):
    return siswa.get(f"/tickets/{ticket}")


@pytest.fixture
def drafts(app):
    """Return what counts the drafts kept."""

    def count():
        with app.app_context():
            return db.session.query(Draft).count()

    return count


def test_what_is_half_typed_is_there_after_a_power_cut(counter, ticket, open_browser):
    status = counter.save_draft(
        "record", complaint=HALF, needs=["practical"], no_receipt=True
    )
    assert status == 204
    again = open_browser("siswa").get(f"/tickets/{ticket}")
    assert again.value("complaint") == HALF
    assert again.page.find("input", value="practical").has_attr("checked")
    assert again.page.find(attrs={"name": "no_receipt"}).has_attr("checked")


@pytest.mark.parametrize("step", Step)
def test_every_step_keeps_its_draft(step, siswa, tickets):
    field = {
        Step.RECORD: "complaint",
        Step.CONFIRM: "restatement",
        Step.FULFIL: "done",
        Step.THANK: "words",
    }[step]
    ticket = tickets.at(step)
    siswa.get(f"/tickets/{ticket}").save_draft(step.value, **{field: HALF})
    assert siswa.get(f"/tickets/{ticket}").value(field) == HALF


def test_the_last_one_saved_stands(counter, ticket, drafts):
    counter.save_draft("record", complaint="pertama")
    counter.save_draft("record", complaint="kedua")
    assert counter.get(f"/tickets/{ticket}").value("complaint") == "kedua"
    assert drafts() == 1


def test_is_no_event(counter, ticket, tickets):
    counter.save_draft("record", complaint=HALF)
    assert tickets.log(ticket) == ["received"]
    assert tickets.read(ticket).complaint == ""


def test_can_be_sent_as_it_is(counter, ticket, world, tickets):
    counter.save_draft("record", **record(world))
    counter.get(f"/tickets/{ticket}").submit("record")
    assert tickets.log(ticket) == ["received", "recorded"]


def test_ends_with_the_sending(counter, ticket, world, drafts):
    counter.save_draft("record", complaint=HALF)
    counter.submit("record", **record(world))
    assert drafts() == 0


def test_does_not_bring_back_a_stale_version(counter, ticket, world, tickets):
    counter.save_draft("record", complaint=HALF)
    tickets.release(ticket)
    tickets.take(ticket)
    counter.get(f"/tickets/{ticket}")
    counter.submit("record", **record(world))
    assert tickets.log(ticket)[-1] == "recorded"


def test_does_not_bring_back_a_used_key(counter, ticket, world, tickets):
    counter.save_draft("record", complaint=HALF)
    counter.submit("record", **record(world))
    tickets.step_back(ticket, Step.RECORD)
    counter.get(f"/tickets/{ticket}").submit("record", item="Roti tawar")
    assert tickets.read(ticket).item == "Roti tawar"


def test_survives_a_refusal(counter, ticket, world):
    counter.save_draft("record", complaint=HALF)
    counter.submit("record", 422, **record(world, item=""))
    assert counter.value("complaint").startswith("Roti sobek")


def test_belongs_to_the_one_who_types(counter, ticket, open_browser, tickets):
    counter.save_draft("record", complaint=HALF)
    tickets.release(ticket)
    tickets.take(ticket, by="siswi")
    siswi = open_browser("siswi").get(f"/tickets/{ticket}")
    assert siswi.value("complaint") == ""


def test_of_a_step_undone_does_not_hide_what_was_sent(siswa, tickets):
    ticket = tickets.at(Step.CONFIRM)
    counter = siswa.get(f"/tickets/{ticket}")
    counter.save_draft("confirm", restatement=HALF)
    counter.submit("confirm", **confirm())
    counter.submit("undo")
    assert counter.value("restatement").startswith("Jadi Ibu")


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_text_as_typed(text, counter, ticket):
    counter.save_draft("record", complaint=text)
    assert counter.get(f"/tickets/{ticket}").value("complaint") == text


def test_takes_nul_bytes(counter, ticket):
    counter.save_draft("record", complaint="a\x00b")
    assert counter.get(f"/tickets/{ticket}").value("complaint") == "ab"


def test_nonsense_in_a_draft_does_not_break_the_page(counter, ticket, siswa):
    siswa.post(
        "/drafts",
        204,
        page=f"/tickets/{ticket}/record",
        version="abc",
        source_id="x",
        remedy="telepathy",
        needs="money",
        no_receipt="maybe",
        sent_at="never",
    )
    counter.get(f"/tickets/{ticket}")
    assert counter.has_form("record")


@pytest.mark.parametrize("length", [200, 201, 5_000])
def test_a_long_page_name_does_no_harm(length, siswa, drafts):
    siswa.post("/drafts", 204, page="/" * length, complaint=HALF)
    assert drafts() == (1 if length <= 200 else 0)


@pytest.mark.parametrize(
    "address", ["", "\x00", "/tickets/1\x00", "😡", "//example.com"]
)
def test_a_strange_page_name_does_no_harm(address, siswa):
    siswa.post("/drafts", 204, page=address, complaint=HALF)


def test_what_no_form_could_accept_is_not_kept(siswa, drafts):
    siswa.post("/drafts", 204, page="/tickets/1/record", complaint="x" * 200_000)
    assert drafts() == 0


def test_says_that_signing_in_will_be_asked(counter):
    counter.forget_session()
    assert counter.save_draft("record", complaint=HALF) == 401


def test_rejects_get(siswa):
    siswa.get("/drafts", 405)
