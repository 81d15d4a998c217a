"""Attendance overrides the plan, for the shares of people and never for the ticket."""

from dataclasses import asdict

import pytest

from desk.domain.clock import QUEUE, measure
from desk.domain.vocabulary import Attendance, Step
from desk.queries.calendars import calendar_in_force
from desk.queries.history import read_history
from tests.support.rosters import TODAY, at

MEASURES = (
    "steps",
    "response",
    "resolution",
    "first_resolution",
    "paused",
    "off_hours",
)


@pytest.fixture
def guru(open_browser, world):
    return open_browser("guru")


@pytest.fixture
def day(world):
    return f"/roster/{world.units['MM']}/days/{TODAY}"


@pytest.fixture
def measured(app, world, rosters, clock):
    """Return what measures a ticket by the roster as it is."""

    def figures(ticket_id):
        with app.app_context():
            events = [entry.event for entry in read_history(ticket_id)]
            unit_id = world.units["MM"]
            roster = rosters.duties()
            people = {event.by for event in events if event.by}
            return measure(
                events,
                calendar_in_force(unit_id),
                clock.now,
                roster=roster.for_people(people, at("00:00"), at("00:00", days=1)),
            )

    return figures


def mark(browser, shift_id, attendance, status=200):
    return browser.post(
        f"/roster/shifts/{shift_id}/attendance",
        status,
        key=f"{shift_id}-{attendance}",
        attendance=attendance,
    )


@pytest.mark.parametrize("attendance", Attendance)
def test_one_tap(guru, rosters, day, attendance):
    rosters.plan("siswa")
    guru.get(day).submit("attendance", attendance=attendance.value)
    assert guru.path.startswith(day)
    assert [row[3] for row in rosters.standing()] == [attendance]
    pressed = guru.page.select("[aria-pressed=true][name=attendance]")
    assert [button["value"] for button in pressed] == [attendance.value]


def test_a_later_word_is_another_version(guru, rosters, day):
    rosters.plan("siswa")
    guru.get(day).submit("attendance", attendance="absent")
    guru.submit("attendance", attendance="excused")
    assert [row[3] for row in rosters.standing()] == [Attendance.EXCUSED]
    assert rosters.version().number == 3


def test_the_same_word_again_changes_nothing(guru, rosters, day):
    rosters.plan("siswa")
    guru.get(day).submit("attendance", attendance="absent")
    guru.get(day).submit("attendance", attendance="absent")
    guru.again()
    assert rosters.count_versions() == 2


def test_it_can_go_back_to_as_planned(guru, rosters):
    (shift,) = rosters.plan("siswa")
    marked = rosters.attend(shift, Attendance.SICK)
    guru.get(f"/roster/shifts/{marked}")
    mark(guru, marked, "")
    assert [row[3] for row in rosters.standing()] == [None]


def test_a_past_shift_moves_shares_and_no_figure_of_the_ticket(
    rosters, tickets, clock, measured, world
):
    (shift,) = rosters.plan("siswa")
    ticket_id = tickets.at(Step.CONFIRM)
    clock.move(hours=1)
    tickets.confirm(ticket_id)
    tickets.fulfil(ticket_id)
    tickets.thank(ticket_id)
    clock.move(days=1)
    before, log = measured(ticket_id), tickets.log(ticket_id)
    me = world.id_of("siswa")
    assert before.shares == {me: 3600}
    rosters.attend(shift, Attendance.SICK)
    after = measured(ticket_id)
    assert after.shares == {QUEUE: 3600}
    for name in MEASURES:
        assert asdict(after)[name] == asdict(before)[name]
    assert tickets.log(ticket_id) == log


def test_present_keeps_the_seconds_with_the_student(
    rosters, tickets, clock, measured, world
):
    (shift,) = rosters.plan("siswa")
    ticket_id = tickets.start()
    clock.move(minutes=30)
    rosters.attend(shift, Attendance.PRESENT)
    assert measured(ticket_id).shares == {world.id_of("siswa"): 1800}


@pytest.mark.parametrize("attendance", ["present", "absent"])
def test_nobody_has_come_before_the_day(guru, rosters, day, attendance):
    (shift,) = rosters.plan("siswa", days=1)
    guru.get(day)
    mark(guru, shift, attendance)
    assert "baru bisa ditandai pada hari piket" in guru.page.get_text()
    assert [row[3] for row in rosters.standing()] == [None]


@pytest.mark.parametrize("attendance", ["sick", "excused"])
def test_sickness_is_told_before(guru, rosters, attendance):
    (shift,) = rosters.plan("siswa", days=1)
    mark(guru, shift, attendance)
    assert [row[3] for row in rosters.standing()] == [attendance]


def test_on_the_morning_of_the_day_it_may_be_marked(guru, rosters, clock):
    (shift,) = rosters.plan("siswa", hours="11:00-15:00")
    clock.set(6, 55)
    mark(guru.sign_in("guru"), shift, "present")
    assert [row[3] for row in rosters.standing()] == ["present"]


def test_what_another_changed_meanwhile_is_refused_on_its_row_alone(guru, rosters, day):
    first, second = rosters.plan("siswa", "siswi")
    guru.get(day)
    rosters.attend(first, Attendance.SICK)
    mark(guru, first, "present")
    assert "Piket ini sudah berubah." in guru.page.get_text()
    mark(guru, second, "present")
    assert [row[3] for row in rosters.standing()] == ["sick", "present"]


def test_what_is_no_attendance_does_not_exist(guru, rosters):
    (shift,) = rosters.plan("siswa")
    mark(guru, shift, "late", 404)
    mark(guru, 999_999, "sick", 404)


@pytest.mark.parametrize("username", ["siswa", "pengawas", "ketua", "admin"])
def test_only_a_teacher_marks(open_browser, rosters, day, username):
    (shift,) = rosters.plan("siswa")
    other = open_browser(username)
    other.get(day, 403)
    mark(other, shift, "sick", 403)
    assert [row[3] for row in rosters.standing()] == [None]


def test_a_day_without_shifts_says_so(guru, world):
    guru.get(f"/roster/{world.units['MM']}/days/2026-09-05")
    assert "Belum ada petugas pada hari ini." in guru.text
    guru.get(f"/roster/{world.units['MM']}/days/2026-02-30", 404)
