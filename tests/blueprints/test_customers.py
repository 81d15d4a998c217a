"""Cards of customers: made, found again, changed, with a history of field names."""

import pytest
from sqlalchemy import select

from desk.domain.vocabulary import CustomerKind, CustomerStanding, Purpose
from desk.extensions import db
from desk.models import Customer, CustomerEntry
from desk.services.customers import promote
from desk.services.transaction import writing
from tests.support.words import say

TYPED = {
    "kind": "office",
    "name": "Dinas Perpustakaan",
    "contact_person": "Pak Anton",
    "standing": "prospect",
    "relation": "external",
    "expects": "Nota untuk pembukuan.",
    "phone": "WA: 0812-3456-789",
}


@pytest.fixture
def kept(app):
    def read(name="Dinas Perpustakaan"):
        with app.app_context():
            return db.session.scalars(select(Customer).filter_by(name=name)).one()

    return read


@pytest.fixture
def entries(app):
    def read(customer_id):
        query = select(CustomerEntry).filter_by(customer_id=customer_id)
        with app.app_context():
            rows = db.session.scalars(query.order_by(CustomerEntry.id))
            return [(row.kind.value, row.facts) for row in rows]

    return read


def test_a_card_is_made_with_nothing_consented_to(siswa, kept, entries):
    siswa.get("/customers/add").submit("add", **TYPED)
    siswa.again()
    card = kept()
    assert (card.kind, card.phone) == (CustomerKind.OFFICE, "+628123456789")
    assert (card.purposes, card.birthday) == ([], "")
    assert entries(card.id) == [("made", {})]
    assert "0812••••89" in siswa.text
    assert "3456" not in siswa.html


def test_what_is_missing_is_said_beside_the_fields(siswa):
    typed = {"name": "", "kind": "collective", "members": "Ayu", "phone": "tanya Ayu"}
    siswa.get("/customers/add").submit("add", 422, **typed)
    assert set(siswa.errors) == {"phone"}
    assert siswa.value("members") == "Ayu"
    siswa.submit("add", 422, phone="")
    assert set(siswa.errors) == {"name", "members", "standing", "relation"}
    siswa.submit(
        "add", 422, kind="office", members="", purposes="birthday", birthday="31-2"
    )
    assert set(siswa.errors) == {"birthday"}


def test_a_birthday_is_kept_only_with_consent(siswa, kept, tickets):
    card = tickets.make_customer(name="Ratna")
    page = f"/customers/{card}/change"
    siswa.get(page).submit("change", birthday="2-9")
    assert kept("Ratna").birthday == ""
    siswa.get(page).submit("change", birthday="2/9", purposes=["birthday", "news"])
    assert (kept("Ratna").birthday, kept("Ratna").purposes) == (
        "09-02",
        [Purpose.NEWS, Purpose.BIRTHDAY],
    )
    siswa.get(page).submit("change", purposes="news")
    assert kept("Ratna").birthday == ""


def test_a_change_is_written_down_by_the_names_of_the_fields(
    siswa, app, kept, entries, tickets
):
    card = tickets.make_customer(name="Kelas X", phone="+628123456789")
    siswa.get(f"/customers/{card}/change")
    assert siswa.value("phone") == ""
    siswa.submit(
        "change", kind="collective", members="Ayu\n\n Budi \n", expects="Cepat."
    )
    assert kept("Kelas X").phone == "+628123456789"
    told = {"fields": ["kind", "expects", "members"]}
    assert entries(card) == [("made", {}), ("changed", told)]
    with app.app_context():
        members = db.session.get_one(Customer, card).members
        spoken = [(each.name, each.is_representative) for each in members]
    assert spoken == [("Ayu", True), ("Budi", False)]
    siswa.get(f"/customers/{card}/change").submit("change", forget_phone=True)
    assert kept("Kelas X").phone == ""


def test_a_stale_form_keeps_what_was_typed(siswa, open_browser, tickets, kept):
    card = tickets.make_customer()
    siswa.get(f"/customers/{card}/change")
    other = open_browser("siswi").get(f"/customers/{card}/change")
    other.submit("change", expects="Ramah.")
    siswa.submit("change", 409, expects="Cepat.")
    assert siswa.value("expects") == "Cepat."
    assert "Ramah." in siswa.text
    siswa.submit("change")
    assert kept("Ratna Dewi").expects == "Cepat."


def test_a_card_is_found_by_name_and_number_within_the_unit(
    siswa, open_browser, tickets
):
    tickets.make_customer(phone="+628123456789")
    for asked in ("dewi", "bu rat", "RATNA d", "0812 3456 789", "62812-3456-789"):
        assert "Ratna Dewi" in siswa.get("/customers/", q=asked).text, asked
    for asked in ("atna", "0812345", "ratna budi", "%"):
        assert "Ratna Dewi" not in siswa.get("/customers/", q=asked).text, asked
    assert "Ratna Dewi" not in siswa.get("/customers/", kind="office").text
    assert "Ratna Dewi" not in open_browser("tetangga").get("/customers/").text
    assert "Ratna Dewi" in open_browser("guru").get("/customers/").text


def test_the_card_lists_what_one_may_read_and_counts_the_rest(
    siswa, open_browser, tickets
):
    card = tickets.make_customer()
    mine, hers = tickets.at(None), tickets.at(None, by="siswi")
    for ticket in (mine, hers):
        tickets.link(ticket, card, "pengawas")
    siswa.get(f"/customers/{card}")
    assert siswa.rows == [mine]
    assert say("%(num)s complaint in all.").replace("%(num)s", "2") in siswa.text
    assert set(open_browser("guru").get(f"/customers/{card}").rows) == {mine, hers}
    open_browser("tetangga_pengawas").get(f"/customers/{card}", 403)


def test_a_prospect_becomes_a_customer_once(app, entries, tickets):
    card = tickets.make_customer(standing=CustomerStanding.PROSPECT)
    with app.app_context():
        for _ in range(2):
            with writing():
                promote(db.session.get_one(Customer, card), tickets.act("siswa"))
    told = ("changed", {"fields": ["standing"]})
    assert entries(card) == [("made", {}), told]
