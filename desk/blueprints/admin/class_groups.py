"""Administrator: class_groups."""

from desk.blueprints.admin import admin
from desk.domain.people import Permission
from desk.web.access import Answer, requires


@admin.get("/class_groups")
@requires(Permission.ADMINISTER)
def class_groups() -> Answer:
    """Show class_groups."""
    return "class_groups"
