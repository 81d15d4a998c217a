"""The pocket guide (Buku Saku): what each step is, why, and an example."""

from flask import Blueprint

help_ = Blueprint("help", __name__, url_prefix="/help")

from desk.blueprints.help import routes  # noqa: E402, F401 -- routes need the door
