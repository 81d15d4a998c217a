"""Targets' door: everybody who reads tickets looks, teachers set them."""

from flask import Blueprint

targets = Blueprint("targets", __name__, url_prefix="/targets")

from desk.blueprints.targets import routes  # noqa: E402, F401 -- routes need the door
