"""The test bed: both databases, the app, the cast, a clock and a browser."""

import gc
import itertools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial

import pytest
from flask import Flask

from desk.services import passwords
from tests.support.browser import Browser
from tests.support.cast import SCHOOL_DAY, World
from tests.support.clock import Clock
from tests.support.databases import Database, rolled_back
from tests.support.grades import Grades
from tests.support.hours import ServiceHours
from tests.support.postgres import PostgresServer, postgres_server
from tests.support.queries import counted_queries
from tests.support.rosters import Rosters
from tests.support.tickets import Tickets

# Real hashing takes a tenth of a second by design.
passwords.cheapen()


def pytest_collection_finish() -> None:
    """Let the collector of rubbish look at what tests make only, and less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Make SQLite databases in files, as at a school."""
    folder, numbers = tmp_path_factory.mktemp("sqlite"), itertools.count(1)
    database = Database(
        "sqlite", lambda: f"sqlite:///{(folder / f'{next(numbers)}.db').as_posix()}"
    )
    yield database
    database.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Start one real PostgreSQL server a worker, when the first test asks."""
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql(postgres: PostgresServer) -> Iterator[Database]:
    """Make databases on the PostgreSQL server."""
    numbers = itertools.count(1)
    database = Database(
        "postgresql", lambda: postgres.create_database(f"desk{next(numbers)}")
    )
    yield database
    database.close()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """Return each kind of database in turn: what asks for it runs on both."""
    kind: Database = request.getfixturevalue(request.param)
    return kind


@pytest.fixture
def app(database: Database) -> Iterator[Flask]:
    """Lend the app, in a transaction that is rolled back after the test."""
    with rolled_back(database.app):
        yield database.app


@pytest.fixture
def world(app: Flask, database: Database) -> World:
    """Return the units, sources and people that are always there."""
    return database.world


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Make it Wednesday 2 September 2026, 09.00 WIB, until moved."""
    with Clock(SCHOOL_DAY) as clock:
        yield clock


@pytest.fixture
def tickets(app: Flask, world: World, clock: Clock) -> Tickets:
    """Return the maker of tickets."""
    return Tickets(app, world)


@pytest.fixture
def rosters(app: Flask, world: World, clock: Clock) -> Rosters:
    """Return the maker of rosters."""
    return Rosters(app, world)


@pytest.fixture
def grades(app: Flask, world: World, clock: Clock) -> Grades:
    """Return the maker of gradebooks."""
    return Grades(app, world)


@pytest.fixture
def open_browser(app: Flask, world: World, clock: Clock) -> Callable[..., Browser]:
    """Return what opens a browser of its own, signed in as one of the cast or not."""

    def open_one(username: str | None = None) -> Browser:
        browser = Browser(app, world)
        if username:
            browser.sign_in(username)
        return browser

    return open_one


@pytest.fixture
def visitor(open_browser: Callable[..., Browser]) -> Browser:
    """Return a browser nobody has signed in with."""
    return open_browser()


@pytest.fixture
def browser(visitor: Browser) -> Browser:
    """Return the same under a name that pytest-playwright also uses; to be dropped."""
    return visitor


@pytest.fixture
def siswa(open_browser: Callable[..., Browser]) -> Browser:
    """Return the browser of the student who holds the tickets of most tests."""
    return open_browser("siswa")


@pytest.fixture
def count_queries() -> Callable[[], AbstractContextManager[list[str]]]:
    """Return what lists the statements a block sends to the database."""
    return partial(counted_queries)


@pytest.fixture
def hours(tickets: Tickets) -> ServiceHours:
    """Return the service hours of the minimarket."""
    return ServiceHours(tickets)
