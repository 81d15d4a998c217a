"""Swaps: a student asks, a supervisor decides."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from desk.blueprints.roster import roster
from desk.blueprints.roster.forms import DeclineForm, SwapForm
from desk.blueprints.roster.shifts import week_of
from desk.domain.errors import NotYourShift
from desk.domain.people import Permission
from desk.domain.shifts import local_date
from desk.queries.absences import staff
from desk.queries.roster import get_unit_for
from desk.queries.shifts import coming_shifts, get_shift
from desk.queries.swaps import get_swap
from desk.services import swaps as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent
from desk.web.now import now


@roster.route("/shifts/<id:shift_id>/swap", methods=["GET", "POST"])
@requires(Permission.WALK_STEPS)
def ask_swap(shift_id: int) -> Answer:
    """Ask to give away one's own shift."""
    shift = get_shift(shift_id, actor())
    if not shift.is_mine:
        raise NotYourShift
    unit = get_unit_for(actor(), shift.unit_id)
    form = SwapForm()
    others = [
        each
        for each in staff(unit.id, now=now())
        if each.id != actor().id and not each.is_away(shift.begins_at)
    ]
    form.offer(others, coming_shifts(shift, actor(), now=now()), unit.zone)
    if form.accepts(
        lambda: service.ask_swap(
            act(form.key.data or ""),
            shift_id,
            receiver_id=form.receiver_id.data,
            other_shift_id=form.other_shift_id.data,
            reason=form.reason.data or "",
        )
    ):
        flash(
            gettext("Asked. A supervisor decides; until then it is yours."), "success"
        )
        return redirect(week_of(shift))
    page = render_template(
        "roster/ask_swap.html",
        form=form,
        shift=shift,
        unit=unit,
        day=local_date(shift.begins_at, unit.zone),
    )
    return page, form.status


@roster.get("/swaps/<id:swap_id>")
@requires(Permission.REVIEW)
def swap(swap_id: int) -> Answer:
    """Show a swap to decide on."""
    return swap_page(swap_id, refusal_of(swap_id))


@roster.post("/swaps/<id:swap_id>/consent")
@requires(Permission.REVIEW)
def consent_to_swap(swap_id: int) -> Answer:
    """Let two people swap."""
    line = get_swap(swap_id, actor())
    service.consent_to_swap(act(key_sent()), swap_id)
    flash(gettext("The shifts are swapped."), "success")
    return redirect(url_for("roster.swap", swap_id=line.id))


@roster.post("/swaps/<id:swap_id>/decline")
@requires(Permission.REVIEW)
def decline_swap(swap_id: int) -> Answer:
    """Turn a swap down."""
    form = refusal_of(swap_id)
    if form.accepts(
        lambda: service.decline_swap(
            act(form.key.data or ""), swap_id, answer=form.answer.data or ""
        )
    ):
        flash(gettext("The swap is declined."), "success")
        return redirect(url_for("roster.swap", swap_id=swap_id))
    return swap_page(swap_id, form)


def refusal_of(swap_id: int) -> DeclineForm:
    """Return the form that turns a swap down."""
    return DeclineForm(page=url_for("roster.decline_swap", swap_id=swap_id))


def swap_page(swap_id: int, form: DeclineForm) -> Answer:
    """Return the page of a swap."""
    line = get_swap(swap_id, actor())
    unit = get_unit_for(actor(), line.unit_id)
    page = render_template("roster/swap.html", swap=line, form=form, unit=unit)
    return page, form.status
