"""Weekly hours: any number of openings a day, from a date on, after a preview."""

from datetime import date

import pytest

from desk.domain.hours import read_hours

NEW = "07.00–11.00, 12.00–14.00, 15:00-16:00"
REASON = "Jadwal semester baru"
TOMORROW = date(2026, 9, 3)


@pytest.fixture
def guru(open_browser, hours):
    return open_browser("guru").get(f"{hours.path}/weekly")


def test_starts_with_what_is_in_force_from_tomorrow(guru):
    assert guru.value("day_1") == "07.00–12.00, 13.00–15.00"
    assert guru.value("day_7") == ""
    assert guru.value("first") == "2026-09-03"


def test_previews_and_then_saves(guru, hours):
    guru.submit("weekly", day_1=NEW, reason=REASON)
    assert "Periksa sebelum disimpan" in guru.text
    assert "Senin mulai Kamis, 3 September 2026" in guru.text
    assert hours.reasons == ["Default service hours"]
    guru.submit("weekly")
    assert guru.flashes == ["success"]
    assert guru.path == hours.path
    assert hours.reasons == [REASON, "Default service hours"]
    assert hours.version.author == "Rina Wulandari"
    week = hours.rules.seasons[TOMORROW]
    assert week[1] == read_hours(NEW)
    assert week[2] == hours.rules.weekly[2]


def test_what_was_before_stays(guru, hours):
    before = hours.rules
    guru.submit("weekly", day_1="", reason=REASON).submit("weekly")
    assert hours.rules.weekly == before.weekly
    assert list(hours.rules.seasons) == [TOMORROW]


def test_speaks_english(open_browser, hours, app):
    guru = open_browser("guru").get(f"{hours.path}/weekly")
    guru.post("/account/language", language="en", key="k")
    guru.get(f"{hours.path}/weekly").submit("weekly", 422, day_1="12-7")
    assert "must end later than it begins" in guru.errors["day_1"]
    assert guru.errors["reason"] == "Please fill this in."


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("pagi sampai sore", "bukan jam"),
        ("07.00–12.00, 11.00–13.00", "bertumpuk pada 11:00"),
        ("12.00–07.00", "harus berakhir setelah mulai"),
        ("22.00–02.00", "yang melewati tengah malam dibagi dua"),
        ("07.00–12.00 13.00", "bukan jam"),
        ("07.00–24.30", "bukan jam"),
    ],
)
def test_refuses_hours_beside_their_day_and_keeps_them(guru, hours, typed, message):
    guru.submit("weekly", 422, day_3=typed, reason=REASON)
    assert set(guru.errors) == {"day_3"}
    assert message in guru.errors["day_3"]
    assert guru.value("day_3") == typed
    assert len(hours.reasons) == 1


@pytest.mark.parametrize(
    ("first", "message"),
    [
        ("", "Pilih tanggal."),
        ("2126-01-01", "terlalu jauh"),
        ("1970-01-01", "terlalu jauh"),
        ("besok", "Tanggal ini tidak ada di kalender."),
    ],
)
def test_refuses_dates(guru, hours, first, message):
    guru.submit("weekly", 422, day_1=NEW, reason=REASON, first=first)
    assert set(guru.errors) == {"first"}
    assert guru.value("day_1") == NEW


def test_needs_a_reason(guru, hours):
    guru.submit("weekly", 422, day_1=NEW)
    assert set(guru.errors) == {"reason"}
    assert len(hours.reasons) == 1


def test_refuses_what_changes_nothing(guru, hours):
    guru.submit("weekly", 422, reason=REASON)
    assert guru.errors["first"].startswith("Sekarang sudah begitu")


def test_going_back_keeps_what_was_typed(guru, hours):
    guru.submit("weekly", day_1=NEW, reason=REASON)
    fields = {
        field["name"]: field["value"]
        for field in guru.page.select("form.confirm input")
        if field["name"] != "csrf_token"
    }
    guru.post(f"{hours.path}/weekly?edit=1", **fields)
    assert (guru.value("day_1"), guru.value("reason")) == (NEW, REASON)
    assert len(hours.reasons) == 1


def test_saves_only_what_the_preview_showed(guru, hours):
    guru.submit("weekly", day_1=NEW, reason=REASON)
    guru.submit("weekly", forged={"day_1": "07.00–08.00"})
    assert "Periksa sebelum disimpan" in guru.text
    assert len(hours.reasons) == 1


def test_a_double_tap_saves_once(guru, hours):
    guru.submit("weekly", day_1=NEW, reason=REASON).submit("weekly")
    guru.again()
    assert guru.path == hours.path
    assert len(hours.reasons) == 2


def test_two_teachers_at_once(guru, hours):
    guru.submit("weekly", day_1=NEW, reason=REASON)
    hours.change(closed={"2026-10-01": "Upacara"}, reason="Upacara bendera")
    guru.submit("weekly", 409)
    assert "diubah orang lain" in guru.refusal
    assert "Upacara bendera" in guru.text
    assert guru.value("day_1") == NEW
    assert hours.reasons[0] == "Upacara bendera"
    guru.submit("weekly").submit("weekly")
    assert hours.reasons[0] == REASON
    assert date(2026, 10, 1) in hours.rules.closed


def test_a_stale_form_is_told_before_any_preview(guru, hours):
    hours.change(closed={"2026-10-01": "Upacara"})
    guru.submit("weekly", 409, day_1=NEW, reason=REASON)
    assert guru.refusal
    assert guru.value("day_1") == NEW


def test_a_planned_change_is_told(guru, hours):
    guru.submit("weekly", day_1=NEW, reason=REASON, first="2027-01-04").submit("weekly")
    guru.get(f"{hours.path}/weekly")
    assert "4 Januari 2027" in guru.text


@pytest.mark.parametrize("username", ["siswa", "pengawas", "ketua"])
def test_others_may_not(username, open_browser, hours):
    open_browser(username).get(f"{hours.path}/weekly", 403)


def test_knows_no_other_unit(guru):
    guru.get("/calendar/999999/weekly", 404)
