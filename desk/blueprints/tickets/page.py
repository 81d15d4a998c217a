"""The page of one ticket, whichever form is open on it."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeVar

from flask import flash, redirect, render_template, request
from flask_babel import gettext

from desk.blueprints.tickets.aftermath_forms import FollowUpForm
from desk.blueprints.tickets.card_forms import LinkForm, MakeCardForm
from desk.blueprints.tickets.correction_forms import ReopenForm, VoidForm
from desk.blueprints.tickets.fact_forms import NoteFactForm
from desk.blueprints.tickets.forms import (
    ConfirmForm,
    DecisionForm,
    FulfilForm,
    RecordForm,
    SideForm,
    StepBackForm,
    StepForm,
    ThankForm,
    TicketForm,
)
from desk.blueprints.tickets.handover_forms import DeclineForm, OfferForm
from desk.blueprints.tickets.mark_forms import MarkDecisionForm, MarkForm, RestoreForm
from desk.blueprints.tickets.may import May, may
from desk.blueprints.tickets.merge_forms import MergeForm, UnmergeForm
from desk.blueprints.tickets.pause_forms import ContactForm, PauseForm
from desk.blueprints.tickets.queues import open_queue, queue_page, queue_sent, way_on
from desk.blueprints.tickets.reviews import cards
from desk.blueprints.tickets.solutions import advised
from desk.blueprints.tickets.supervision_forms import (
    AssignForm,
    CoachForm,
    MoveForm,
    PrioritiseForm,
)
from desk.domain.erasure import erasures
from desk.domain.log import EventKind
from desk.domain.people import Permission
from desk.domain.stages import Judged
from desk.domain.vocabulary import Step
from desk.domain.workflow import COMPLETION
from desk.queries.briefs import Brief, get_brief
from desk.queries.calendars import zone_in_force
from desk.queries.coaching import unread
from desk.queries.feedback import Card, feedback_card_of
from desk.queries.rubric import students_to_mark
from desk.queries.similar_customers import card_name, card_of
from desk.queries.sources import source_groups, source_names
from desk.queries.stages import stages_of
from desk.queries.tagging import proposed_source
from desk.queries.tickets import TicketView, get_ticket
from desk.web.access import Answer
from desk.web.actor import actor
from desk.web.facts import facts_noted
from desk.web.fields import id_or_none
from desk.web.forms import SeenForm
from desk.web.now import now
from desk.web.stepper import stepper
from desk.web.telling import evidence, proposal, tell
from desk.web.zone import use_zone

FORMS: dict[Step, type[StepForm]] = {
    Step.RECORD: RecordForm,
    Step.CONFIRM: ConfirmForm,
    Step.FULFIL: FulfilForm,
    Step.THANK: ThankForm,
}
# By the field of May that says whether the person may send it.
SIDE_FORMS: dict[str, type[SideForm]] = {
    "step_back": StepBackForm,
    "decide": DecisionForm,
    "pause": PauseForm,
    "contact": ContactForm,
    "offer": OfferForm,
    "decline": DeclineForm,
    "reopen": ReopenForm,
    "void": VoidForm,
    "merge": MergeForm,
    "unmerge": UnmergeForm,
    "mark": MarkForm,
    "decide_mark": MarkDecisionForm,
    "restore": RestoreForm,
    "assign": AssignForm,
    "prioritise": PrioritiseForm,
    "move": MoveForm,
    "coach": CoachForm,
    "note_fact": NoteFactForm,
    "link": LinkForm,
    "make_card": MakeCardForm,
    "follow_up": FollowUpForm,
}
F = TypeVar("F", bound=SideForm)


def read(ticket_id: int) -> TicketView:
    """Return the ticket for the person signed in; the page tells its unit's time."""
    ticket = get_ticket(ticket_id, actor(), now=now())
    use_zone(ticket.zone)
    return ticket


def seen_sent() -> int:
    """Return the version of the ticket that was seen by who sent only a button."""
    return request.form.get("version", 0, type=int)


def open_form(ticket: TicketView, step: Step) -> StepForm:
    """Return the form of a step: as sent, as drafted, or with what is known."""
    form = _step_form(ticket, step, known(ticket, step))
    if isinstance(form, RecordForm) and ticket.complaint:
        form.proposal = proposed_source(ticket.unit_id, ticket.complaint, actor())
    return form


def form_sent(ticket_id: int, step: Step) -> StepForm:
    """Return the form of a step as it was sent; who may send it, the service says."""
    ticket = get_brief(ticket_id)
    use_zone(zone_in_force(ticket.unit_id))
    return _step_form(ticket, step, {"channel": ticket.channel})


def _step_form(
    ticket: TicketView | Brief, step: Step, known: Mapping[str, Any]
) -> StepForm:
    form = FORMS[step](page=f"/tickets/{ticket.id}/{step}", data=known)
    if not ticket.is_paper:
        del form.done_at
    if isinstance(form, RecordForm):
        form.offer(source_groups(ticket.unit_id, actor().language))
        form.card_name = card_name(id_or_none(form.card.data), actor())
    if isinstance(form, FulfilForm):
        form.offer(ticket.needs)
    return form


def known(ticket: TicketView, step: Step) -> dict[str, Any]:
    """Return what the log already says about a step, to start its form with."""
    told: dict[str, Any] = {"version": ticket.version}
    kinds = {COMPLETION[step]}
    if step is Step.RECORD:
        kinds |= {EventKind.RECEIVED, EventKind.TAGGED}
    if step is Step.FULFIL:
        kinds.add(EventKind.APPROVAL_REQUESTED)
    if step is Step.THANK and ticket.channel is not None:
        told["channel"] = ticket.channel
    for entry in ticket.entries:
        # What only the rule found is a hint: the student decides.
        if entry.kind in kinds and not entry.facts.get("rule"):
            told |= _as_fields(entry.facts) | dict(entry.words)
        if entry.kind is COMPLETION[step] and entry.facts.get("is_paper"):
            told["done_at"] = entry.event.at
    return told


def send(
    ticket_id: int,
    kind: type[F],
    carry_out: Callable[[F], object],
    praise: str,
) -> Answer:
    """Carry out what a form beside the step's asks for, or show it again as sent."""
    form = kind.about(read(ticket_id))
    return send_form(ticket_id, form, lambda: carry_out(form), praise)


def send_form(
    ticket_id: int,
    form: TicketForm,
    carry_out: Callable[[], object],
    praise: str,
    *,
    step: Step | None = None,
) -> Answer:
    """Carry out what a form asks for, or show the page it came from with it as sent.

    That is the ticket's, or a reviewer's queue. A step names the form of which step
    it is.
    """
    if form.accepts(carry_out):
        flash(gettext(praise), "success")
        return redirect(way_on(ticket_id))
    ticket = read(ticket_id)
    catch_up(ticket, form)
    if queue := queue_sent():
        return queue_page(open_queue(queue), ticket, form)
    return ticket_page(ticket, sent=form, step=step)


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
    sources = source_names(actor().language)
    timeline = tell(ticket.entries, sources)
    page = render_template(
        "tickets/show.html",
        ticket=ticket,
        step=step or ticket.step,
        form=form,
        forms=_side_forms(ticket, can, sent),
        may=can,
        steps=stepper(ticket),
        is_elsewhere=actor().unit_id not in {None, ticket.unit_id},
        card=card_of(ticket.entries, actor()),
        unread=unread(ticket.entries, actor()),
        evidence=evidence(ticket, sources),
        proposal=proposal(ticket, sources),
        facts=facts_noted(ticket.entries),
        stages=_stages(ticket),
        timeline=timeline,
        erased=erasures(ticket.entries),
        cards=cards(ticket, timeline, sent),
        **advised(ticket, can),
        feedback_card=_feedback_card(ticket),
        marked=students_to_mark(ticket, actor()),
    )
    return page, sent.status if sent else HTTPStatus.OK


def _feedback_card(ticket: TicketView) -> Card | None:
    """Return the card that the customer of a closed complaint is given, if any."""
    return feedback_card_of(ticket.id, now=now()) if ticket.is_closed else None


def _stages(ticket: TicketView) -> list[Judged]:
    """Return the nine stages for whoever reviews; nobody else waits for them."""
    if not actor().may(Permission.REVIEW):
        return []
    return stages_of(ticket.id, ticket.entries, now=now())


def _side_forms(
    ticket: TicketView, can: May, sent: TicketForm | None
) -> dict[str, SideForm]:
    """Return the forms beside the step's that the person may send, or has sent."""
    forms: dict[str, SideForm] = {}
    for name, kind in SIDE_FORMS.items():
        if isinstance(sent, kind):
            forms[name] = sent
        elif getattr(can, name):
            forms[name] = kind.about(ticket)
        if name in forms:
            forms[name].narrow(ticket)
    return forms


def catch_up(ticket: TicketView, form: SeenForm) -> None:
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
