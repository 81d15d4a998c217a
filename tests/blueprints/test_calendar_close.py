"""Close days: one or many, each a closed date with its reason."""

from datetime import date, timedelta

import pytest

from tests.support.forms import STRANGE

BREAK = {"first": "2026-12-21", "last": "2027-01-01"}
REASON = "Libur semester"


@pytest.fixture
def guru(open_browser, hours):
    return open_browser("guru").get(f"{hours.path}/close")


def test_a_term_break_becomes_its_dates(guru, hours):
    guru.get(f"{hours.path}/close", preset="term_break")
    assert guru.value("reason") == REASON
    guru.submit("close", **BREAK)
    assert "Kamis, 24 Desember 2026" in guru.text
    guru.submit("close")
    days = {date(2026, 12, 21) + timedelta(days=n) for n in range(12)}
    assert dict.fromkeys(days, REASON) == hours.rules.closed
    assert hours.reasons[0] == REASON


def test_an_unknown_preset_fills_nothing_in(guru, hours):
    guru.get(f"{hours.path}/close", preset="nonsense")
    assert guru.value("reason") == ""


def test_one_day(guru, hours):
    guru.submit("close", first="2026-09-10", reason="Upacara").submit("close")
    assert hours.rules.closed == {date(2026, 9, 10): "Upacara"}


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, {"first", "reason"}),
        ({"first": "2026-09-10"}, {"reason"}),
        ({"first": "2026-09-10", "last": "2026-09-09", "reason": "x"}, {"last"}),
        ({"first": "2036-09-10", "reason": "x"}, {"first"}),
        ({"first": "2026-09-10", "last": "2226-09-09", "reason": "x"}, {"last"}),
        ({"first": "2026-09-10", "last": "2027-09-11", "reason": "x"}, {"last"}),
        ({"first": "2026-02-30", "reason": "x"}, {"first"}),
        ({"first": "2026-09-10", "reason": "é" * 201}, {"reason"}),
    ],
)
def test_refuses_and_keeps_what_was_typed(guru, hours, typed, fields):
    guru.submit("close", 422, **typed)
    assert set(guru.errors) == fields
    for name, text in typed.items():
        assert guru.value(name) == text
    assert len(hours.reasons) == 1


def test_refuses_a_date_twice(guru, hours):
    hours.change(closed={"2026-09-10": "Upacara"})
    guru.get(f"{hours.path}/close")
    guru.submit("close", 422, first="2026-09-10", reason="Libur")
    assert guru.errors["first"].startswith("Sekarang sudah begitu")


def test_days_with_special_hours_must_be_decided_on(guru, hours):
    hours.change(overrides={"2026-09-10": [["08:00", "10:00"]]})
    guru.get(f"{hours.path}/close")
    assert "clash" not in guru.html
    guru.submit("close", 422, first="2026-09-09", last="2026-09-10", reason="Libur")
    assert set(guru.errors) == {"clash"}
    assert "Kam, 10 Sep" in guru.text
    guru.submit("close", clash="keep").submit("close")
    assert hours.rules.closed == {date(2026, 9, 9): "Libur"}
    guru.get(f"{hours.path}/close")
    guru.submit("close", 422, first="2026-09-10", reason="Libur")
    guru.submit("close", clash="replace").submit("close")
    assert date(2026, 9, 10) in hours.rules.closed
    assert not hours.rules.overrides


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_reasons_as_typed(guru, hours, text):
    guru.submit("close", first="2026-09-10", reason=text).submit("close")
    (kept,) = hours.rules.closed.values()
    assert " ".join(kept.split()) == " ".join(text.split())
    assert " ".join(text.split()) in guru.get(f"{hours.path}/versions").text


@pytest.mark.parametrize("username", ["siswa", "pengawas", "ketua"])
def test_others_may_not(username, open_browser, hours):
    open_browser(username).post(f"{hours.path}/close", 403, key="k")


def test_a_double_tap_saves_once(guru, hours):
    guru.submit("close", first="2026-09-10", reason="Libur").submit("close")
    guru.again()
    assert len(hours.reasons) == 2


def test_a_forged_version_is_stale(guru, hours):
    typed = {"first": "2026-09-10", "reason": "Libur"}
    guru.submit("close", 409, **typed, forged={"version": "999999"})
    guru.submit("close", 409, **typed, forged={"version": "baru"})
    assert guru.value("reason") == "Libur"
