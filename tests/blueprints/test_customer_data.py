"""One customer's data: handed over, restricted; and who looked is written down."""

import json

import pytest
from sqlalchemy import select

from desk.domain.codes import digest_of
from desk.domain.vocabulary import (
    CustomerKind,
    CustomerStanding,
    Purpose,
    Relation,
)
from desk.extensions import db
from desk.models import Customer, CustomerEntry, PersonalRead
from desk.services import codes
from desk.services.transaction import writing

NAME, PHONE = "Ibu Ratna", "+6281200000103"


@pytest.fixture
def card(tickets, clock):
    """Return the card of a customer with one closed complaint, coached on."""
    with tickets.reading(), writing():
        row = Customer(
            unit_id=tickets.world.units["MM"],
            kind=CustomerKind.INDIVIDUAL,
            standing=CustomerStanding.REGULAR,
            relation=Relation.EXTERNAL,
            name=NAME,
            search_name="ibu ratna",
            phone=PHONE,
            purposes=[Purpose.NEWS],
            made_at=clock.now,
        )
        db.session.add(row)
        db.session.flush()
        customer_id = row.id
    ticket_id = tickets.at(None, customer=NAME)
    tickets.happen(ticket_id, "customer_linked", facts={"card": customer_id})
    tickets.coach(ticket_id, note="Sapa dulu, baru tanya.")
    return customer_id


@pytest.fixture
def supervisor(open_browser):
    return open_browser("pengawas")


def entries(app, customer_id):
    query = select(CustomerEntry).filter_by(customer_id=customer_id)
    with app.app_context():
        return [
            (entry.kind.value, entry.facts)
            for entry in db.session.scalars(query.order_by(CustomerEntry.id))
        ]


def looks(app):
    with app.app_context():
        return [
            (read.person_id, read.customer_id, read.ticket_id)
            for read in db.session.scalars(select(PersonalRead))
        ]


def test_everything_is_handed_over_as_a_file_and_that_is_written_down(
    app, card, supervisor, world
):
    path = f"/customers/{card}/privacy"
    page = supervisor.get(path)
    assert PHONE not in page.html  # to look is no reading of it
    assert looks(app) == []
    supervisor.submit("export")
    told = json.loads(supervisor.response.get_data(as_text=True))

    assert (told["cards"][0]["name"], told["cards"][0]["phone"]) == (NAME, PHONE)
    assert told["cards"][0]["purposes"] == ["news"]
    (complaint,) = told["complaints"]
    words = str([each["words"] for each in complaint["history"]])
    assert "sobek" in words
    assert "Sapa dulu" not in words  # the student's, not the customer's
    assert world.actors["siswa"].name not in str(told)
    assert {each["by"] for each in complaint["history"]} == {"student"}
    assert looks(app) == [(world.id_of("pengawas"), card, None)]
    assert entries(app, card) == [("exported", {})]
    supervisor.again()
    assert len(looks(app)) == 1


def test_the_page_to_print_tells_the_same_in_words(card, supervisor, world):
    supervisor.get(f"/customers/{card}/privacy")
    page = supervisor.submit("print")
    assert PHONE in page.text
    assert "Kabar dan sampel gratis" in page.text
    assert "Roti sobek" in page.text
    assert "Petugas piket" in page.text
    assert world.actors["siswa"].name not in page.text
    supervisor.get(f"/customers/{card}/privacy")
    assert world.actors["pengawas"].name in supervisor.text  # who looked, for staff


def test_a_ticket_that_was_assigned_is_printed_too(supervisor, tickets, world):
    # Who it was given to is left out, so its line cannot say more than that it was.
    ticket_id = tickets.start("siswa")
    tickets.assign(ticket_id, "siswi")
    supervisor.get(f"/privacy/tickets/{ticket_id}").submit("print")
    assert "Ditugaskan" in supervisor.text
    assert world.actors["siswi"].name not in supervisor.text


def test_its_use_is_restricted_and_released_with_a_reason(app, card, supervisor):
    supervisor.get(f"/customers/{card}/privacy")
    supervisor.submit("restrict", 422)
    assert "reason" in supervisor.errors
    supervisor.submit("restrict", reason="disputed")
    assert "Penggunaan kartu ini dibatasi." in supervisor.text
    supervisor.again()
    with app.app_context():
        assert db.session.get_one(Customer, card).is_restricted
    supervisor.submit("release", reason="corrected")
    assert entries(app, card) == [
        ("restricted", {"reason": "disputed"}),
        ("released", {"reason": "corrected"}),
    ]


def test_a_slip_leads_to_the_data_of_a_customer_without_a_name(
    app, tickets, supervisor, open_browser, world
):
    ticket_id = tickets.at(None)
    code = codes.make_code()
    with tickets.reading():
        codes.give_code(tickets.act("siswa"), ticket_id, digest=digest_of(code))
    for text in (code.lower(), tickets.read(ticket_id).number.lower()):
        supervisor.get("/privacy/find").submit("find", text=text)
        assert supervisor.path == f"/privacy/tickets/{ticket_id}"
    supervisor.submit("export")
    assert "sobek" in supervisor.response.get_data(as_text=True)
    assert looks(app) == [(world.id_of("pengawas"), None, ticket_id)]

    supervisor.get("/privacy/find").submit("find", 422, text="KEL/MM/2026/09/9999")
    assert "text" in supervisor.errors
    neighbour = open_browser("tetangga_pengawas")
    neighbour.get("/privacy/find").submit("find", 422, text=code)
    neighbour.get(f"/privacy/tickets/{ticket_id}", 403)


def test_a_card_of_another_unit_stays_closed(card, open_browser):
    neighbour = open_browser("tetangga_pengawas")
    neighbour.get(f"/customers/{card}/privacy", 403)
    neighbour.post(f"/customers/{card}/restrict", 403, reason="asked")
    open_browser("siswa").get(f"/customers/{card}/privacy", 403)


def test_an_administrator_sees_who_looked_on_a_day(
    card, supervisor, open_browser, world
):
    supervisor.get(f"/customers/{card}/privacy")
    supervisor.submit("export")
    admin = open_browser("admin").get("/privacy/reads")
    assert world.actors["pengawas"].name in admin.text
    assert f"Kartu {card}" in admin.text
    assert NAME not in admin.html
    assert "Tidak ada yang melihat." in admin.get("/privacy/reads?day=2026-09-01").text


def test_an_administrator_erases_and_sees_what_is_left(tickets, clock, open_browser):
    tickets.at(None, customer=NAME)
    clock.move(days=91)
    admin = open_browser("admin").get("/privacy/retention")
    assert NAME not in admin.html
    assert "1 sudah lewat masa simpannya." in admin.text
    admin.submit("erase")
    assert "Tidak ada yang lewat masa simpannya." in admin.text
    assert "Yusuf Maulana" in admin.text
    assert not admin.has_form("erase")
