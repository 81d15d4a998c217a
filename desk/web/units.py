"""Of which unit a page is: the one in the address, else the first of the person's."""

from collections.abc import Sequence

from flask import request

from desk.domain.errors import NotFound
from desk.queries.units import UnitLine


def chosen_unit(units: Sequence[UnitLine]) -> UnitLine | None:
    """Return the unit the address names, the first without; None if there is none.

    Raises NotFound for a unit that is not among them.
    """
    wanted = request.args.get("unit")
    if wanted is None:
        return next(iter(units), None)
    for unit in units:
        if str(unit.id) == wanted:
            return unit
    raise NotFound
