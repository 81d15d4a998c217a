"""Small pieces: functions of 40 lines, files of 300, and names that say a topic."""

import ast
import sys

import pytest

from tests.house.sources import ROOT, kept_files, modules, name_of, tree

LONGEST_FUNCTION = 40
LONGEST_FILE = 300
LONGEST_CONFTEST = 150
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "constants"}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_files_and_functions_are_short(path):
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_FILE
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            length = node.end_lineno - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name}: {length} lines"


def test_conftest_stays_small():
    conftests = [path for path in kept_files() if path.name == "conftest.py"]
    assert conftests
    for path in conftests:
        lines = path.read_text(encoding="utf-8").count("\n")
        assert lines <= LONGEST_CONFTEST, name_of(path)


def test_every_file_has_a_topic():
    named = {part.removesuffix(".py") for p in kept_files() for part in p.parts}
    assert not NAMELESS & named


def test_the_rules_need_the_standard_library_alone():
    for path in (ROOT / "desk" / "domain").rglob("*.py"):
        for module in _imported(path):
            root = module.partition(".")[0]
            is_ours = module.startswith("desk.domain")
            assert is_ours or root in sys.stdlib_module_names, f"{path.name}: {module}"


def test_every_function_says_what_it_takes_and_returns():
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                where = f"{name_of(path)}: {node.name}"
                assert node.returns is not None or node.name == "__init__", where
                plain = [a for a in node.args.args if a.arg not in {"self", "cls"}]
                named = [*plain, *node.args.kwonlyargs]
                assert all(a.annotation is not None for a in named), where


def _imported(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
