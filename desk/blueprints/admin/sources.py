"""Administrator: sources."""

from desk.blueprints.admin import admin
from desk.domain.people import Permission
from desk.web.access import Answer, requires


@admin.get("/sources")
@requires(Permission.ADMINISTER)
def sources() -> Answer:
    """Show sources."""
    return "sources"
