"""Start a ticket linked to one that was closed too long ago to be reopened."""

import pytest

from desk.domain.refusals import NotReopenable
from desk.domain.vocabulary import Channel, Step
from tests.support.forms import record


@pytest.fixture
def old(tickets, clock):
    """Return a ticket closed eight school days ago."""
    old = tickets.at(None, channel=Channel.WHATSAPP)
    clock.set(9, 0, days=12)
    return old


@pytest.fixture
def siswa(open_browser, old):
    """Open the student's browser when the customer is back."""
    return open_browser("siswa")


def test_starts_a_ticket_that_follows(siswa, old, tickets, world, clock):
    siswa.get(f"/tickets/{old}").submit("follow-on")
    new = tickets.ids()[-1]
    row = tickets.read(new)
    assert siswa.path == f"/tickets/{new}"
    assert siswa.flashes == ["success"]
    assert (row.follows_id, row.step) == (old, Step.RECORD)
    assert (row.owner_id, row.received_at) == (world.id_of("siswa"), clock.now)
    assert tickets.facts(new) == {
        "follows": old,
        "channel": "whatsapp",
        "source_id": world.sources["product.expired"],
        "number": row.number,
    }
    assert tickets.words(new) == {
        "item": "Roti sobek",
        "customer": "Bu Ratna",
        "contact": "0812-3456-789",
    }


def test_the_form_starts_with_what_is_known(siswa, old, world):
    siswa.get(f"/tickets/{old}").submit("follow-on")
    assert siswa.value("item") == "Roti sobek"
    assert siswa.value("customer") == "Bu Ratna"
    assert siswa.value("contact") == "0812-3456-789"
    assert siswa.value("channel") == "whatsapp"
    assert siswa.value("source_id") == str(world.sources["product.expired"])
    # What the customer says now is another complaint.
    assert siswa.value("complaint") == ""


def test_the_old_ticket_stays_closed(old, tickets):
    before = tickets.read(old)
    tickets.follow_on(old)
    assert tickets.read(old) == before


def test_both_pages_lead_to_the_other(siswa, old, tickets):
    new = tickets.follow_on(old)
    siswa.get(f"/tickets/{new}")
    assert siswa.page.select(f".links a[href='/tickets/{old}']")
    siswa.get(f"/tickets/{old}")
    assert siswa.page.select(f".links a[href='/tickets/{new}']")


def test_the_link_stays_when_the_request_is_recorded(siswa, old, tickets, world):
    new = tickets.follow_on(old)
    siswa.get(f"/tickets/{new}").submit("record", **record(world))
    assert tickets.read(new).follows_id == old


def test_an_undone_start_follows_nothing(siswa, old, tickets):
    siswa.get(f"/tickets/{old}").submit("follow-on")
    siswa.submit("undo")
    assert tickets.read(tickets.ids()[-1]).follows_id is None
    assert siswa.get(f"/tickets/{old}").has_form("follow-on")


def test_who_goes_on_with_it_reads_the_old_one(old, tickets, open_browser):
    siswi = open_browser("siswi")
    siswi.get(f"/tickets/{old}", 403)
    new = tickets.follow_on(old)
    tickets.offer(new)
    tickets.accept(new)
    siswi.get(f"/tickets/{new}")
    assert siswi.page.select(f".links a[href='/tickets/{old}']")
    siswi.get(f"/tickets/{old}")


def test_who_may_not_read_the_other_sees_its_number_only(siswa, old, tickets):
    new = tickets.follow_on(old, by="pengawas")
    siswa.get(f"/tickets/{old}")
    assert not siswa.page.select(f".links a[href='/tickets/{new}']")
    assert tickets.read(new).number in siswa.page.select_one(".links").get_text()


def test_within_seven_school_days_it_is_reopened_instead(tickets, clock, open_browser):
    old = tickets.at(None)
    clock.set(9, 0, days=9)
    siswa = open_browser("siswa")
    siswa.get(f"/tickets/{old}")
    assert not siswa.has_form("follow-on")
    siswa.post(f"/tickets/{old}/follow-on", key="k")
    assert siswa.flashes == ["warning"]
    assert "tiket dibuka kembali" in siswa.html
    assert tickets.count() == 1


def test_one_open_ticket_follows(siswa, old, tickets, open_browser):
    pengawas = open_browser("pengawas").get(f"/tickets/{old}")
    new = tickets.follow_on(old)
    assert not siswa.get(f"/tickets/{old}").has_form("follow-on")
    pengawas.submit("follow-on")
    assert pengawas.flashes == ["warning"]
    assert tickets.read(new).number in pengawas.html
    assert tickets.count() == 2


def test_an_open_ticket_is_not_followed(tickets):
    ticket = tickets.at(Step.THANK)
    with pytest.raises(NotReopenable):
        tickets.follow_on(ticket)


def test_a_retired_source_is_not_carried_on(old, tickets, world, open_browser):
    source = world.sources["product.expired"]
    open_browser("guru").get(f"/admin/sources/{source}").submit("retire")
    new = tickets.follow_on(old)
    assert tickets.read(new).source_id is None


def test_a_supervisor_may(open_browser, old, tickets, world):
    open_browser("pengawas").get(f"/tickets/{old}").submit("follow-on")
    assert tickets.read(tickets.ids()[-1]).owner_id == world.id_of("pengawas")


@pytest.mark.parametrize(
    "username", ["siswi", "guru", "ketua", "admin", "tetangga", "tetangga_pengawas"]
)
def test_others_may_not(username, open_browser, old, tickets):
    open_browser(username).post(f"/tickets/{old}/follow-on", 403, key="k")
    assert tickets.count() == 1


def test_a_teacher_is_not_offered_what_only_the_counter_does(open_browser, old):
    guru = open_browser("guru").get(f"/tickets/{old}")
    assert not guru.has_form("follow-on")
    assert not guru.has_form("reopen")


def test_a_double_tap_starts_one(siswa, old, tickets):
    siswa.get(f"/tickets/{old}").submit("follow-on")
    siswa.again()
    assert tickets.count() == 2
    assert siswa.path == f"/tickets/{tickets.ids()[-1]}"


def test_rejects_get(siswa, old):
    siswa.get(f"/tickets/{old}/follow-on", 405)


def test_knows_no_other_ticket(siswa):
    siswa.post("/tickets/999999/follow-on", 404, key="k")
