"""Commands: flask --app wsgi desk …; each calls services and prints."""

from flask import Flask

from desk.cli import generate, imports, log, log_imports, people, privacy, serving  # noqa: F401 -- each adds commands
from desk.cli.group import desk


def init_app(app: Flask) -> None:
    """Offer the commands."""
    app.cli.add_command(desk)
