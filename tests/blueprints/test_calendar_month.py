"""A month of service hours to look at, and whether the desk was open at an instant."""

import pytest

from desk.domain.people import Role
from desk.services import people
from desk.services.people import Profile
from tests.support.cast import PASSWORD


@pytest.fixture
def guru(open_browser, hours):
    hours.change(
        closed={"2026-09-10": "Upacara"}, overrides={"2026-09-11": [["08:00", "10:00"]]}
    )
    return open_browser("guru").get(hours.path)


def days(browser):
    return [
        " ".join(day.get_text(" ").split()).replace("\u2060", "")
        for day in browser.page.select(".month-day")
    ]


def test_each_day_of_the_present_month(guru):
    found = days(guru)
    assert len(found) == 30
    assert found[0] == "Selasa 1 07.00–12.00, 13.00–15.00"
    assert found[1] == "Rabu 2 Hari ini 07.00–12.00, 13.00–15.00"
    assert found[4] == "Sabtu 5 Tutup"
    assert found[9] == "Kamis 10 Upacara Tanggal tutup"
    assert found[10] == "Jumat 11 08.00–10.00 Jam khusus"


def test_goes_to_the_months_beside(guru, hours):
    links = {str(a.get("rel", [""])[0]): a["href"] for a in guru.page.select("a[rel]")}
    assert links["prev"].endswith("month=2026-08")
    assert links["next"].endswith("month=2026-10")
    guru.get(links["prev"])
    assert len(days(guru)) == 31
    guru.get(hours.path, month="2026-12")
    assert "Januari 2027" in guru.text


@pytest.mark.parametrize(
    "month", ["2026-13", "nonsense", "9999-12", "1999-12", "2026-1"]
)
def test_knows_no_such_month(guru, hours, month):
    guru.get(hours.path, 404, month=month)


@pytest.mark.parametrize(
    ("at", "answer", "rule", "following"),
    [
        ("2026-09-02T09:00", "Ya, meja layanan buka.", "Jam mingguan: 07.00–12.00", ""),
        (
            "2026-09-02T12:30",
            "Tidak, meja layanan tutup.",
            "Jam mingguan: 07.00–12.00",
            "Rabu, 2 September 2026 13.00 WIB",
        ),
        (
            "2026-09-10T09:00",
            "Tidak, meja layanan tutup.",
            "Tanggal tutup: Tutup (Upacara)",
            "Jumat, 11 September 2026 08.00 WIB",
        ),
        (
            "2026-09-11T10:00",
            "Tidak, meja layanan tutup.",
            "Jam khusus: 08.00–10.00",
            "Senin, 14 September 2026 07.00 WIB",
        ),
    ],
)
def test_was_the_desk_open(guru, at, answer, rule, following):
    guru.submit(guru.path, at=at)
    told = guru.text.replace("\u2060", "")
    assert answer in told
    assert rule in told
    assert f"Buka berikutnya: {following}" in told if following else True
    assert guru.value("at") is None or guru.page.find("input", {"name": "at"})


def test_shows_the_month_asked_about(guru, hours):
    guru.get(hours.path, at="2026-12-25T09:00")
    assert "Desember 2026" in guru.text
    assert len(days(guru)) == 31


@pytest.mark.parametrize("at", ["kemarin", "2026-09-02", "0001-01-01T00:00"])
def test_an_instant_that_is_none_is_told_so(guru, hours, at):
    guru.get(hours.path, at=at)
    assert "at" in guru.errors


def test_a_desk_that_never_opens(guru, hours):
    hours.change(weekly={}, overrides={})
    guru.get(hours.path, at="2026-09-12T09:00")
    assert "Setelah itu tidak buka lagi." in guru.text


def test_planned_weekly_hours_are_told(guru, hours):
    week = {"1": [["10:00", "11:00"]]}
    hours.change(seasons={"2027-01-04": week})
    guru.get(hours.path)
    assert "mulai Senin, 4 Januari 2027" in guru.text


def test_people_of_all_units_choose_one(guru, world):
    guru.get("/calendar/")
    links = [str(a["href"]) for a in guru.page.select("main a")]
    assert links == [f"/calendar/{world.units[code]}" for code in ("MM", "PC")]


def test_people_of_one_unit_go_straight_there(app, world, open_browser, tickets):
    profile = Profile(
        username="bu_ani",
        name="Ani",
        role=Role.TEACHER,
        unit_id=world.units["PC"],
        class_group_id=None,
        student_number="",
    )
    with app.app_context():
        people.add_person(
            tickets.act("admin"), profile, password=PASSWORD, must_change_password=False
        )
    ani = open_browser()
    ani.sign_in_by_form("bu_ani")
    ani.get("/calendar/")
    assert ani.path == f"/calendar/{world.units['PC']}"
    ani.get(f"/calendar/{world.units['MM']}", 403)
    ani.get(f"/calendar/{world.units['MM']}/close", 403)


@pytest.mark.parametrize("username", ["siswa", "pengawas", "ketua"])
def test_others_may_not(username, open_browser, hours):
    open_browser(username).get(hours.path, 403)
    open_browser(username).get("/calendar/", 403)


def test_is_in_the_menu_of_who_may(open_browser):
    for username, is_there in (("guru", True), ("admin", True), ("ketua", False)):
        page = open_browser(username).get("/help/").page
        assert bool(page.select("a[href='/calendar/']")) is is_there
