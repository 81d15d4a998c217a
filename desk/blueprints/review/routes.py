"""The open tickets as a list, and the archive."""

from flask import render_template, url_for

from desk.blueprints.review import review
from desk.blueprints.review.forms import read_archive, read_open
from desk.blueprints.review.tabs import tabs_of
from desk.domain.people import Permission
from desk.queries import lists
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.downloads import offer
from desk.web.live import live
from desk.web.now import now
from desk.web.paging import cursor, linked


@review.get("/")
@requires(Permission.REVIEW)
def open_tickets() -> Answer:
    """Show the open tickets, the most pressing first, and what other views hold."""
    person = actor()
    form = read_open(person)
    tabs, total = tabs_of(form, person, "review.open_tickets", now=now())
    page = lists.open_tickets(
        person, form.chosen, now=now(), cursor=cursor(), total=total
    )
    return live(
        "review/open.html",
        "review/_rows.html",
        page=linked(page),
        filters=form,
        tabs=tabs,
        download=offer(url_for("review.export_open")),
    )


@review.get("/archive")
@requires(Permission.REVIEW)
def archive() -> Answer:
    """Show the closed tickets, newest first."""
    person = actor()
    form = read_archive(person)
    page = lists.archive(person, form.chosen, now=now(), cursor=cursor())
    return render_template(
        "review/archive.html",
        page=linked(page),
        filters=form,
        download=offer(url_for("review.export_archive")),
    )
