"""Reviewers' door: all open tickets of the unit, and the archive."""

from flask import Blueprint

review = Blueprint("review", __name__, url_prefix="/review")

from desk.blueprints.review import routes  # noqa: E402, F401 -- routes need the door
