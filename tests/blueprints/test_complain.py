"""Complain: the public form, for anybody, without an account."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from desk.blueprints.complaint import forms
from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import CustomerCode, Photo, Ticket
from desk.services import photos
from tests.support.forms import STRANGE
from tests.support.photos import photo, sent
from tests.support.words import say

TOLD = {
    "complaint": "Roti cokelatnya keras sekali.",
    "item": "Roti cokelat",
    "remedy": "exchange",
    "customer": "Bu Ratna",
    "contact": "0812-3456-789",
}
ONE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def customer(visitor):
    return visitor.get("/complaint?unit=MM")


def count(app, table):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(table))


def code_on(browser):
    return "-".join(
        span.get_text() for span in browser.page.select(".public-code span")
    )


def test_it_waits_in_the_queue_with_everything_that_was_typed(
    customer, siswa, tickets, world
):
    customer.submit("/complaint", **TOLD)
    (ticket,) = siswa.get("/tickets/").rows
    assert say("Public form") in siswa.text
    assert tickets.log(ticket) == ["received"]
    assert tickets.facts(ticket) == {
        "number": tickets.read(ticket).number,
        "channel": "public_form",
        "remedy": "exchange",
    }
    row = tickets.read(ticket)
    assert (row.step, row.owner_id, row.unit_id) == (
        Step.RECORD,
        None,
        world.units["MM"],
    )
    siswa.get(f"/tickets/{ticket}")
    assert say("No receipt") not in siswa.text  # nobody has asked for one yet
    siswa.submit("take")
    form = {name: siswa.value(name, "record") for name in (*TOLD, "channel")}
    assert form == {**TOLD, "channel": "public_form"}
    assert say("Received by the public form") in siswa.text


def test_the_code_is_shown_once_and_only_its_digest_is_kept(app, customer):
    customer.submit("/complaint", **TOLD)
    assert customer.path == "/complaint/thanks"
    code = code_on(customer)
    assert code in customer.html.replace("</span><span>", "-")
    customer.get(f"/complaint/{code}")
    assert TOLD["complaint"] in customer.text
    with app.app_context():
        (digest,) = db.session.scalars(select(CustomerCode.digest))
    assert code.replace("-", "") not in digest
    customer.get("/complaint/thanks").submit("done")
    assert customer.get("/complaint/thanks").path == "/complaint/status"


@ONE
def test_the_code_is_hidden_after_half_an_hour(customer, clock):
    customer.submit("/complaint", **TOLD)
    clock.move(minutes=31)
    assert customer.get("/complaint/thanks").path == "/complaint/status"


def test_a_double_tap_makes_one_ticket_with_the_same_code(app, customer):
    customer.submit("/complaint", **TOLD)
    first = code_on(customer)
    customer.again()
    assert code_on(customer) == first
    assert count(app, Ticket) == count(app, CustomerCode) == 1


@ONE
def test_another_text_with_the_same_key_is_another_complaint(app, customer):
    customer.submit("/complaint", **TOLD)
    first = code_on(customer)
    customer.get("/complaint?unit=MM")
    forged = {"key": "the same"}
    customer.submit("/complaint", forged=forged, **TOLD)
    customer.get("/complaint?unit=MM")
    customer.submit("/complaint", forged=forged, **{**TOLD, "contact": ""})
    assert code_on(customer) != first
    assert count(app, Ticket) == 3


@ONE
def test_characters_that_nobody_sees_are_no_complaint(app, customer):
    customer.submit("/complaint", 422, complaint="\u200b\u2060\ufeff")
    assert list(customer.errors) == ["complaint"]
    assert count(app, Ticket) == 0


def test_only_what_happened_is_needed(customer, siswa, tickets):
    customer.submit("/complaint", 422, complaint=" \n", item="Roti")
    assert customer.errors == {"complaint": say("Please fill this in.")}
    assert customer.value("item") == "Roti"
    customer.submit("/complaint", complaint="Keras.", item="")
    (ticket,) = siswa.get("/tickets/").rows
    assert tickets.words(ticket) == {"complaint": "Keras."}


@ONE
def test_the_unit_is_asked_for_where_there_are_several(visitor, tickets):
    visitor.get("/complaint").submit("/complaint", 422, complaint="Keras.")
    assert visitor.errors == {"unit_id": say("Please choose one.")}
    visitor.submit("/complaint", forged={"unit_id": "999"}, status=422)
    assert visitor.value("complaint") == "Keras."


@ONE
@pytest.mark.parametrize("kind", ["script", "emoji", "combining"])
def test_keeps_text_as_typed(kind, customer, siswa, tickets):
    text = STRANGE[kind]
    customer.submit("/complaint", complaint=text)
    (ticket,) = siswa.get("/tickets/").rows
    assert tickets.words(ticket)["complaint"] == text


@ONE
def test_a_hundred_thousand_characters_are_sent_back_whole(app, customer):
    customer.submit("/complaint", 422, complaint="a" * 100_000)
    assert list(customer.errors) == ["complaint"]
    assert len(customer.value("complaint")) == 100_000
    assert count(app, Ticket) == 0


@ONE
def test_a_page_whose_session_ended_keeps_the_text(app, customer):
    customer.forget_session()
    customer.submit("/complaint", 422, **TOLD)
    assert customer.refusal == say(
        "This page was open for very long. Your text is still here: send it again."
    )
    assert customer.value("complaint") == TOLD["complaint"]
    customer.submit("/complaint")
    assert count(app, Ticket) == 1


@ONE
def test_what_robots_fill_in_is_turned_back_and_nothing_is_kept(app, customer):
    forged = {"website": "http://spam", "photo": sent(photo())}
    customer.submit("/complaint", 422, forged=forged, **TOLD)
    assert customer.refusal
    assert customer.value("website") == ""
    assert count(app, Ticket) == count(app, Photo) == 0
    customer.submit("/complaint")
    assert count(app, Ticket) == 1


@ONE
def test_who_sends_too_often_waits_and_loses_no_word(app, customer):
    for _ in range(6):
        customer.get("/complaint?unit=MM").submit("/complaint", **TOLD)
    customer.get("/complaint?unit=MM").submit("/complaint", 429, **TOLD)
    assert say("Your code") not in customer.text
    assert customer.value("complaint") == TOLD["complaint"]
    assert count(app, Ticket) == 6


@ONE
def test_a_photo_goes_with_the_complaint_freed_of_where_it_was_taken(
    customer, siswa, open_browser
):
    taken = photo(exif=True)
    forged = {"photo": sent(taken)}
    customer.submit("/complaint", 422, forged=forged, complaint="")
    assert say("Your photo is kept. You need not choose it again.") in customer.text
    customer.submit("/complaint", complaint="Lihat fotonya.")
    (ticket,) = siswa.get("/tickets/").rows
    siswa.get(f"/tickets/{ticket}")
    (link,) = siswa.page.select("a.photo")
    content = siswa.client.get(link["href"]).data
    with Image.open(BytesIO(content)) as image:
        assert not image.getexif()
    tetangga = open_browser("tetangga")
    assert tetangga.client.get(link["href"]).status_code == 403


@ONE
@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"PK\3\4", b"x" * 2_000],
    ids=["empty", "svg", "zip", "too large"],
)
def test_what_is_no_photo_is_told_beside_the_field(content, app, customer, monkeypatch):
    monkeypatch.setattr(photos, "MOST_BYTES", 1_000)
    customer.submit("/complaint", 422, forged={"photo": sent(content)}, **TOLD)
    assert list(customer.errors) == ["photo"]
    assert customer.value("complaint") == TOLD["complaint"]
    assert count(app, Ticket) == count(app, Photo) == 0


@ONE
def test_what_is_far_too_large_is_told_what_to_do(customer, monkeypatch):
    monkeypatch.setattr(forms, "LARGEST", 1_000)
    customer.submit("/complaint", 413, forged={"photo": sent(b"x" * 2_000)}, **TOLD)
    assert say("That is too much at once") in customer.text
    assert customer.page.select("main a[href='/complaint']")


@ONE
def test_nobody_adds_a_photo_by_its_number(customer, siswa, tickets):
    tickets.enter_paper(photo=photo())
    customer.submit("/complaint", forged={"kept": "1"}, **TOLD)
    (ticket,) = siswa.get("/tickets/").page.select("[data-column=queue] .ticket-card")
    assert "photo" not in tickets.facts(int(str(ticket["data-ticket"])))
