"""When a step was done, from the paper book: a claim, for a supervisor to verify."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from desk.domain.vocabulary import Channel, Step
from desk.extensions import db
from desk.models import TicketEvent
from tests.support import forms

WIB = ZoneInfo("Asia/Jakarta")


def at(time, day="2026-09-02"):
    moment = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=WIB)
    return int(moment.timestamp())


def when(time):
    return {"done_at": f"2026-09-02T{time}"}


@pytest.fixture
def ticket(tickets):
    """Return a complaint of 08.15; the power is back at 09.00."""
    return tickets.enter_paper(received_at=at("08:15:00"))


@pytest.fixture
def counter(siswa, ticket):
    return siswa.get(f"/tickets/{ticket}")


def _walked(tickets, ticket):
    with tickets.reading():
        query = select(TicketEvent).filter_by(ticket_id=ticket).order_by("n")
        rows = db.session.scalars(query).all()
        return [(row.kind.value, row.at, row.recorded_at) for row in rows]


def test_walks_the_four_steps_as_the_book_says(counter, ticket, tickets, world, clock):
    counter.submit("record", **forms.record(world), **when("08:18"))
    counter.submit("confirm", **forms.confirm(), **when("08:20"))
    counter.submit("fulfil", **forms.fulfil(), **when("08:31"))
    counter.submit("thank", **forms.thank(), **when("08:33"))
    now = clock.now
    assert _walked(tickets, ticket) == [
        ("received", at("08:15:00"), now),
        ("recorded", at("08:18:00"), now),
        ("confirmed", at("08:20:00"), now),
        ("fulfilled", at("08:31:00"), now),
        ("thanked", at("08:33:00"), now),
    ]
    row = tickets.read(ticket)
    assert row.step is None
    assert row.is_paper
    assert row.claims_to_review == 5
    # Until a supervisor has verified them, the steps count from when they were
    # written down: what is claimed shortens nothing.
    assert row.resolution == row.response == 45 * 60


def test_the_page_says_what_was_claimed_and_when(counter, world):
    counter.submit("record", **forms.record(world), **when("08:18"))
    entry = counter.page.select(".history .timeline > li")[-1].get_text()
    assert "08.18" in entry
    assert "09.00" in entry


def test_is_optional(counter, ticket, tickets, world, clock):
    counter.submit("record", **forms.record(world))
    assert _walked(tickets, ticket)[-1] == ("recorded", clock.now, clock.now)
    assert tickets.read(ticket).claims_to_review == 1


def test_only_a_paper_record_asks(siswa, tickets, world):
    ticket = tickets.start()
    siswa.get(f"/tickets/{ticket}")
    assert siswa.value("done_at") is None
    siswa.submit("record", **forms.record(world), forged=when("08:00"))
    assert tickets.read(ticket).claims_to_review == 0


@pytest.mark.parametrize("time", ["09:02", "23:59"])
def test_refuses_what_has_not_been_yet(time, counter, ticket, tickets, world):
    counter.submit("record", 422, **forms.record(world), **when(time))
    assert set(counter.errors) == {"done_at"}
    assert counter.value("done_at") == f"2026-09-02T{time}"
    assert tickets.log(ticket) == ["received"]


def test_refuses_what_was_before_the_receipt(counter, ticket, tickets, world):
    counter.submit("record", 422, **forms.record(world), **when("08:14"))
    assert "sebelum keluhan diterima" in counter.errors["done_at"]
    counter.submit("record", **when("08:15"))
    assert tickets.log(ticket)[-1] == "recorded"


def test_refuses_what_was_before_the_step_before(counter, ticket, tickets, world):
    counter.submit("record", **forms.record(world), **when("08:18"))
    counter.submit("confirm", 422, **forms.confirm(), **when("08:17"))
    assert "sebelum tiket sampai" in counter.errors["done_at"]
    assert tickets.log(ticket)[-1] == "recorded"


def test_once_done_now_nothing_is_done_earlier(counter, ticket, world, clock):
    counter.submit("record", **forms.record(world))
    clock.move(minutes=5)
    counter.submit("confirm", 422, **forms.confirm(), **when("08:59"))
    assert set(counter.errors) == {"done_at"}


def test_the_minute_of_the_receipt_will_do(siswa, tickets, world):
    ticket = tickets.enter_paper(received_at=at("08:15:40"))
    siswa.get(f"/tickets/{ticket}")
    siswa.submit("record", **forms.record(world), **when("08:15"))
    assert _walked(tickets, ticket)[-1][:2] == ("recorded", at("08:15:40"))


def test_tells_everything_that_is_wrong_at_once(counter):
    counter.submit("record", 422, **when("08:14"))
    assert {"done_at", "complaint", "item"} <= set(counter.errors)


def test_a_correction_has_its_time_too(counter, ticket, tickets, world):
    counter.submit("record", **forms.record(world), **when("08:18"))
    corrected = forms.confirm(reply="corrected", corrected_need="Uang kembali.")
    counter.submit("confirm", **corrected, **when("08:20"))
    assert _walked(tickets, ticket)[-1][:2] == ("stepped_back", at("08:20:00"))
    counter.submit("confirm", **forms.confirm(), **when("08:21"))
    assert _walked(tickets, ticket)[-1][:2] == ("confirmed", at("08:21:00"))
    assert tickets.read(ticket).claims_to_review == 4


def test_undone_it_is_back_in_the_form(counter, world):
    counter.submit("record", **forms.record(world), **when("08:18"))
    counter.submit("undo")
    assert counter.value("done_at") == "2026-09-02T08:18"


def test_asking_for_approval_has_no_time(counter, ticket, tickets, world):
    counter.submit("record", **forms.record(world), **when("08:18"))
    counter.submit("confirm", **forms.confirm(), **when("08:20"))
    asked = forms.fulfil(solution="refund")
    counter.submit("ask-approval", **asked, **when("08:25"))
    assert tickets.log(ticket)[-1] == "approval_requested"
    # The request itself is made now, whatever the book says about the solution.
    assert _walked(tickets, ticket)[-1][1] == _walked(tickets, ticket)[-1][2]


def test_a_sent_restatement_comes_back_when_undone(siswa, tickets, clock):
    ticket = tickets.at(Step.CONFIRM, channel=Channel.WHATSAPP)
    siswa.get(f"/tickets/{ticket}")
    sent = {"reply": "not_answered", "sent_at": "2026-09-02T09:00"}
    siswa.submit("confirm", **forms.confirm(**sent))
    siswa.submit("undo")
    assert siswa.value("sent_at") == "2026-09-02T09:00"
