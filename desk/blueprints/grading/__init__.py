"""Grading: periods, gradebooks, every grade of a class and how it came about."""

from flask import Blueprint

grading = Blueprint("grading", __name__, url_prefix="/grading")

from desk.blueprints.grading import (  # noqa: E402 -- routes need the door
    class_sheet,  # noqa: F401
    files,  # noqa: F401
    index,  # noqa: F401
    life,  # noqa: F401
    objections,  # noqa: F401
    overview,  # noqa: F401
    periods,  # noqa: F401
    publishing,  # noqa: F401
    schemes,  # noqa: F401
    student,  # noqa: F401
    table,  # noqa: F401
)
