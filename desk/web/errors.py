"""One table from what the desk refuses to a page and its status."""

import logging
from http import HTTPStatus

from flask import Flask, flash, redirect, render_template, request
from flask_babel import gettext, lazy_gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from desk.domain.errors import DeskError, Forbidden, NotFound
from desk.web.actor import find_actor, page_sent
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
        lazy_gettext("What you sent is too large. Shorten it and try again."),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        lazy_gettext("Something went wrong on our side"),
        lazy_gettext(
            "Nothing was half saved. Go back: your draft is kept. "
            "If it happens again, tell the administrator the time."
        ),
    ),
}
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
    flash(gettext(refused.message, **refused.facts), "warning")
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
    code = problem.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if code in PAGES:
        return error_page(HTTPStatus(code))
    return problem.get_response()


def show_failure(problem: Exception) -> tuple[str, int]:
    """Answer a fault of ours: the trace goes to the log, never to a person."""
    logger.error("%s %s failed", request.method, request.path, exc_info=problem)
    return error_page(HTTPStatus.INTERNAL_SERVER_ERROR)


def error_page(status: HTTPStatus) -> tuple[str, int]:
    """Return the page for a status."""
    title, message = PAGES[status]
    return render_template("errors/page.html", title=title, message=message), status
