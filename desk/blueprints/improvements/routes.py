"""Improvement actions of a unit, one action with its effect, and its complaints."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.improvements import improvements
from desk.blueprints.improvements.forms import BeginForm, EndForm, PlanForm
from desk.blueprints.reports.behind import tickets_page
from desk.blueprints.reports.labels import span_label
from desk.blueprints.sources.units import asked_unit
from desk.domain.errors import NotFound
from desk.domain.people import Permission
from desk.domain.vocabulary import N_
from desk.queries.calendars import zone_in_force
from desk.queries.improvements import (
    ActionLine,
    actions,
    effect_check,
    get_action,
    owners_for,
    window_tickets,
)
from desk.queries.solutions import cards_of
from desk.services import improvements as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor
from desk.web.fields import id_or_none
from desk.web.forms import SeenForm
from desk.web.now import now
from desk.web.paging import cursor
from desk.web.zone import use_zone


@improvements.get("/")
@requires(Permission.READ_TICKETS)
def index() -> Answer:
    """Show the actions of a unit, what needs somebody first."""
    unit, units = asked_unit()
    return render_template(
        "improvements/index.html",
        units=units,
        unit=unit,
        lines=actions(unit.id, actor(), now=now()),
        may_improve=actor().may(Permission.IMPROVE),
    )


@improvements.route("/new", methods=["GET", "POST"])
@requires(Permission.IMPROVE)
def new() -> Answer:
    """Plan an action about the source that the address names."""
    source_id = id_or_none(request.args.get("source"))
    if source_id is None:
        raise NotFound
    known = cards_of(source_id, actor())
    use_zone(zone_in_force(known.unit_id))
    form = PlanForm(page=request.full_path)
    form.offer(owners_for(known.unit_id))
    made: list[int] = []
    if form.accepts(
        lambda: made.append(
            service.new(act(form.key.data or ""), source_id, plan=form.plan())
        )
    ):
        flash(gettext("Planned. Write down the day it takes effect."), "success")
        return redirect(url_for("improvements.show", action_id=made[0]))
    page = render_template(
        "improvements/plan.html",
        title=gettext("Improve: %(source)s", source=known.source),
        form=form,
        line=None,
        is_retired=known.is_retired,
        back=url_for("improvements.index", unit=known.unit_id),
    )
    return page, form.status


@improvements.get("/<id:action_id>")
@requires(Permission.READ_TICKETS)
def show(action_id: int) -> Answer:
    """Show an action, and what came of it."""
    return _page(_read(action_id), {})


@improvements.route("/<id:action_id>/change", methods=["GET", "POST"])
@requires(Permission.IMPROVE)
def change(action_id: int) -> Answer:
    """Change who does what until when."""
    line = _read(action_id)
    form = PlanForm(
        data={
            "version": line.version,
            "what": line.what,
            "owner_id": None if line.has_owner_left else line.owner_id,
            "due_on": line.due_on,
        }
    )
    form.offer(owners_for(line.unit_id))
    if form.accepts(
        lambda: service.change(
            act(form.key.data or ""), action_id, seen=form.seen, plan=form.plan()
        )
    ):
        flash(gettext("Saved."), "success")
        return redirect(url_for("improvements.show", action_id=action_id))
    line = _read(action_id)
    if form.refusal:
        form.version.data = line.version
    page = render_template(
        "improvements/plan.html",
        title=gettext("Change the plan: %(source)s", source=line.source),
        form=form,
        line=line,
        is_retired=False,
        back=url_for("improvements.show", action_id=action_id),
    )
    return page, form.status


@improvements.post("/<id:action_id>/begin")
@requires(Permission.IMPROVE)
def begin(action_id: int) -> Answer:
    """Write down on which day the change took effect."""
    form = _begin_form(_read(action_id))
    return _send(
        action_id,
        form,
        lambda: service.begin(
            act(form.key.data or ""),
            action_id,
            seen=form.seen,
            began_on=form.began_on.data,
        ),
        N_("Noted. From now on complaints before and after are compared."),
    )


@improvements.post("/<id:action_id>/end")
@requires(Permission.IMPROVE)
def end(action_id: int) -> Answer:
    """End an action with a conclusion."""
    form = _end_form(_read(action_id))
    return _send(
        action_id,
        form,
        lambda: service.end(
            act(form.key.data or ""),
            action_id,
            seen=form.seen,
            conclusion=form.conclusion.data or "",
        ),
        N_("Ended. The conclusion stays with the action."),
    )


@improvements.get("/<id:action_id>/tickets")
@requires(Permission.READ_REPORTS)
def tickets(action_id: int) -> Answer:
    """Show exactly the complaints behind a figure of the effect check."""
    line = _read(action_id)
    effect = effect_check(line, now=now())
    side, of = request.args.get("window", ""), request.args.get("of", "source")
    if effect is None or side not in {"before", "after"} or of not in {"source", "all"}:
        raise NotFound
    window = getattr(effect.windows, side)
    is_of_source = of == "source"
    page = window_tickets(
        line, window, actor(), of_source=is_of_source, now=now(), cursor=cursor()
    )
    before, after = gettext("Before the change"), gettext("After the change")
    about = line.source if is_of_source else gettext("All sources")
    return tickets_page(
        page,
        title=before if side == "before" else after,
        about=f"{about} · {span_label(window.first, window.last, year=True)}",
        back=url_for("improvements.show", action_id=action_id, _anchor="effect"),
        back_text=gettext("Back to the figure"),
    )


def _send(
    action_id: int, form: SeenForm, verb: Callable[[], int], praise: str
) -> Answer:
    if form.accepts(verb):
        flash(gettext(praise), "success")
        return redirect(url_for("improvements.show", action_id=action_id))
    line = _read(action_id)
    if form.refusal:
        # Sent again it is meant: what is new stands above.
        form.version.data = line.version
    name = "begin" if isinstance(form, BeginForm) else "end"
    return _page(line, {name: form}, form)


def _page(
    line: ActionLine, sent: dict[str, SeenForm], refused: SeenForm | None = None
) -> Answer:
    forms: dict[str, SeenForm] = {}
    if actor().may(Permission.IMPROVE) and line.ended_at is None:
        forms = {"begin": _begin_form(line), "end": _end_form(line)}
    page = render_template(
        "improvements/show.html",
        line=line,
        effect=effect_check(line, now=now()),
        forms=forms | sent,
        may_report=actor().may(Permission.READ_REPORTS),
    )
    return page, refused.status if refused else 200


def _begin_form(line: ActionLine) -> BeginForm:
    return BeginForm(
        page=url_for("improvements.begin", action_id=line.id),
        data={"version": line.version, "began_on": line.began_on},
    )


def _end_form(line: ActionLine) -> EndForm:
    return EndForm(
        page=url_for("improvements.end", action_id=line.id),
        data={"version": line.version},
    )


def _read(action_id: int) -> ActionLine:
    line = get_action(action_id, actor(), now=now())
    use_zone(zone_in_force(line.unit_id))
    return line
