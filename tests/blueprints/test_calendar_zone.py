"""The time zone of a unit, and that every screen tells its time."""

import pytest

from desk.domain.vocabulary import Channel, Step
from tests.support.forms import confirm

REASON = "Sekolah kami di Makassar"


@pytest.fixture
def guru(open_browser, hours):
    return open_browser("guru").get(f"{hours.path}/zone")


@pytest.fixture
def in_makassar(hours):
    hours.change(tz="Asia/Makassar", reason=REASON)


def test_offers_the_zones_of_indonesia(guru):
    options = guru.page.select("select[name=zone] option")
    assert [str(option["value"]) for option in options] == [
        "Asia/Jakarta",
        "Asia/Pontianak",
        "Asia/Makassar",
        "Asia/Jayapura",
    ]
    assert "WITA" in guru.text


def test_changes_the_zone(guru, hours):
    guru.submit("zone", zone="Asia/Makassar", reason=REASON)
    assert "WIB → WITA" in guru.text
    guru.submit("zone")
    assert hours.rules.zone == "Asia/Makassar"
    assert "WITA" in guru.text


@pytest.mark.parametrize(
    "zone",
    ["Asia/Bandung", "", "/etc/passwd", "localtime", "right/Asia/Jakarta", "x" * 9999],
)
def test_refuses_a_zone_it_does_not_offer(guru, hours, zone):
    guru.submit("zone", 422, forged={"zone": zone}, reason=REASON)
    assert "tidak dikenal" in guru.errors["zone"]
    assert len(guru.errors["zone"]) < 100
    assert hours.rules.zone == "Asia/Jakarta"


def test_refuses_the_present_one(guru):
    guru.submit("zone", 422, reason=REASON)
    assert set(guru.errors) == {"zone"}


def test_a_teacher_moves_no_past_into_other_hours(guru, tickets, clock):
    tickets.at(None)
    clock.set(14)
    guru.submit("zone", 409, zone="Asia/Makassar", reason=REASON)
    assert "Hanya administrator" in guru.refusal


@pytest.mark.parametrize("username", ["siswa", "pengawas", "ketua"])
def test_others_may_not(username, open_browser, hours):
    open_browser(username).get(f"{hours.path}/zone", 403)


def test_a_ticket_tells_its_units_time(siswa, tickets, in_makassar):
    siswa.get(f"/tickets/{tickets.at(Step.FULFIL)}")
    assert "Rabu, 2 September 2026 10.00 WITA" in siswa.text


def test_for_people_of_all_units_too(open_browser, tickets, hours, in_makassar):
    ticket = tickets.at(None)
    guru = open_browser("guru").get(f"/tickets/{ticket}")
    assert "10.00 WITA" in guru.text
    guru.get("/review/archive")
    assert "2 Sep 10.00" in guru.text


def test_the_unit_beside_keeps_its_own(open_browser, tickets, in_makassar):
    tetangga = open_browser("tetangga")
    tetangga.get(f"/tickets/{tickets.start('tetangga')}")
    assert "09.00 WIB" in tetangga.text


def test_what_is_typed_is_meant_in_it(siswa, tickets, clock, in_makassar):
    ticket = tickets.at(Step.CONFIRM, channel=Channel.WHATSAPP)
    clock.move(minutes=10)
    siswa.get(f"/tickets/{ticket}")
    typed = confirm(reply="not_answered", sent_at="2026-09-02T10:09")
    siswa.submit("confirm", **typed)
    assert tickets.facts(ticket)["sent_at"] == tickets.act("siswa").at - 60


def test_the_archives_days_begin_at_its_midnight(
    open_browser, tickets, clock, in_makassar
):
    clock.set(22, 30)
    ticket = tickets.at(None)
    guru = open_browser("guru").get("/review/archive", until="2026-09-02")
    assert ticket in guru.rows
    clock.set(23, 30)
    late = tickets.at(None)
    assert late not in guru.get("/review/archive", until="2026-09-02").rows
    assert late in guru.get("/review/archive", since="2026-09-03").rows


def test_costs_one_query_a_page(open_browser, tickets, count_queries):
    guru = open_browser("guru")
    tickets.at(None)
    with count_queries() as few:
        guru.get("/review/archive")
    for _ in range(5):
        tickets.at(None)
    with count_queries() as many:
        guru.get("/review/archive")
    assert len(many) == len(few)
    assert sum("calendar_version" in each for each in many) <= 2
