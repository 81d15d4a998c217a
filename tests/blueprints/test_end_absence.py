"""Somebody is back from internship."""

import pytest

from tests.support.rosters import at


@pytest.fixture
def path(world):
    return f"/roster/people/{world.id_of('siswa')}"


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


def test_back_from_now_on(guru, rosters, path, clock, world):
    rosters.away("siswa")
    clock.move(hours=1)
    guru.sign_in("guru").get(path).submit("end")
    assert "Masa PKL diakhiri." in guru.page.get_text()
    (away,) = rosters.duties().aways
    assert (away.begin, away.end) == (at("09:00"), at("10:00"))
    assert rosters.duties().may_receive(world.id_of("siswa"), clock.now)
    assert rosters.plan("siswa", days=1)
    assert not guru.get(path).has_form("end")


def test_one_that_has_not_begun_does_not_happen(guru, rosters, path):
    rosters.away("siswa", begin=at("07:00", days=1))
    guru.get(path).submit("end")
    assert rosters.duties().aways == ()
    assert rosters.plan("siswa", days=1)


def test_what_was_said_before_can_be_read_again(rosters, guru, path, clock):
    rosters.away("siswa")
    before = rosters.version()
    clock.move(hours=1)
    guru.sign_in("guru").get(path).submit("end")
    assert rosters.duties(version_id=before.id).aways[0].end is None
    assert rosters.version().number == before.number + 1


def test_a_double_tap_ends_once_and_a_second_teacher_is_told(
    guru, rosters, path, clock
):
    absence = rosters.away("siswa")
    clock.move(hours=1)
    guru.sign_in("guru").get(path).submit("end")
    guru.again()
    assert rosters.count_versions() == 2
    guru.get(path)
    guru.post(f"/roster/absences/{absence}/end", key="another")
    assert "Masa PKL ini sudah berakhir." in guru.page.get_text()
    assert rosters.count_versions() == 2


@pytest.mark.parametrize("username", ["siswa", "pengawas", "ketua", "admin"])
def test_only_a_teacher(open_browser, rosters, username):
    absence = rosters.away("siswa")
    open_browser(username).post(f"/roster/absences/{absence}/end", 403, key="k")
    assert rosters.duties().aways[0].end is None


def test_a_stranger_does_not_exist(guru):
    guru.get("/roster/")
    guru.post("/roster/absences/999999/end", 404, key="k")
