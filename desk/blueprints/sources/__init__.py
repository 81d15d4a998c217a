"""The door to where complaints spring from: Pareto, tagging, counts of transactions."""

from flask import Blueprint

sources = Blueprint("sources", __name__, url_prefix="/sources")

from desk.blueprints.sources import (  # noqa: E402 -- routes need the door
    counts,  # noqa: F401
    pareto,  # noqa: F401
    tagging,  # noqa: F401
)
