"""How many transactions a day had: entered by hand, or imported from a table."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import IntegerField

from desk.blueprints.roster.forms import TableForm, unreadable
from desk.blueprints.sources import sources
from desk.blueprints.sources.units import asked_unit
from desk.domain.daily_counts import read_day, read_number
from desk.domain.errors import InvalidInput, UnreadableFile
from desk.domain.evidence import MISSING
from desk.domain.people import Permission
from desk.domain.shifts import local_date
from desk.domain.vocabulary import N_
from desk.queries.daily_counts import RECENT, recent_days
from desk.services import daily_counts as service
from desk.web.access import Answer, requires
from desk.web.actor import act, new_key
from desk.web.fields import DayField
from desk.web.forms import DeskForm
from desk.web.now import now
from desk.web.zone import zone

NO_NUMBER = N_("Please enter a whole number.")
LISTED = 20


class WholeNumberField(IntegerField):
    """A whole number as people write it; anything else is told in plain words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was entered; nothing entered is nothing wrong."""
        self.data = None
        text = "".join(valuelist).strip()
        if not text:
            return
        self.data = read_number(text)
        if self.data is None:
            raise ValueError(gettext(NO_NUMBER))


class CountForm(DeskForm):
    """A day, and its transactions."""

    day = DayField(lazy_gettext("Day"))
    transactions = WholeNumberField(lazy_gettext("Transactions on that day"))


@sources.route("/counts", methods=["GET", "POST"])
@requires(Permission.IMPROVE)
def counts() -> Answer:
    """Show the last 14 days with their transactions; enter or correct one."""
    unit, units = asked_unit()
    today = local_date(now(), zone())
    form = CountForm(
        page=url_for("sources.counts", unit=unit.id),
        data={"day": read_day(request.args.get("day", "")) or today},
    )
    done: list[int] = []
    if form.accepts(
        lambda: done.append(
            service.count_day(
                act(form.key.data or ""),
                unit.id,
                day=form.day.data,
                transactions=form.transactions.data,
            )
        )
    ):
        is_new = done[0]
        flash(gettext("Saved.") if is_new else gettext("It stands there already."))
        return redirect(url_for("sources.counts", unit=unit.id))
    page = render_template(
        "sources/counts.html",
        unit=unit,
        units=units,
        form=form,
        days=recent_days(unit.id, now=now()),
        first=today - timedelta(days=RECENT - 1),
        today=today,
    )
    return page, form.status


@sources.route("/counts/import", methods=["GET", "POST"])
@requires(Permission.IMPROVE)
def import_counts() -> Answer:
    """Import a table: the first press shows what would happen, the second does it."""
    unit, units = asked_unit()
    form = TableForm()
    done: list[service.Report | None] = []
    if form.accepts(lambda: done.append(_imported(form, unit.id))) and done[0]:
        n = done[0]["added"] + done[0]["corrected"]
        flash(ngettext("%(num)s day entered.", "%(num)s days entered.", n), "success")
        return redirect(url_for("sources.counts", unit=unit.id))
    report = None
    if done:
        report = service.preview_counts(act(new_key()), unit.id, text=form.text)
        form.shown.data = form.digest
    refused = report["refused"] if report else []
    page = render_template(
        "sources/import_counts.html",
        unit=unit,
        units=units,
        form=form,
        report=report,
        refused=[
            (line, gettext(reason, **facts)) for line, reason, facts in refused[:LISTED]
        ],
        unlisted=len(refused[LISTED:]),
    )
    return page, form.status


def _imported(form: TableForm, unit_id: int) -> service.Report | None:
    """Import the table if it is the one previewed, else only see that it is one.

    Raises InvalidInput.
    """
    form.take_file()
    if not form.text:
        raise InvalidInput({"table": MISSING})
    try:
        if form.shown.data == form.digest:
            return service.import_counts(
                act(form.key.data or ""), unit_id, text=form.text
            )
        service.preview_counts(act(new_key()), unit_id, text=form.text)
    except UnreadableFile as problem:
        raise InvalidInput({"table": unreadable(problem)}) from problem
    return None
