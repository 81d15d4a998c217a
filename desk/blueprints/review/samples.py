"""Samples of closed tickets: draw them, and check their evidence."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext

from desk.blueprints.review import review
from desk.blueprints.review.sample_forms import EvidenceForm, SampleForm
from desk.blueprints.tickets.page import catch_up, read
from desk.domain.errors import NotFound
from desk.domain.people import Permission
from desk.queries import samples as queries
from desk.queries.roster import get_unit_for
from desk.queries.sources import source_names
from desk.queries.units import units_for
from desk.services import samples as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor
from desk.web.telling import evidence
from desk.web.zone import midnight, use_zone


@review.route("/samples", methods=["GET", "POST"])
@requires(Permission.REVIEW)
def samples() -> Answer:
    """Show the samples drawn so far, and draw another."""
    units = [unit for unit in units_for(actor()) if unit.is_active]
    form = SampleForm()
    form.offer(units)
    drawn: list[int] = []
    if form.accepts(lambda: drawn.append(_draw(form))):
        return redirect(url_for("review.sample", sample_id=drawn[0]))
    page = render_template(
        "review/samples.html",
        form=form,
        has_units=len(units) > 1,
        samples=queries.samples(actor()),
    )
    return page, form.status


def _draw(form: SampleForm) -> int:
    unit = get_unit_for(actor(), form.unit_id.data or 0)
    use_zone(unit.zone)
    return service.draw_sample(
        act(form.key.data or ""),
        unit.id,
        begin=midnight(form.since.data),
        end=midnight(form.until.data, days=1),
        percent=form.share,
    )


@review.get("/samples/<id:sample_id>")
@requires(Permission.REVIEW)
def sample(sample_id: int) -> Answer:
    """Show a sample with its tickets, and that the seed draws the same again."""
    found = queries.get_sample(sample_id, actor())
    lines = queries.tickets_of(sample_id, actor())
    again = set(queries.drawn_again(found))
    return render_template(
        "review/sample.html",
        sample=found,
        lines=lines,
        is_same=again == {line.number for line in lines},
    )


@review.route("/samples/<id:sample_id>/tickets/<id:ticket_id>", methods=["GET", "POST"])
@requires(Permission.REVIEW)
def check_evidence(sample_id: int, ticket_id: int) -> Answer:
    """Show the evidence of a sampled ticket beside a form for what it is worth."""
    found = queries.get_sample(sample_id, actor())
    lines = queries.tickets_of(sample_id, actor())
    line = next((each for each in lines if each.ticket_id == ticket_id), None)
    if line is None:
        raise NotFound
    ticket = read(ticket_id)
    form = EvidenceForm(data={"version": ticket.version})
    if form.accepts(
        lambda: service.check_evidence(
            act(form.key.data or ""),
            sample_id,
            ticket_id,
            seen=form.seen,
            findings=form.findings,
            note=form.note.data or "",
        )
    ):
        flash(gettext("Noted. The student reads it on the ticket."), "success")
        return redirect(_next_of(sample_id, ticket_id, lines))
    ticket = read(ticket_id)
    catch_up(ticket, form)
    page = render_template(
        "review/check_evidence.html",
        sample=found,
        line=line,
        ticket=ticket,
        form=form,
        evidence=evidence(ticket, source_names(actor().language)),
    )
    return page, form.status


def _next_of(sample_id: int, ticket_id: int, lines: list[queries.SampledLine]) -> str:
    """Return where the next ticket to check is, or the sample's page after the last."""
    for line in lines:
        if line.ticket_id != ticket_id and not (line.is_checked or line.is_own):
            return url_for(
                "review.check_evidence", sample_id=sample_id, ticket_id=line.ticket_id
            )
    return url_for("review.sample", sample_id=sample_id)
