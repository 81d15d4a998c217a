"""Which of the tests of the doors run on which database."""

import re
from collections.abc import Collection, Generator, Iterator, Mapping

import pytest

# What a database may read differently: its signs, other alphabets, long numbers.
STRANGE = re.compile(r"[^\n -~]|['\"\\%;\0]|\d{10}")


@pytest.hookimpl(wrapper=True)
def pytest_pycollect_makeitem() -> Generator[None, object, object]:
    """Let a test with several examples run on PostgreSQL with the first of them.

    Every test of a door runs on both databases. What its further examples add is one
    more form, address or role, and the rules for those know no database; so they run
    on SQLite alone. Not so an example with text or numbers that a database may read
    differently, nor a test that names its databases itself. Below the doors (queries,
    services, migrations, commands) each example runs on both.
    """
    made = yield
    if not isinstance(made, list):
        return made
    further = [item for item in made if _is_on_postgresql(item)][1:]
    return [item for item in made if item not in further or _is_strange(item)]


def _is_on_postgresql(item: object) -> bool:
    if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
        return False
    named = [str(mark.args[0]) for mark in item.iter_markers("parametrize")]
    is_named = any("database" in names for names in named)
    return item.callspec.params.get("database") == "postgresql" and not is_named


def _is_strange(item: pytest.Function) -> bool:
    """Say whether an example holds what a database may read differently."""
    return any(map(STRANGE.search, _texts(item.callspec.params)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str | int):
        yield str(value)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, Collection):
        for each in value:
            yield from _texts(each)
