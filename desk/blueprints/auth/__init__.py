"""Sign in, sign out, land on the page of one's role."""

from flask import Blueprint

auth = Blueprint("auth", __name__)

from desk.blueprints.auth import routes  # noqa: E402, F401 -- routes need the door
