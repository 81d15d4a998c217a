"""Commands: flask --app wsgi desk …; each calls services and prints."""

from flask import Flask

from desk.cli import (  # noqa: F401 -- each adds commands
    generate,
    grading,
    imports,
    log,
    log_imports,
    people,
    privacy,
    scoring,
    serving,
)
from desk.cli.group import desk


def init_app(app: Flask) -> None:
    """Offer the commands."""
    app.cli.add_command(desk)
