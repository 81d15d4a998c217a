"""How templates are found and what they may use everywhere, macros included."""

from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

from flask import Flask, request, url_for
from flask.templating import Environment
from flask_wtf.csrf import generate_csrf

from desk.web.actor import new_key

MOST = 5_000


class Templates(Environment):
    """Jinja with the globals of a template in one plain dictionary.

    Jinja chains two, and asks the chain for every global name at each import of a
    macro: a tenth of the time a page takes.
    """

    def make_globals(
        self, d: MutableMapping[str, Any] | None
    ) -> MutableMapping[str, Any]:
        """Return what a template knows besides what it is given."""
        return {**self.globals, **(d or {})}


def init_app(app: Flask) -> None:
    """Give every template what a form needs; macros need no context for it then."""
    app.jinja_env.globals |= {
        "csrf_token": generate_csrf,
        "submission_key": new_key,
        "url_for": app.url_for if app.debug else address,
    }


def address(endpoint: str, **values: Any) -> str:
    """Return what `url_for` does; lists and icons name the same hundred every time."""
    return _built(request.root_path, endpoint, **values)


@lru_cache(MOST)
def _built(_root: str, endpoint: str, **values: Any) -> str:
    return url_for(endpoint, **values)
