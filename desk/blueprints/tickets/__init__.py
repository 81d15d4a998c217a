"""Student staff's door: one's desk, the ticket page, the four steps."""

from flask import Blueprint

tickets = Blueprint("tickets", __name__, url_prefix="/tickets")

from desk.blueprints.tickets import (  # noqa: E402 -- routes need the door
    aftermath,  # noqa: F401
    cards,  # noqa: F401
    corrections,  # noqa: F401
    facts,  # noqa: F401
    handovers,  # noqa: F401
    looking,  # noqa: F401
    marks,  # noqa: F401
    merging,  # noqa: F401
    paper,  # noqa: F401
    pauses,  # noqa: F401
    routes,  # noqa: F401
    steps,  # noqa: F401
    supervision,  # noqa: F401
    time,  # noqa: F401
    verdicts,  # noqa: F401
)
