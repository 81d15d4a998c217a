"""Every door of the desk as the tests that police them need it."""

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import Rule

# Files that anybody may fetch, served by Flask and Bootstrap-Flask themselves.
FILES = {"static", "bootstrap.static"}


def doors(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Yield each method and rule of the app, but for the files."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in FILES:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield method, rule
