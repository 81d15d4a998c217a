"""A page under way."""

from flask import render_template

from desk.blueprints.sources import sources
from desk.domain.people import Permission
from desk.web.access import Answer, requires


@sources.get("/tagging")
@requires(Permission.REVIEW)
def tagging() -> Answer:
    """Show the page."""
    return render_template("sources/tagging.html")
