"""A person at a screen: reads and does what the page offers, by its words."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Response, expect

from tests.journeys.support.hands import Hand
from tests.support.words import words as words_of

PASSWORD = "belajar2026"
# The browser's own remark on a refusal that the desk means; the page says more.
REFUSED = re.compile(
    r"Failed to load resource: .* status of (401|403|404|409|413|422) "
)


class Visitor:
    """One person with one page open; texts are named in English and translated."""

    def __init__(
        self, page: Page, hand: Callable[[Page], Hand], language: str = "id"
    ) -> None:
        """Sit down at a page."""
        self._kind_of_hand, self.language = hand, language
        self.troubles: list[str] = []
        self._sit_down(page)

    def say(self, text: str) -> str:
        """Return a text as this person's screen shows it."""
        return words_of(self.language).get(text, text)

    # Going somewhere

    def open(self, path: str = "/") -> None:
        """Type an address."""
        self.page.goto(path)

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """Sign in at the page that asks for it."""
        self.knock(username, password)
        expect(self.page.locator("form[action='/sign-in']")).to_have_count(0)

    def knock(self, username: str, password: str) -> None:
        """Give a name and a password, whether or not they are good."""
        self.write("User name", username)
        self.write("Password", password)
        self.press("Sign in")

    def speak(self, language: str) -> None:
        """Choose the language in the menu."""
        self.page.locator(".account summary").tap()
        self.page.locator(f"button[name=language][value={language}]").tap()
        expect(self.page.locator("html")).to_have_attribute("lang", language)
        self.language = language

    def reopen(self) -> None:
        """Close the tab and open another."""
        context = self.page.context
        self.page.close()
        self._sit_down(context.new_page())

    # Doing something

    def press(self, label: str, within: Locator | None = None) -> None:
        """Press a button, or what looks like one."""
        self.hand.press(self.button(label, within))

    def follow(self, label: str, within: Locator | None = None) -> None:
        """Follow a link."""
        self.hand.press(self.link(label, within))

    def unfold(self, label: str) -> None:
        """Open or close what is folded under a label."""
        summary = self.page.locator("summary").filter(has_text=self.say(label))
        self.hand.press(summary)

    def write(self, label: str, text: str) -> None:
        """Write into the field with a label."""
        self.hand.write(self.field(label), text)

    def choose(self, question: str, answer: str) -> None:
        """Choose the one answer to a question."""
        self.hand.choose(self._option("radio", answer, self._group(question)))

    def tick(self, question: str, answer: str) -> None:
        """Tick one of the answers to a question."""
        self.hand.tick(self._option("checkbox", answer, self._group(question)))

    def tick_box(self, label: str) -> None:
        """Tick a box that stands alone."""
        self.hand.tick(self._option("checkbox", label, self.page.locator("main")))

    def select(self, label: str, choice: str) -> None:
        """Choose from a list that opens; what it holds may be data."""
        self.field(label).select_option(label=self.say(choice))

    # Finding something

    def field(self, label: str) -> Locator:
        """Return the field with a label, marked optional or not."""
        text = re.compile(rf"^\s*{re.escape(self.say(label))}\s*(\(.*\))?\s*$")
        return self.page.get_by_label(text).filter(visible=True)

    def button(self, label: str, within: Locator | None = None) -> Locator:
        """Return the button whose words begin with a label."""
        return self._named("button", label, within)

    def link(self, label: str, within: Locator | None = None) -> Locator:
        """Return the link whose words begin with a label."""
        return self._named("link", label, within)

    def card(self, text: str) -> Locator:
        """Return the ticket in one of the desk's lists that says something."""
        return self.page.locator(".ticket-card").filter(has_text=text)

    def sees(self, text: str) -> None:
        """Expect a text somewhere on the page."""
        found = self.page.get_by_text(self.say(text)).filter(visible=True)
        expect(found.first).to_be_visible()
        self.wait()

    def sees_no(self, text: str) -> None:
        """Expect a text nowhere on the page."""
        found = self.page.get_by_text(self.say(text)).filter(visible=True)
        expect(found).to_have_count(0)

    def is_at(self, heading: str) -> None:
        """Expect the page with a heading."""
        shown = self.page.get_by_role("heading", level=1)
        expect(shown).to_have_text(self.say(heading))
        self.wait()

    def wait(self) -> None:
        """Let the page that has begun to show be read to its end, scripts included.

        A person is slower than that; what is read or pressed at once would meet half
        a page, and nobody who listens for keys.
        """
        self.page.wait_for_load_state("domcontentloaded")

    @property
    def path(self) -> str:
        """Return where this person is."""
        return urlsplit(self.page.url).path

    def _named(self, role: str, label: str, within: Locator | None) -> Locator:
        words = re.escape(self.say(label)).replace("/", r"\/")
        name = re.compile(rf"^{words}(\W|$)")
        scope = within or self.page.locator("body")
        return scope.get_by_role(role, name=name)  # type: ignore[arg-type]

    def _group(self, question: str) -> Locator:
        return self.page.get_by_role("group", name=self.say(question), exact=True)

    def _option(self, role: str, answer: str, scope: Locator) -> Locator:
        name = self.say(answer)
        return scope.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]

    # Hearing what should not be

    def _sit_down(self, page: Page) -> None:
        self.page, self.hand = page, self._kind_of_hand(page)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("response", self._check)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not REFUSED.match(message.text):
            self.troubles.append(f"{message.type}: {message.text}")

    def _check(self, response: Response) -> None:
        request = response.request
        is_page = request.is_navigation_request()
        # A draft saved without a session is told so; the page says what to do.
        is_refused = response.status >= 400 and not is_page and response.status != 401
        if response.status >= 500 or is_refused:
            self.troubles.append(f"{response.status} for {request.url}")
