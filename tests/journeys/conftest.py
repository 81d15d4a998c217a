"""A real browser, a live desk with the demo's story, and people in front of it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from desk.services import passwords
from tests.journeys.support.gallery import Gallery, hang
from tests.journeys.support.hands import Hand, Thumb
from tests.journeys.support.live import LiveDesk, served, tell_story
from tests.journeys.support.visitor import Visitor

# The first shows the same pages, without the windows around them nobody looks at:
# two thirds of the work.
PROGRAMS = (
    *("chromium-headless-shell", "chromium", "google-chrome", "chromium-browser"),
    "msedge",
)
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True}
PLACE = {"locale": "id-ID", "timezone_id": "Asia/Jakarta", "has_touch": True}

PATIENCE = 20_000  # milliseconds; a machine may be busy with other tests

passwords.cheapen()
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict:
    """Launch the browser this machine has; without one there is no journey."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found:
        return {**browser_type_launch_args, "executable_path": found, "args": QUIET}
    if os.name == "nt":  # Edge comes with Windows, though not on the path
        return {**browser_type_launch_args, "channel": "msedge"}
    if os.environ.get("CI"):
        pytest.fail("no browser here; CI needs one", pytrace=False)
    pytest.skip("no browser here")


@pytest.fixture(scope="session")
def browser(launch_browser: Callable[[], Browser]) -> Iterator[Browser]:
    """Start the browser (elsewhere in the tests this name is a client without one)."""
    browser = launch_browser()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database that holds the demo's story."""
    path = tmp_path_factory.mktemp("story") / "desk.sqlite"
    tell_story(f"sqlite:///{path.as_posix()}")
    return path


@pytest.fixture
def desk(story: Path, tmp_path: Path) -> Iterator[LiveDesk]:
    """Serve a desk of the test's own, as the story left it."""
    copy = shutil.copy(story, tmp_path / "desk.sqlite")
    with served(f"sqlite:///{Path(copy).as_posix()}") as desk:
        yield desk


@pytest.fixture(scope="session")
def exhibition(
    story: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[LiveDesk, Gallery]]:
    """Serve a desk with a ticket in every state, for tests that only look."""
    copy = Path(shutil.copy(story, tmp_path_factory.mktemp("gallery")))
    with served(f"sqlite:///{copy.as_posix()}") as desk:
        yield desk, hang(desk.app)


@pytest.fixture
def visit(
    request: pytest.FixtureRequest, new_context: Callable[..., Any]
) -> Iterator[Callable[..., Visitor]]:
    """Return what brings a person to a desk, each on a phone of their own.

    Who is named is signed in already, or signs in with the password given.
    """
    visitors: list[Visitor] = []

    def bring(
        username: str | None = None,
        hand: Callable[..., Hand] = Thumb,
        language: str = "id",
        password: str = "",
        desk: LiveDesk | None = None,
        **screen: Any,
    ) -> Visitor:
        desk = desk or request.getfixturevalue("desk")
        context = new_context(base_url=desk.url, **{**PLACE, **PHONE, **screen})
        context.set_default_timeout(PATIENCE)
        if username and not password:
            cookie = {"name": "session", "value": desk.session_of(username)}
            context.add_cookies([{**cookie, "url": desk.url, "httpOnly": True}])
        visitor = Visitor(context.new_page(), hand, language)
        visitors.append(visitor)
        visitor.open()
        if username and password:
            visitor.sign_in(username, password)
        return visitor

    yield bring
    troubles = [trouble for visitor in visitors for trouble in visitor.troubles]
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def siswa(visit: Callable[..., Visitor]) -> Visitor:
    """Bring a student to the counter."""
    return visit("siswa1")
