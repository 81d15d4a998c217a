"""One act on every ticket that was ticked in a list, each a transaction of its own."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.review import review
from desk.blueprints.review.selection_forms import Deed, SelectionForm, picked_from
from desk.domain.errors import (
    DeskError,
    Forbidden,
    InvalidInput,
    NotFound,
    NotYours,
    StaleTicket,
)
from desk.domain.evidence import CHOOSE
from desk.domain.people import Act, Permission
from desk.domain.vocabulary import N_
from desk.queries.selection import chosen, numbers_of
from desk.services import assignments, moves, ownership, priorities
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, new_key
from desk.web.formatting import why
from desk.web.resume import is_readable

KEY = 40
# Where the message of one ticket's page says too much, or not enough, in a list.
REASONS: dict[type[DeskError], str] = {
    StaleTicket: N_("It changed meanwhile. Look at it, then decide again."),
    Forbidden: N_("It is not at your unit, or not any more."),
    NotFound: N_("There is no such ticket."),
    NotYours: N_("It is in the queue already."),
}
Verb = Callable[[Act, int, int, SelectionForm], int]
VERBS: dict[Deed, Verb] = {
    Deed.ASSIGN: lambda act, ticket_id, seen, form: assignments.assign(
        act,
        ticket_id,
        seen=seen,
        receiver_id=form.receiver_id.data,
        note=form.note.data or "",
    ),
    Deed.TAKE_OVER: lambda act, ticket_id, seen, _: assignments.take_over(
        act, ticket_id, seen=seen
    ),
    Deed.PRIORITISE: lambda act, ticket_id, seen, form: priorities.prioritise(
        act,
        ticket_id,
        seen=seen,
        impact=form.impact.data,
        urgency=form.urgency.data,
    ),
    Deed.MOVE: lambda act, ticket_id, seen, form: moves.move(
        act,
        ticket_id,
        seen=seen,
        unit_id=form.unit_id.data,
        reason=form.reason.data or "",
    ),
    Deed.RELEASE: lambda act, ticket_id, seen, _: ownership.release(
        act, ticket_id, seen=seen
    ),
}


class Outcome(NamedTuple):
    """What became of one ticket; without a reason it was done."""

    ticket_id: int
    refused: DeskError | None

    @property
    def reason(self) -> str:
        """Return why it was not done, in words for a list of several."""
        refused = self.refused
        if isinstance(refused, InvalidInput):
            return " ".join(gettext(each) for each in refused.errors.values())
        if refused is None:
            return ""
        plain = REASONS.get(type(refused))
        return str(gettext(plain)) if plain else why(refused)


@review.route("/selection", methods=["GET", "POST"])
@requires(Permission.REVIEW)
def selection() -> Answer:
    """Show what was ticked and ask what to do; then say what was done and what not."""
    picked, back = picked_from(request.values.getlist("ticket")), _back()
    rows = chosen(picked.seen.keys(), actor())
    if not picked.seen or (request.method == "GET" and not rows):
        flash(gettext("Tick at least one ticket of your unit first."), "warning")
        return redirect(back)
    form, outcomes = SelectionForm(), list[Outcome]()
    form.offer(rows)
    if form.accepts(lambda: outcomes.extend(_carry_out(form, picked.seen))):
        return _result(Deed(form.deed.data or ""), outcomes, back)
    form.narrow()
    page = render_template(
        "review/selection.html", form=form, rows=rows, picked=picked, back=back
    )
    return page, form.status


def _carry_out(form: SelectionForm, seen: Mapping[int, int]) -> list[Outcome]:
    """Return what became of each ticket; sent again, the same (its key is known).

    Raises InvalidInput, nothing done, if what was filled in fits none of them.
    """
    if form.deed.data is None:
        raise InvalidInput({"deed": CHOOSE})
    verb = VERBS[form.deed.data]
    key = (form.key.data or new_key())[:KEY]
    outcomes = [
        _outcome(id_, partial(verb, act(f"{key}-{id_}"), id_, version, form))
        for id_, version in seen.items()
    ]
    refusals = [outcome.refused for outcome in outcomes]
    wrong = [each for each in refusals if isinstance(each, InvalidInput)]
    if len(wrong) == len(outcomes):
        raise wrong[0]
    return outcomes


def _outcome(ticket_id: int, carry_out: Callable[[], int]) -> Outcome:
    try:
        carry_out()
    except DeskError as refused:
        return Outcome(ticket_id, refused)
    return Outcome(ticket_id, None)


def _result(deed: Deed, outcomes: list[Outcome], back: str) -> Answer:
    done = [each.ticket_id for each in outcomes if each.refused is None]
    refused = [each for each in outcomes if each.refused is not None]
    # Only what one may see is named: a forged id tells nothing.
    visible = {row.id: row.number for row in chosen([o[0] for o in refused], actor())}
    return render_template(
        "review/selected.html",
        deed=deed,
        done=numbers_of(done),
        refused=refused,
        visible=visible,
        back=back,
    )


def _back() -> str:
    """Return the list one came from, filtered as it was."""
    path: str = request.values.get("back", "")
    return path if is_readable(path) else url_for("review.open_tickets")
