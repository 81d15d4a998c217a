"""Reports' door: figures of a span, each with its tickets, and both as files."""

from flask import Blueprint

reports = Blueprint("reports", __name__, url_prefix="/reports")

from desk.blueprints.reports import (  # noqa: E402 -- routes need the door
    files,  # noqa: F401
    routes,  # noqa: F401
)
