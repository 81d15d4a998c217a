"""Counting what a block asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from desk.queries import remembered

OUR_OWN = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA")


@contextmanager
def counted_queries(*, remembers: bool = False) -> Iterator[list[str]]:
    """Yield a list that fills with the statements the block sends.

    As the first reader of all, who remembers nothing, unless told otherwise.
    """
    statements: list[str] = []
    if not remembers:
        remembered.forget()

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.lstrip().upper().startswith(OUR_OWN):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
