"""The customer's door: the public form, the page of a code, messages, the poster."""

from flask import Blueprint, Response

from desk.extensions import csrf

complaint = Blueprint("complaint", __name__, url_prefix="/complaint")
# The forms ask for their token themselves, and keep what was typed when it has ended:
# a customer has no account to sign in to again (forms.py).
csrf.exempt(complaint)


@complaint.after_request
def keep_to_itself(response: Response) -> Response:
    """Let no search engine and no cache learn of a code.

    No other site does: the referrer stays within the desk (web/security.py), where a
    form sent over https is asked for it.
    """
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response


from desk.blueprints.complaint import (  # noqa: E402 -- routes need the door
    feedback,  # noqa: F401
    poster,  # noqa: F401
    receipt,  # noqa: F401
    routes,  # noqa: F401
    status,  # noqa: F401
)
