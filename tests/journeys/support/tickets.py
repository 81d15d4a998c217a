"""What the database says of a ticket, where a screen does not."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import func, select

from desk.extensions import db
from desk.models import Ticket, TicketEvent


class Log:
    """Reads tickets by their number, as a person names them."""

    def __init__(self, app: Flask) -> None:
        """Read an app's database."""
        self._app = app

    def kinds(self, number: str) -> list[str]:
        """Return the kinds of a ticket's events, in order."""
        query = (
            select(TicketEvent.kind)
            .join(Ticket, Ticket.id == TicketEvent.ticket_id)
            .where(Ticket.number == number)
            .order_by(TicketEvent.n)
        )
        with self._reading():
            return [kind.value for kind in db.session.scalars(query)]

    def count(self) -> int:
        """Return how many tickets there are."""
        with self._reading():
            return db.session.scalar(select(func.count(Ticket.id))) or 0

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with self._app.app_context():
            yield
