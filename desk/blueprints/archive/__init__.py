"""Archive's door: forms to print, the nine stages, and numbers without gaps."""

from flask import Blueprint

archive = Blueprint("archive", __name__, url_prefix="/archive")

from desk.blueprints.archive import (  # noqa: E402 -- routes need the door
    numbers,  # noqa: F401
    papers,  # noqa: F401
    stages,  # noqa: F401
)
