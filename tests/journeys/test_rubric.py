"""A supervisor observes a student at the counter, with a phone in one hand."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.support.health import faults_of

pytestmark = pytest.mark.browser

STUDENT = "Alya Safitri Wulandari"


def tap(supervisor, item, level):
    label = supervisor.page.locator(f"#{item} .level").filter(
        has_text=re.compile(rf"\d {supervisor.say(level)}")
    )
    supervisor.hand.press(label)


def test_a_student_is_observed_with_a_tap_a_row(visit):
    supervisor = visit("pengawas")
    supervisor.follow("Observe")
    supervisor.press(STUDENT)
    supervisor.sees("At the counter. Mark what you see; leave out what you do not.")
    page, path = supervisor.page, supervisor.path
    page.evaluate("window.isThisPage = true")

    tap(supervisor, "restates", "Good")
    row = page.locator("#restates")
    expect(row.locator(".is-marked")).to_contain_text("Tersimpan: Baik")
    tap(supervisor, "respects", "Very good")
    expect(page.locator("#respects .is-marked")).to_be_visible()
    supervisor.sees("2 dari 11 dinilai")
    # A word about it is kept when the hand goes on to the next row.
    supervisor.hand.press(row.locator("summary").first)
    supervisor.hand.write(row.locator("textarea"), "Diulang dua kali.")
    tap(supervisor, "appearance", "Fair")
    expect(page.locator("#appearance .is-marked")).to_be_visible()
    expect(row.locator(".rubric-history")).to_be_visible()
    assert page.evaluate("window.isThisPage")
    assert not faults_of(page)

    # Without a connection the row says so, and its button is there.
    page.context.set_offline(True)
    tap(supervisor, "attends", "Fair")
    expect(page.locator("#attends .form-error")).to_be_visible()
    page.context.set_offline(False)
    supervisor.troubles.clear()  # the browser's remark on the connection
    supervisor.press("Save", within=page.locator("#attends"))
    supervisor.sees("4 dari 11 dinilai")
    assert supervisor.path == path

    expect(row.locator("textarea")).to_have_value("Diulang dua kali.")
    supervisor.follow("Done, next student")
    supervisor.is_at("Observe")
    supervisor.sees("4 dari 11 dinilai")
    assert not faults_of(page)
