"""The people of a roster, and who is away on internship."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext

from desk.blueprints.roster import roster
from desk.blueprints.roster.forms import AbsenceForm, ReleaseForm
from desk.domain.people import Permission
from desk.queries.absences import StaffLine, get_staff, staff
from desk.queries.roster import get_unit_for
from desk.services import absences as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent
from desk.web.now import now


@roster.get("/<id:unit_id>/people")
@requires(Permission.EDIT_ROSTER)
def people(unit_id: int) -> Answer:
    """Show who can be on duty at a unit, and who is away."""
    unit = get_unit_for(actor(), unit_id)
    return render_template(
        "roster/people.html", unit=unit, staff=staff(unit.id, now=now()), at=now()
    )


@roster.get("/people/<id:person_id>")
@requires(Permission.EDIT_ROSTER)
def person(person_id: int) -> Answer:
    """Show one person's absences."""
    line = get_staff(person_id, actor(), now=now())
    return person_page(line, absence_of(line), release_of(line))


@roster.post("/people/<id:person_id>/away")
@requires(Permission.EDIT_ROSTER)
def add_absence(person_id: int) -> Answer:
    """Let somebody be away."""
    line = get_staff(person_id, actor(), now=now())
    form = absence_of(line)
    if form.accepts(
        lambda: service.add_absence(
            act(form.key.data or ""),
            person_id,
            begin=form.begin.instant,
            end=form.end.instant,
            reason=form.reason.data or "",
        )
    ):
        after = get_staff(person_id, actor(), now=now())
        flash(gettext("%(name)s is marked away.", name=line.name), "success")
        flash_released(line.tickets - after.tickets)
        return redirect(url_for("roster.person", person_id=person_id))
    return person_page(line, form, release_of(line))


@roster.post("/absences/<id:absence_id>/end")
@requires(Permission.EDIT_ROSTER)
def end_absence(absence_id: int) -> Answer:
    """Let somebody be back."""
    person_id = service.end_absence(act(key_sent()), absence_id)
    flash(gettext("The absence is ended."), "success")
    return redirect(url_for("roster.person", person_id=person_id))


@roster.post("/people/<id:person_id>/release")
@requires(Permission.EDIT_ROSTER)
def release_tickets(person_id: int) -> Answer:
    """Put somebody's tickets back in the queue."""
    line = get_staff(person_id, actor(), now=now())
    form = release_of(line)
    released: list[int] = []
    if form.accepts(
        lambda: released.append(
            service.release_tickets(
                act(form.key.data or ""), person_id, reason=form.reason.data or ""
            )
        )
    ):
        flash_released(released[0])
        return redirect(url_for("roster.person", person_id=person_id))
    return person_page(line, absence_of(line), form)


def absence_of(line: StaffLine) -> AbsenceForm:
    """Return the form that lets a person be away."""
    form = AbsenceForm(page=url_for("roster.add_absence", person_id=line.id))
    form.use_clocks_of(get_unit_for(actor(), line.unit_id).zone)
    return form


def release_of(line: StaffLine) -> ReleaseForm:
    """Return the form that puts a person's tickets back in the queue."""
    return ReleaseForm(page=url_for("roster.release_tickets", person_id=line.id))


def person_page(line: StaffLine, form: AbsenceForm, release: ReleaseForm) -> Answer:
    """Return the page of a person."""
    page = render_template(
        "roster/person.html",
        person=line,
        form=form,
        release=release,
        unit=get_unit_for(actor(), line.unit_id),
        at=now(),
    )
    return page, max(form.status, release.status)


def flash_released(count: int) -> None:
    """Say how many tickets went back to the queue."""
    if count > 0:
        told = ngettext(
            "%(num)s ticket is back in the queue.",
            "%(num)s tickets are back in the queue.",
            count,
        )
        flash(told, "success")
