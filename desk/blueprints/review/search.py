"""Searching all tickets, open or not."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import Form, StringField

from desk.blueprints.review import review
from desk.domain.people import Actor, Permission
from desk.domain.search import (
    MOST_WORDS,
    VOCABULARIES,
    Key,
    Query,
    Term,
    excerpt,
    read,
)
from desk.queries.results import MOST, results
from desk.queries.search import numbered, unmatched
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.downloads import offer
from desk.web.filters import from_address
from desk.web.formatting import label
from desk.web.now import now
from desk.web.paging import cursor, linked


class SearchForm(Form):
    """What is looked for, as it was typed."""

    q = StringField(lazy_gettext("Search all tickets"))

    query: Query

    def understand(self, person: Actor) -> None:
        """Read what was typed, and say beside it what of it means nothing."""
        self.query = read(self.q.data or "")
        self.q.errors = [_told(term) for term in unmatched(self.query, person)]
        if self.query.is_void:
            self.q.errors.append(gettext("There is no word in this to search for."))
        if self.query.is_cut:
            too_many = gettext("Only the first %(most)s words count.", most=MOST_WORDS)
            self.q.errors.append(too_many)


@review.get("/search")
@requires(Permission.REVIEW)
def search() -> Answer:
    """Show what is found, the newest first; a ticket's number leads straight there."""
    person, form = actor(), read_search(actor())
    ticket_id = numbered(form.query, person)
    if ticket_id is not None:
        return redirect(url_for("tickets.show", ticket_id=ticket_id))
    page = None
    if form.q.data:
        found = results(form.query, person, now=now(), cursor=cursor())
        page = linked(found)
    return render_template(
        "review/search.html",
        filters=form,
        page=page,
        most=MOST,
        marked=partial(excerpt, form.query),
        download=offer(url_for("review.export_search")),
    )


def read_search(person: Actor) -> SearchForm:
    """Return what the address of the request looks for."""
    form: SearchForm = from_address(SearchForm)
    form.understand(person)
    return form


def _told(term: Term) -> str:
    """Return in words that a term names nothing."""
    if not term.name:
        return str(gettext("After “%(key)s:” comes a name.", key=term.key.value))
    if term.key in VOCABULARIES:
        words = ", ".join(label(word) for word in VOCABULARIES[term.key])
        message = gettext(
            "“%(name)s” is none of these: %(words)s.", name=term.name, words=words
        )
        return str(message)
    return str(UNKNOWN[term.key](term.name))


UNKNOWN: dict[Key, Callable[[str], Any]] = {
    Key.SOURCE: lambda name: gettext("No source is called “%(name)s”.", name=name),
    Key.OWNER: lambda name: gettext("Nobody here is called “%(name)s”.", name=name),
    Key.UNIT: lambda name: gettext("No unit is called “%(name)s”.", name=name),
}
