"""Grading: periods, gradebooks, every grade of a class and how it came about."""

from flask import Blueprint

grading = Blueprint("grading", __name__, url_prefix="/grading")

from desk.blueprints.grading import table  # noqa: E402, F401 -- routes need the door
