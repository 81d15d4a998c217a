"""One's own account: password and language."""

from flask import Blueprint

account = Blueprint("account", __name__, url_prefix="/account")

from desk.blueprints.account import routes  # noqa: E402, F401 -- routes need the door
