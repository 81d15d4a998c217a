"""Administrator: units."""

from desk.blueprints.admin import admin
from desk.domain.people import Permission
from desk.web.access import Answer, requires


@admin.get("/units")
@requires(Permission.ADMINISTER)
def units() -> Answer:
    """Show units."""
    return "units"
