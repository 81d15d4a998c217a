"""Where sources are set: a list, one complaint, several at once, and by rule."""

from functools import partial
from itertools import islice
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from desk.blueprints.sources import sources
from desk.blueprints.sources.tagging_forms import (
    RuleForm,
    TagForm,
    TagListForm,
    TagSeveralForm,
)
from desk.blueprints.sources.units import asked_unit
from desk.domain.errors import DeskError, InvalidInput, NotFound
from desk.domain.evidence import CHOOSE
from desk.domain.people import Permission
from desk.domain.vocabulary import N_
from desk.queries.calendars import zone_in_force
from desk.queries.sources import source_groups, source_paths
from desk.queries.tagging import (
    Preview,
    TagLine,
    Which,
    get_to_tag,
    next_to_tag,
    preview,
    to_tag,
)
from desk.services import tagging as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, new_key
from desk.web.fields import id_or_none
from desk.web.filters import from_address
from desk.web.formatting import why
from desk.web.now import now
from desk.web.paging import cursor, linked
from desk.web.zone import use_zone

# As many as a person waits for; what is left comes with the next press.
CHUNK = 400
MOST_TICKED = 100
KEY = 40
NOTHING_TICKED = N_("Tick at least one complaint.")


@sources.get("/tagging")
@requires(Permission.REVIEW)
def tagging() -> Answer:
    """Show the complaints without a source, or all."""
    unit, _ = asked_unit()
    return _list_page(_several_form(unit.id), [])


@sources.route("/tagging/several", methods=["GET", "POST"])
@requires(Permission.REVIEW)
def tag_several() -> Answer:
    """Set the source of everything that was ticked in the list."""
    unit, _ = asked_unit()
    form = _several_form(unit.id)
    ticked = request.form.getlist("ticket")[:MOST_TICKED]
    kept: dict[str, Any] = request.args.to_dict(flat=True)
    back = url_for("sources.tagging", **kept)
    if request.method == "GET" or form.accepts(lambda: _tag_several(form, ticked)):
        return redirect(back)
    return _list_page(form, ticked)


@sources.route("/tagging/<id:ticket_id>", methods=["GET", "POST"])
@requires(Permission.REVIEW)
def tag(ticket_id: int) -> Answer:
    """Set or correct the source of one complaint, then go on to the next without."""
    line = get_to_tag(ticket_id, actor())
    use_zone(zone_in_force(line.unit_id))
    form = TagForm(data={"version": line.version, "source_id": line.source_id})
    form.offer(source_groups(line.unit_id, actor().language))
    if form.accepts(
        lambda: service.tag(
            act(form.key.data or ""),
            ticket_id,
            seen=form.seen,
            source_id=form.source_id.data,
            reason=form.reason.data or "",
        )
    ):
        flash(
            gettext("The source of %(number)s is set.", number=line.number), "success"
        )
        return redirect(_way_on(line))
    if form.is_stale:
        form.version.data = line.version
    return render_template("sources/tag.html", line=line, form=form), form.status


@sources.route("/tagging/rule", methods=["GET", "POST"])
@requires(Permission.REVIEW)
def tag_by_rule() -> Answer:
    """Show what the rule would set, with examples; then set it, some at a time."""
    unit, units = asked_unit()
    found = preview(unit.id)
    names = source_paths(actor().language, (unit.id,))
    form = RuleForm(
        page=url_for("sources.tag_by_rule", unit=unit.id),
        data={"sources": [each.source_id for each in found.proposed]},
    )
    form.offer(found, names)
    done: list[int] = []
    if form.accepts(lambda: done.append(_tag_by_rule(form, found))):
        flash(
            ngettext(
                "%(num)s complaint has a source now, by its words.",
                "%(num)s complaints have a source now, by their words.",
                done[0],
            ),
            "success",
        )
        return redirect(url_for("sources.tag_by_rule", unit=unit.id))
    page = render_template(
        "sources/rule.html",
        unit=unit,
        units=units,
        found=found,
        names=names,
        form=form,
        chunk=CHUNK,
    )
    return page, form.status


def _several_form(unit_id: int) -> TagSeveralForm:
    kept: dict[str, Any] = {**request.args.to_dict(flat=True), "unit": unit_id}
    form = TagSeveralForm(page=url_for("sources.tag_several", **kept))
    form.offer(source_groups(unit_id, actor().language))
    return form


def _list_page(form: TagSeveralForm, ticked: list[str]) -> Answer:
    unit, units = asked_unit()
    filters: TagListForm = from_address(TagListForm)
    if filters.which.data not in set(Which):
        raise NotFound
    page = to_tag(
        actor(),
        unit.id,
        Which(filters.which.data),
        text=filters.q.data or "",
        now=now(),
        cursor=cursor(),
    )
    shown = render_template(
        "sources/tagging.html",
        unit=unit,
        units=units,
        filters=filters,
        form=form,
        ticked=ticked,
        page=linked(page),
    )
    return shown, form.status


def _tag_several(form: TagSeveralForm, ticked: list[str]) -> None:
    """Set the source of each, in a transaction of its own; say what could not be."""
    source_id = form.source_id.data
    if not source_id:
        raise InvalidInput({"source_id": CHOOSE})
    if not ticked:
        raise InvalidInput({"source_id": NOTHING_TICKED})
    key, done = (form.key.data or new_key())[:KEY], 0
    refused: list[str] = []
    for tick in ticked:
        id_, seen = map(id_or_none, tick.partition(":")[::2])
        carry_out = partial(
            service.tag,
            act(f"{key}-{id_}"),
            id_ or 0,
            seen=seen or 0,
            source_id=source_id,
            reason=form.reason.data or "",
        )
        try:
            carry_out()
        except InvalidInput as wrong:
            refused += [gettext(each) for each in wrong.errors.values()]
        except DeskError as wrong:
            refused.append(why(wrong))
        else:
            done += 1
    if refused and not done:
        raise InvalidInput({"reason": " ".join(dict.fromkeys(refused))})
    _tell(done, refused)


def _tell(done: int, refused: list[str]) -> None:
    text = ngettext(
        "%(num)s complaint has its source now.",
        "%(num)s complaints have their source now.",
        done,
    )
    flash(text, "success")
    if refused:
        left = ngettext(
            "%(num)s was left as it was.",
            "%(num)s were left as they were.",
            len(refused),
        )
        flash(" ".join([left, *dict.fromkeys(refused)]), "warning")


def _tag_by_rule(form: RuleForm, found: Preview) -> int:
    """Set the sources accepted, of a limited number; return how many were set."""
    accepted = set(form.sources.data or ())
    if not accepted:
        raise InvalidInput({"sources": CHOOSE})
    key = (form.key.data or new_key())[:KEY]
    wanted = (
        (ticket_id, each.source_id)
        for each in found.proposed
        if each.source_id in accepted
        for ticket_id in each.ticket_ids
    )
    return sum(
        service.tag_by_rule(act(f"{key}-{ticket_id}"), ticket_id, source_id=source_id)
        for ticket_id, source_id in islice(wanted, CHUNK)
    )


def _way_on(line: TagLine) -> str:
    """Return the next complaint without a source, else the ticket just corrected."""
    if line.source_id is not None:
        return url_for("tickets.show", ticket_id=line.id)
    following = next_to_tag(line.unit_id, line)
    if following is not None:
        return url_for("sources.tag", ticket_id=following)
    return url_for("sources.tagging", unit=line.unit_id)
