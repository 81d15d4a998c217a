"""The duty roster: weeks, shifts, swaps, and who is away."""

from flask import Blueprint

roster = Blueprint("roster", __name__, url_prefix="/roster")

from desk.blueprints.roster import (  # noqa: E402 -- routes need the door
    absences,  # noqa: F401
    plans,  # noqa: F401
    shifts,  # noqa: F401
    swaps,  # noqa: F401
    weeks,  # noqa: F401
)
