"""Columns of a row as the fields of what a page shows."""

from collections.abc import Collection
from dataclasses import fields
from typing import Any

from desk.models import Ticket


def columns_for(
    view: type[Any], ticket: Ticket, *, but: Collection[str] = ()
) -> dict[str, Any]:
    """Return the ticket's columns that the view has a field of the same name for."""
    columns = Ticket.__table__.c
    names = [f.name for f in fields(view) if f.name in columns and f.name not in but]
    return {name: getattr(ticket, name) for name in names}
