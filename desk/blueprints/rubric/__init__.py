"""The rubric: what reviewers see beside the seconds."""

from flask import Blueprint

rubric = Blueprint("rubric", __name__, url_prefix="/rubric")
