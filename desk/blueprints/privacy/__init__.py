"""The door of privacy: what is erased when, one customer's data, who looked at it."""

from flask import Blueprint

privacy = Blueprint("privacy", __name__)

from desk.blueprints.privacy import (  # noqa: E402 -- routes need the door
    dossiers,  # noqa: F401
    reads,  # noqa: F401
    retention,  # noqa: F401
)
