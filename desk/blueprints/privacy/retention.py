"""What is past its time: shown before it is erased, and erased piece by piece."""

from itertools import islice

from flask import flash, redirect, render_template, url_for
from flask_babel import ngettext

from desk.blueprints.privacy import privacy
from desk.domain.people import Permission
from desk.queries.people import count_without_consent
from desk.queries.retention import last_runs, preview
from desk.services.retention import erase as erase_pieces
from desk.web.access import Answer, requires
from desk.web.actor import act, key_sent
from desk.web.now import now

# A page must not hang: so much takes a second, a few on a busy PC.
PIECES = 50


@privacy.get("/privacy/retention")
@requires(Permission.ADMINISTER)
def retention() -> Answer:
    """Show what is past its time, and what was erased when."""
    past = preview(now=now())
    runs = last_runs()
    return render_template(
        "privacy/retention.html",
        past=past,
        left=sum(each.count for each in past),
        runs=runs,
        is_unfinished=any(run.finished_at is None for run in runs),
        pieces=PIECES,
        without_consent=count_without_consent(),
    )


@privacy.post("/privacy/retention/erase")
@requires(Permission.ADMINISTER)
def erase() -> Answer:
    """Erase the first pieces of what is past its time; the page says what is left."""
    done = sum(1 for _ in islice(erase_pieces(act(key_sent())), PIECES))
    told = ngettext("%(num)s erased.", "%(num)s erased.", done)
    flash(told, "success")
    return redirect(url_for("privacy.retention"))
