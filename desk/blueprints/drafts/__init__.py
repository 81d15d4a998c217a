"""Drafts: what is being typed, saved as one types."""

from flask import Blueprint

drafts = Blueprint("drafts", __name__, url_prefix="/drafts")

from desk.blueprints.drafts import routes  # noqa: E402, F401 -- routes need the door
