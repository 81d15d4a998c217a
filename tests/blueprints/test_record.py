"""Record the request: the first step, with the evidence it cannot do without."""

import pytest
from sqlalchemy import update

from desk.domain.vocabulary import Channel, Need, Remedy, Step
from desk.extensions import db
from desk.models import Source
from tests.support.forms import STRANGE, record


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.RECORD)


@pytest.fixture
def counter(siswa, ticket):
    return siswa.get(f"/tickets/{ticket}")


@pytest.fixture
def events(ticket, tickets):
    """Return what reads the kinds of the ticket's events."""
    return lambda: tickets.log(ticket)


def test_records_the_request(counter, ticket, world, tickets, clock):
    clock.move(minutes=1)
    counter.submit("record", **record(world))
    row = tickets.read(ticket)
    assert counter.path == f"/tickets/{ticket}"
    assert counter.flashes == ["success"]
    assert counter.has_form("confirm")
    assert tickets.log(ticket) == ["received", "recorded"]
    assert row.step is Step.CONFIRM
    assert (row.item, row.receipt) == ("Roti sobek cokelat", "MM-0912")
    assert (row.remedy, row.channel) == (Remedy.EXCHANGE, Channel.IN_PERSON)
    assert row.needs == [Need.PRACTICAL, Need.EMOTIONAL]
    assert row.source_id == world.sources["product.expired"]
    assert (row.customer, row.contact) == ("Bu Ratna", "0812-3456-789")


def test_no_receipt_and_no_customer_are_fine(counter, ticket, world, tickets):
    alone = record(world, receipt="", no_receipt=True, customer="", contact="")
    counter.submit("record", **alone)
    assert tickets.facts(ticket)["no_receipt"] is True
    assert tickets.read(ticket).customer == ""


def test_a_receipt_number_wins_over_no_receipt(counter, ticket, world, tickets):
    counter.submit("record", **record(world, no_receipt=True))
    assert tickets.facts(ticket)["no_receipt"] is False


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("complaint", ""),
        ("complaint", " \n\t "),
        ("item", ""),
        ("receipt", ""),
        ("remedy", False),
        ("needs", False),
        ("source_id", False),
    ],
)
def test_refuses_what_is_missing(field, value, counter, world, events):
    counter.submit("record", 422, **record(world, **{field: value}))
    assert set(counter.errors) == {field}
    assert events() == ["received"]
    kept = "Bu Ratna"
    assert counter.value("customer") == kept


def test_refuses_an_empty_form_field_by_field(counter, ticket, tickets):
    counter.submit("record", 422)
    assert set(counter.errors) == {
        *("complaint", "item", "receipt", "remedy", "needs", "source_id")
    }
    assert tickets.log(ticket) == ["received"]


def test_another_remedy_must_be_named(counter, ticket, world, tickets):
    counter.submit("record", 422, **record(world, remedy="other"))
    assert set(counter.errors) == {"remedy_note"}
    counter.submit("record", remedy_note="Minta dicatat di buku saran.")
    assert tickets.read(ticket).remedy_note == "Minta dicatat di buku saran."


@pytest.mark.parametrize(
    ("field", "forgery"),
    [
        ("remedy", "telepathy"),
        ("channel", "telepathy"),
        ("needs", ["practical", "money"]),
        ("source_id", "999999"),
        ("source_id", "abc"),
        ("source_id", "-1"),
        ("source_id", "99999999999999999999"),
    ],
)
def test_refuses_what_was_never_offered(field, forgery, counter, world, events):
    counter.submit("record", 422, forged={field: forgery}, **record(world))
    assert set(counter.errors) == {field}
    assert events() == ["received"]


def test_refuses_sources_of_the_first_level(counter, ticket, world, tickets):
    first = str(world.sources["product"])
    counter.submit("record", 422, forged={"source_id": first}, **record(world))
    assert set(counter.errors) == {"source_id"}


def test_refuses_a_source_retired_meanwhile(counter, ticket, world, tickets, app):
    source_id = world.sources["product.expired"]
    with app.app_context():
        retire = update(Source).where(Source.id == source_id).values(is_retired=True)
        db.session.execute(retire)
        db.session.commit()
    counter.submit("record", 422, **record(world))
    assert set(counter.errors) == {"source_id"}
    assert tickets.log(ticket) == ["received"]


def test_refuses_sources_of_another_unit(counter, world, app):
    with app.app_context():
        theirs = db.session.query(Source.id).filter_by(
            unit_id=world.units["PC"], code="product.broken"
        )
        forged = {"source_id": str(theirs.scalar())}
    counter.submit("record", 422, forged=forged, **record(world))
    assert set(counter.errors) == {"source_id"}


def test_every_source_is_one_tap(counter, world):
    offered = counter.page.find_all("input", attrs={"name": "source_id"})
    assert {field["type"] for field in offered} == {"radio"}
    leaves = {str(i) for code, i in world.sources.items() if "." in code}
    assert {field["value"] for field in offered} == leaves


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_shows_text_as_typed(text, counter, ticket, world, tickets):
    counter.submit("record", **record(world, complaint=text, item=text.split("\n")[0]))
    assert tickets.read(ticket).complaint == text
    quoted = counter.page.find("blockquote")
    assert quoted is not None
    assert quoted.get_text().strip() == text
    counter.get("/tickets/")
    assert text.split("\n", maxsplit=1)[0] in counter.page.get_text()


def test_drops_nul_bytes(counter, ticket, world, tickets):
    counter.submit("record", **record(world, complaint="Roti\x00 jamuran\x07"))
    assert tickets.read(ticket).complaint == "Roti jamuran"


@pytest.mark.parametrize(
    ("field", "most"),
    [
        ("complaint", 5_000),
        ("item", 200),
        ("receipt", 200),
        ("remedy_note", 200),
        ("customer", 200),
        ("contact", 200),
    ],
)
def test_limits_long_text_and_keeps_it(field, most, counter, world, events):
    counter.submit("record", 422, **record(world, **{field: "é" * (most + 1)}))
    assert set(counter.errors) == {field}
    assert counter.value(field) == "é" * (most + 1)
    assert events() == ["received"]
    counter.submit("record", **{field: "é" * most})
    assert events()[-1] == "recorded"


def test_ten_thousand_lines_are_refused_and_kept(counter, ticket, world, tickets):
    lines = "\n".join(f"baris {n}" for n in range(10_000))
    counter.submit("record", 422, **record(world, complaint=lines))
    assert set(counter.errors) == {"complaint"}
    assert counter.value("complaint").replace("\r\n", "\n") == lines
    assert tickets.log(ticket) == ["received"]


def test_far_too_much_is_told_in_one_page(counter, ticket, world, tickets):
    counter.submit("record", 413, **record(world, complaint="x" * 17_000_000))
    assert tickets.log(ticket) == ["received"]


def test_get_leads_to_the_ticket(siswa, ticket, tickets):
    siswa.get(f"/tickets/{ticket}/record")
    assert siswa.path == f"/tickets/{ticket}"
    assert tickets.log(ticket) == ["received"]


@pytest.mark.parametrize("username", ["siswi", "tetangga", "guru", "ketua", "admin"])
def test_refuses_everybody_else(username, open_browser, ticket, world, tickets):
    browser = open_browser(username)
    browser.post(f"/tickets/{ticket}/record", 403, **record(world))
    assert tickets.log(ticket) == ["received"]


def test_refuses_a_supervisor_who_does_not_hold_it(
    open_browser, ticket, world, tickets
):
    pengawas = open_browser("pengawas")
    pengawas.post(f"/tickets/{ticket}/record", 409, version="1", **record(world))
    assert pengawas.refusal
    assert tickets.log(ticket) == ["received"]


def test_a_supervisor_walks_a_ticket_of_their_own(open_browser, world, tickets):
    ticket = tickets.start(by="pengawas")
    open_browser("pengawas").get(f"/tickets/{ticket}").submit("record", **record(world))
    assert tickets.log(ticket) == ["received", "recorded"]


@pytest.mark.parametrize("step", [Step.CONFIRM, Step.FULFIL, Step.THANK, None])
def test_refuses_a_step_that_is_not_the_present_one(step, siswa, world, tickets):
    ticket = tickets.at(step)
    before = tickets.log(ticket)
    version = str(tickets.read(ticket).version)
    typed = record(world, complaint="Tulisan yang tidak boleh hilang")
    siswa.post(f"/tickets/{ticket}/record", 409, version=version, key="k", **typed)
    assert siswa.refusal
    assert siswa.value("complaint") == "Tulisan yang tidak boleh hilang"
    assert tickets.log(ticket) == before


def test_a_double_tap_makes_one_event(counter, ticket, world, tickets):
    counter.submit("record", **record(world))
    counter.again()
    assert counter.path == f"/tickets/{ticket}"
    assert tickets.log(ticket) == ["received", "recorded"]


def test_a_retry_after_a_refusal_is_carried_out(counter, ticket, world, tickets):
    counter.submit("record", 422, **record(world, item=""))
    counter.submit("record", item="Roti")
    assert tickets.log(ticket) == ["received", "recorded"]


def test_a_stale_page_shows_what_is_new_and_keeps_the_text(
    counter, ticket, world, tickets, clock
):
    tickets.release(ticket)
    tickets.take(ticket)
    counter.submit("record", 409, **record(world))
    assert counter.refusal
    news = counter.page.select_one(".problems")
    assert news is not None
    assert len(news.select("time")) >= 2
    assert counter.value("complaint").startswith("Roti sobek")
    assert tickets.log(ticket) == ["received", "released", "taken"]
    counter.submit("record")
    assert tickets.log(ticket)[-1] == "recorded"


@pytest.mark.parametrize("version", ["0", "abc", "99999999999999999999", "-1"])
def test_a_forged_version_changes_nothing(version, counter, ticket, world, tickets):
    counter.post(
        f"/tickets/{ticket}/record",
        409,
        version=version,
        **record(world),
    )
    assert tickets.log(ticket) == ["received"]


def test_a_form_that_says_no_version_is_stale(counter, ticket, world, tickets):
    counter.post(f"/tickets/{ticket}/record", 409, **record(world))
    assert tickets.log(ticket) == ["received"]


@pytest.mark.parametrize(
    "path",
    [
        "/tickets/999999/record",
        "/tickets/0/record",
        "/tickets/-1/record",
        "/tickets/99999999999999999999/record",
        "/tickets/abc/record",
        "/tickets/1/telepathy",
        "/tickets/1/RECORD",
        "/tickets/1/record/",
    ],
)
def test_knows_no_other_ticket_or_step(path, siswa, world):
    siswa.post(path, 404, **record(world))


def test_going_back_keeps_what_was_recorded_in_the_form(siswa, tickets):
    ticket = tickets.at(Step.CONFIRM)
    tickets.step_back(ticket, Step.RECORD)
    siswa.get(f"/tickets/{ticket}")
    assert siswa.value("item") == "Roti sobek"
    assert siswa.value("contact") == "0812-3456-789"
    siswa.submit("record", item="Roti tawar")
    assert tickets.read(ticket).item == "Roti tawar"


def test_an_imported_complaint_starts_with_what_it_said(siswa, tickets, world):
    ticket = tickets.receive("Roti keras", item="Roti tawar", customer="Pak Budi")
    tickets.take(ticket)
    siswa.get(f"/tickets/{ticket}")
    assert siswa.value("complaint") == "Roti keras"
    assert siswa.value("source_id") == str(world.sources["product.expired"])
    assert siswa.value("channel") == "whatsapp"


def test_speaks_english_to_those_who_chose_it(counter, world):
    counter.submit("language", language="en")
    counter.submit("record", 422, **record(world, item=""))
    assert counter.errors == {"item": "Please fill this in."}
