"""The time zone that instants on this page are told and typed in: the unit's."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import g

from desk.queries.calendars import zone_in_force
from desk.web.actor import find_actor

EARLIEST, LATEST = date(1970, 1, 2), date(2199, 12, 31)


def zone() -> str:
    """Return the zone of the request: of the unit shown, else of the person's.

    For people without a unit it is that of the first one.
    """
    if "zone" not in g:
        actor = find_actor()
        g.zone = zone_in_force(actor.unit_id if actor else None)
    return str(g.zone)


def use_zone(name: str) -> None:
    """Tell and read instants in a zone for the rest of the request."""
    g.zone = name


def midnight(day: date | None, days: int = 0) -> int | None:
    """Return when a day begins on this page, so many days on (UTC seconds)."""
    if day is None:
        return None
    # Days far off are still days; the arithmetic must not run over on them.
    day = min(max(day, EARLIEST), LATEST) + timedelta(days=days)
    start = datetime.combine(day, time(), ZoneInfo(zone()))
    return int(start.timestamp())
