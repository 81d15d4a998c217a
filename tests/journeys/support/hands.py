"""Two ways to use a screen: a thumb on a phone, or the keyboard and nothing else."""

from typing import Protocol

from playwright.sync_api import Locator, Page

MOST_TABS = 250

IS_FOCUSED = "element => element === document.activeElement"
IS_IN_GROUP = """radio => {
  const here = document.activeElement;
  return here.name === radio.name && here.form === radio.form;
}"""

# The bar with the buttons stays in sight; it must not hide where the focus is.
IS_IN_SIGHT = """element => {
  const box = element.getBoundingClientRect();
  const shown = document.elementFromPoint(
    box.x + box.width / 2, box.y + Math.min(box.height, 40) / 2);
  const bar = (part) => part?.closest(".form-actions") ?? null;
  return shown !== null && bar(shown) === bar(element);
}"""


class Hand(Protocol):
    """Reaches what stands on a page; counts every tap or key that is not a letter."""

    presses: int

    def press(self, target: Locator) -> None:
        """Press a button or follow a link."""

    def choose(self, radio: Locator) -> None:
        """Choose one among several."""

    def tick(self, box: Locator) -> None:
        """Tick a box."""

    def write(self, field: Locator, text: str) -> None:
        """Write into a field, in place of what it holds."""


class Thumb:
    """Taps on what is in sight."""

    def __init__(self, page: Page) -> None:
        """Hold a page."""
        self._page, self.presses = page, 0

    def press(self, target: Locator) -> None:
        target.tap()
        self.presses += 1

    def choose(self, radio: Locator) -> None:
        # What a finger meets is the label.
        self.press(self._page.locator(f"label[for='{radio.get_attribute('id')}']"))

    tick = choose

    def write(self, field: Locator, text: str) -> None:
        self.press(field)
        _replace(self._page, text)


class Keys:
    """Walks from field to field; never clicks, never sets the focus by script."""

    def __init__(self, page: Page) -> None:
        """Hold a page."""
        self._page, self.presses = page, 0

    def press(self, target: Locator) -> None:
        self._tab_to(target, IS_FOCUSED)
        self._key("Enter")

    def choose(self, radio: Locator) -> None:
        self._tab_to(radio, IS_IN_GROUP)
        for _ in range(MOST_TABS):
            if radio.evaluate(IS_FOCUSED):
                break
            self._key("ArrowDown")
        if not radio.is_checked():
            self._key("Space")

    def tick(self, box: Locator) -> None:
        self._tab_to(box, IS_FOCUSED)
        self._key("Space")

    def write(self, field: Locator, text: str) -> None:
        self._tab_to(field, IS_FOCUSED)
        _replace(self._page, text)

    def _tab_to(self, target: Locator, is_there: str) -> None:
        for _ in range(MOST_TABS):
            if target.evaluate(is_there):
                assert self._focused.evaluate(IS_IN_SIGHT), f"{target} is hidden"
                return
            self._key("Tab")
        raise AssertionError(f"{target} is not reached by {MOST_TABS} tabs")

    @property
    def _focused(self) -> Locator:
        return self._page.locator(":focus")

    def _key(self, name: str) -> None:
        self._page.keyboard.press(name)
        self.presses += 1


def _replace(page: Page, text: str) -> None:
    # Part of the typing: not counted.
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(text)
