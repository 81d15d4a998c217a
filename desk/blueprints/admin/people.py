"""Administrator: people."""

from desk.blueprints.admin import admin
from desk.domain.people import Permission
from desk.web.access import Answer, requires


@admin.get("/people")
@requires(Permission.ADMINISTER)
def people() -> Answer:
    """Show people."""
    return "people"
