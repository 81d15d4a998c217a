"""Cards of a unit, of a source, and one version; each page leads to the next act."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.solutions import solutions
from desk.blueprints.solutions.forms import DecisionForm, ProposalForm
from desk.blueprints.sources.units import asked_unit
from desk.domain.people import Permission
from desk.domain.reporting import Dimension, Figure
from desk.domain.shifts import local_date, local_instant
from desk.domain.vocabulary import N_
from desk.queries.calendars import zone_in_force
from desk.queries.coverage import source_states
from desk.queries.dimensions import Scope
from desk.queries.solutions import (
    Card,
    SourceCards,
    advice_of,
    cards_of,
    get_version,
    proposals,
    proposals_of,
)
from desk.services import solutions as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent
from desk.web.fields import id_or_none
from desk.web.forms import DeskForm
from desk.web.now import now
from desk.web.zone import use_zone

# What is written first is chosen by the complaints of a year.
DAYS = 365


@solutions.get("/")
@requires(Permission.READ_TICKETS)
def index() -> Answer:
    """Show the cards of a unit, and the sources that have none."""
    person = actor()
    unit, units = asked_unit()
    first, scope = _year(unit.id)
    return render_template(
        "solutions/index.html",
        units=units,
        unit=unit,
        first=first,
        states=source_states(scope, person),
        rows=_rows_url(unit.id, first),
        proposals=proposals(person),
        mine=proposals_of(person),
        **_may(),
    )


@solutions.get("/<id:source_id>")
@requires(Permission.READ_TICKETS)
def show(source_id: int) -> Answer:
    """Show the card of a source in all its versions."""
    return render_template("solutions/show.html", known=_read(source_id), **_may())


@solutions.route("/<id:source_id>/propose", methods=["GET", "POST"])
@requires(Permission.PROPOSE_SOLUTIONS)
def propose(source_id: int) -> Answer:
    """Propose a card, or a better one; whoever came from a ticket goes back to it."""
    known = _read(source_id)
    form = ProposalForm(
        page=request.full_path.rstrip("?"),
        data={"version": known.seen, **advice_of(known.offered)},
    )
    if form.accepts(
        lambda: service.propose(
            act(form.key.data or ""), source_id, seen=form.seen, advice=form.advice()
        )
    ):
        flash(gettext(_praise()), "success")
        return redirect(_way_on(source_id))
    if form.refusal:
        # Sent again it is meant: what is in force now stands beside the fields.
        known = _read(source_id)
        form.version.data = known.seen
    page = render_template(
        "solutions/propose.html",
        known=known,
        form=form,
        back=_way_on(source_id),
        **_may(),
    )
    return page, form.status


@solutions.get("/versions/<id:card_id>")
@requires(Permission.READ_TICKETS)
def version(card_id: int) -> Answer:
    """Show one version beside the one in force."""
    return _version_page(card_id, None)


@solutions.post("/versions/<id:card_id>/approve")
@requires(Permission.APPROVE_SOLUTIONS)
def approve(card_id: int) -> Answer:
    """Put a proposal in force."""
    approved = N_("Approved. Students are offered this card from now on.")
    return _decide(card_id, service.approve, approved)


@solutions.post("/versions/<id:card_id>/decline")
@requires(Permission.APPROVE_SOLUTIONS)
def decline(card_id: int) -> Answer:
    """Turn a proposal down, with a remark."""
    declined = N_("Not taken over. Who proposed it reads your remark.")
    return _decide(card_id, service.decline, declined)


@solutions.post("/<id:source_id>/retire")
@requires(Permission.APPROVE_SOLUTIONS)
def retire(source_id: int) -> Answer:
    """Offer the card of a source no more."""
    seen = request.form.get("version", 0, type=int)
    service.retire(act(key_sent()), source_id, seen=seen)
    flash(gettext("Retired: students are not offered this card any more."), "success")
    return redirect(url_for("solutions.show", source_id=source_id))


def _decide(card_id: int, verb: Callable[..., int], praise: str) -> Answer:
    form = _decision_form(card_id)
    if form.accepts(
        lambda: verb(act(form.key.data or ""), card_id, remark=form.remark.data or "")
    ):
        flash(gettext(praise), "success")
        return redirect(url_for("solutions.index"))
    return _version_page(card_id, form)


def _version_page(card_id: int, sent: DecisionForm | None) -> Answer:
    card, known = get_version(card_id, actor())
    use_zone(zone_in_force(known.unit_id))
    form: DeskForm | None = sent
    if form is None and _may_decide(card):
        form = _decision_form(card_id)
    page = render_template(
        "solutions/version.html", card=card, known=known, form=form, **_may()
    )
    return page, sent.status if sent else 200


def _decision_form(card_id: int) -> DecisionForm:
    # Both buttons of the form send the page it was typed into.
    return DecisionForm(page=url_for("solutions.approve", card_id=card_id))


def _may_decide(card: Card) -> bool:
    person = actor()
    is_open = card.decided_at is None and card.proposed_by_id != person.id
    return is_open and person.may(Permission.APPROVE_SOLUTIONS)


def _read(source_id: int) -> SourceCards:
    known = cards_of(source_id, actor())
    use_zone(zone_in_force(known.unit_id))
    return known


def _praise() -> str:
    if actor().may(Permission.APPROVE_SOLUTIONS):
        return N_("In force at once, because you are a teacher.")
    return N_("Sent. A teacher reads it; until then the old card stays.")


def _way_on(source_id: int) -> str:
    ticket_id = id_or_none(request.args.get("ticket"))
    if ticket_id:
        return url_for("tickets.show", ticket_id=ticket_id)
    return url_for("solutions.show", source_id=source_id)


def _may() -> dict[str, bool]:
    person = actor()
    return {
        "may_propose": person.may(Permission.PROPOSE_SOLUTIONS),
        "may_approve": person.may(Permission.APPROVE_SOLUTIONS),
        "may_improve": person.may(Permission.IMPROVE),
        "may_report": person.may(Permission.READ_REPORTS),
    }


def _year(unit_id: int) -> tuple[date, Scope]:
    """Return the first day of the last year, and its span up to the end of today."""
    zone = zone_in_force(unit_id)
    today = local_date(now(), zone)
    first = today - timedelta(days=DAYS - 1)
    begin = local_instant(first, 0, zone)
    end = local_instant(today + timedelta(days=1), 0, zone)
    return first, Scope((unit_id,), begin, end, zone)


def _rows_url(unit_id: int, first: date) -> str:
    """Return where the complaints of a source are, but for the source."""
    address: dict[str, Any] = {
        "from": first.isoformat(),
        "until": (first + timedelta(days=DAYS - 1)).isoformat(),
        "unit": unit_id,
        "by": Dimension.SOURCE.value,
        "figure": Figure.RECEIVED.value,
    }
    return url_for("reports.tickets", **address)
