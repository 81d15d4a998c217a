"""The roster of a week as each of its readers sees it."""

import pytest

from desk.domain.vocabulary import Attendance
from desk.services import people
from tests.support.rosters import at

WEEK = "2026-W36"


@pytest.fixture
def week(world):
    return f"/roster/{world.units['MM']}/{WEEK}"


def names_of(browser):
    return [
        " ".join(li.get_text(" ").split())
        for li in browser.page.select(".roster-names li")
    ]


def test_the_menu_leads_to_this_week(siswa, rosters, week):
    rosters.plan("siswa", "siswi")
    siswa.get("/roster/")
    assert siswa.path == week
    assert [a["href"] for a in siswa.page.select(".top-nav [aria-current]")] == [
        "/roster/"
    ]
    today = siswa.page.select_one(".roster-day.is-today h2")
    assert "2" in today.get_text()
    assert "Rab" in today.get_text()


def test_a_day_lists_hours_and_names_in_order(siswa, rosters, week):
    rosters.plan("siswi", hours="11:00-15:00")
    rosters.plan("siswi", "siswa")
    siswa.get(week)
    day = siswa.page.select_one(".roster-day.is-today")
    hours = [" ".join(h.get_text("").split()) for h in day.select("h3")]
    assert hours == ["07.00–11.00", "11.00–15.00"]
    assert [name.split("(")[0].strip() for name in names_of(siswa)] == [
        "Dewi Lestari",
        "Siti Aminah",
        "Dewi Lestari",
    ]


def test_my_own_shift_stands_out(siswa, rosters, week):
    rosters.plan("siswa", "siswi")
    siswa.get(week)
    mine = siswa.page.select(".roster-names .is-mine")
    assert [li.a.get_text() for li in mine] == ["Siti Aminah"]
    others = siswa.page.select(".roster-names li:not(.is-mine) a")
    assert others == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("id", "Kamu piket sampai pukul 11.00."),
        ("en", "You are on duty until 11.00."),
    ],
)
def test_a_student_reads_until_when_duty_lasts(siswa, rosters, week, language, words):
    rosters.plan("siswa")
    siswa.post("/account/language", language=language, key="k", next=week)
    assert words in siswa.get(week).text


def test_a_student_off_duty_reads_when_the_next_shift_is(siswa, rosters, week):
    assert "Kamu belum punya jadwal piket." in siswa.get(week).text
    rosters.plan("siswa", days=1)
    text = siswa.get(week).text
    assert "Kamu sedang tidak piket." in text
    assert "3 Sep 07.00–11.00" in text.replace(" – ", "–").replace(" –", "–").replace(
        "– ", "–"
    )


def test_who_is_sick_today_is_not_on_duty(siswa, rosters, week):
    (shift,) = rosters.plan("siswa")
    rosters.attend(shift, Attendance.SICK)
    assert "Kamu sedang tidak piket." not in siswa.get(week).text
    assert "Kamu belum punya jadwal piket." in siswa.text


@pytest.mark.parametrize(
    ("username", "sees"),
    [("siswa", True), ("siswi", False), ("pengawas", True), ("guru", True)],
)
def test_who_is_sick_is_told_to_those_who_look_after_the_unit(
    open_browser, rosters, week, username, sees
):
    (shift,) = rosters.plan("siswa")
    rosters.attend(shift, Attendance.SICK)
    assert ("Sakit" in open_browser(username).get(week).text) is sees


def test_weeks_before_and_after_are_a_step_away(siswa, rosters, week, world):
    rosters.plan("siswi", days=7)
    siswa.get(week)
    assert names_of(siswa) == []
    (after,) = siswa.page.select("a[rel=next]")
    siswa.get(after["href"])
    assert siswa.path.endswith("2026-W37")
    assert names_of(siswa) == ["Dewi Lestari"]
    (before,) = siswa.page.select("a[rel=prev]")
    assert before["href"] == week


@pytest.mark.parametrize(
    "nonsense", ["2026-W60", "2026-W00", "0001-W01", "9999-W52", "2026-36", "x"]
)
def test_a_week_that_is_none_does_not_exist(siswa, world, nonsense):
    siswa.get(f"/roster/{world.units['MM']}/{nonsense}", 404)


def test_the_turn_of_the_year_is_one_week(siswa, rosters, world):
    rosters.plan("siswa", days=119)  # Wednesday 30 December
    siswa.get(f"/roster/{world.units['MM']}/2026-W53")
    assert len(names_of(siswa)) == 1
    (after,) = siswa.page.select("a[rel=next]")
    assert after["href"].endswith("2027-W01")


def test_an_empty_week_says_who_counts_as_on_duty(siswa, week):
    assert "pemegang tiket dihitung sedang piket" in siswa.get(week).text


def test_the_roster_of_another_unit_is_closed(open_browser, week, world):
    for username in ("tetangga", "tetangga_pengawas"):
        open_browser(username).get(week, 403)
    open_browser("siswa").get(f"/roster/{world.units['PC']}/{WEEK}", 403)
    open_browser("siswa").get("/roster/999999/2026-W36", 404)


def test_a_teacher_looks_after_every_unit(open_browser, rosters, week, world):
    guru = open_browser("guru").get(week)
    places = [a["href"] for a in guru.page.select(".week-nav a") if "PC" not in a.text]
    assert f"/roster/{world.units['PC']}/{WEEK}" in places


def test_only_a_teacher_is_offered_changes(open_browser, rosters, week):
    rosters.plan("siswa")
    for username, may in {"siswa": False, "pengawas": False, "guru": True}.items():
        page = open_browser(username).get(week).page
        assert bool(page.select(".roster-tools")) is may
        assert bool(page.select(".roster-day h2 a")) is may


def test_names_are_shown_as_they_are(open_browser, rosters, app, world, week):
    rosters.plan("siswa")
    with app.app_context():
        people.edit_person(
            rosters.act("admin"),
            world.id_of("siswa"),
            people.Profile(
                username="siswa",
                name="<b>Siti</b> & Ā",
                role=world.actors["siswa"].role,
                unit_id=world.units["MM"],
                class_group_id=1,
                student_number="",
            ),
        )
    assert "<b>Siti</b> & Ā" in open_browser("guru").get(week).text


def test_versions_tell_who_changed_what_and_why(open_browser, rosters, week, clock):
    assert rosters.version() is None
    (shift,) = rosters.plan("siswa")
    first = rosters.version()
    assert (first.number, first.author, first.created_at) == (
        1,
        "Rina Wulandari",
        clock.now,
    )
    clock.move(minutes=5)
    rosters.remove(shift, reason="Jadwal keliru.")
    second = rosters.version()
    assert (second.number, second.reason) == (2, "Jadwal keliru.")
    rosters.plan("tetangga", unit="PC")
    assert rosters.version().number == 2
    assert rosters.version("PC").number == 1
    text = open_browser("guru").get(week).text
    assert "Versi 2" in text
    assert "Jadwal keliru." in text
    assert "Piket ditambahkan" in text


def test_any_version_can_be_read_again(rosters, world):
    (shift,) = rosters.plan("siswa")
    planned = rosters.version()
    rosters.attend(shift, Attendance.SICK)
    marked = rosters.version()
    rosters.away("siswi")
    me = world.id_of("siswa")

    def hours(**kwargs):
        return rosters.duties(**kwargs).on_duty(me, at("00:00"), at("00:00", days=1))

    assert hours() == hours(version_id=marked.id) == []
    assert hours(version_id=planned.id) == [(at("07:00"), at("11:00"))]
    assert rosters.duties(version_id=marked.id).aways == ()
    assert len(rosters.duties().aways) == 1
