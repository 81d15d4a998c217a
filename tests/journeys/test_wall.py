"""The shop's screen: numbers at a glance, on any screen, without anybody's name."""

import pytest
from playwright.sync_api import expect

from tests.journeys.support.counter import BREAD, Counter
from tests.journeys.support.health import faults_of

pytestmark = pytest.mark.browser

SCREENS = [(1280, 720), (1920, 1080), (1366, 768)]
SCROLLS = """() => {
  const root = document.documentElement;
  return [root.scrollWidth > root.clientWidth, root.scrollHeight > root.clientHeight];
}"""
CUT_OFF = """() => [...document.querySelectorAll(".wall-tile")]
  .filter((tile) => tile.scrollWidth > tile.clientWidth
    || tile.scrollHeight > tile.clientHeight)
  .map((tile) => tile.innerText)"""


@pytest.fixture
def screen(visit):
    """Return the shop's screen, not signed in, and who gave it its address."""
    supervisor = visit("pengawas")
    supervisor.open("/review/wall")
    supervisor.press("Make a wall board")
    address = supervisor.link("Open the wall board").get_attribute("href")
    screen = visit(viewport={"width": 1280, "height": 720}, is_mobile=False)
    screen.open(address)
    return screen, supervisor


def test_it_fits_every_screen_and_names_nobody(screen, siswa):
    counter = Counter(siswa)
    number = counter.start()
    counter.record(BREAD)
    page = screen[0].page
    page.reload()
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(SCROLLS) == [False, False], (width, height)
        assert page.evaluate(CUT_OFF) == [], (width, height)
    assert not faults_of(page)
    shown = page.inner_text("body")
    for told in ("Alya", "Safitri", BREAD.complaint, BREAD.item):
        assert told not in shown
    assert number.partition("/")[0] in shown  # the one that waits longest


def test_it_keeps_itself_fresh_until_it_is_switched_off(screen, siswa):
    board, supervisor = screen
    opened = board.page.locator(".wall-open .wall-number")
    before = int(opened.inner_text())
    Counter(siswa).start()
    board.page.locator("[data-live-reload]").click()
    expect(opened).to_have_text(str(before + 1))
    supervisor.press("Switch it off")
    board.page.locator("[data-live-reload]").click()
    board.sees("This page is not available any more.")
    board.troubles.clear()  # that the address is gone is what it was told
