"""Flask-Login around a plain Actor: no row of the vault reaches a door."""

from typing import cast

from flask_login import UserMixin, current_user, login_user, logout_user

from desk.domain.people import Act, Actor
from desk.extensions import login
from desk.queries.people import Identity, find_identity
from desk.web.now import now


class SignedIn(UserMixin):  # type: ignore[misc]
    """What Flask-Login keeps of a person."""

    def __init__(self, identity: Identity) -> None:
        """Wrap an identity."""
        self.identity = identity

    def get_id(self) -> str:
        """Return what the session cookie holds: who, and as of which password."""
        return f"{self.identity.actor.id}.{self.identity.session_version}"


@login.user_loader  # type: ignore[untyped-decorator]
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


def actor() -> Actor:
    """Return the person signed in; only for doors that require one."""
    found = find_actor()
    assert found is not None  # @requires has seen to it
    return found


def act(key: str) -> Act:
    """Return the act of the person signed in, now, under a form's key."""
    return Act(actor=actor(), at=now(), key=key)


def enter(person_id: int) -> bool:
    """Start a session for the person; False if the account has just been closed."""
    identity = find_identity(person_id)
    return identity is not None and login_user(SignedIn(identity))


def leave() -> None:
    """End the session."""
    logout_user()
