"""What customers answered: figures, forecasts against them, and follow-ups."""

from flask import Blueprint

feedback = Blueprint("feedback", __name__, url_prefix="/feedback")

from desk.blueprints.feedback import (  # noqa: E402 -- routes need the door
    files,  # noqa: F401
    follow_ups,  # noqa: F401
    forecasts,  # noqa: F401
    routes,  # noqa: F401
)
