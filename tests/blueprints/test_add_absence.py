"""A student goes on internship: off duty, and the tickets fall to the queue."""

import pytest

from desk.domain.vocabulary import Step
from tests.support.rosters import at


@pytest.fixture
def path(world):
    return f"/roster/people/{world.id_of('siswa')}"


@pytest.fixture
def guru(open_browser, path):
    return open_browser("guru").get(path)


def test_from_now_on_the_open_tickets_are_in_the_queue(guru, tickets, rosters):
    held = [tickets.at(Step.RECORD), tickets.at(Step.FULFIL)]
    closed, others = tickets.at(None), tickets.at(Step.CONFIRM, "siswi")
    guru.submit("away", reason="PKL di swalayan")
    assert "2 tiket kembali ke antrean." in guru.page.get_text()
    for ticket_id in held:
        assert tickets.read(ticket_id).owner_id is None
        assert tickets.log(ticket_id)[-1] == "released"
        assert tickets.words(ticket_id) == {"reason": "PKL di swalayan"}
    assert tickets.log(closed)[-1] == "thanked"
    assert tickets.read(others).owner_id is not None
    assert rosters.version().reason == "PKL di swalayan"


def test_a_colleague_takes_them_from_there(guru, tickets, open_browser):
    ticket_id = tickets.at(Step.FULFIL)
    guru.submit("away", reason="PKL")
    tickets.take(ticket_id, "siswi")
    assert tickets.log(ticket_id)[-2:] == ["released", "taken"]


def test_whoever_is_away_is_off_duty_even_without_a_roster(guru, rosters, world, clock):
    me = world.id_of("siswa")
    assert rosters.duties().may_receive(me, clock.now)
    guru.submit("away", reason="PKL")
    duties = rosters.duties()
    assert not duties.may_receive(me, clock.now)
    assert duties.is_away(me, clock.now)
    assert duties.may_receive(world.id_of("siswi"), clock.now)


def test_one_that_begins_later_leaves_tickets_where_they_are(
    guru, tickets, world, clock
):
    ticket_id = tickets.at(Step.FULFIL)
    guru.submit("away", reason="PKL", begin="2026-09-03T07:00", end="2026-12-01T15:00")
    assert tickets.read(ticket_id).owner_id == world.id_of("siswa")
    assert "Akan PKL" in guru.text
    assert not guru.has_form("release")
    clock.set(7, days=1)
    guru.sign_in("guru").get(guru.path)
    assert "Sedang PKL" in guru.text
    guru.submit("release", reason="PKL sudah mulai")
    assert tickets.read(ticket_id).owner_id is None
    assert tickets.words(ticket_id) == {"reason": "PKL sudah mulai"}


def test_shifts_in_that_time_are_marked(guru, rosters):
    rosters.plan("siswa", days=1)
    guru.submit("away", reason="PKL")
    assert "Tidak di sekolah" in guru.get("/roster/").text


def test_a_double_tap_marks_once(guru, rosters, tickets):
    ticket_id = tickets.at(Step.FULFIL)
    guru.submit("away", reason="PKL")
    guru.again()
    assert rosters.count_versions() == 1
    assert tickets.log(ticket_id).count("released") == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"begin": "2026-09-03T07:00", "end": "2026-09-03T07:00"}, "end"),
        ({"end": "2026-09-02T08:00"}, "end"),
        ({"begin": "2028-01-01T07:00"}, "begin"),
        ({"end": "2031-01-01T07:00"}, "end"),
        ({"begin": "besok"}, "begin"),
    ],
)
def test_refuses_and_keeps_what_was_typed(guru, rosters, tickets, typed, field):
    ticket_id = tickets.at(Step.FULFIL)
    guru.submit("away", 422, **{"reason": "PKL", **typed})
    assert set(guru.errors) == {field}
    assert tickets.log(ticket_id)[-1] != "released"
    assert rosters.count_versions() == 0
    if "besok" not in typed.values():
        for name, text in typed.items():
            assert guru.value(name, "away") == text


def test_twice_in_the_same_time_is_refused(guru, rosters, path):
    rosters.away("siswa", begin=at("07:00", days=30))
    guru.get(path).submit("away", 422, reason="PKL lagi")
    assert set(guru.errors) == {"begin"}
    guru.submit("away", reason="PKL lagi", end="2026-09-10T15:00")
    assert len(guru.page.select("form[action$='/end']")) == 2


def test_the_list_tells_who_is_away(guru, rosters, world):
    rosters.away("siswa")
    rosters.away("siswi", begin=at("07:00", days=1))
    guru.get(f"/roster/{world.units['MM']}/people")
    assert "Tidak di sekolah" in guru.text
    assert "PKL mulai 3 Sep 07.00" in guru.text
    assert "Joko Susilo" not in guru.text


@pytest.mark.parametrize("username", ["siswa", "pengawas", "ketua", "admin"])
def test_only_a_teacher(open_browser, path, rosters, username, world):
    other = open_browser(username)
    other.get(path, 403)
    other.get(f"/roster/{world.units['MM']}/people", 403)
    for verb in ("away", "release"):
        other.post(f"{path}/{verb}", 403, key="k", page=f"{path}/{verb}", reason="x")
    assert rosters.count_versions() == 0


@pytest.mark.parametrize("username", ["guru", "ketua", "admin"])
def test_who_has_no_shifts_has_no_absences(guru, world, username):
    path = f"/roster/people/{world.id_of(username)}"
    guru.get(path, 404)
    guru.post(f"{path}/away", 404, key="k", reason="x")
    guru.get("/roster/people/999999", 404)
