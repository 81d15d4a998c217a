"""Tickets that never were, in an empty desk, to see how the desk works at any size."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select, text

from desk.domain.refusals import NotGenerated
from desk.extensions import db
from desk.models import Ticket, Unit
from desk.services import log, row
from desk.services.tickets import open_tickets
from desk.services.transaction import writing

# By which a generated ticket is known for ever; what people receive has no such key.
PREFIX = "generated:"


class Life(NamedTuple):
    """What is to become a ticket: the key it is known by, its unit, its whole log."""

    key: str
    unit_id: int
    happenings: Sequence[log.Happening]

    @property
    def opened_at(self) -> int:
        """Return when the ticket was given its number (UTC seconds)."""
        return self.happenings[0].recorded_at


def require_own(units: Collection[tuple[str, str]], series: str) -> None:
    """Raise NotGenerated unless all there is came from generating the same tickets.

    Units are given by code and name, tickets by how their keys begin: what is in a log
    stays for ever, so nothing that was made up may come into a desk that is in use.
    """
    query = select(Unit.code, Unit.name)
    if any((unit.code, unit.name) not in units for unit in db.session.execute(query)):
        raise NotGenerated
    key = Ticket.import_key
    strange = or_(key.is_(None), func.substr(key, 1, len(series)) != series)
    if db.session.scalar(select(Ticket.id).where(strange).limit(1)) is not None:
        raise NotGenerated


def add_lives(lives: Sequence[Life]) -> int:
    """Add those of the tickets that are not there yet; return how many that were.

    One transaction, so what was cut short goes on where it stopped.
    """
    with writing():
        zone_of = cache(_zone_of)

        def series_of(life: Life) -> tuple[int, str]:
            day = datetime.fromtimestamp(life.opened_at, zone_of(life.unit_id))
            return life.unit_id, f"{day:%Y/%m}"

        new = sorted(_new(lives), key=series_of)
        for (unit_id, _), some in groupby(new, key=series_of):
            month = list(some)
            unit = db.session.get_one(Unit, unit_id)
            tickets = open_tickets(
                unit,
                [life.key for life in month],
                received_at=month[0].opened_at,
            )
            log.append_to_new(
                [(t, life.happenings) for t, life in zip(tickets, month, strict=True)]
            )
    db.session.expunge_all()
    return len(new)


def take_stock() -> None:
    """Let PostgreSQL look at what it holds now.

    It does so by itself in a while; until then it reads a filled table as if it were
    nearly empty, and a search for a common word takes ten times as long.
    """
    if db.engine.dialect.name == "postgresql":
        with writing():
            db.session.execute(text("ANALYZE"))


def _new(lives: Sequence[Life]) -> list[Life]:
    keys = [life.key for life in lives]
    known = set(
        db.session.scalars(select(Ticket.import_key).where(Ticket.import_key.in_(keys)))
    )
    return [life for life in lives if life.key not in known]


def _zone_of(unit_id: int) -> ZoneInfo:
    return ZoneInfo(row.calendar_of(unit_id).zone)
