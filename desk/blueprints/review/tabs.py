"""The views above a list: those that are always there, and the saved ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from desk.blueprints.review.forms import OpenFilterForm, read_open
from desk.domain.filters import Filters, View
from desk.domain.people import Actor
from desk.queries.remembered import remembered
from desk.queries.views import SavedLine, count, saved_views

# What each view says in an address.
QUERIES: dict[View, dict[str, Any]] = {
    View.OPEN: {},
    View.PAST_TARGET: {"past_target": "1"},
    View.DUE_THIS_SHIFT: {"due_this_shift": "1"},
    View.QUEUE: {"queue": "1"},
    View.HIGH: {"priority": "high"},
    View.PAUSED: {"paused": "1"},
    View.SILENT: {"silence": "one_day"},
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A view with how many tickets it holds now."""

    name: str
    url: str
    count: int
    is_current: bool
    saved: SavedLine | None = None
    view: View | None = None


def tabs_of(
    form: OpenFilterForm, person: Actor, endpoint: str, *, now: int
) -> tuple[list[Tab], int]:
    """Return the views with their counts, and how many tickets pass the form.

    The one that is open is marked (now in UTC seconds).
    """
    saved = saved_views(person)
    wanted = [view.filters for view in View]
    wanted += [filters_of(each.query, person) for each in saved]
    *counts, total = count([*wanted, form.chosen], person, now=now)
    ready = [
        Tab(
            name=gettext(view.label),
            url=url_for(endpoint, **QUERIES[view]),
            count=found,
            is_current=form.query == urlencode(QUERIES[view])
            and not form.misunderstood,
            view=view,
        )
        for view, found in zip(View, counts, strict=False)
    ]
    return ready + _saved(form, saved, counts[len(View) :], endpoint), total


@remembered
def filters_of(query: str, person: Actor) -> Filters:
    """Return what a saved view narrows the list to for a person.

    What the sources, people and classes of today no longer offer narrows nothing.
    """
    return read_open(person, read_query(query)).chosen


def read_query(query: str) -> MultiDict[str, str]:
    """Return the query of an address as a form reads it."""
    return MultiDict(parse_qsl(query))


def _saved(
    form: OpenFilterForm,
    saved: Sequence[SavedLine],
    counts: Sequence[int],
    endpoint: str,
) -> list[Tab]:
    return [
        Tab(
            name=each.name,
            url=f"{url_for(endpoint)}?{each.query}",
            count=found,
            is_current=form.query == each.query,
            saved=each,
        )
        for each, found in zip(saved, counts, strict=True)
    ]
