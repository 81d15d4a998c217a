"""Administrator's door: people, class groups, units, sources, imports."""

from flask import Blueprint

admin = Blueprint("admin", __name__, url_prefix="/admin")

from desk.blueprints.admin import (  # noqa: E402 -- routes need the door
    class_groups,  # noqa: F401
    class_lists,  # noqa: F401
    imports,  # noqa: F401
    people,  # noqa: F401
    sources,  # noqa: F401
    units,  # noqa: F401
)
