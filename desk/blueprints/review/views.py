"""Saved views: keep a filtered list under a name, share it, rename it, remove it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, StringField

from desk.blueprints.review import review
from desk.blueprints.review.forms import read_open
from desk.blueprints.review.tabs import read_query, tabs_of
from desk.domain.people import Permission
from desk.queries.views import get_own_view
from desk.services import views as service
from desk.web.access import Answer, requires
from desk.web.actor import act, actor, key_sent
from desk.web.forms import DeskForm
from desk.web.now import now


class ViewForm(DeskForm):
    """The name of a saved view, and whether others see it."""

    name = StringField(lazy_gettext("Name of the view"))
    is_shared = BooleanField(lazy_gettext("Share it with everybody who reviews"))


@review.get("/views")
@requires(Permission.REVIEW)
def views() -> Answer:
    """Show the saved views one has, one's own and those shared."""
    person = actor()
    form = read_open(person, read_query(""))
    tabs, _ = tabs_of(form, person, "review.open_tickets", now=now())
    return render_template(
        "review/views.html", tabs=[tab for tab in tabs if tab.saved is not None]
    )


@review.route("/views/save", methods=["GET", "POST"])
@requires(Permission.REVIEW)
def save_view() -> Answer:
    """Save the list as the address narrows it."""
    filters = read_open(actor())
    page = url_for("review.save_view", **filters.values)
    form = ViewForm(page=page)
    if form.accepts(
        lambda: service.save_view(
            act(form.key.data or ""),
            name=form.name.data or "",
            query=filters.query,
            is_shared=bool(form.is_shared.data),
        )
    ):
        flash(gettext("The view “%(name)s” is saved.", name=form.name.data), "success")
        return redirect(url_for("review.open_tickets", **filters.values))
    html = render_template(
        "review/save_view.html", form=form, page=page, filters=filters
    )
    return html, form.status


@review.route("/views/<id:view_id>", methods=["GET", "POST"])
@requires(Permission.REVIEW)
def change_view(view_id: int) -> Answer:
    """Rename one of one's own views, share it or keep it to oneself."""
    view = get_own_view(actor(), view_id)
    form = ViewForm(data={"name": view.name, "is_shared": view.is_shared})
    if form.accepts(
        lambda: service.change_view(
            act(form.key.data or ""),
            view_id,
            name=form.name.data or "",
            is_shared=bool(form.is_shared.data),
        )
    ):
        flash(gettext("Saved."), "success")
        return redirect(url_for("review.views"))
    filters = read_open(actor(), read_query(view.query))
    html = render_template(
        "review/change_view.html", form=form, view=view, filters=filters
    )
    return html, form.status


@review.post("/views/<id:view_id>/remove")
@requires(Permission.REVIEW)
def remove_view(view_id: int) -> Answer:
    """Remove one of one's own views."""
    service.remove_view(act(key_sent()), view_id)
    flash(gettext("The view is removed. Its tickets stay as they are."), "success")
    return redirect(url_for("review.views"))
