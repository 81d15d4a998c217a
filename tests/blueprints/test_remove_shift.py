"""A teacher takes a shift off the roster, saying why."""

import pytest

from desk.extensions import db
from desk.models import Shift


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


def test_it_goes_with_a_reason_and_stays_in_the_history(guru, rosters, app):
    shift, _ = rosters.plan("siswa", "siswi")
    guru.get(f"/roster/shifts/{shift}").submit("remove", reason="Salah hari.")
    assert "Piket Siti Aminah dihapus." in guru.page.get_text()
    assert [row[0] for row in rosters.standing()] == ["siswi"]
    assert rosters.version().reason == "Salah hari."
    with app.app_context():
        row = db.session.get_one(Shift, shift)
        assert row.removed_in == rosters.version().id


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201])
def test_without_a_reason_it_stays(guru, rosters, reason):
    (shift,) = rosters.plan("siswa")
    guru.get(f"/roster/shifts/{shift}").submit("remove", 422, reason=reason)
    assert set(guru.errors) == {"reason"}
    assert len(rosters.standing()) == 1


def test_a_double_tap_removes_once(guru, rosters):
    (shift,) = rosters.plan("siswa")
    path = f"/roster/shifts/{shift}"
    for _ in range(2):
        guru.get("/account/password")
        guru.post(f"{path}/remove", 200, key="twice", page=f"{path}/remove", reason="x")
    assert rosters.count_versions() == 2


def test_what_another_teacher_changed_meanwhile_is_refused(guru, rosters):
    (shift,) = rosters.plan("siswa")
    guru.get(f"/roster/shifts/{shift}")
    rosters.remove(shift)
    guru.submit("remove", reason="Juga.")
    assert "Piket ini sudah berubah." in guru.page.get_text()
    assert rosters.count_versions() == 2


def test_a_removed_shift_leads_back(guru, rosters):
    (shift,) = rosters.plan("siswa")
    rosters.remove(shift)
    guru.get(f"/roster/shifts/{shift}")
    assert "Piket ini sudah berubah." in guru.page.get_text()


@pytest.mark.parametrize("username", ["siswa", "pengawas", "ketua", "admin"])
def test_only_a_teacher_removes(open_browser, rosters, username):
    (shift,) = rosters.plan("siswa")
    path = f"/roster/shifts/{shift}/remove"
    open_browser(username).post(path, 403, key="k", page=path, reason="x")
    assert len(rosters.standing()) == 1


def test_a_neighbour_does_not_see_it(open_browser, rosters):
    (shift,) = rosters.plan("siswa")
    open_browser("tetangga").get(f"/roster/shifts/{shift}", 403)
