"""The nine stages over the closed tickets of a span, each share with its tickets."""

from flask import render_template, url_for
from flask_babel import gettext

from desk.blueprints.archive import archive
from desk.blueprints.reports.behind import tickets_file, tickets_page
from desk.blueprints.reports.forms import (
    Asked,
    asked_for,
    read_asked,
    read_form,
)
from desk.domain.people import Permission
from desk.domain.stages import Stage, State
from desk.queries.stages import (
    StageRows,
    all_stage_tickets,
    stage_shares,
    stage_tickets,
)
from desk.web.access import Answer, requires
from desk.web.actor import actor
from desk.web.downloads import offer
from desk.web.filters import asked_word
from desk.web.formatting import label
from desk.web.now import now
from desk.web.paging import cursor


@archive.get("/stages")
@requires(Permission.READ_REPORTS)
def stages() -> Answer:
    """Show each stage over the tickets closed in a span, of this term unless asked."""
    person = actor()
    form = read_form(person)
    asked = read_asked(form)
    total, shares = stage_shares(asked.scope, now=now()) if asked else (0, [])
    return render_template(
        "archive/stages.html",
        form=form,
        asked=asked,
        total=total,
        shares=shares,
    )


@archive.get("/stages/tickets")
@requires(Permission.READ_REPORTS)
def stage_rows() -> Answer:
    """Show exactly the tickets behind a share."""
    asked, rows = _behind()
    return tickets_page(
        stage_tickets(rows, actor(), now=now(), cursor=cursor()),
        title=_title(rows),
        back=url_for("archive.stages", **asked.address),
        back_text=gettext("Back to the report"),
        download=offer(url_for("archive.export_stage_rows")),
    )


@archive.get("/stages/tickets/export")
@requires(Permission.READ_REPORTS)
def export_stage_rows() -> Answer:
    """Hand out every ticket behind a share."""
    asked, rows = _behind()
    return tickets_file(
        _title(rows),
        asked.words,
        lines=all_stage_tickets(rows, actor(), now=now()),
    )


def _behind() -> tuple[Asked, StageRows]:
    """Return which share the address asks the tickets of. Raises NotFound."""
    asked = asked_for(actor())
    stage, state = asked_word("stage", Stage.RECEIPT), asked_word("state", State.DONE)
    return asked, StageRows(asked.scope, stage, state)


def _title(rows: StageRows) -> str:
    return str(
        gettext(
            "%(stage)s: %(state)s", stage=label(rows.stage), state=label(rows.state)
        )
    )
