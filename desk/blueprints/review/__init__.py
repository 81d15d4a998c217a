"""Reviewers' door: all open tickets of the unit, their views, and the archive."""

from flask import Blueprint

review = Blueprint("review", __name__, url_prefix="/review")

from desk.blueprints.review import (  # noqa: E402 -- routes need the door
    board,  # noqa: F401
    exports,  # noqa: F401
    routes,  # noqa: F401
    samples,  # noqa: F401
    search,  # noqa: F401
    selection,  # noqa: F401
    views,  # noqa: F401
    waiting,  # noqa: F401
    wall,  # noqa: F401
)
