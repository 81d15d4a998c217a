"""Reviewers' door to the rubric: at the counter, beside a ticket, and by a sample."""

from flask import Blueprint

rubric = Blueprint("rubric", __name__, url_prefix="/rubric")

from desk.blueprints.rubric import (  # noqa: E402 -- routes need the door
    counter,  # noqa: F401
    samples,  # noqa: F401
    tickets,  # noqa: F401
)
