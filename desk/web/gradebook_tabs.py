"""The pages of a gradebook, one beside the other."""

from typing import Final

from flask import request, url_for
from flask_babel import gettext

from desk.domain.people import Actor
from desk.domain.vocabulary import N_
from desk.web.navigation import MenuItem, is_open_to

TABS: Final = (
    ("grading.table", N_("Grades")),
    ("grading.overview", N_("Overview")),
    ("grading.scheme", N_("Rules")),
    ("rubric.sample", N_("Review sample")),
    ("grading.publishing", N_("Publish")),
    ("grading.files", N_("Files")),
)


def book_tabs(
    actor: Actor | None, gradebook_id: int, shown: str = ""
) -> list[MenuItem]:
    """Return the pages of a gradebook that the person may open.

    A page behind one of them names it; else the page of the request is the one shown.
    """
    if actor is None:
        return []
    return [
        MenuItem(
            gettext(text),
            url_for(endpoint, gradebook_id=gradebook_id),
            is_current=endpoint == (shown or request.endpoint),
        )
        for endpoint, text in TABS
        if is_open_to(endpoint, actor)
    ]
