"""Set targets: a teacher changes them, for complaints received from then on."""

import pytest

from desk.domain.calendar import ServiceCalendar
from desk.domain.defaults import HOURS
from desk.domain.targets import DEFAULT_TARGETS
from desk.domain.vocabulary import Priority, Step
from desk.extensions import db
from desk.models import CalendarVersion
from desk.queries.targets import read_targets
from desk.services.transaction import writing
from tests.support.forms import STRANGE

WHY = "Antrean makin panjang."
HIGH, MEDIUM, LOW = Priority


@pytest.fixture
def unit(world):
    return world.units["MM"]


@pytest.fixture
def page(unit):
    return f"/targets/{unit}/set"


@pytest.fixture
def guru(open_browser, page):
    return open_browser("guru").get(page)


@pytest.fixture
def known(app, unit, clock):
    """Return what reads the targets of the minimarket."""

    def read():
        with app.app_context():
            return read_targets(unit, now=clock.now)

    return read


def test_a_new_version_holds_from_now_on(guru, known, clock, unit):
    guru.submit("set", medium_confirm="10", reason=WHY)
    assert guru.path == f"/targets/{unit}"
    assert guru.flashes == ["success"]
    found = known()
    assert found.in_force.of(MEDIUM).confirm == 600
    assert found.in_force.of(HIGH) == DEFAULT_TARGETS.of(HIGH)
    (version,) = found.versions
    assert (version.begins_at, version.created_at) == (clock.now, clock.now)
    assert (version.author, version.reason) == ("Rina Wulandari", WHY)


def test_starts_with_those_in_force(guru, tickets, page):
    assert guru.value("medium_fulfil", "set") == "385"
    tickets.set_targets(medium_fulfil=100)
    guru.get(page)
    assert guru.value("medium_fulfil", "set") == "100"
    assert "1 jam 40 menit" in guru.text


def test_may_hold_from_a_later_time(guru, known, clock):
    guru.submit("set", high_record="2", begins_at="2026-09-07T07:00", reason=WHY)
    assert known().in_force == DEFAULT_TARGETS
    clock.set(7, days=5)
    assert known().in_force.of(HIGH).record == 120


def test_the_minute_that_runs_is_now(guru, known, clock):
    clock.move(seconds=59)
    guru.submit("set", begins_at="2026-09-02T09:00", reason=WHY)
    assert known().versions[0].begins_at == clock.now


@pytest.mark.parametrize("instant", ["2026-09-02T08:59", "2026-09-01T09:00"])
def test_never_holds_from_the_past(guru, known, instant):
    guru.submit("set", 422, begins_at=instant, reason=WHY)
    assert "sudah diterima tetap memakai targetnya" in guru.errors["begins_at"]
    assert guru.value("begins_at", "set") == instant
    assert not known().versions


@pytest.mark.parametrize("instant", ["2027-09-04T09:00", "9999-01-01T00:00", "besok"])
def test_refuses_a_time_that_is_a_slip(guru, known, instant):
    guru.submit("set", 422, begins_at=instant, reason=WHY)
    assert set(guru.errors) == {"begins_at"}
    assert not known().versions


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Tulis menit bulat, misalnya 30."),
        ("lima", "Tulis menit bulat, misalnya 30."),
        ("1.5", "Tulis menit bulat, misalnya 30."),
        ("1.000", "Tulis menit bulat, misalnya 30."),
        ("٣", "Tulis menit bulat, misalnya 30."),
        ("9" * 30, "Tulis menit bulat, misalnya 30."),
        ("0", "Paling sedikit 1 menit: setiap langkah butuh waktu."),
        ("-5", "Paling sedikit 1 menit: setiap langkah butuh waktu."),
        ("12601", "Paling banyak 12.600 menit, yaitu 30 hari sekolah."),
    ],
)
def test_refuses_what_is_no_target(guru, known, typed, message):
    guru.submit("set", 422, low_thank=typed, reason=WHY)
    assert guru.errors == {"low_thank": message}
    assert (guru.value("low_thank", "set") or "") == typed
    assert guru.value("reason", "set") == WHY
    assert not known().versions


def test_names_every_cell_that_is_wrong(guru):
    guru.submit("set", 422, high_record="0", medium_confirm="x", low_fulfil="")
    # In the order of the page.
    wrong = ["high_record", "medium_confirm", "low_fulfil", "reason"]
    assert list(guru.errors) == wrong
    listed = [str(link["href"]) for link in guru.page.select(".problems a")]
    assert listed == [f"#{name}" for name in wrong]


def test_the_longest_target_fits(guru, known):
    guru.submit("set", low_fulfil="12600", reason=WHY)
    assert known().in_force.of(LOW).fulfil == 30 * 25_200


def test_a_reason_is_needed_and_not_too_long(guru, known):
    guru.submit("set", 422)
    assert set(guru.errors) == {"reason"}
    guru.submit("set", 422, reason="é" * 201)
    assert set(guru.errors) == {"reason"}
    assert not known().versions


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_the_reason_as_typed(text, guru, known):
    line = " ".join(text.split())[:200]
    guru.submit("set", reason=line)
    assert known().versions[0].reason == line
    assert line in guru.text


def test_a_double_tap_makes_one_version(guru, known):
    guru.submit("set", medium_confirm="10", reason=WHY)
    guru.again()
    assert len(known().versions) == 1


def test_two_teachers_at_once(guru, known, tickets):
    tickets.set_targets(high_record=3)
    guru.submit("set", 409, medium_confirm="10", reason=WHY)
    assert "menyimpan target lain" in guru.refusal
    assert guru.value("medium_confirm", "set") == "10"
    # What the other saved stands beside the cell.
    assert "sekarang 3 menit" in guru.text
    assert len(known().versions) == 1
    guru.submit("set")
    assert known().in_force.of(MEDIUM).confirm == 600
    assert len(known().versions) == 2


def test_a_form_without_a_version_is_stale_once_there_is_one(guru, known, tickets):
    tickets.set_targets()
    guru.submit("set", 409, reason=WHY, forged={"version": "x"})
    assert len(known().versions) == 1


def test_an_old_version_is_brought_back_as_a_new_one(guru, known, tickets, clock, page):
    old = tickets.set_targets(medium_confirm=10)
    clock.move(minutes=1)
    tickets.set_targets(medium_confirm=50)
    guru.get(f"/targets/{page.split('/')[2]}/versions/{old}")
    (link,) = (
        a["href"] for a in guru.page.find_all("a", href=True) if "from=" in a["href"]
    )
    guru.get(str(link))
    assert guru.value("medium_confirm", "set") == "10"
    guru.submit("set", reason="Kembali ke yang lama.")
    assert [v.targets.of(MEDIUM).confirm for v in known().versions] == [600, 3000, 600]


def test_the_defaults_fill_the_form(guru, known, tickets, page):
    tickets.set_targets(medium_confirm=10)
    guru.get(page, **{"from": "defaults"})
    assert guru.value("medium_confirm", "set") == "25"
    assert known().in_force.of(MEDIUM).confirm == 600
    guru.submit("set", reason=WHY)
    assert known().has_defaults


@pytest.mark.parametrize("nonsense", ["999999", "x", "-1"])
def test_knows_no_other_version(guru, page, nonsense):
    guru.get(page, 404, **{"from": nonsense})


def test_a_draft_comes_back_but_not_over_what_was_asked_for(guru, page):
    assert guru.save_draft("set", medium_confirm="12", reason=WHY) == 204
    guru.get(page)
    assert guru.value("medium_confirm", "set") == "12"
    assert guru.value("reason", "set") == WHY
    guru.get(page, **{"from": "defaults"})
    assert guru.value("medium_confirm", "set") == "25"


@pytest.mark.parametrize(
    "username", ["siswa", "pengawas", "ketua", "admin", "tetangga_pengawas"]
)
def test_others_may_not(username, open_browser, known, page):
    other = open_browser(username)
    other.get(page, 403)
    other.post(page, 403, key="k", reason=WHY)
    assert not known().versions


def test_each_unit_has_its_own(guru, app, world, clock):
    guru.submit("set", medium_confirm="10", reason=WHY)
    with app.app_context():
        assert not read_targets(world.units["PC"], now=clock.now).versions


def test_knows_no_other_unit(guru):
    guru.get("/targets/999999/set", 404)
    guru.post("/targets/999999/set", 404, key="k", reason=WHY)


def test_the_time_is_that_of_the_unit(guru, app, unit, known, clock):
    with app.app_context(), writing():
        rules = ServiceCalendar.from_json(HOURS | {"tz": "Asia/Jayapura"})
        db.session.add(
            CalendarVersion(unit_id=unit, rules=rules, reason="?", created_at=clock.now)
        )
    guru.submit("set", 422, begins_at="2026-09-02T10:59", reason=WHY)
    guru.submit("set", begins_at="2026-09-02T11:00", reason=WHY)
    assert known().versions[0].begins_at == clock.now
    assert "2 September 2026 11.00 WIT" in guru.text


class TestComplaints:
    """What was received before keeps its targets; what comes later has the new."""

    def test_one_already_received_keeps_its_targets(self, guru, tickets, clock):
        ticket = tickets.at(Step.CONFIRM)
        before = tickets.read(ticket)
        clock.move(minutes=1)
        guru.submit("set", medium_confirm="10", reason=WHY)
        assert tickets.read(ticket) == before
        tickets.confirm(ticket)
        assert tickets.read(ticket).resolution_due == before.resolution_due

    def test_a_new_one_has_the_new(self, guru, tickets, clock):
        guru.submit("set", medium_confirm="10", reason=WHY)
        clock.move(minutes=1)
        ticket = tickets.read(tickets.start())
        assert ticket.response_due == clock.now + 15 * 60

    def test_a_planned_change_waits(self, guru, tickets, clock):
        guru.submit(
            "set", medium_confirm="10", begins_at="2026-09-02T10:00", reason=WHY
        )
        early = tickets.read(tickets.start())
        assert early.response_due == clock.now + 30 * 60
        clock.set(10)
        late = tickets.read(tickets.start())
        assert late.response_due == clock.now + 15 * 60
