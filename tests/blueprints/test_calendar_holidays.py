"""Holidays: suggested for a year, accepted by a person one by one."""

from datetime import date

import pytest

from desk.queries.holidays import holidays_of

CHRISTMAS, LEAVE = date(2026, 12, 25), date(2026, 12, 24)


@pytest.fixture
def guru(open_browser, hours):
    return open_browser("guru").get(f"{hours.path}/holidays/2026")


def boxes(browser):
    return {box["value"]: box for box in browser.page.select("[name=days]")}


def test_suggests_all_and_ticks_none(guru, hours):
    found = holidays_of(2026)
    assert set(boxes(guru)) == {each.day.isoformat() for each in found}
    assert not any(box.has_attr("checked") for box in boxes(guru).values())
    assert "Cuti bersama" in guru.text
    assert not hours.rules.closed


def test_stores_what_is_ticked_and_nothing_else(guru, hours):
    days = [CHRISTMAS.isoformat(), LEAVE.isoformat()]
    guru.submit("2026", days=days)
    assert "Jumat, 25 Desember 2026" in guru.text
    guru.submit("2026")
    assert hours.rules.closed == {
        LEAVE: "Cuti Bersama Hari Raya Natal",
        CHRISTMAS: "Hari Raya Natal",
    }
    assert hours.reasons[0] == "Libur nasional dan cuti bersama 2026"


def test_shows_what_is_closed_already(guru, hours):
    hours.change(
        closed={"2026-12-25": "Natal dan libur"},
        overrides={"2026-12-24": [["08:00", "10:00"]]},
    )
    guru.get(f"{hours.path}/holidays/2026")
    assert "Sudah tutup: Natal dan libur" in guru.text
    assert not {"2026-12-25", "2026-12-24"} & set(boxes(guru))


def test_refuses_an_empty_choice(guru, hours):
    guru.submit("2026", 422)
    assert set(guru.errors) == {"days"}
    assert len(hours.reasons) == 1


def test_refuses_days_that_were_not_offered(guru, hours):
    guru.submit("2026", 422, forged={"days": ["2026-09-10", "nonsense"]})
    assert set(guru.errors) == {"days"}


def test_keeps_what_was_ticked_when_the_reason_is_missing(guru, hours):
    guru.submit("2026", 422, days=["2026-12-25"], reason="")
    assert set(guru.errors) == {"reason"}
    assert boxes(guru)["2026-12-25"].has_attr("checked")


def test_dates_that_hang_on_the_moon_are_marked(guru, hours):
    guru.get(f"{hours.path}/holidays/2027")
    assert "Perkiraan: masih bisa bergeser" in guru.text
    assert "(perkiraan)" not in guru.text


@pytest.mark.parametrize("year", [2020, 2024, 2028, 9999, 999999999])
def test_years_far_away_are_not_there(guru, hours, year):
    guru.get(f"{hours.path}/holidays/{year}", 404)


@pytest.mark.parametrize("username", ["siswa", "pengawas", "ketua"])
def test_others_may_not(username, open_browser, hours):
    open_browser(username).get(f"{hours.path}/holidays/2026", 403)


def test_names_of_a_year_are_indonesian_and_in_order():
    found = holidays_of(2026)
    assert [each.day for each in found] == sorted(each.day for each in found)
    names = {each.day: each.name for each in found}
    assert names[date(2026, 8, 17)] == "Hari Kemerdekaan Republik Indonesia"
    assert {each.day for each in found if each.is_leave} >= {LEAVE}
