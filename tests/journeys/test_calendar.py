"""The teacher keeps the service hours on a phone; nothing is saved unseen."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.journeys.support.health import faults_of

pytestmark = pytest.mark.browser

TODAY = datetime.now(ZoneInfo("Asia/Jakarta")).date()
CHANGED = ".changed-tickets tbody tr"


def last_school_day():
    """Return the last day before today on which the desk works."""
    day = TODAY - timedelta(days=1)
    while day.isoweekday() > 5:
        day -= timedelta(days=1)
    return day


def test_a_year_of_holidays_and_a_day_of_the_past(desk, visit):
    teacher = visit("guru")
    teacher.open("/calendar/")
    teacher.is_at("Service hours")
    teacher.page.goto(f"{teacher.page.url}/holidays/{TODAY.year + 1}")
    for day in ("12-24", "12-25"):
        box = teacher.page.locator(f"[name=days][value='{TODAY.year + 1}-{day}']")
        teacher.hand.tick(box)
    teacher.press("See what changes")
    teacher.is_at("Look before you save")
    teacher.sees("No time counted so far changes.")
    teacher.press("Save the change")
    teacher.sees("Saved. All times follow the new service hours.")

    teacher.follow("Close days")
    teacher.field("First day").fill(last_school_day().isoformat())
    teacher.write("Why is the desk closed?", "Listrik padam seharian")
    teacher.press("See what changes")
    teacher.is_at("Look before you save")
    rows = teacher.page.locator(CHANGED)
    assert rows.count() > 3
    number = rows.first.locator(".number").inner_text()
    expect(rows.first).to_contain_text("→")
    assert not faults_of(teacher.page)
    teacher.press("Save the change")
    teacher.is_at("Service hours")

    teacher.follow("Versions")
    teacher.sees("Listrik padam seharian")
    assert number
    assert "whole" in desk.run("verify-log")


def test_what_is_wrong_stands_beside_its_field(visit):
    teacher = visit("guru")
    teacher.open("/calendar/")
    teacher.is_at("Service hours")
    teacher.page.goto(f"{teacher.page.url}/weekly")
    teacher.write("Monday", "12.00–07.00")
    teacher.press("See what changes")
    teacher.sees("Please look at the marked fields once more.")
    assert teacher.field("Monday").input_value() == "12.00–07.00"
    assert not faults_of(teacher.page)
