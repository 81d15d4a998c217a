"""Administrator: imports."""

from desk.blueprints.admin import admin
from desk.domain.people import Permission
from desk.web.access import Answer, requires


@admin.get("/imports")
@requires(Permission.ADMINISTER)
def imports() -> Answer:
    """Show imports."""
    return "imports"
