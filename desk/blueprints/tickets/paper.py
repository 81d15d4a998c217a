"""Complaints from the paper book, entered when the power is back."""

from dataclasses import replace

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from desk.blueprints.tickets import tickets
from desk.blueprints.tickets.paper_forms import PaperForm
from desk.domain.errors import InvalidInput
from desk.domain.people import Permission
from desk.queries.photos import PhotoView, get_photo
from desk.services import paper as service
from desk.services import photos
from desk.web.access import Answer, requires
from desk.web.actor import act, actor
from desk.web.now import now


@tickets.route("/paper", methods=["GET", "POST"])
@requires(Permission.WALK_STEPS)
def paper() -> Answer:
    """Enter a paper record."""
    form = PaperForm()
    if form.is_submitted():
        keep_photo(form)
    entered: list[int] = []
    if form.accepts(lambda: entered.append(enter(form))):
        flash(gettext("Entered. Now go on as at the counter, step by step."), "success")
        return redirect(url_for("tickets.show", ticket_id=entered[0]))
    if form.photo.errors and form.refused is None:
        form.kept.data = ""
    return render_template("tickets/paper.html", form=form), form.status


@tickets.get("/<id:ticket_id>/photo")
@requires(Permission.READ_TICKETS)
def photo(ticket_id: int) -> Answer:
    """Send the ticket's photo, to whoever may read the ticket."""
    return send_photo(get_photo(ticket_id, actor(), now=now()), f"{ticket_id}.jpg")


@tickets.get("/<id:ticket_id>/photos/<id:photo_id>")
@requires(Permission.READ_TICKETS)
def sent_photo(ticket_id: int, photo_id: int) -> Answer:
    """Send a photo that the customer sent, to whoever may read the ticket."""
    found = get_photo(ticket_id, actor(), now=now(), photo_id=photo_id)
    return send_photo(found, f"{ticket_id}-{photo_id}.jpg")


def send_photo(found: PhotoView, name: str) -> Answer:
    """Return a photo as an answer."""
    answer = Response(found.content, mimetype=found.kind)
    answer.headers.set("Content-Disposition", "inline", filename=name)
    # A browser may keep it but asks each time: on a shared PC the next person may not.
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(found.digest)
    return answer.make_conditional(request)


def keep_photo(form: PaperForm) -> None:
    """Keep the photo that was sent, so that it need not be chosen again."""
    content = form.content
    if content is None:
        return
    try:
        # Without its page: what is typed there stays a draft until it is entered.
        whose = replace(act(form.key.data or ""), page="")
        form.kept.data = str(photos.keep(whose, content=photos.clean(content)))
    except InvalidInput as refused:
        form.refused = refused


def enter(form: PaperForm) -> int:
    """Enter the record; return the ticket's id."""
    return service.enter(
        act(form.key.data or ""),
        received_at=form.received_at.instant,
        page_number=form.page_number.data or "",
        photo_id=form.photo_id,
    )
