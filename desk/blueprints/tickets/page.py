"""The page of one ticket, whichever form is open on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import render_template

from desk.blueprints.tickets.forms import (
    ConfirmForm,
    DecisionForm,
    FulfilForm,
    RecordForm,
    StepBackForm,
    ThankForm,
    TicketForm,
)
from desk.domain.log import EventKind
from desk.domain.people import Permission
from desk.domain.vocabulary import Approval, Step
from desk.domain.workflow import COMPLETION
from desk.queries.sources import source_groups, source_names
from desk.queries.tickets import TicketView, get_ticket
from desk.web.access import Answer
from desk.web.actor import actor
from desk.web.now import now
from desk.web.telling import evidence, proposal, stepper, tell

FORMS: dict[Step, type[TicketForm]] = {
    Step.RECORD: RecordForm,
    Step.CONFIRM: ConfirmForm,
    Step.FULFIL: FulfilForm,
    Step.THANK: ThankForm,
}


@dataclass(frozen=True, slots=True)
class May:
    """What the person may do with the ticket now; the services decide in the end."""

    walk: bool
    take: bool
    release: bool
    undo: bool
    step_back: bool
    decide: bool


def read(ticket_id: int) -> TicketView:
    """Return the ticket for the person signed in."""
    return get_ticket(ticket_id, actor(), now=now())


def may(ticket: TicketView) -> May:
    """Return what the person may do with the ticket."""
    person = actor()
    is_open = ticket.step is not None
    is_owner = ticket.owner_id == person.id
    reviews = person.may(Permission.REVIEW) and not is_owner
    return May(
        walk=is_open and is_owner,
        take=is_open and ticket.owner_id is None and person.may(Permission.WALK_STEPS),
        release=is_open and ticket.owner_id is not None and (is_owner or reviews),
        undo=ticket.undoable is not None,
        step_back=(ticket.step not in {None, Step.RECORD} and (is_owner or reviews)),
        decide=(
            ticket.approval is Approval.REQUESTED
            and reviews
            and person.id != ticket.asked_by
        ),
    )


def open_form(ticket: TicketView, step: Step) -> TicketForm:
    """Return the form of a step: as sent, as drafted, or with what is known."""
    form = FORMS[step](page=f"/tickets/{ticket.id}/{step}", data=known(ticket, step))
    if isinstance(form, RecordForm):
        form.offer(source_groups(ticket.unit_id, actor().language))
    if isinstance(form, FulfilForm):
        form.offer(ticket.needs)
    return form


def known(ticket: TicketView, step: Step) -> dict[str, Any]:
    """Return what the log already says about a step, to start its form with."""
    told: dict[str, Any] = {"version": ticket.version}
    kinds = {COMPLETION[step]}
    if step is Step.RECORD:
        kinds.add(EventKind.RECEIVED)
    if step is Step.FULFIL:
        kinds.add(EventKind.APPROVAL_REQUESTED)
    if step is Step.THANK and ticket.channel is not None:
        told["channel"] = ticket.channel
    for entry in ticket.entries:
        if entry.kind in kinds:
            told |= _as_fields(entry.facts) | dict(entry.words)
    return told


def step_back_form(ticket: TicketView) -> StepBackForm:
    """Return the form that goes back a step."""
    return StepBackForm(page=f"/tickets/{ticket.id}/step-back", version=ticket.version)


def decision_form(ticket_id: int, **known: int) -> DecisionForm:
    """Return the form that says yes or no; its two buttons share one draft."""
    return DecisionForm(page=f"/tickets/{ticket_id}/approve", **known)


def ticket_page(
    ticket: TicketView, *, sent: TicketForm | None = None, step: Step | None = None
) -> Answer:
    """Return the page, with a form that was sent and not accepted if there is one.

    A step names the form of which step was sent; else the present step's is open.
    """
    can = may(ticket)
    form = sent if step else None
    if form is None and can.walk and ticket.step is not None:
        form = open_form(ticket, ticket.step)
    going_back = sent if isinstance(sent, StepBackForm) else step_back_form(ticket)
    going_back.offer(ticket)
    sources = source_names(actor().language)
    page = render_template(
        "tickets/show.html",
        ticket=ticket,
        step=step or ticket.step,
        form=form,
        step_back_form=going_back,
        decision_form=(
            sent
            if isinstance(sent, DecisionForm)
            else decision_form(ticket.id, version=ticket.version)
        ),
        may=can,
        steps=stepper(ticket),
        evidence=evidence(ticket, sources),
        proposal=proposal(ticket, sources),
        timeline=tell(ticket.entries, sources),
    )
    return page, sent.status if sent else HTTPStatus.OK


def catch_up(ticket: TicketView, form: TicketForm) -> None:
    """Show a stale form what happened since, and let it be sent again as it is."""
    if form.is_stale:
        news = [entry for entry in ticket.entries if entry.n > form.seen]
        form.news = tell(news, source_names(actor().language))
        form.version.data = ticket.version


def _as_fields(facts: Mapping[str, Any]) -> dict[str, Any]:
    fields = dict(facts)
    if "card_offered" in fields:
        fields["card_offered"] = "yes" if fields["card_offered"] else "no"
    outcomes = fields.pop("outcomes", {})
    return fields | {f"outcome_{need}": value for need, value in outcomes.items()}
