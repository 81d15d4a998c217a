"""A form whose session or token ended: sign in on the spot, lose nothing typed."""

import re

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from desk.domain.people import Actor
from desk.services import drafts
from desk.web.actor import page_sent
from desk.web.forms import SignInForm
from desk.web.now import now

CARRIED = "carried."
NOT_CARRIED = frozenset({"csrf_token", "key", "version", "next", "page"})
# One slash: browsers read "//host", "/\\host" and "/<tab>/host" as another site.
LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20]*")
SECRET = ("password", "current", "new", "repeat")


def typed_fields() -> dict[str, list[str]]:
    """Return what the request's form holds, without tokens and without passwords."""
    return {
        name: texts
        for name, texts in request.form.lists()
        if name not in NOT_CARRIED and name not in SECRET
    }


def ask_to_sign_in() -> Response | tuple[str, int]:
    """Send a reader to the sign-in page; let a writer sign in with the form in hand."""
    if request.method != "POST":
        return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?")))
    page = sign_in_page(typed_fields(), page_sent(), target=page_of(request.path))
    return page, 401


def sign_in_page(
    carried: dict[str, list[str]], carried_path: str, *, target: str
) -> str:
    """Return the sign-in page that carries another form along, and where to go on."""
    form = SignInForm(formdata=None)
    form.next.data = target
    return render_template(
        "auth/sign_in.html", form=form, carried=carried, carried_path=carried_path
    )


def carried_fields() -> dict[str, list[str]]:
    """Return the fields that a sign-in form carries for another form."""
    return {
        name.removeprefix(CARRIED): texts
        for name, texts in request.form.lists()
        if name.startswith(CARRIED)
    }


def keep(actor: Actor, fields: dict[str, list[str]], page: str) -> None:
    """Keep what was typed into a page as the person's draft of it."""
    if fields:
        drafts.save(actor, page, fields, now=now())
        flash(gettext("Your text is still here. Check it and send again."), "info")


def page_of(path: str) -> str:
    """Return the page to go back to from an address: itself, or where one came from."""
    for candidate in (path, referrer_path()):
        if is_readable(candidate):
            return candidate
    return url_for("auth.home")


def referrer_path() -> str:
    """Return the path of the page the request came from, if it is one of ours."""
    prefix = request.host_url.rstrip("/")
    return (request.referrer or "").partition(prefix)[2]


def is_readable(path: str) -> bool:
    """Say whether a path is a page of ours that can be opened."""
    if not is_local(path):
        return False
    adapter = current_app.url_map.bind(request.host)
    try:
        adapter.match(path.partition("?")[0], method="GET")
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True


def is_local(path: str) -> bool:
    """Say whether a target stays on this site, however a browser reads it."""
    return LOCAL.fullmatch(path) is not None
