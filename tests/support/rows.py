"""Rows for any schema: one in every table, made from what the database says of it."""

import re
from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    func,
    select,
)

PLAIN: dict[type[Any], Any] = {
    Boolean: True,
    JSON: {},
    LargeBinary: b"x",
    Date: date(2026, 9, 2),
    Integer: 1,
}
# Kept by the database itself, or by Alembic.
NOT_OURS = ("ticket_search", "alembic_version", "settings_revision")


def fill(engine: Engine) -> dict[str, int]:
    """Put a row into every table; return how many rows each has."""
    metadata = _reflected(engine)
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            connection.execute(table.insert().values(_row(table)))
    return rows(engine)


def rows(engine: Engine) -> dict[str, int]:
    """Return how many rows each table has."""
    metadata = _reflected(engine)
    with engine.begin() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }


def _reflected(engine: Engine) -> MetaData:
    metadata = MetaData()
    metadata.reflect(engine, only=lambda name, _: not name.startswith(NOT_OURS))
    return metadata


def _row(table: Table) -> dict[str, Any]:
    checks = [str(getattr(c, "sqltext", "")) for c in table.constraints]
    return {
        column.name: _value(column, place, checks)
        for place, column in enumerate(table.columns)
        if not column.nullable or column.foreign_keys
    }


def _value(column: Column[Any], place: int, checks: list[str]) -> Any:
    if isinstance(column.type, BigInteger):
        return place  # instants, in the order a table names them
    for kind, value in PLAIN.items():
        if isinstance(column.type, kind):
            return value
    choices = [c for c in checks if re.search(rf"^\W*{column.name}\b.*'", c)]
    return re.findall(r"'([^']+)'", choices[0])[0] if choices else "x"
