"""How Alembic reaches the desk's database."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

from desk.extensions import db

# What hand-written migrations make and no model knows.
BY_HAND = ("ticket_search", "ix_ticket_search")


def is_ours(_object: object, name: str | None, *_: object) -> bool:
    """Leave the search index to the migrations that wrote it."""
    return name is None or not name.startswith(BY_HAND)


def migrate(connection: Connection) -> None:
    """Run the migrations on a connection."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        include_object=is_ours,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()


def migrate_sqlite(connection: Connection) -> None:
    """Run the migrations with foreign keys off, then check that none is broken.

    Batch mode rebuilds a table under another name; with foreign keys on, dropping
    the old one would delete every row that depends on it.
    """
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        migrate(connection)
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            raise RuntimeError(f"The migration left {len(broken)} rows without parent")
        connection.commit()
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


with db.engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        migrate_sqlite(connection)
    else:
        migrate(connection)
        connection.commit()
