"""Accounts: find, add and edit people, one-time passwords, close and open."""

from dataclasses import asdict
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.admin import admin
from desk.blueprints.admin.forms import (
    ConsentForm,
    PasswordResetForm,
    PeopleFilterForm,
    PersonForm,
    ProfileForm,
)
from desk.domain.errors import NotFound
from desk.domain.people import Permission
from desk.domain.shifts import local_date
from desk.queries import people as queries
from desk.queries.class_changes import changes_of
from desk.queries.class_groups import class_groups
from desk.queries.pages import ROWS
from desk.queries.people import PersonLine, get_person
from desk.queries.units import units
from desk.services import people as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor
from desk.web.filters import from_address
from desk.web.now import now
from desk.web.paging import LinkedPage
from desk.web.zone import midnight, zone

MOST_PAGES = 10_000


@admin.get("/people")
@requires(Permission.ADMINISTER)
def people() -> Answer:
    """Show the accounts, 25 a page."""
    form = from_address(PeopleFilterForm)
    form.offer(class_groups())
    page = _page(form, request.args.get("page", 1, type=int))
    return render_template("admin/people.html", page=page, filters=form)


@admin.route("/people/add", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def add_person() -> Answer:
    """Add an account with a one-time password."""
    form = PersonForm()
    form.offer(units(), class_groups())
    if form.accepts(
        lambda: service.add_person(
            act(form.key.data or ""),
            form.profile(form.username.data or ""),
            password=form.password.data or "",
            must_change_password=True,
        )
    ):
        flash(gettext("%(name)s can sign in now.", name=form.name.data), "success")
        return redirect(url_for("admin.people"))
    return render_template("admin/add_person.html", form=form), form.status


@admin.route("/people/<id:person_id>", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def person(person_id: int) -> Answer:
    """Show one account, and change what is known of the person."""
    row = get_person(person_id)
    form = _profile_form(row)
    if form.accepts(
        lambda: service.edit_person(
            act(form.key.data or ""), person_id, form.profile(row.username)
        )
    ):
        flash(gettext("Saved."), "success")
        return redirect(url_for("admin.people"))
    elsewhere = url_for("admin.reset_password", person_id=person_id)
    return _person_page(row, form, PasswordResetForm(page=elsewhere))


@admin.post("/people/<id:person_id>/password")
@requires(Permission.ADMINISTER)
def reset_password(person_id: int) -> Answer:
    """Give a person another one-time password."""
    row = get_person(person_id)
    form = PasswordResetForm()
    if form.accepts(
        lambda: service.reset_password(
            act(form.key.data or ""), person_id, password=form.password.data or ""
        )
    ):
        told = gettext("%(name)s now has the new one-time password.", name=row.name)
        flash(told, "success")
        return redirect(url_for("admin.person", person_id=person_id))
    return _person_page(row, _profile_form(row), form)


@admin.post("/people/<id:person_id>/deactivate")
@requires(Permission.ADMINISTER)
def deactivate_person(person_id: int) -> Answer:
    """Close an account."""
    service.deactivate_person(act(request.form.get("key", "")), person_id)
    flash(gettext("The account is closed."), "success")
    return redirect(url_for("admin.person", person_id=person_id))


@admin.post("/people/<id:person_id>/activate")
@requires(Permission.ADMINISTER)
def activate_person(person_id: int) -> Answer:
    """Open a closed account again."""
    service.activate_person(act(request.form.get("key", "")), person_id)
    flash(gettext("The account is open again."), "success")
    return redirect(url_for("admin.person", person_id=person_id))


@admin.post("/people/<id:person_id>/consent")
@requires(Permission.ADMINISTER)
def record_consent(person_id: int) -> Answer:
    """Note when a student's guardian consented; without a day, that it is withdrawn."""
    row = get_person(person_id)
    form = ConsentForm()
    if form.accepts(
        lambda: service.record_consent(
            act(form.key.data or ""), person_id, given_at=midnight(form.day.data)
        )
    ):
        flash(gettext("Saved."), "success")
        return redirect(url_for("admin.person", person_id=person_id))
    elsewhere = url_for("admin.reset_password", person_id=person_id)
    password_form = PasswordResetForm(page=elsewhere)
    return _person_page(row, _profile_form(row), password_form, form)


def _consent_form(row: PersonLine) -> ConsentForm:
    given_at = row.guardian_consent_at
    day = local_date(now() if given_at is None else given_at, zone())
    page = url_for("admin.record_consent", person_id=row.id)
    return ConsentForm(data={"day": day}, page=page)


def _profile_form(row: PersonLine) -> ProfileForm:
    page = url_for("admin.person", person_id=row.id)
    form = ProfileForm(data=asdict(row), page=page)
    form.offer(units(), class_groups())
    return form


def _person_page(
    row: PersonLine,
    form: ProfileForm,
    password_form: PasswordResetForm,
    sent: ConsentForm | None = None,
) -> Answer:
    consent_form = sent or _consent_form(row)
    page = render_template(
        "admin/person.html",
        person=row,
        is_self=row.id == actor().id,
        is_locked=row.locked_until > now(),
        form=form,
        password_form=password_form,
        consent_form=consent_form,
        class_changes=changes_of([row.id]).get(row.id, ()),
    )
    return page, max(form.status, password_form.status, consent_form.status)


def _page(form: PeopleFilterForm, number: int) -> LinkedPage[PersonLine]:
    """Return one page of the list. Raises NotFound for one that is not there."""
    if not 1 <= number <= MOST_PAGES:
        raise NotFound
    page = queries.people(form.filters(), page=number)
    if number > 1 and not page.rows:
        raise NotFound

    def url(to: int) -> str:
        return f"{request.path}?{urlencode({**request.args.to_dict(), 'page': to})}"

    return LinkedPage(
        page.rows,
        page.total,
        next_url=url(number + 1) if number * ROWS < page.total else None,
        previous_url=url(number - 1) if number > 1 else None,
    )
