"""A list refreshes by itself; what one reads or has ticked stays where it is."""

import pytest
from playwright.sync_api import Page, Response, expect

from tests.journeys.support.counter import BREAD, Counter

pytestmark = pytest.mark.browser

# What the script asks when somebody comes back to the tab.
LOOK = "document.dispatchEvent(new Event('visibilitychange'))"
TOP = "row => row.getBoundingClientRect().top"


def _is_live(answer: Response) -> bool:
    return "x-live" in answer.request.headers


@pytest.fixture
def supervisor(visit):
    return visit("pengawas", is_mobile=False, viewport={"width": 1280, "height": 500})


def _refresh(page: Page) -> None:
    """Let the list refresh now, as it does every 20 seconds."""
    page.wait_for_timeout(2_100)  # it has just been opened: fresh enough until then
    with page.expect_response(_is_live):
        page.evaluate(LOOK)


def test_nothing_moves_under_who_reads_and_a_ticked_box_stays(supervisor, siswa):
    page = supervisor.page
    rows = page.locator("[data-ticket]")
    before = rows.count()
    box = rows.nth(3).locator("input[type=checkbox]")
    ticket = rows.nth(3).get_attribute("data-ticket")
    box.check()
    rows.nth(5).scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 300)")
    top = rows.nth(5).evaluate(TOP)

    counter = Counter(siswa)
    number = counter.start()
    _refresh(page)
    bar = page.locator("[data-live-line]")
    expect(bar).to_contain_text(supervisor.say("1 change"))
    assert rows.count() == before
    assert rows.nth(5).evaluate(TOP) == top
    expect(box).to_be_checked()

    supervisor.press("Show")
    expect(rows).to_have_count(before + 1)
    expect(page.locator("[data-ticket]", has_text=number)).to_be_in_viewport()
    expect(
        page.locator(f"[data-ticket='{ticket}'] input[type=checkbox]")
    ).to_be_checked()
    expect(bar.get_by_role("status")).to_have_text("")


def test_who_reads_nothing_sees_what_is_new_at_once(supervisor, siswa):
    page = supervisor.page
    counter = Counter(siswa)
    number = counter.start()
    _refresh(page)
    row = page.locator("[data-ticket]", has_text=number)
    expect(row).to_have_count(1)
    counter.record(BREAD)
    _refresh(page)
    expect(row).to_contain_text(supervisor.say("Confirm needs"))


def test_a_list_says_that_it_cannot_refresh_and_that_one_is_signed_out(supervisor):
    page = supervisor.page
    page.context.set_offline(True)
    page.locator("[data-live-reload]").click()
    expect(page.locator("[data-live-told]")).to_contain_text(
        supervisor.say("No connection. Last refreshed %(time)s.").partition("%")[0]
    )
    supervisor.troubles.clear()  # the browser's own remark on having no network
    with page.expect_response(_is_live):  # it asks as soon as there is a network again
        page.context.set_offline(False)
    expect(page.locator("[data-live-told]")).to_be_empty()
    page.context.clear_cookies(name="session")
    page.locator("[data-live-reload]").click()
    supervisor.sees("You are signed out, so this page does not refresh any more.")
    page.locator("[data-live-reload]").click()
    supervisor.is_at("Sign in")


def test_two_who_have_a_ticket_open_see_each_other(visit, siswa):
    counter = Counter(siswa)
    number = counter.start()
    supervisor = visit("pengawas")
    supervisor.follow(number)
    note = supervisor.page.locator("[data-look]")
    expect(note).to_contain_text("Alya Safitri Wulandari")
    siswa.page.evaluate(LOOK)
    expect(siswa.page.locator("[data-look]")).to_contain_text("Sugeng Wahyudianto")
    siswa.open("/tickets/")
    siswa.is_at("My desk")
    supervisor.page.evaluate(LOOK)
    expect(note).to_be_empty()
