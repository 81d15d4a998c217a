"""Begin a period of grading, and let another class join it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from desk.blueprints.grading import grading
from desk.blueprints.grading.period_forms import PeriodForm, sensible
from desk.domain.errors import InvalidInput
from desk.domain.people import Permission
from desk.domain.shifts import local_date
from desk.queries.periods import Overview, overview
from desk.services import periods as service
from desk.services.recomputing import recompute
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent
from desk.web.now import now
from desk.web.zone import zone


def period_form(known: Overview) -> PeriodForm:
    """Return the form that begins a period, filled in with this half school year."""
    form = PeriodForm(
        page=url_for("grading.begin_period"),
        data=sensible(local_date(now(), zone()), known.own),
    )
    form.offer(known.own)
    return form


@grading.route("/begin", methods=["GET", "POST"])
@requires(Permission.GRADE)
def begin_period() -> Answer:
    """Begin a period for own classes; the way on leads to its rules."""
    known = overview(actor())
    form = period_form(known)
    begun: list[int] = []
    if form.accepts(
        lambda: begun.extend(
            service.begin_period(
                act(form.key.data or ""),
                name=form.name.data or "",
                begin=form.begins_at,
                end=form.ends_at,
                class_group_ids=form.class_group_ids.data or [],
            )
        )
    ):
        for book_id in begun:
            recompute(act(form.key.data or ""), book_id)
        flash(gettext("The period has begun with the desk’s own rules."), "success")
        _warn(known, form.class_group_ids.data or [])
        return redirect(url_for("grading.scheme", gradebook_id=begun[0]))
    page = render_template("grading/begin_period.html", known=known, form=form)
    return page, form.status


@grading.post("/periods/<id:period_id>/classes/<id:group_id>")
@requires(Permission.GRADE)
def add_class(period_id: int, group_id: int) -> Answer:
    """Let another class of one's own join a period."""
    known = overview(actor())
    try:
        book_id = service.add_class(act(key_sent()), period_id, group_id)
    except InvalidInput as refused:
        for message in refused.errors.values():
            flash(gettext(message), "warning")
        return redirect(url_for("grading.index"))
    recompute(act(key_sent()), book_id)
    flash(gettext("The class is in the period, with the desk’s own rules."), "success")
    _warn(known, [group_id])
    return redirect(url_for("grading.scheme", gradebook_id=book_id))


def _warn(known: Overview, class_group_ids: list[int]) -> None:
    """Say which of the classes have nobody to grade yet."""
    names = [
        each.name
        for each in known.own
        if each.id in class_group_ids and not each.students
    ]
    if names:
        told = ", ".join(names)
        flash(gettext("No student is in %(names)s yet.", names=told), "warning")
