"""The door to the board of Total Quality Service."""

from flask import Blueprint

quality = Blueprint("quality", __name__, url_prefix="/quality")

from desk.blueprints.quality import routes  # noqa: E402, F401 -- routes need the door
