"""The pocket guide."""

from flask import render_template

from desk.blueprints.help import help_
from desk.domain.people import Permission
from desk.web.access import Answer, requires


@help_.get("/")
@requires(Permission.SIGNED_IN)
def guide() -> Answer:
    """Show the pocket guide."""
    return render_template("help/guide.html")
