"""Kinds of columns the tables share."""

import json
import zlib
from functools import lru_cache
from typing import Annotated, Any

from sqlalchemy import BigInteger, Dialect, Enum, LargeBinary, Text
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

from desk.domain.calendar import ServiceCalendar
from desk.domain.vocabulary import Word

# An instant is an integer of UTC seconds in every layer, so none can be naive,
# none has a fraction, and both databases and the hash chain see the same.
Instant = Annotated[int, mapped_column(BigInteger)]


def word(kind: type[Word], name: str) -> Enum:
    """Return a column type that stores a vocabulary by value, guarded by a CHECK."""
    return Enum(
        kind,
        name=name,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=24,
    )


def growing_word(kind: type[Word]) -> Enum:
    """Return a column type for a vocabulary that later versions add to.

    No CHECK: SQLite can change one only by copying the whole table, and the event log
    is both the longest table and the one that must never be rewritten.
    """
    return Enum(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=False,
        length=24,
    )


class CalendarRules(TypeDecorator[ServiceCalendar]):
    """A service calendar stored as JSON; equal rules are compiled once a process."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self,
        value: ServiceCalendar | None,
        dialect: Dialect,  # noqa: ARG002 -- SQLAlchemy's signature
    ) -> str | None:
        """Return the JSON to store."""
        if value is None:
            return None
        return json.dumps(value.to_json(), ensure_ascii=False, sort_keys=True)

    def process_result_value(
        self,
        value: Any | None,
        dialect: Dialect,  # noqa: ARG002 -- SQLAlchemy's signature
    ) -> ServiceCalendar | None:
        """Return the calendar that was stored."""
        return None if value is None else _compiled(value)


@lru_cache(maxsize=64)
def _compiled(rules: str) -> ServiceCalendar:
    return ServiceCalendar.from_json(json.loads(rules))


class PackedJson(TypeDecorator[dict[str, Any]]):
    """JSON that is kept for ever, read whole and searched by nothing; made short."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(
        self,
        value: dict[str, Any] | None,
        dialect: Dialect,  # noqa: ARG002 -- SQLAlchemy's signature
    ) -> bytes | None:
        """Return the bytes to store."""
        if value is None:
            return None
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return zlib.compress(written.encode())

    def process_result_value(
        self,
        value: bytes | None,
        dialect: Dialect,  # noqa: ARG002 -- SQLAlchemy's signature
    ) -> dict[str, Any] | None:
        """Return what was stored."""
        if value is None:
            return None
        read: dict[str, Any] = json.loads(zlib.decompress(value))
        return read
