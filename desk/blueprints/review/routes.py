"""The open tickets and the archive."""

from flask import render_template

from desk.blueprints.review import review
from desk.blueprints.review.forms import (
    ArchiveFilterForm,
    OpenFilterForm,
)
from desk.domain.people import Permission
from desk.queries import lists
from desk.queries.people import owners
from desk.queries.sources import source_groups
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.filters import from_address
from desk.web.now import now
from desk.web.paging import cursor, linked


@review.get("/")
@requires(Permission.REVIEW)
def open_tickets() -> Answer:
    """Show all open tickets, the most pressing first."""
    person = actor()
    form = from_address(OpenFilterForm)
    form.offer_sources(
        source_groups(person.unit_id, person.language, with_retired=True)
    )
    form.offer_owners(owners(person.unit_id))
    page = lists.open_tickets(person, form.filters(), now=now(), cursor=cursor())
    return render_template("review/open.html", page=linked(page), filters=form)


@review.get("/archive")
@requires(Permission.REVIEW)
def archive() -> Answer:
    """Show the closed tickets, newest first."""
    person = actor()
    form = from_address(ArchiveFilterForm)
    form.offer_sources(
        source_groups(person.unit_id, person.language, with_retired=True)
    )
    page = lists.archive(person, form.filters(), now=now(), cursor=cursor())
    return render_template("review/archive.html", page=linked(page), filters=form)
