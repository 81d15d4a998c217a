"""Special hours: an exam week, Ramadan; other hours on the days the desk works."""

from datetime import date

import pytest

from desk.domain.hours import read_hours

WEEK = {"first": "2026-09-07", "last": "2026-09-13"}
SHORT, PRAYER = read_hours("07.00–12.00"), read_hours("07.00–11.00")


@pytest.fixture
def guru(open_browser, hours):
    return open_browser("guru").get(f"{hours.path}/override")


def test_an_exam_week_becomes_its_school_days(guru, hours):
    guru.get(f"{hours.path}/override", preset="exam_week")
    assert (guru.value("reason"), guru.value("hours")) == (
        "Pekan ujian",
        "07.00–12.00",
    )
    guru.submit("override", **WEEK)
    assert "Jumat, 11 September 2026" in guru.text
    assert "Sabtu, 12 September 2026" not in guru.text
    guru.submit("override")
    days = [date(2026, 9, n) for n in range(7, 12)]
    assert hours.rules.overrides == dict.fromkeys(days, SHORT)


def test_fridays_may_differ(guru, hours):
    guru.submit("override", **WEEK, hours="7-12", friday="7-11", reason="Ramadan")
    guru.submit("override")
    assert hours.rules.overrides[date(2026, 9, 11)] == PRAYER
    assert hours.rules.overrides[date(2026, 9, 10)] == SHORT


def test_a_saturday_named_alone_opens(guru, hours):
    guru.submit("override", first="2026-09-12", hours="8-10", reason="Bazar")
    guru.submit("override")
    assert date(2026, 9, 12) in hours.rules.overrides


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"hours": ""}, {"hours"}),
        ({"hours": "–"}, {"hours"}),
        ({"hours": "siang"}, {"hours"}),
        ({"hours": "7-12, 11-13"}, {"hours"}),
        ({"hours": "22-2"}, {"hours"}),
        ({"hours": "siang", "friday": "sore", "reason": ""}, {"hours", "friday"}),
        ({"first": "2026-09-12", "last": "2026-09-13"}, {"first"}),
        ({"first": "2036-09-12"}, {"first"}),
        ({"hours": "siang", "first": ""}, {"hours", "first"}),
    ],
)
def test_refuses_and_keeps_what_was_typed(guru, hours, typed, fields):
    filled = {"first": "2026-09-10", "hours": "8-10", "reason": "Ujian", **typed}
    guru.submit("override", 422, **filled)
    assert set(guru.errors) - {"reason"} == fields
    for name, text in filled.items():
        assert guru.value(name) == text
    assert len(hours.reasons) == 1


def test_a_closed_day_must_be_decided_on(guru, hours):
    hours.change(closed={"2026-09-10": "Upacara"})
    guru.get(f"{hours.path}/override")
    guru.submit("override", 422, **WEEK, reason="Ujian")
    assert set(guru.errors) == {"clash"}
    assert "Kam, 10 Sep" in guru.text
    guru.submit("override", clash="keep").submit("override")
    assert date(2026, 9, 10) in hours.rules.closed
    assert len(hours.rules.overrides) == 4


def test_or_opened(guru, hours):
    hours.change(closed={"2026-09-10": "Upacara"})
    guru.get(f"{hours.path}/override")
    guru.submit("override", 422, **WEEK, reason="Ujian")
    guru.submit("override", clash="replace").submit("override")
    assert not hours.rules.closed
    assert len(hours.rules.overrides) == 5


@pytest.mark.parametrize("username", ["siswa", "pengawas", "ketua"])
def test_others_may_not(username, open_browser, hours):
    open_browser(username).get(f"{hours.path}/override", 403)
