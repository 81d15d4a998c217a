"""Lists that refresh by themselves: what changes, and nothing if it has not."""

import hashlib
from typing import Any

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

# What the script asks with; a person's own click comes without it.
HEADER = "X-Live"


def is_live() -> bool:
    """Say whether a script asks, not a person."""
    return HEADER in request.headers


def live(page_template: str, part_template: str, **context: Any) -> Response:
    """Return the page; to a script that has it already, the part that changes.

    The part is named by what it says, so that one which says the same is not sent
    again (304). It must hold nothing made anew for each request: no token, no key.
    """
    if not is_live():
        page = make_response(render_template(page_template, **context))
        page.vary.add(HEADER)
        return page
    part = make_response(render_template(part_template, **context))
    part.vary.add(HEADER)
    part.set_etag(name_of(part.get_data()))
    part.headers["Cache-Control"] = "no-cache, private"
    conditional: Response = part.make_conditional(request)
    return conditional


def name_of(said: bytes) -> str:
    """Return the name of what is said: the same words, the same name."""
    return hashlib.sha256(said).hexdigest()[:32]
