"""Accounts as the administrator keeps them."""

import secrets
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from desk.domain.errors import InvalidInput, NotFound, OwnAccount
from desk.domain.evidence import CHOOSE, MISSING, Errors, demand
from desk.domain.people import USERNAME, Act, Permission, Role
from desk.domain.vocabulary import N_, Language
from desk.extensions import db
from desk.models import ClassGroup, Person, Unit
from desk.services import passwords
from desk.services.accounts import password_errors
from desk.services.class_changes import move
from desk.services.transaction import action

LONGEST_NAME = 120
LONGEST_NUMBER = 30
WORKS_AT_A_UNIT = frozenset({Role.STUDENT, Role.SUPERVISOR})
# No vowels, so that chance makes no word; nothing that looks like something else.
LETTERS = "bcdfghjkmnpqrtvwxz23456789"

TAKEN = N_("Somebody else has this user name.")
NOT_A_STUDENT = N_("Only students need the consent of a guardian.")
LAST_ADMINISTRATOR = N_("The desk needs an administrator: name another one first.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the administrator enters about a person."""

    username: str
    name: str
    role: Role | None
    unit_id: int | None
    class_group_id: int | None
    student_number: str

    def errors(self) -> Errors:
        """Return a message for each field that is missing or wrong."""
        found = {} if self.name else {"name": MISSING}
        limits = {"name": LONGEST_NAME, "student_number": LONGEST_NUMBER}
        for field, limit in limits.items():
            if len(getattr(self, field)) > limit:
                found[field] = N_("This is too long.")
        if not USERNAME.fullmatch(self.username.casefold()):
            found["username"] = N_(
                "Use 3 to 40 of these: letters a–z, digits, dot, hyphen, underscore."
            )
        if self.role is None:
            found["role"] = CHOOSE
        if self.role in WORKS_AT_A_UNIT and self.unit_id is None:
            found["unit_id"] = N_("Choose the unit this person works at.")
        if self.role is Role.STUDENT and self.class_group_id is None:
            found["class_group_id"] = N_("Choose the student’s class group.")
        return found


@action
def add_person(
    act: Act, profile: Profile, *, password: str, must_change_password: bool
) -> int:
    """Add an account; return its id. The password is only to sign in once.

    Raises InvalidInput.
    """
    act.actor.require(Permission.ADMINISTER)
    username = profile.username.casefold()
    person = Person(username=username, language=Language.ID, created_at=act.at)
    errors = _profile_errors(profile, person) | _password_errors(password, username)
    if _exists(Person.username == username):
        errors["username"] = TAKEN
    demand(errors)
    person.password_hash = passwords.hashed(password)
    person.must_change_password = must_change_password
    _apply(act, profile, person)
    return person.id


@action
def edit_person(act: Act, person_id: int, profile: Profile) -> int:
    """Change what is known of a person; the user name stays.

    Raises NotFound, InvalidInput.
    """
    act.actor.require(Permission.ADMINISTER)
    administrators = _administrators()
    person = _load(person_id)
    errors = _profile_errors(profile, person)
    if person.role is Role.ADMIN and profile.role is not Role.ADMIN:
        if person.id == act.actor.id:
            errors["role"] = N_("Nobody gives up their own administrator role.")
        elif administrators == [person.id]:
            errors["role"] = LAST_ADMINISTRATOR
    demand(errors)
    _apply(act, profile, person)
    return person.id


@action
def reset_password(act: Act, person_id: int, *, password: str) -> int:
    """Give a person a password to sign in once; it unlocks, and ends all sessions.

    Raises NotFound, InvalidInput.
    """
    act.actor.require(Permission.ADMINISTER)
    person = _load(person_id)
    demand(_password_errors(password, person.username))
    person.password_hash = passwords.hashed(password)
    person.must_change_password = True
    person.session_version += 1
    person.failures, person.locked_until = 0, 0
    return person.id


@action
def deactivate_person(act: Act, person_id: int) -> int:
    """Close an account at once; what the person did stays. Raises OwnAccount."""
    act.actor.require(Permission.ADMINISTER)
    administrators = _administrators()
    person = _load(person_id)
    if person.id == act.actor.id or administrators == [person.id]:
        raise OwnAccount
    close(person)
    return person.id


@action
def activate_person(act: Act, person_id: int) -> int:
    """Open a closed account again."""
    act.actor.require(Permission.ADMINISTER)
    person = _load(person_id)
    person.is_active = True
    return person.id


@action
def record_consent(act: Act, person_id: int, *, given_at: int | None) -> int:
    """Note when a student's guardian consented (UTC seconds); None: withdrawn.

    Raises NotFound, and InvalidInput for anybody else or a day that is to come.
    """
    act.actor.require(Permission.ADMINISTER)
    person = _load(person_id)
    if person.role is not Role.STUDENT:
        raise InvalidInput({"day": NOT_A_STUDENT})
    if given_at is not None and given_at > act.at:
        raise InvalidInput({"day": N_("This day is still to come.")})
    person.guardian_consent_at = given_at
    return person.id


def close(person: Person) -> None:
    """Close an account within the caller's transaction; once is enough."""
    if person.is_active:
        person.is_active = False
        # Or a session left open would be good again with the account.
        person.session_version += 1


def suggest_password() -> str:
    """Return a password that is easy to read aloud and to type."""
    parts = ("".join(secrets.choice(LETTERS) for _ in range(3)) for _ in range(3))
    return "-".join(parts)


def _load(person_id: int) -> Person:
    person = db.session.get(Person, person_id, with_for_update=True)
    if person is None:
        raise NotFound
    return person


def _administrators() -> list[int]:
    """Return who administers the desk, locked: two cannot dismiss each other."""
    query = select(Person.id).where(
        Person.role == Role.ADMIN, Person.is_active.is_(True)
    )
    return list(db.session.scalars(query.order_by(Person.id).with_for_update()))


def _profile_errors(profile: Profile, person: Person) -> Errors:
    errors = profile.errors()
    if not _may_join(Unit, profile.unit_id, person.unit_id):
        errors["unit_id"] = CHOOSE
    if not _may_join(ClassGroup, profile.class_group_id, person.class_group_id):
        errors["class_group_id"] = CHOOSE
    others = Person.id != person.id if person.id else Person.id.is_not(None)
    number = profile.student_number
    if number and _exists(Person.student_number == number, others):
        errors["student_number"] = N_("Somebody else has this student number.")
    return errors


def _may_join(
    kind: type[Unit] | type[ClassGroup], chosen: int | None, present: int | None
) -> bool:
    if chosen in {None, present}:
        return True
    query = select(kind.id).where(kind.id == chosen, kind.is_active.is_(True))
    return db.session.scalar(query) is not None


def _password_errors(password: str, username: str) -> Errors:
    errors = password_errors(password, username=username)
    return {"password": errors["new"]} if errors else {}


def _exists(*where: ColumnElement[bool]) -> bool:
    return bool(db.session.scalar(select(func.count(Person.id)).where(*where)))


def _apply(act: Act, profile: Profile, person: Person) -> None:
    if profile.role is None:
        raise LookupError("A profile without a role; were its errors demanded?")
    person.name, person.role = profile.name, profile.role
    person.unit_id = profile.unit_id
    person.student_number = profile.student_number or None
    move(act, person, profile.class_group_id)
