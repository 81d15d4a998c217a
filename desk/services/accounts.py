"""Accounts: signing in, passwords, language."""

from sqlalchemy import Select, select

from desk.domain.errors import AccountLocked, DeskError, SignInRefused
from desk.domain.evidence import demand
from desk.domain.people import Act
from desk.domain.vocabulary import N_, Language
from desk.extensions import db
from desk.models import Person
from desk.services import drafts, passwords
from desk.services.transaction import action, writing

MOST_FAILURES = 5
LOCK_SECONDS = 15 * 60


def sign_in(*, username: str, password: str, now: int) -> int:
    """Check a name and password; return the person's id (now in UTC seconds).

    Wrong passwords are counted per account; after 5 the account waits 15 minutes.
    Raises SignInRefused, AccountLocked.
    """
    person = db.session.scalar(_by_username(username))
    stored = person.password_hash if person else passwords.NOBODY
    # Hashing is slow on purpose: it must not hold the lock that every writer needs.
    is_right = passwords.matches(password, stored)
    if person is None:
        raise SignInRefused
    refusal: DeskError | None = None
    with writing():
        person = db.session.scalars(_by_username(username).with_for_update()).one()
        if person.locked_until > now:
            raise AccountLocked(minutes=-((now - person.locked_until) // 60))
        if is_right and person.is_active and person.password_hash == stored:
            _welcome(person, password, now)
        else:
            refusal = _count_failure(person, now)
    # Raised outside, so that the failure stays counted.
    if refusal:
        raise refusal
    return person.id


@action
def change_password(act: Act, *, current: str, new: str, repeat: str) -> int:
    """Give the person a new password. Raises InvalidInput."""
    person = db.session.get_one(Person, act.actor.id)
    errors = password_errors(new, username=person.username)
    if not passwords.matches(current, person.password_hash):
        errors["current"] = N_("This is not your present password.")
    elif new == current:
        errors["new"] = N_("Choose a password you have not used here.")
    if new != repeat:
        errors["repeat"] = N_("The two passwords differ.")
    demand(errors)
    person.password_hash = passwords.hashed(new)
    person.must_change_password = False
    person.session_version += 1
    return person.session_version


@action
def choose_language(act: Act, language: Language) -> None:
    """Remember the language of the screens for the person."""
    db.session.get_one(Person, act.actor.id).language = language


def password_errors(password: str, *, username: str) -> dict[str, str]:
    """Return what is wrong with a new password, under the field "new"."""
    if len(password) < passwords.SHORTEST:
        return {"new": N_("Use at least 8 characters.")}
    if len(password) > passwords.LONGEST:
        return {"new": N_("This is too long.")}
    if username and username.casefold() in password.casefold():
        return {"new": N_("Do not put the user name into the password.")}
    return {}


def _by_username(username: str) -> Select[Person]:
    return select(Person).where(Person.username == username.strip().casefold())


def _welcome(person: Person, password: str, now: int) -> None:
    drafts.sweep(now)
    person.failures, person.locked_until = 0, 0
    if passwords.is_outdated(person.password_hash):
        person.password_hash = passwords.hashed(password)


def _count_failure(person: Person, now: int) -> DeskError:
    person.failures += 1
    if person.failures < MOST_FAILURES:
        return SignInRefused()
    person.failures, person.locked_until = 0, now + LOCK_SECONDS
    return AccountLocked(minutes=LOCK_SECONDS // 60)
