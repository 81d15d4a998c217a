"""The real desk, served by the server a school uses, on a database of its own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import select
from waitress import create_server, wasyncore

from desk import create_app
from desk.cli.serving import THREADS
from desk.demo.load import load, read_story
from desk.extensions import db
from desk.models import Person
from desk.web.now import now
from tests.journeys.support.tickets import Log
from tests.support.browser import enter

SETTINGS = {"DEMO": True, "SECRET_KEY": "only for journeys"}


class Compiled(BytecodeCache):
    """Keeps templates compiled, for the next desk of the same tests."""

    def __init__(self) -> None:
        """Start with none."""
        self._known: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key, bucket.checksum] = bucket.code


COMPILED = Compiled()


@dataclass(frozen=True)
class LiveDesk:
    """A desk that answers over the network, and what its database holds."""

    app: Flask
    url: str

    @property
    def log(self) -> Log:
        """Return the log of its tickets, for what no screen shows."""
        return Log(self.app)

    def session_of(self, username: str) -> str:
        """Return the cookie of somebody's session, as signing in leaves it."""
        with self.app.app_context():
            known = select(Person.id).where(Person.username == username)
            person_id = db.session.scalars(known).one()
        client = self.app.test_client()
        enter(client, person_id)
        cookie = client.get_cookie("session")
        assert cookie is not None
        return cookie.value

    def run(self, *command: str) -> str:
        """Run one of the desk's commands; return what it prints."""
        done = self.app.test_cli_runner().invoke(args=["desk", *command])
        assert done.exit_code == 0, done.output
        return done.output


@contextmanager
def opened(database_url: str) -> Iterator[Flask]:
    """Lend an app on a database; let go of every connection afterwards."""
    app = create_app({**SETTINGS, "SQLALCHEMY_DATABASE_URI": database_url})
    app.jinja_env.bytecode_cache = COMPILED
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()


@contextmanager
def served(database_url: str) -> Iterator[LiveDesk]:
    """Serve a desk on a free port of this machine."""
    sockets: dict[int, Any] = {}
    with opened(database_url) as app:
        server = create_server(
            app, map=sockets, host="127.0.0.1", port=0, threads=THREADS, ident=None
        )
        thread = threading.Thread(target=server.run, name="desk")
        thread.start()
        try:
            yield LiveDesk(app, f"http://127.0.0.1:{server.effective_port}")
        finally:
            # Closed by the server's own thread: its loop ends when nothing is open.
            server.trigger.pull_trigger(lambda: wasyncore.close_all(sockets))
            thread.join()
            server.task_dispatcher.shutdown()


def tell_story(database_url: str) -> None:
    """Play the demo's story into an empty database."""
    with opened(database_url) as app, app.app_context():
        upgrade()
        for _ in load(read_story(), now=now()):
            pass
