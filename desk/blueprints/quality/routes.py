"""One live figure for each principle, and the rows behind every number."""

from typing import NamedTuple

from flask import render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.quality import quality
from desk.blueprints.reports.behind import tickets_page
from desk.blueprints.reports.forms import Asked, asked_for, read_asked, read_form
from desk.domain.errors import NotFound
from desk.domain.people import Actor, Permission
from desk.domain.quality import OF_TICKETS, SHARES, Part, Principle
from desk.domain.vocabulary import N_
from desk.queries.quality import (
    begun_actions,
    board,
    people_on_duty,
    tickets_behind,
    vital_sources,
)
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.formatting import label, number
from desk.web.now import now
from desk.web.paging import cursor

# What each principle means at this counter, in one sentence.
MEANINGS = {
    Principle.CUSTOMER_FOCUS: N_(
        "The customer decides whether the service was good, so we ask."
    ),
    Principle.TOTAL_INVOLVEMENT: N_(
        "Everybody on duty takes part in overcoming complaints, not only a few."
    ),
    Principle.MEASUREMENT: N_("What is not measured cannot be improved."),
    Principle.SYSTEMATIC_SUPPORT: N_(
        "Nobody has to find the way alone: for what happens most there is a card."
    ),
    Principle.CONTINUAL_IMPROVEMENT: N_(
        "We change causes step by step, and check whether it helped."
    ),
}


class Line(NamedTuple):
    """A row behind a number that is no ticket: its name, what of it, where it leads."""

    name: str
    note: str
    url: str = ""


@quality.get("/")
@requires(Permission.READ_REPORTS)
def show() -> Answer:
    """Show the five principles over a span, this term unless asked otherwise."""
    person = actor()
    form = read_form(person)
    asked = read_asked(form)
    found = board(asked.scope, person, now=now()) if asked else None
    return render_template(
        "quality/show.html",
        form=form,
        asked=asked,
        board=found,
        principles=SHARES,
        meanings={each: gettext(text) for each, text in MEANINGS.items()},
    )


@quality.get("/rows")
@requires(Permission.READ_REPORTS)
def rows() -> Answer:
    """Show exactly what a number of the board was counted from."""
    person = actor()
    asked = asked_for(person)
    part = request.args.get("part", "")
    if part not in set(Part):
        raise NotFound
    known = {
        "title": label(Part(part)),
        "about": f"{gettext('Service quality')} · {asked.words}",
        "back": url_for("quality.show", **asked.address),
        "back_text": gettext("Back to the figure"),
    }
    if Part(part) in OF_TICKETS:
        found = tickets_behind(
            Part(part), asked.scope, person, now=now(), cursor=cursor()
        )
        return tickets_page(found, **known)
    lines = _lines(Part(part), asked, person)
    return render_template("quality/rows.html", lines=lines, **known)


def _lines(part: Part, asked: Asked, person: Actor) -> list[Line]:
    """Return the people, sources or actions behind a part."""
    is_met = part in {Part.WORKED, Part.SUPPORTED, Part.BETTER}
    if part in {Part.WORKED, Part.ROSTERED}:
        done, not_yet = gettext("completed a step"), gettext("no step in this span")
        return [
            Line(row.name, done if row.is_met else not_yet)
            for row in people_on_duty(asked.scope, now=now())
            if row.is_met or not is_met
        ]
    if part in {Part.SUPPORTED, Part.VITAL}:
        has, has_not = gettext("has a card"), gettext("no card yet")
        return [
            Line(
                row.name,
                f"{number(row.complaints)} · {has if row.is_met else has_not}",
                url_for("solutions.show", source_id=row.id),
            )
            for row in vital_sources(asked.scope, person)
            if row.is_met or not is_met
        ]
    return [
        Line(
            line.source,
            f"{line.what} · {label(verdict)}",
            url_for("improvements.show", action_id=line.id),
        )
        for line, verdict in begun_actions(asked.scope, person, now=now())
        if verdict == Part.BETTER.value or not is_met
    ]
