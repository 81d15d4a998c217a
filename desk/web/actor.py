"""Flask-Login around a plain Actor: no row of the vault reaches a door."""

import uuid
from typing import cast

from flask import request, session
from flask_login import UserMixin, current_user, login_user, logout_user

from desk.domain.people import CUSTOMER, Act, Actor
from desk.extensions import login
from desk.queries.people import Identity, find_identity
from desk.web.live import is_live
from desk.web.now import now
from desk.web.text import clean

LONGEST_KEY = 64
RENEWED_AFTER = 600


class SignedIn(UserMixin):
    """What Flask-Login keeps of a person."""

    def __init__(self, identity: Identity) -> None:
        """Wrap an identity."""
        self.identity = identity

    def get_id(self) -> str:
        """Return what the session cookie holds: who, and as of which password."""
        return f"{self.identity.actor.id}.{self.identity.session_version}"


@login.user_loader
def load(session_id: str) -> SignedIn | None:
    """Return the person of a session unless a new password has ended it."""
    person_id, _, version = session_id.partition(".")
    if not (person_id.isdigit() and version.isdigit()):
        return None
    identity = find_identity(int(person_id))
    if identity is None or identity.session_version != int(version):
        return None
    return SignedIn(identity)


def find_actor() -> Actor | None:
    """Return the person signed in, if any."""
    if not current_user.is_authenticated:
        return None
    return cast("SignedIn", current_user).identity.actor


def renew_session() -> None:
    """Let the session of somebody at work go on, once in a while.

    Its cookie holds until some hours after it was sent; sending it with every page
    would mean to write and sign it for every page. A page that refreshes by itself
    is nobody at work: a screen left on would stay signed in for ever.
    """
    since = session.get("renewed_at", 0)
    if session.permanent and not is_live() and since + RENEWED_AFTER <= now():
        session["renewed_at"] = now()


def actor() -> Actor:
    """Return the person signed in; only for doors that require one."""
    found = find_actor()
    if found is None:
        raise LookupError("Nobody is signed in; is the door marked with @requires?")
    return found


def act(key: str) -> Act:
    """Return the act of the person signed in, now, under a form's key."""
    known = str(clean(key))[:LONGEST_KEY]
    return Act(actor=actor(), at=now(), key=known, page=page_sent())


def customer_act(key: str) -> Act:
    """Return the act of a customer at the public door, now, under a form's key."""
    return Act(actor=CUSTOMER, at=now(), key=str(clean(key))[:LONGEST_KEY])


def page_sent() -> str:
    """Return the page of the form that was sent; drafts are kept by it.

    A button of the form may send it to another address than the form's own.
    """
    return str(clean(request.form.get("page", ""))) or request.path


def key_sent() -> str:
    """Return the key of a form that is only a button."""
    return request.form.get("key", "")


def new_key() -> str:
    """Return the key by which a form sent twice is known."""
    return uuid.uuid4().hex


def enter(person_id: int) -> None:
    """Start a session for the person, unless the account has just been closed."""
    identity = find_identity(person_id)
    if identity is not None:
        login_user(SignedIn(identity))


def leave() -> None:
    """End the session."""
    logout_user()
