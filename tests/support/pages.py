"""What every page of the desk owes its reader; the test browser checks each one."""

import itertools
import re
from collections import Counter
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from tests.support.markup import faults_of

LANGUAGES = {"id", "en"}
UNNAMED = {"hidden", "submit", "button", "image", "reset"}
# What a forgotten value or an unfilled translation leaves behind.
LEFTOVER = re.compile(r"^(None|undefined|True|False|nan)$|%\(\w+\)s|<desk\.|Undefined")


def check(html: str) -> BeautifulSoup:
    """Return the page, having found nothing wrong with it."""
    page = BeautifulSoup(html, "html.parser")
    wrong = faults_of(html)
    for look in (_head, _ids, _fields, _forms, _inline, _texts, _links):
        wrong += look(page)
    assert not wrong, "\n".join(["This page is not healthy:", *wrong])
    return page


def text_of(tag: Tag | None) -> str:
    """Return the words of a part of a page, with single spaces."""
    return " ".join(tag.get_text(" ").split()) if tag else ""


def _head(page: BeautifulSoup) -> list[str]:
    wrong = []
    headings = page.find_all("h1")
    if len(headings) != 1:
        return [f"{len(headings)} h1"]
    # The number of a ticket may break after each slash, so spaces do not count.
    title = "".join(text_of(page.title).split())
    if not title.startswith("".join(text_of(headings[0]).split())):
        wrong.append(f"title {text_of(page.title)!r} does not start with the h1")
    root = page.html
    if root is None or root.get("lang") not in LANGUAGES:
        wrong.append("html has no lang")
    if not page.find("main"):
        wrong.append("no main")
    levels = [int(h.name[1]) for h in page.find_all(re.compile("^h[1-6]$"))]
    pairs = itertools.pairwise(levels)
    wrong += [f"h{b} follows h{a}" for a, b in pairs if b > a + 1]
    return wrong


def _ids(page: BeautifulSoup) -> list[str]:
    ids = Counter(str(tag["id"]) for tag in page.find_all(id=True))
    wrong = [f"id {id_} {n} times" for id_, n in ids.items() if n > 1]
    wrong += ["empty id"] * ids[""]
    for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for tag in page.find_all(attrs={name: True}):
            meant = str(" ".join(tag.get_attribute_list(name))).split()
            wrong += [f"{name} names no {id_}" for id_ in meant if id_ not in ids]
            wrong += [f"{name} is empty"] * (not meant)
    for link in page.find_all("a", href=re.compile("^#.")):
        if str(link["href"])[1:] not in ids:
            wrong.append(f"link to {link['href']} leads nowhere")
    return wrong


def _fields(page: BeautifulSoup) -> list[str]:
    wrong = []
    for field in page.find_all(["input", "select", "textarea"]):
        if field.name == "input" and field.get("type", "text") in UNNAMED:
            continue
        labels = page.find_all("label", attrs={"for": field.get("id") or "\0"})
        is_named = any(text_of(label) for label in labels) or field.find_parent("label")
        if not (is_named or field.get("aria-label") or field.get("aria-labelledby")):
            wrong.append(f"{field.get('name')} has no label")
        if field.get("type") in {"radio", "checkbox"} and field.get("value") is None:
            wrong.append(f"{field.get('name')} has no value")
    wrong += [
        f"a {button.name} without words: {button}"
        for button in page.find_all(["button", "a", "summary"])
        if not (text_of(button) or button.get("aria-label"))
    ]
    wrong += [f"{i.get('src')} has no alt" for i in page.find_all("img", alt=False)]
    return wrong


def _forms(page: BeautifulSoup) -> list[str]:
    wrong = []
    for form in page.find_all("form"):
        action = form.get("action")
        if form.get("method", "get").lower() != "post":
            continue
        wrong += ["a POST form has no action"] * (not action)
        for name in ("csrf_token", "key"):
            found = form.find_all("input", attrs={"name": name})
            if len(found) != 1 or not found[0].get("value"):
                wrong.append(f"form {action}: {len(found)} {name}")
        if not form.find(["button", "input"], attrs={"type": "submit"}):
            wrong.append(f"form {action} has nothing to press")
    return wrong


def _inline(page: BeautifulSoup) -> list[str]:
    wrong = [f"inline style: {tag}" for tag in page.find_all(style=True)]
    wrong += ["a style element"] * len(page.find_all("style"))
    for script in page.find_all("script"):
        if not script.get("src"):
            wrong.append("an inline script")
    for tag in page.find_all(True):
        handlers = [name for name in tag.attrs if name.startswith("on")]
        wrong += [f"{tag.name} has {name}" for name in handlers]
    return wrong


def _texts(page: BeautifulSoup) -> list[str]:
    wrong = []
    for text in page.find_all(string=True):
        typed = text.find_parent(["textarea", "blockquote"])
        if not typed and LEFTOVER.search(text.strip()):
            wrong.append(f"left over: {text.strip()!r}")
    for tag in page.find_all(True):
        for name, value in tag.attrs.items():
            words = " ".join(value) if isinstance(value, list) else str(value)
            if name != "aria-hidden" and words == "None":
                wrong.append(f"{tag.name} {name}={words!r}")
    return wrong


def _links(page: BeautifulSoup) -> list[str]:
    wrong = []
    for name in ("href", "src", "action", "formaction"):
        for tag in page.find_all(attrs={name: True}):
            target = urlsplit(str(tag[name]))
            if target.scheme or target.netloc or not str(tag[name]):
                wrong.append(f"{tag.name} {name} leads away: {tag[name]}")
    return wrong
