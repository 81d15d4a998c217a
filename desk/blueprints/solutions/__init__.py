"""Solution cards' door: read, propose, approve, decline, retire."""

from flask import Blueprint

solutions = Blueprint("solutions", __name__, url_prefix="/solutions")

from desk.blueprints.solutions import routes  # noqa: E402, F401 -- routes need the door
