"""What every page owes its reader in a real browser: access, room, reach."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
# Colours are the same at every width, and to compare them is half of axe's work.
RUN_AXE = """(hasColours) => axe.run(document, {
  resultTypes: ["violations"],
  // What nobody here reads: a path to every element, style sheets loaded again.
  selectors: false,
  preload: false,
  rules: {
    "target-size": {enabled: true},
    "color-contrast": {enabled: hasColours},
  },
})"""
IS_SCROLLING = """() => {
  const root = document.documentElement;
  return root.scrollWidth > root.clientWidth;
}"""
# What a thumb is meant for; 44 CSS pixels, with a little grace for rounding.
SMALL_TARGETS = """() => {
  const meant = "button, .btn, summary, select, textarea, .chip-label, .top-nav a, "
    + "input:not([type=hidden], .chip-box)";
  return [...document.querySelectorAll(meant)]
    // What is folded away has a box too, but nobody sees it.
    .filter((target) => target.checkVisibility())
    // Whoever taps the label around a box ticks the box.
    .map((target) => [target, target.closest("label") ?? target])
    .map(([target, area]) => [target, area.getBoundingClientRect()])
    .filter(([, box]) => box.width && box.height)
    .filter(([, box]) => box.width < 43.5 || box.height < 43.5)
    .map(([target, box]) => `${target.outerHTML.slice(0, 80)}: `
      + `${Math.round(box.width)} × ${Math.round(box.height)}`);
}"""


def faults_of(page: Page, *, again: bool = False) -> list[str]:
    """Return what is wrong with a page, on a phone and on a wide screen.

    Seen again in another language only its words differ: axe need not look then.
    """
    found = []
    if not again:
        page.evaluate(AXE_SCRIPT)
    for screen in (PHONE, DESKTOP):
        page.set_viewport_size(screen)  # type: ignore[arg-type]
        where = f"{screen['width']} px"
        if not again:
            seen = violations(page, has_colours=screen is PHONE)
            found += [f"{where}: {fault}" for fault in seen]
        if page.evaluate(IS_SCROLLING):
            found.append(f"{where}: scrolls sideways")
        found += [f"{where}: small {target}" for target in page.evaluate(SMALL_TARGETS)]
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    return found


def violations(page: Page, *, has_colours: bool = True) -> list[str]:
    """Return what axe finds, each with the first elements concerned."""
    result: dict[str, Any] = page.evaluate(RUN_AXE, has_colours)
    return [
        f"{violation['id']}: {node['html'][:120]} {node['failureSummary'][:300]}"
        for violation in result["violations"]
        for node in violation["nodes"][:3]
    ]
