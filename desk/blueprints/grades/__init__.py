"""A student's own grades, and the rules they are made by."""

from flask import Blueprint

grades = Blueprint("grades", __name__, url_prefix="/grades")

from desk.blueprints.grades import (  # noqa: E402 -- routes need the door
    index,  # noqa: F401
    objections,  # noqa: F401
    scheme,  # noqa: F401
    show,  # noqa: F401
)
