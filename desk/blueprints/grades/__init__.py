"""A student's own grades, and the rules they are made by."""

from flask import Blueprint

grades = Blueprint("grades", __name__, url_prefix="/grades")

from desk.blueprints.grades import scheme  # noqa: E402, F401 -- routes need the door
