"""A teacher copies a week: sees what would happen, then lets it happen."""

from datetime import timedelta

import pytest

from desk.services import people
from tests.support.rosters import MONDAY, at

NEXT = MONDAY + timedelta(days=7)


@pytest.fixture
def path(world):
    return f"/roster/{world.units['MM']}/2026-W36/copy"


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


def counts(browser):
    """Return how many shifts are new and how many there, as the preview says."""
    first, second = browser.page.select(".facts-pairs dd")
    return int(first.get_text()), int(second.get_text())


def test_the_preview_counts_and_changes_nothing(guru, path, rosters):
    rosters.plan("siswa", "siswi")
    guru.get(path)
    assert counts(guru) == (2, 0)
    assert guru.value("to") == str(NEXT)
    assert "Salin 2 piket" in guru.text
    assert len(rosters.standing()) == 2


def test_the_week_is_copied_at_the_same_hours(guru, path, rosters, world):
    rosters.plan("siswa")
    rosters.plan("siswi", hours="11:00-15:00", days=2)
    guru.get(path).submit(path)
    assert guru.path == f"/roster/{world.units['MM']}/2026-W37"
    assert rosters.standing()[2:] == [
        ("siswa", at("07:00", days=7), at("11:00", days=7), None),
        ("siswi", at("11:00", days=9), at("15:00", days=9), None),
    ]
    assert rosters.version().reason == "A week copied"


def test_twice_is_once(guru, path, rosters):
    rosters.plan("siswa")
    guru.get(path).submit(path)
    guru.again()
    guru.get(path)
    assert counts(guru) == (0, 1)
    assert not guru.has_form(path)
    rosters.copy(MONDAY, NEXT)
    assert len(rosters.standing()) == 2
    assert rosters.count_versions() == 2


def test_attendance_stays_where_it_was(rosters):
    (shift,) = rosters.plan("siswa")
    rosters.attend(shift, "sick")
    rosters.copy(MONDAY, NEXT)
    assert [row[3] for row in rosters.standing()] == ["sick", None]


def test_what_clashes_and_who_is_away_is_named_and_left_out(guru, path, rosters):
    rosters.plan("siswa", "siswi", "pengawas")
    rosters.plan("siswa", hours="10:00-12:00", days=7)
    rosters.away("siswi", begin=at("00:00", days=6))
    guru.get(path)
    assert counts(guru) == (1, 0)
    assert "Siti Aminah sudah punya piket pada jam itu." in guru.text
    assert "Dewi Lestari sedang PKL pada waktu itu." in guru.text
    assert "9 Sep 07.00" in guru.text
    guru.submit(path)
    assert [row[0] for row in rosters.standing()][-2:] == ["pengawas", "siswa"]


def test_closed_accounts_are_left_out(guru, path, rosters, app, world):
    rosters.plan("siswa", "siswi")
    with app.app_context():
        people.deactivate_person(rosters.act("admin"), world.id_of("siswi"))
    guru.get(path)
    assert counts(guru) == (1, 0)
    assert "Akun Dewi Lestari sudah ditutup." in guru.text


def test_another_week_is_chosen_by_any_of_its_days(guru, path, rosters, world):
    rosters.plan("siswa")
    guru.get(path, to="2026-09-19")
    assert counts(guru) == (1, 0)
    guru.submit(path, forged={"to": "2026-09-19"})
    assert guru.path == f"/roster/{world.units['MM']}/2026-W38"
    assert rosters.standing()[1][1] == at("07:00", days=14)


@pytest.mark.parametrize("to", ["2026-09-02", "x", "2026-02-30", ""])
def test_a_week_that_is_none_or_the_same_is_refused(guru, path, rosters, to):
    rosters.plan("siswa")
    guru.get(path, to=to)
    assert not guru.has_form(path)
    guru.post(path, 422, key="k", to=to)
    assert set(guru.errors) == {"other-to"}
    assert len(rosters.standing()) == 1


@pytest.mark.parametrize("to", ["2028-01-05", "0001-01-01", "9999-12-31"])
def test_more_than_a_year_away_is_refused(guru, path, rosters, to):
    rosters.plan("siswa", days=3)
    guru.get(path, to=to)
    assert "lebih dari setahun" in guru.errors["other-to"]
    assert not guru.has_form(path)
    guru.post(path, 422, key="k", to=to)
    assert len(rosters.standing()) == 1


def test_a_night_shift_of_the_week_is_copied_with_the_day_it_begins_on(app, rosters):
    rosters.plan("siswa", days=5)
    rosters.plan("siswa", days=-3)
    assert rosters.copy(MONDAY, NEXT)["added"] == 0


@pytest.mark.parametrize("username", ["siswa", "pengawas", "ketua", "admin"])
def test_only_a_teacher_copies(open_browser, path, rosters, username):
    rosters.plan("siswa")
    other = open_browser(username)
    other.get(path, 403)
    other.post(path, 403, key="k", to=str(NEXT))
    assert len(rosters.standing()) == 1
