"""The shop's screen: open to whoever knows its address, read-only, without names."""

from flask import Blueprint

wall = Blueprint("wall", __name__, url_prefix="/wall")

from desk.blueprints.wall import routes  # noqa: E402, F401 -- routes need the door
