"""Who looked at whose contact, day by day."""

from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import render_template, request
from flask_babel import lazy_gettext
from wtforms import Form

from desk.blueprints.privacy import privacy
from desk.domain.errors import NotFound
from desk.domain.people import Permission
from desk.queries.pages import ROWS
from desk.queries.reads import reads_between
from desk.web.access import Answer, requires
from desk.web.fields import DayField
from desk.web.filters import from_address
from desk.web.now import now
from desk.web.paging import LinkedPage
from desk.web.zone import midnight, zone

MOST_PAGES = 10_000


class DayForm(Form):
    """The day whose looks are shown."""

    day = DayField(lazy_gettext("Day"))


@privacy.get("/privacy/reads")
@requires(Permission.ADMINISTER)
def reads() -> Answer:
    """Show the looks of a day, today's by default."""
    form = from_address(DayForm)
    if form.day.data is None:
        form.day.data = _today()
    number = request.args.get("page", 1, type=int)
    if not 1 <= number <= MOST_PAGES:
        raise NotFound
    since, until = midnight(form.day.data), midnight(form.day.data, days=1)
    page = reads_between(since or 0, until or 0, page=number)

    def url(to: int) -> str:
        query = {"day": form.day.data.isoformat(), "page": to}
        return f"{request.path}?{urlencode(query)}"

    linked = LinkedPage(
        page.rows,
        page.total,
        next_url=url(number + 1) if number * ROWS < page.total else None,
        previous_url=url(number - 1) if number > 1 else None,
    )
    return render_template("privacy/reads.html", page=linked, filters=form)


def _today() -> date:
    return datetime.fromtimestamp(now(), ZoneInfo(zone())).date()
