"""Back to weekly hours: closed dates and special hours are taken back."""

import pytest


@pytest.fixture
def guru(open_browser, hours):
    hours.change(
        closed={"2026-09-10": "Upacara", "2026-09-17": "Upacara"},
        overrides={"2026-09-11": [["08:00", "10:00"]]},
    )
    return open_browser("guru").get(f"{hours.path}/clear")


def test_takes_the_rules_of_the_days_back(guru, hours):
    guru.submit("clear", first="2026-09-09", last="2026-09-12", reason="Batal")
    assert "Tutup (Upacara) → 07.00" in guru.text.replace("\u2060", "")
    guru.submit("clear")
    assert [day.day for day in hours.rules.closed] == [17]
    assert not hours.rules.overrides
    assert hours.reasons[0] == "Batal"


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"reason": "Batal"}, {"first"}),
        ({"first": "2026-09-10"}, {"reason"}),
        ({"first": "2026-09-14", "reason": "Batal"}, {"first"}),
        ({"first": "2026-09-14", "last": "2026-09-10", "reason": "Batal"}, {"last"}),
    ],
)
def test_refuses(guru, hours, typed, fields):
    guru.submit("clear", 422, **typed)
    assert set(guru.errors) == fields
    assert len(hours.rules.closed) == 2


@pytest.mark.parametrize("username", ["siswa", "pengawas", "ketua"])
def test_others_may_not(username, open_browser, hours):
    open_browser(username).get(f"{hours.path}/clear", 403)
