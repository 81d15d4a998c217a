"""Of which unit a page of sources speaks."""

from collections.abc import Sequence

from flask import request

from desk.domain.errors import NotFound
from desk.queries.calendars import zone_in_force
from desk.queries.units import UnitLine, units_for
from desk.web.actor import actor
from desk.web.zone import use_zone


def asked_unit() -> tuple[UnitLine, Sequence[UnitLine]]:
    """Return the unit of the page, and those to choose from. Raises NotFound.

    It is the one asked for, else one's own, else the first.
    """
    units = [unit for unit in units_for(actor()) if unit.is_active]
    wanted = request.values.get("unit") or next((str(unit.id) for unit in units), "")
    for unit in units:
        if str(unit.id) == wanted:
            use_zone(zone_in_force(unit.id))
            return unit, units
    raise NotFound
