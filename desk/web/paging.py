"""Addresses of the pages before and after a page of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from flask import request

from desk.queries.pages import Cursor, Page, read_cursor

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class LinkedPage(Generic[Row]):
    """Rows with the addresses of the neighbouring pages."""

    rows: Sequence[Row]
    total: int
    next_url: str | None
    previous_url: str | None


def cursor(name: str = "after") -> Cursor | None:
    """Return where the page asked for starts. Raises NotFound for nonsense."""
    return read_cursor(request.args.get(name))


def linked(page: Page[Row], name: str = "after") -> LinkedPage[Row]:
    """Return the page with links that keep everything else in the address."""

    def url(at: Cursor | None) -> str | None:
        if at is None:
            return None
        kept = {**request.args.to_dict(flat=True), name: str(at)}
        return f"{request.path}?{urlencode(kept)}"

    return LinkedPage(page.rows, page.total, url(page.next), url(page.previous))
