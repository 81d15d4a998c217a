"""dev.py bench: lists what can be measured, and names what there is not."""

import subprocess
import sys

import pytest

from tests.house.sources import ROOT


@pytest.fixture(scope="module")
def known():
    """Return the names of the benchmarks there are."""
    return {path.stem for path in (ROOT / "tests" / "benchmarks").glob("[!_]*.py")}


def dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "dev.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_without_a_name_it_lists_each_with_its_purpose(known):
    listed = dev("bench")
    assert listed.returncode == 0
    lines = [line.split(maxsplit=1) for line in listed.stdout.splitlines()]
    assert {name for name, _ in lines} == known >= {"clock", "pages", "rebuild"}
    assert all(purpose.endswith(".") for _, purpose in lines)


def test_an_unknown_name_is_one_line(known):
    refused = dev("bench", "speed")
    assert refused.returncode == 1
    assert refused.stderr.startswith("dev.py: no benchmark 'speed'; there is: ")
    assert all(name in refused.stderr for name in known)
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [(), ("benches",)])
def test_the_usage_names_it(arguments):
    shown = dev(*arguments)
    assert (shown.returncode, "dev.py bench [name]" in shown.stdout) == (2, True)
