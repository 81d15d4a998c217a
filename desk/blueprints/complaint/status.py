"""The page of a complaint, for whoever has its code, and what may be added there."""

from http import HTTPStatus

from flask import (
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from flask_limiter import RequestLimit

from desk.blueprints.complaint import complaint
from desk.blueprints.complaint.forms import MessageForm
from desk.blueprints.complaint.limits import FORMS, MISSES, is_miss
from desk.blueprints.complaint.telling import WAITS, place, solved, whatsapp
from desk.domain.codes import read_code, shown
from desk.domain.refusals import NoSuchCode
from desk.domain.vocabulary import Step
from desk.extensions import limiter
from desk.queries.codes import find_by_code
from desk.queries.public import PublicView, get_public
from desk.services import public as service
from desk.web.access import Answer, public
from desk.web.actor import customer_act, find_actor
from desk.web.derived import duty_number
from desk.web.now import now
from desk.web.zone import use_zone


def hold_up_guesses(_limit: RequestLimit) -> Response:
    """Ask whoever tries many codes to wait."""
    return make_response(_find_page(HTTPStatus.TOO_MANY_REQUESTS))


def hold_up_message(_limit: RequestLimit) -> Response:
    """Show the message as it was typed to whoever sends too often."""
    code = str((request.view_args or {})["code"])
    try:
        case = opened(code)
    except NoSuchCode:
        return make_response(_find_page(HTTPStatus.NOT_FOUND))
    form = message_form(code)
    form.hold_up()
    return make_response(case_page(case, code, form))


# One count for all doors at which a code is tried.
limit_guesses = limiter.shared_limit(
    MISSES, scope="codes", deduct_when=is_miss, on_breach=hold_up_guesses
)


@complaint.errorhandler(NoSuchCode)
def show_nothing(_refused: NoSuchCode) -> Answer:
    """Say that a code opens nothing, in the same words whatever it was."""
    return _find_page(HTTPStatus.NOT_FOUND)


@complaint.get("/status")
@public
@limit_guesses
def find() -> Answer:
    """Ask for a code, and open its page."""
    typed = request.args.get("code", "")
    if not typed:
        return _find_page(HTTPStatus.OK)
    opened(typed)
    return redirect(url_for("complaint.status", code=shown(read_code(typed) or "")))


@complaint.get("/<code>")
@public
@limit_guesses
def status(code: str) -> Answer:
    """Show where a complaint stands."""
    return case_page(opened(code), code, message_form(code))


@complaint.post("/<code>/message")
@public
@limit_guesses
@limiter.limit(FORMS, on_breach=hold_up_message)
def write(code: str) -> Answer:
    """Take a message about a complaint; one that was closed is opened again."""
    case = opened(code)
    form = message_form(code)
    if form.accepts(lambda: _send(case, form)):
        thanks = gettext("We have received your message.")
        if case.step is None:
            thanks = gettext("Your complaint is open again. We go on with it.")
        flash(thanks, "success")
        return redirect(url_for("complaint.status", code=code))
    return case_page(opened(code), code, form)


def opened(code: str) -> PublicView:
    """Return the complaint that a code opens. Raises NoSuchCode."""
    ticket_id = find_by_code(code)
    if ticket_id is None:
        raise NoSuchCode
    case = get_public(ticket_id, now=now())
    use_zone(case.zone)
    return case


def message_form(code: str) -> MessageForm:
    """Return the form of a message about the complaint that a code opens."""
    return MessageForm(page=url_for("complaint.write", code=code))


def _send(case: PublicView, form: MessageForm) -> None:
    service.write(
        customer_act(form.key.data or ""),
        case.ticket_id,
        said=form.said.data or "",
        photo_id=form.photo_id,
        signed_in=find_actor(),
    )


def case_page(case: PublicView, code: str, form: MessageForm) -> tuple[str, int]:
    """Return the page of a complaint, with what was typed into its message."""
    officer = None if case.owner_id is None else duty_number(case.owner_id)
    page = render_template(
        "complaint/status.html",
        case=case,
        code=code,
        form=form,
        officer=officer,
        steps=list(Step),
        here=place(case),
        waits=WAITS,
        solved=solved(case),
        whatsapp=whatsapp(case),
        at=now(),
    )
    return page, form.status


def _find_page(status: HTTPStatus) -> Answer:
    page = render_template("complaint/find.html", status=status)
    return page, status
