"""Settings of the desk; the only reader of environment variables."""

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def settings() -> dict[str, object]:
    """Return the settings that the environment asks for.

    DATABASE_URL chooses a database server (default: SQLite in DESK_DATA),
    DESK_DATA the folder for it (default: .data), DESK_SECRET_KEY the signing key,
    DESK_DEMO=1 the demo with its own folder, DESK_HTTPS=1 cookies for https only,
    DESK_ADDRESS the address printed on posters and slips (default: as the desk is
    reached by whoever prints them).
    """
    is_demo = os.environ.get("DESK_DEMO") == "1"
    folder = Path(os.environ.get("DESK_DATA", ROOT / ".data")).absolute()
    if is_demo:
        folder /= "demo"
    is_https = os.environ.get("DESK_HTTPS") == "1"
    return {
        "DEMO": is_demo,
        "SECRET_KEY": os.environ.get("DESK_SECRET_KEY") or _kept_key(folder),
        "SQLALCHEMY_DATABASE_URI": database_url(os.environ.get("DATABASE_URL"), folder),
        "SESSION_COOKIE_SECURE": is_https,
        "PUBLIC_URL": os.environ.get("DESK_ADDRESS", ""),
    }


def database_url(url: str | None, folder: Path) -> str:
    """Return the database's address; SQLite in the folder by default."""
    if not url:
        folder.mkdir(parents=True, exist_ok=True)
        # Absolute, or Flask-SQLAlchemy would put it in an instance folder.
        return f"sqlite:///{(folder / 'desk.sqlite').as_posix()}"
    scheme, _, rest = url.partition("://")
    is_postgres = scheme in {"postgres", "postgresql"}
    return f"postgresql+psycopg://{rest}" if is_postgres else url


def _kept_key(folder: Path) -> str:
    # Kept in a file so that a power cut at the shop signs nobody out.
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "secret.key"
    if not path.exists() or not path.stat().st_size:
        # Written aside and moved, so that a power cut leaves no empty key behind.
        part = folder / f"secret.{os.getpid()}"
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    return path.read_text(encoding="ascii")
