"""A quicker way to read the desk's pages: the same tree, in two thirds of the time."""

import re
from html import unescape
from typing import Any

from bs4 import Doctype
from bs4.builder._htmlparser import HTMLParserTreeBuilder

# A start tag with its attributes, an end tag, and the text up to the next of them.
# What else HTML may hold (comments, text that holds "<") is for the whole parser.
PART = re.compile(
    r"""<(?: ([a-zA-Z][\w:-]*) ((?: \s+ [^\s=<>"'/]+ (?: ="[^"]*" )? )*) \s* (/?) >
        | / ([a-zA-Z][\w:-]*) \s* > )
    ([^<]*)""",
    re.VERBOSE,
)
ATTRIBUTE = re.compile(r"""([^\s=<>"'/]+)(?:="([^"]*)")?""")
DOCTYPE = re.compile(r"(\s*)<!doctype (html)>(\s*)(?=<)", re.IGNORECASE)


class PageBuilder(HTMLParserTreeBuilder):
    """Builds the tree of a page from what Jinja makes; other HTML as ever."""

    def feed(self, markup: Any, *parsers: Any) -> None:
        """Read a page at one go, if there is nothing in it that needs more care."""
        start = DOCTYPE.match(markup)
        parts = _parts(markup, start.end()) if start else None
        if start is None or parts is None:
            super().feed(markup, *parsers)
            return
        soup, void = self.soup, self.empty_element_tags or set()
        assert soup is not None
        for text, kind in zip(start.groups(), (None, Doctype, None), strict=True):
            soup.handle_data(text)
            soup.endData(kind)
        for name, attributes, slash, ended, text in parts:
            if name:
                soup.handle_starttag(name, None, None, _attributes(attributes))
                if slash or name in void:
                    soup.handle_endtag(name)
            else:
                soup.handle_endtag(ended)
            if text:
                soup.handle_data(unescape(text) if "&" in text else text)
        soup.endData()


def _parts(markup: str, start: int) -> list[tuple[str, ...]] | None:
    """Return the parts of a page from a place on, or None if there are others."""
    parts: list[tuple[str, ...]] = []
    at = start
    for match in PART.finditer(markup, start):
        if match.start() != at:
            return None
        at = match.end()
        parts.append(match.groups(""))
    return parts if at == len(markup) else None


def _attributes(text: str) -> Any:
    return {
        name.lower(): unescape(value) if "&" in value else value
        for name, value in reversed(ATTRIBUTE.findall(text))
    }
