"""Grading: periods, gradebooks, every grade of a class and how it came about."""

from flask import Blueprint

grading = Blueprint("grading", __name__, url_prefix="/grading")

from desk.blueprints.grading import (  # noqa: E402 -- routes need the door
    files,  # noqa: F401
    index,  # noqa: F401
    periods,  # noqa: F401
    schemes,  # noqa: F401
    table,  # noqa: F401
)
