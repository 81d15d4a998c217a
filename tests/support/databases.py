"""The two databases the suite runs on, each with the desk's schema and its cast."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from flask import Flask
from flask_migrate import upgrade

from desk import create_app
from desk.extensions import db, limiter
from tests.support.cast import World, populate

SETTINGS = {
    "TESTING": True,
    "SECRET_KEY": "only for tests",
    "SERVER_NAME": None,
}


@dataclass
class Database:
    """One kind of database: makes empty ones, and keeps one that holds the cast."""

    kind: str
    fresh: Callable[[], str]
    _opened: list[Flask] = field(default_factory=list)

    def open(self, url: str | None = None) -> Flask:
        """Return an app on an empty database (no schema yet), or on the one named."""
        app = create_app({**SETTINGS, "SQLALCHEMY_DATABASE_URI": url or self.fresh()})
        self._opened.append(app)
        return app

    def open_ready(self) -> Flask:
        """Return an app on a database of its own that holds the schema."""
        app = self.open()
        with app.app_context():
            upgrade()
        return app

    @cached_property
    def app(self) -> Flask:
        """Return the app that most tests share."""
        app = self.open_ready()
        app.extensions["world"] = populate(app)
        return app

    @property
    def world(self) -> World:
        """Return who and what is in the shared app's database."""
        world: World = self.app.extensions["world"]
        return world

    def close(self) -> None:
        """Let go of every connection."""
        for app in self._opened:
            with app.app_context():
                db.engine.dispose()


@contextmanager
def rolled_back(app: Flask) -> Iterator[None]:
    """Lend the app one connection whose outer transaction is rolled back at the end.

    What the app commits and rolls back meanwhile are savepoints inside it.
    """
    with app.app_context():
        engines = cast("dict[str | None, Any]", db.engines)
    engine = engines[None]
    # What an earlier test sent is not counted against this one.
    limiter.reset()
    connection = engine.connect()
    outer = connection.begin()
    engines[None] = connection
    try:
        yield
    finally:
        engines[None] = engine
        outer.rollback()
        connection.close()
