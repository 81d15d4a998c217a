"""The service hours of a unit: to look at, and to change with a preview."""

from flask import Blueprint

calendar = Blueprint("calendar", __name__, url_prefix="/calendar")

from desk.blueprints.calendar import (  # noqa: E402, F401 -- routes need the door
    edits,
    routes,
    versions,
)
