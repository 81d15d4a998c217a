"""Single keys lead through a list, and a sheet lists them and turns them off."""

import pytest
from playwright.sync_api import expect

from tests.journeys.support.hands import Keys
from tests.journeys.support.health import faults_of
from tests.journeys.support.visitor import Visitor

pytestmark = pytest.mark.browser

WIDE = {"viewport": {"width": 1280, "height": 800}, "is_mobile": False}
HERE = "document.activeElement.closest('[data-ticket]')?.dataset.ticket ?? null"


@pytest.fixture
def supervisor(visit):
    return visit("pengawas", Keys, **WIDE, has_touch=False)


def _press(visitor: Visitor, *keys: str) -> None:
    # A heading is there before the script that listens; a person is slower.
    visitor.page.wait_for_load_state()
    for key in keys:
        visitor.page.keyboard.press(key)


def test_a_list_is_walked_and_a_ticket_opened_without_a_mouse(supervisor):
    page = supervisor.page
    supervisor.is_at("Open tickets")
    _press(supervisor, "g", "r")
    supervisor.is_at("To review")
    _press(supervisor, "g", "o")
    supervisor.is_at("Open tickets")
    ids = page.locator("main [data-ticket]").evaluate_all(
        "rows => rows.map((row) => row.dataset.ticket)"
    )
    _press(supervisor, "j")
    assert page.evaluate(HERE) == ids[0]
    _press(supervisor, "j", "k", "k")
    assert page.evaluate(HERE) == ids[0]  # the first stays the first
    _press(supervisor, "x")
    chosen = page.locator(f"[data-ticket='{ids[0]}'] input[type=checkbox]")
    expect(chosen).to_be_checked()
    _press(supervisor, "x")
    expect(chosen).not_to_be_checked()
    for _ in ids:
        _press(supervisor, "j")
    assert page.evaluate(HERE) == ids[-1]
    expect(page.locator(":focus")).to_be_in_viewport()
    _press(supervisor, "Enter")
    expect(page.locator("[data-look]")).to_have_count(1)
    assert supervisor.path == f"/tickets/{ids[-1]}"
    _press(supervisor, "u")
    supervisor.is_at("Open tickets")


def test_the_sheet_lists_the_keys_and_turns_them_off(supervisor):
    page, sheet = supervisor.page, supervisor.page.get_by_role("dialog")
    supervisor.follow("Archive")
    supervisor.is_at("Archive")
    _press(supervisor, "?")
    expect(sheet).to_be_visible()
    supervisor.sees("Next ticket in the list")
    assert not faults_of(page)
    page.set_viewport_size(WIDE["viewport"])
    _press(supervisor, "g", "r")  # not while the sheet is open
    expect(sheet).to_be_visible()
    _press(supervisor, "Escape")
    expect(sheet).not_to_be_visible()

    supervisor.press("Keys that save time")
    box = sheet.get_by_label(supervisor.say("These keys are on, on this device"))
    expect(box).to_be_checked()
    box.press("Space")
    supervisor.press("Close", within=sheet)
    supervisor.open("/review/")
    _press(supervisor, "?", "j")
    expect(sheet).not_to_be_visible()
    assert page.evaluate(HERE) is None


def test_what_is_typed_into_a_field_is_text(supervisor):
    supervisor.open("/review/archive")
    page = supervisor.page
    _press(supervisor, "/")
    expect(page.locator("input[type=search]:focus")).to_have_count(1)
    _press(supervisor, "j", "?", "g", "r")
    expect(page.locator("input[type=search]:focus")).to_have_value("j?gr")
    supervisor.is_at("Archive")
