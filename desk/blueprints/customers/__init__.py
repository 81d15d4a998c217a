"""The customers' door: their cards, for who serves them."""

from flask import Blueprint

customers = Blueprint("customers", __name__, url_prefix="/customers")

from desk.blueprints.customers import (  # noqa: E402 -- routes need the door
    merging,  # noqa: F401
    routes,  # noqa: F401
)
