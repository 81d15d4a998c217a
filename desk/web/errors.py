"""One table from what the desk refuses to a page and its status."""

import logging
import traceback
from functools import partial
from http import HTTPStatus

from flask import Flask, flash, make_response, redirect, render_template, request
from flask_babel import lazy_gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from desk.domain.errors import DeskError, Forbidden, NotFound
from desk.web import navigation
from desk.web.actor import find_actor, page_sent
from desk.web.formatting import why
from desk.web.resume import (
    ask_to_sign_in,
    carried_fields,
    keep,
    page_of,
    referrer_path,
    sign_in_page,
    typed_fields,
)

logger = logging.getLogger(__name__)

PAGES = {
    HTTPStatus.BAD_REQUEST: (
        lazy_gettext("We did not understand that"),
        lazy_gettext("The page sent something the desk cannot read."),
    ),
    HTTPStatus.FORBIDDEN: (
        lazy_gettext("This is not for your role"),
        lazy_gettext(
            "You are signed in, but this page or ticket is for somebody else. "
            "If you need it, ask your supervisor."
        ),
    ),
    HTTPStatus.NOT_FOUND: (
        lazy_gettext("There is nothing here"),
        lazy_gettext("The address may be mistyped, or the page was moved."),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        lazy_gettext("There is nothing here"),
        lazy_gettext("The address may be mistyped, or the page was moved."),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        lazy_gettext("That is too much at once"),
        lazy_gettext(
            "What you sent is too large. Shorten the text, or take a smaller photo "
            "(10 MB at most), and try again."
        ),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        lazy_gettext("Something went wrong on our side"),
        lazy_gettext(
            "Nothing was half saved. Open the page again: what you wrote is in it. "
            "If it happens again, tell the administrator the time."
        ),
    ),
}
# Parts of an address that open something to whoever knows them.
SECRET_PARTS = frozenset({"secret", "code"})
STATUS_OF: dict[type[DeskError], HTTPStatus] = {
    NotFound: HTTPStatus.NOT_FOUND,
    Forbidden: HTTPStatus.FORBIDDEN,
}


def init_app(app: Flask) -> None:
    """Give every refusal its page."""
    app.register_error_handler(DeskError, show_refusal)
    app.register_error_handler(CSRFError, show_expired_form)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(Exception, show_failure)


def show_refusal(refused: DeskError) -> Response | tuple[str, int]:
    """Answer a refusal: a page of its own, or a message where the person was."""
    status = STATUS_OF.get(type(refused))
    if status is not None:
        return error_page(status)
    flash(why(refused), "warning")
    return redirect(page_of(referrer_path()))


def show_expired_form(_problem: CSRFError) -> Response | tuple[str, int]:
    """Answer a form whose token ended without losing a word of it."""
    if request.endpoint == "auth.sign_in":
        page = sign_in_page(
            carried_fields(),
            request.form.get("carried_path", ""),
            target=request.form.get("next", ""),
        )
        return page, HTTPStatus.BAD_REQUEST
    actor = find_actor()
    if actor is None:
        return ask_to_sign_in()
    if request.endpoint == "drafts.save":
        return "", HTTPStatus.UNAUTHORIZED
    keep(actor, typed_fields(), page_sent())
    return redirect(page_of(request.path))


def show_http_error(problem: HTTPException) -> Response | tuple[str, int]:
    """Answer an HTTP error in the person's language."""
    if problem.response is not None or problem.code is None:
        return problem.get_response()
    shown = problem.code if problem.code in PAGES else HTTPStatus.BAD_REQUEST
    text, _ = error_page(HTTPStatus(shown))
    answer = make_response(text, problem.code)
    answer.headers.extend(
        (name, value) for name, value in problem.get_headers() if name != "Content-Type"
    )
    return answer


def show_failure(problem: Exception) -> tuple[str, int]:
    """Answer a fault of ours: the trace goes to the log, never to a person."""
    # Where and what, but not the message: it may quote what a person wrote.
    frames = "".join(traceback.format_tb(problem.__traceback__))
    kind = type(problem).__name__
    logger.error("%s %s failed: %s\n%s", request.method, _address(), kind, frames)
    _keep_what_was_typed()
    return error_page(HTTPStatus.INTERNAL_SERVER_ERROR)


def _address() -> str:
    """Return the address asked for; of one that is a secret, only its pattern."""
    rule = request.url_rule
    is_secret = rule is not None and not SECRET_PARTS.isdisjoint(rule.arguments)
    return str(rule) if is_secret else request.path


def _keep_what_was_typed() -> None:
    try:
        actor = find_actor()
        if request.method == "POST" and actor is not None:
            keep(actor, typed_fields(), page_sent())
    except Exception:  # the fault may be the very thing that keeps from keeping it
        logger.error("What was typed could not be kept either")


def error_page(status: HTTPStatus) -> tuple[str, int]:
    """Return the page for a status."""
    title, message = PAGES[status]
    # The database may be what failed, so nothing is counted here.
    menu = partial(navigation.menu, find_actor(), with_counts=False)
    page = render_template("errors/page.html", title=title, message=message, menu=menu)
    return page, status
