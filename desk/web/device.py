"""Whether staff work on this device; nothing is known of who.

A cookie that the desk signs holds when somebody last signed in here. It is read only
when a customer's answer comes from the same browser, so that a human may look at it.
"""

from flask import after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from desk.web.actor import find_actor
from desk.web.now import now

COOKIE = "worked_here"
# A school week: a phone that was signed in on Monday is still a student's on Friday.
RECENT = 7 * 86_400


def remember_staff() -> None:
    """Let the browser know that somebody who works here has signed in on it."""
    written = str(_signer().dumps(now()))

    @after_this_request
    def send(response: Response) -> Response:
        response.set_cookie(
            COOKIE,
            written,
            max_age=RECENT,
            httponly=True,
            samesite="Lax",
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        )
        return response


def is_staff_device() -> bool:
    """Say whether somebody who works here is, or lately was, signed in on it."""
    try:
        last = int(_signer().loads(request.cookies.get(COOKIE, "")))
    except (BadSignature, TypeError, ValueError):
        last = None
    return find_actor() is not None or (last is not None and last + RECENT > now())


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="staff device")
