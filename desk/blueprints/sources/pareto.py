"""The Pareto of a span, the complaints behind each figure, and both as files."""

from collections.abc import Iterator

from flask import render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.reports.behind import tickets_file, tickets_page
from desk.blueprints.sources import sources
from desk.blueprints.sources.page import ParetoPage, Row, per_hundred
from desk.blueprints.sources.pareto_forms import (
    NONE,
    Asked,
    asked_for,
    read_asked,
    read_behind,
    read_form,
)
from desk.domain.pareto import VITAL
from desk.domain.people import Actor, Permission
from desk.domain.statistics import ENOUGH
from desk.domain.vocabulary import Channel
from desk.queries.pareto_rows import Behind, all_pareto_tickets, pareto_tickets
from desk.queries.sources import source_paths
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.downloads import hand_out, offer
from desk.web.export import Cell, Span
from desk.web.formatting import label
from desk.web.now import now
from desk.web.paging import cursor


@sources.get("/")
@requires(Permission.READ_REPORTS)
def pareto() -> Answer:
    """Show from which sources complaints spring, of this term unless asked."""
    person = actor()
    form = read_form(person)
    asked = read_asked(form)
    return render_template(
        "sources/pareto.html",
        form=form,
        asked=asked,
        page=ParetoPage(asked, person, now=now()) if asked else None,
        vital=VITAL,
        enough=ENOUGH,
        per_hundred=per_hundred,
        download=offer(url_for("sources.export")),
    )


@sources.get("/export")
@requires(Permission.READ_REPORTS)
def export() -> Answer:
    """Hand out all that is known of each source, a row each."""
    person = actor()
    asked = asked_for(person)
    page = ParetoPage(asked, person, now=now())
    channels = page.channels
    return hand_out(
        gettext("Pareto"),
        page.group,
        asked.words,
        header=[*_headings(), *map(_channel, channels)],
        rows=[
            list(_cells(row, channels))
            for row in (*page.rows, page.untagged, page.total)
        ],
    )


@sources.get("/tickets")
@requires(Permission.READ_REPORTS)
def tickets() -> Answer:
    """Show exactly the complaints behind a figure, oldest first."""
    person = actor()
    asked = asked_for(person)
    behind = read_behind(asked)
    page = pareto_tickets(behind, person, now=now(), cursor=cursor())
    return tickets_page(
        page,
        title=label(behind.figure),
        of_line=_line_label(behind, asked, person),
        about=asked.words,
        back=url_for("sources.pareto", group=asked.group_id, **asked.address),
        back_text=gettext("Back to the Pareto"),
        download=offer(url_for("sources.export_tickets")),
    )


@sources.get("/tickets/export")
@requires(Permission.READ_REPORTS)
def export_tickets() -> Answer:
    """Hand out every complaint behind a figure."""
    person = actor()
    asked = asked_for(person)
    behind = read_behind(asked)
    return tickets_file(
        label(behind.figure),
        _line_label(behind, asked, person),
        asked.words,
        lines=all_pareto_tickets(behind, person, now=now()),
    )


def _line_label(behind: Behind, asked: Asked, person: Actor) -> str:
    """Return the name of the source and channel whose complaints are shown."""
    names = source_paths(person.language, asked.scope.unit_ids)
    told = []
    if behind.is_tagged:
        told.append(gettext("All with a source"))
    elif behind.is_untagged:
        told.append(gettext("No source yet"))
    elif behind.source_id is not None:
        told.append(names[behind.source_id])
    if request.args.get("cell"):
        is_none = request.args["cell"] == NONE
        told.append(_channel(None if is_none else Channel(request.args["cell"])))
    return ", ".join(told)


def _channel(channel: Channel | None) -> str:
    return str(gettext("No channel yet")) if channel is None else label(channel)


def _headings() -> list[str]:
    return [
        gettext("Place"),
        gettext("Source"),
        gettext("Complaints"),
        gettext("Share, per cent"),
        gettext("Cumulative, per cent"),
        gettext("Vital few"),
        gettext("Resolution time, typical"),
        gettext("With a resolution time"),
        gettext("Resolution time still running"),
        gettext("Came back within 30 days"),
        gettext("Closed, and 30 days watched or back before"),
    ]


def _cells(row: Row, channels: list[Channel | None]) -> Iterator[Cell]:
    bar = row.line.bar
    yield from (row.place or None, row.label, row.line.n)
    yield round(bar.share, 1) if bar else None
    yield round(bar.cumulative, 1) if bar else None
    yield gettext("Yes") if row.is_vital else ""
    yield _typical(row)
    yield from (len(row.line.times.ended), len(row.line.times.so_far))
    yield from (row.back.met, row.back.n)
    yield from (row.line.channels.get(channel, 0) for channel in channels)


def _typical(row: Row) -> Cell:
    if not row.time.is_enough:
        return str(gettext("Not enough data"))
    if row.time.typical is None:
        return str(gettext("Not reached yet"))
    return Span(row.time.typical)
