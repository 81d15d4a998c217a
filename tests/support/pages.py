"""What every page of the desk owes its reader; the test browser checks each one."""

import itertools
import re
from collections import Counter
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from tests.support.markup import faults_of
from tests.support.reader import PageBuilder

LANGUAGES = {"id", "en"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
UNNAMED = {"hidden", "submit", "button", "image", "reset"}
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls")
# What a forgotten value or an unfilled translation leaves behind.
LEFTOVER = re.compile(r"^(None|undefined|True|False|nan)$|%\(\w+\)s|<desk\.|Undefined")

# What differs from one showing of the same page to the next: tokens, keys, ids.
CHANCE = re.compile(r'(?<=value=")[\w.-]{16,}(?=")|(?<=content=")[\w.-]{40,}|\d+')
_healthy: set[int] = set()


class Page(BeautifulSoup):
    """A page with its elements in order, found once."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__(html, builder=PageBuilder())
        self.elements = [e for e in self.descendants if isinstance(e, Tag)]

    def named(self, *names: str) -> list[Tag]:
        """Return the elements of some kinds."""
        return [tag for tag in self.elements if tag.name in names]


def check(html: str) -> Page | None:
    """Find nothing wrong with a page; one that looked the same is not read again.

    Returns the page if it had to be read.
    """
    shape = hash(CHANCE.sub("", html))
    if shape in _healthy:
        return None
    page = Page(html)
    wrong = faults_of(html)
    for look in (_head, _ids, _fields, _words, _forms, _inline, _texts, _links):
        wrong += look(page)
    assert not wrong, "\n".join(["This page is not healthy:", *wrong])
    _healthy.add(shape)
    return page


def text_of(tag: Tag | None) -> str:
    """Return the words of a part of a page, with single spaces."""
    return " ".join(tag.get_text(" ").split()) if tag else ""


def _head(page: Page) -> list[str]:
    wrong = []
    headings = page.named("h1")
    if len(headings) != 1:
        return [f"{len(headings)} h1"]
    # The number of a ticket may break after each slash, so spaces do not count.
    title = "".join(text_of(page.title).split())
    if not title.startswith("".join(text_of(headings[0]).split())):
        wrong.append(f"title {text_of(page.title)!r} does not start with the h1")
    root = page.html
    if root is None or root.get("lang") not in LANGUAGES:
        wrong.append("html has no lang")
    if len(page.named("main")) != 1:
        wrong.append("not one main")
    levels = [int(heading.name[1]) for heading in page.named(*HEADINGS)]
    pairs = itertools.pairwise(levels)
    wrong += [f"h{b} follows h{a}" for a, b in pairs if b > a + 1]
    return wrong


def _ids(page: Page) -> list[str]:
    ids = Counter(str(tag["id"]) for tag in page.elements if tag.has_attr("id"))
    wrong = [f"id {id_} {n} times" for id_, n in ids.items() if n > 1]
    wrong += ["empty id"] * ids[""]
    for tag in page.elements:
        for name in REFERENCES:
            if tag.has_attr(name):
                meant = " ".join(tag.get_attribute_list(name)).split()
                wrong += [f"{name} names no {i}" for i in meant if i not in ids]
                wrong += [f"{name} is empty"] * (not meant)
        target = str(tag.get("href", ""))
        if tag.name == "a" and target[:1] == "#" and target[1:] not in ids:
            wrong.append(f"link to {target} leads nowhere")
    return wrong


def _fields(page: Page) -> list[str]:
    wrong = []
    labelled = {str(tag.get("for")) for tag in page.named("label") if text_of(tag)}
    for field in page.named("input", "select", "textarea"):
        if field.name == "input" and field.get("type", "text") in UNNAMED:
            continue
        is_named = str(field.get("id", "")) in labelled or field.find_parent("label")
        if not (is_named or field.get("aria-label") or field.get("aria-labelledby")):
            wrong.append(f"{field.get('name')} has no label")
        if field.get("type") in {"radio", "checkbox"} and field.get("value") is None:
            wrong.append(f"{field.get('name')} has no value")
    return wrong


def _words(page: Page) -> list[str]:
    wrong = [
        f"a {tag.name} without words: {tag}"
        for tag in page.named("button", "a", "summary")
        if not (text_of(tag) or tag.get("aria-label"))
    ]
    images = page.named("img")
    return wrong + [
        f"{i.get('src')} has no alt" for i in images if i.get("alt") is None
    ]


def _forms(page: Page) -> list[str]:
    wrong = []
    for form in page.named("form"):
        action = form.get("action")
        if str(form.get("method")).lower() != "post":
            continue
        wrong += ["a POST form has no action"] * (not action)
        fields = form.find_all("input")
        for name in ("csrf_token", "key"):
            found = [
                field.get("value") for field in fields if field.get("name") == name
            ]
            if len(found) != 1 or not found[0]:
                wrong.append(f"form {action}: {len(found)} {name}")
        if not form.find("button", attrs={"type": "submit"}):
            wrong.append(f"form {action} has nothing to press")
    return wrong


def _inline(page: Page) -> list[str]:
    wrong = ["a style element"] * len(page.named("style"))
    scripts = page.named("script")
    wrong += ["an inline script" for script in scripts if not script.get("src")]
    for tag in page.elements:
        handlers = [n for n in tag.attrs if n.startswith("on") or n == "style"]
        wrong += [f"{tag.name} has {name}" for name in handlers]
    return wrong


def _texts(page: Page) -> list[str]:
    wrong = [
        f"left over: {text.strip()!r}"
        for text in page.find_all(
            string=lambda text: bool(LEFTOVER.search(str(text).strip()))
        )
        if not text.find_parent(["textarea", "blockquote"])
    ]
    for tag in page.elements:
        for name, value in tag.attrs.items():
            if value == "None":
                wrong.append(f"{tag.name} {name}={value!r}")
    return wrong


# Tapped to call, or to write in one's own WhatsApp; nothing else leads out.
OUTSIDE = ("tel:+", "https://wa.me/")


def _links(page: Page) -> list[str]:
    wrong = []
    for tag in page.elements:
        for name in ("href", "src", "action", "formaction"):
            if tag.has_attr(name):
                target = urlsplit(str(tag[name]))
                if tag.name == "a" and str(tag[name]).startswith(OUTSIDE):
                    continue
                if target.scheme or target.netloc or not str(tag[name]):
                    wrong.append(f"{tag.name} {name} leads away: {tag[name]}")
    return wrong
