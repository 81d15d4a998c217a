"""The extensions, unbound; imports no room but the rules."""

from typing import Any

from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase

BUSY_TIMEOUT = 15_000


class Base(DeclarativeBase):
    """The parent of all tables, with a name for every constraint."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


# create_savepoint matters only where a test lends the session its own connection:
# what the app commits or rolls back then stays inside the test's transaction.
db = SQLAlchemy(
    model_class=Base, session_options={"join_transaction_mode": "create_savepoint"}
)
migrate = Migrate()
login = LoginManager()
csrf = CSRFProtect()
babel = Babel()
bootstrap = Bootstrap5()
compress = Compress()
# Counted in memory: one process serves the desk, and a restart forgives everybody.
limiter = Limiter(get_remote_address, storage_uri="memory://")


def prepare_sqlite(engine: Engine) -> None:
    """Make SQLite keep what it was told, even through a power cut."""
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)


def _set_up(connection: Any, _record: object) -> None:
    # The driver's own transaction handling starts them too late (BEGIN is ours).
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        # What is erased must be gone from the file, not only from the tables.
        "secure_delete = ON",
        f"busy_timeout = {BUSY_TIMEOUT}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once when another
    # has written meanwhile; one that starts as a writer waits for its turn.
    is_writing = connection.get_execution_options().get("is_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")
