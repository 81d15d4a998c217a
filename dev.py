"""Prepare this machine and run the desk: `python3 dev.py demo`, `dev.py test`.

Needs nothing but Python. What it installs goes into `.venv` beside it, which is
made anew whenever it is missing, half made or made by another Python.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import importlib.util
import os
import platform
import signal
import socket
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent
VENV = HOME / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
STAMP = VENV / "installed.txt"
RUNTIME = HOME / "requirements.txt"
EVERYTHING = HOME / "tests" / "requirements.txt"  # holds all of RUNTIME too
BENCHMARKS = HOME / "tests" / "benchmarks"
NEED_A_SERVER = {"pages"}  # PostgreSQL, which comes with the tests

# In UTF-8 on every system: Windows would otherwise guess for what is piped.
ENVIRONMENT = {**os.environ, "PYTHONUTF8": "1"}

CHECKS = {
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "ruff check": ["-m", "ruff", "check", "."],
    "mypy": ["-m", "mypy"],
    "lint-imports": ["-c", "from importlinter.cli import *; lint_imports_command()"],
    "djlint": ["-m", "djlint", "--check", "--lint", "templates"],
}
# Coverage would double the time; ask for it: dev.py test -n auto --cov=desk
IN_PARALLEL = ["-n", "auto"]
USAGE = (
    "usage: dev.py demo [--port PORT] | dev.py test [pytest arguments] | "
    "dev.py bench [name]"
)


class Missing(Exception):
    """What this machine lacks, in the one line the person at it reads."""


def main(arguments: list[str]) -> int:
    """Run the command named first; return the exit code."""
    commands = {"demo": demo, "test": test, "bench": bench}
    if not arguments or arguments[0] not in commands:
        print(USAGE)
        return 2
    try:
        check_python()
        return commands[arguments[0]](arguments[1:])
    except Missing as missing:
        print(f"dev.py: {missing}", file=sys.stderr)
    except OSError as error:
        print(f"dev.py: cannot go on: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print()
    return 1


def demo(arguments: list[str]) -> int:
    """Serve the desk with its demo data until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="dev.py demo")
    parser.add_argument("--port", type=int, default=5000)
    port = parser.parse_args(arguments).port
    check_port(port)
    prepare(RUNTIME)
    command = ["-m", "flask", "--app", "wsgi", "desk", "demo", "--port", str(port)]
    return run(command, {"DESK_DEMO": "1"})


def test(arguments: list[str]) -> int:
    """Run every check and test; with arguments, pytest alone, as they say."""
    prepare(EVERYTHING)
    if arguments:
        return run(["-m", "pytest", *arguments])
    failed = run_checks()
    if run(["-m", "pytest", *IN_PARALLEL]):
        failed.append("pytest")
    if failed:
        print("Failed:", ", ".join(failed))
    return int(bool(failed))


def bench(arguments: list[str]) -> int:
    """Run the benchmark named; without a name, list what there is."""
    known = benchmarks()
    if not arguments:
        for name, purpose in known.items():
            print(f"{name:10}{purpose}")
        return 0
    name = arguments[0]
    if name not in known:
        raise Missing(f"no benchmark {name!r}; there is: {', '.join(known)}.")
    prepare(EVERYTHING if name in NEED_A_SERVER else RUNTIME)
    return run(["-m", f"tests.benchmarks.{name}", *arguments[1:]])


def benchmarks() -> dict[str, str]:
    """Return the benchmarks there are, each with the first line of its file."""
    return {
        path.stem: (
            ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        ).partition("\n")[0]
        for path in sorted(BENCHMARKS.glob("[!_]*.py"))
    }


def run_checks() -> list[str]:
    """Run all checks at once, show what the failing ones say, return their names."""
    running = {
        name: subprocess.Popen(
            [PYTHON, *options],
            cwd=HOME,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for name, options in CHECKS.items()
    }
    failed = []
    for name, process in running.items():
        output, _ = process.communicate()
        print(f"{name}: {'FAILED' if process.returncode else 'ok'}", flush=True)
        if process.returncode:
            failed.append(name)
            sys.stdout.buffer.write(output)
            sys.stdout.flush()
    return failed


def run(options: list[str], settings: dict[str, str] | None = None) -> int:
    """Run Python in the foreground and leave it to answer Ctrl-C."""
    environment = {**ENVIRONMENT, **(settings or {})}
    process = subprocess.Popen([PYTHON, *options], cwd=HOME, env=environment)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it has the same terminal
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    return process.wait()


def check_python() -> None:
    """Refuse a Python that the locked packages do not install on."""
    if sys.version_info < (3, 11, 5):
        found = platform.python_version()
        raise Missing(f"Python 3.11.5 or newer is needed; this is {found}.")


def check_port(port: int) -> None:
    """Refuse a port that another program listens on."""
    with socket.socket() as probe:
        if sys.platform == "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:  # connections of a desk just stopped do not count
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            hint = "stop what uses it, or choose another with --port NUMBER"
            raise Missing(f"port {port} is not free ({error}): {hint}.") from error


def prepare(wanted: Path) -> None:
    """Bring .venv to what the list asks for; cost nothing when it is there already."""
    version = platform.python_version()
    stamp = STAMP.read_text() if STAMP.exists() else ""
    made_by, _, installed = stamp.partition("\n")
    usable = PYTHON.exists() and made_by == version
    if usable and installed in {digest(wanted), digest(EVERYTHING)}:
        return
    print(f"Preparing {VENV.name}; the first time takes a minute ...", flush=True)
    if not usable:
        make_venv()
    STAMP.unlink(missing_ok=True)  # an install cut short starts anew
    name = wanted.relative_to(HOME).as_posix()
    pip = ["-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    if not succeeds([PYTHON, *pip, "--require-hashes", "-r", name]):
        needs = "the first time needs the internet and up to 700 MB of disk"
        raise Missing(f"pip could not install {name}; {needs}.")
    STAMP.write_text(f"{version}\n{digest(wanted)}")


def make_venv() -> None:
    """Make an empty .venv, in place of one that cannot be used."""
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        raise Missing("Python lacks venv or ensurepip: install package python3-venv.")
    VENV.mkdir(exist_ok=True)
    if not succeeds([sys.executable, "-m", "venv", "--clear", VENV]):
        raise Missing(f"{VENV} could not be made; is the disk full, or is it in use?")


def succeeds(command: list[str | Path]) -> bool:
    """Run one step of the set-up; show what it says only if it fails."""
    done = subprocess.run(command, cwd=HOME, capture_output=True, check=False)
    if done.returncode:
        sys.stderr.buffer.write(done.stdout + done.stderr)
        sys.stderr.flush()
    return done.returncode == 0


def digest(requirements: Path) -> str:
    """Tell two versions of a list apart."""
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
