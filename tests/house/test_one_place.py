"""What may stand in one place only: the transaction, the clock, the environment."""

import ast
import re
from collections.abc import Callable, Iterator

import pytest

from tests.house.sources import ROOT, kept_files, modules, name_of, tree

CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime"}
CLOCK_OWNERS = {"time", "datetime", "date", "datetime.datetime", "datetime.date"}
# Not a clock: these read the parts of an instant that is given.
ENVIRONMENT = {"environ", "getenv", "environb", "putenv"}


def _calls(path) -> Iterator[tuple[str, str]]:
    """Yield each attribute used, with the name it is used on."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            yield ast.unparse(node.value), node.attr


def _commits(path) -> bool:
    return any(name in {"commit", "rollback"} for _, name in _calls(path))


def _reads_clock(path) -> bool:
    imported = {
        alias.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "time"
        for alias in node.names
    }
    used = any(n in CLOCKS and owner in CLOCK_OWNERS for owner, n in _calls(path))
    return used or bool(imported & CLOCKS)


def _reads_environment(path) -> bool:
    return any(name in ENVIRONMENT for _, name in _calls(path))


@pytest.mark.parametrize(
    ("found", "place"),
    [
        (_commits, {"desk/services/transaction.py"}),
        (_reads_clock, {"desk/web/now.py"}),
        # dev.py starts the desk and its tests, with their settings.
        (_reads_environment, {"config.py", "dev.py"}),
    ],
    ids=["transaction", "clock", "environment"],
)
def test_stands_in_one_place(found: Callable, place: set[str]):
    assert {name_of(path) for path in modules() if found(path)} == place


def test_only_the_gate_changes_what_follows_from_the_log():
    columns = {"step", "owner_id", "closed_at", "resolution", "response", "version"}
    columns |= {"log_head", "approval", "ending", "merged_into_id"}
    columns |= {"step_due", "handover_to_id", "is_marked", "paused_until"}
    writers = {
        name_of(path)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assign | ast.AugAssign)
        for target in _targets(node)
        if ast.unparse(target.value) == "ticket" and target.attr in columns
    }
    assert writers == {"desk/services/log.py", "desk/services/row.py"}


def _targets(node: ast.Assign | ast.AugAssign) -> Iterator[ast.Attribute]:
    roots = node.targets if isinstance(node, ast.Assign) else [node.target]
    for root in roots:
        for part in ast.walk(root):
            if isinstance(part, ast.Attribute):
                yield part


# Host names and machine paths, put together here so that this file holds none.
FORBIDDEN = [
    re.compile(pattern.replace(" ", ""))
    for pattern in (
        "files . pythonhosted",
        "pypi . org",
        "registry . npmjs",
        "cdn . jsdelivr",
        "unpkg . com",
        "googleapis . com",
        "-- index-url",
        "-- extra-index-url",
        "(?<![\\w.]) / (home|Users|root|work|tmp) / \\w",
        "[A-Z] :\\\\ Users",
    )
]


@pytest.mark.parametrize("path", kept_files(), ids=name_of)
def test_names_no_registry_and_no_machine(path):
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    found = {m.group() for pattern in FORBIDDEN for m in pattern.finditer(text)}
    assert not found


def test_the_project_is_under_version_control():
    assert len(kept_files()) > 50
    assert ROOT / "wsgi.py" in kept_files()


def test_what_a_school_keeps_is_never_versioned():
    # The folder that config.py puts the database and the signing key in by default.
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert ".data/" in ignored
