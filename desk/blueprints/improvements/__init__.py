"""Improvement actions' door: plan, change, begin, end, and look at the effect."""

from flask import Blueprint

improvements = Blueprint("improvements", __name__, url_prefix="/improvements")

from desk.blueprints.improvements import routes  # noqa: E402, F401 -- routes need the door
