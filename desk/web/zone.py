"""The time zone that instants on this page are told and typed in: the unit's."""

from flask import g

from desk.queries.calendars import zone_in_force
from desk.web.actor import find_actor


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
