"""Who works at the desk, and the one table of who may do what."""

import re
from dataclasses import dataclass
from enum import StrEnum, auto

from desk.domain.errors import Forbidden
from desk.domain.vocabulary import N_, Language, Word

USERNAME = re.compile(r"[a-z0-9._-]{3,40}")


class Role(Word):
    """What a person is at the practice business."""

    STUDENT = "student", N_("Student on duty")
    SUPERVISOR = "supervisor", N_("Supervisor")
    TEACHER = "teacher", N_("Vocational teacher")
    HEAD = "head", N_("Head of unit")
    ADMIN = "admin", N_("Administrator")


class Permission(StrEnum):
    """Something a role may do."""

    SIGNED_IN = auto()
    WALK_STEPS = auto()
    READ_TICKETS = auto()
    REVIEW = auto()
    READ_REPORTS = auto()
    # Of every student: what they thought a customer would say. Ungraded, and private.
    READ_FORECASTS = auto()
    # The card of a customer: to find, make and mend it at the counter.
    KEEP_CUSTOMERS = auto()
    # To merge cards, and to export, restrict or look up what is personal on them.
    PROTECT_CUSTOMERS = auto()
    PROPOSE_SOLUTIONS = auto()
    APPROVE_SOLUTIONS = auto()
    # Improvement actions, and the daily count of transactions behind their rates.
    IMPROVE = auto()
    # What a student does at the counter, scored by the rubric.
    OBSERVE = auto()
    # Of one's own classes only; who that is, the class says.
    GRADE = auto()
    # Every grade of a class: its teachers, and the head.
    READ_GRADES = auto()
    # One's own, once published, and what it will be made of.
    READ_OWN_GRADES = auto()
    EDIT_SOURCES = auto()
    READ_ROSTER = auto()
    EDIT_ROSTER = auto()
    EDIT_TARGETS = auto()
    EDIT_CALENDAR = auto()
    # Beyond this only to take past service time away. Source: clock.md.
    ADD_PAST_SERVICE = auto()
    ADMINISTER = auto()


ANYBODY = {Permission.SIGNED_IN}
READERS = ANYBODY | {Permission.READ_TICKETS, Permission.READ_ROSTER}
STAFF = READERS | {
    Permission.WALK_STEPS,
    Permission.KEEP_CUSTOMERS,
    Permission.PROPOSE_SOLUTIONS,
}
REVIEWERS = {
    Permission.REVIEW,
    Permission.READ_REPORTS,
    Permission.KEEP_CUSTOMERS,
    Permission.PROTECT_CUSTOMERS,
    Permission.IMPROVE,
    Permission.OBSERVE,
}
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.STUDENT: frozenset(STAFF | {Permission.READ_OWN_GRADES}),
    Role.SUPERVISOR: frozenset(STAFF | REVIEWERS),
    Role.TEACHER: frozenset(
        READERS
        | REVIEWERS
        | {
            Permission.READ_FORECASTS,
            Permission.GRADE,
            Permission.READ_GRADES,
            Permission.PROPOSE_SOLUTIONS,
            Permission.APPROVE_SOLUTIONS,
            Permission.EDIT_SOURCES,
            Permission.EDIT_ROSTER,
            Permission.EDIT_TARGETS,
            Permission.EDIT_CALENDAR,
        }
    ),
    Role.HEAD: frozenset(
        READERS | REVIEWERS | {Permission.READ_FORECASTS, Permission.READ_GRADES}
    ),
    Role.ADMIN: frozenset(
        ANYBODY
        | {
            Permission.EDIT_SOURCES,
            Permission.ADMINISTER,
            Permission.EDIT_CALENDAR,
            Permission.ADD_PAST_SERVICE,
        }
    ),
}


def may_hold(role: Role, works_at: int | None, unit_id: int) -> bool:
    """Say whether somebody of a role and unit can hold tickets of a unit at all."""
    return works_at == unit_id and Permission.WALK_STEPS in PERMISSIONS[role]


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a request, as the rules need to know them.

    A customer at the public door has no role, and so may do nothing a role allows.
    """

    id: int
    name: str
    role: Role | None
    unit_id: int | None
    language: Language
    must_change_password: bool = False

    def may(self, permission: Permission) -> bool:
        """Say whether the person's role allows it."""
        return self.role is not None and permission in PERMISSIONS[self.role]

    def require(self, permission: Permission) -> None:
        """Raise Forbidden unless the person's role allows it."""
        if not self.may(permission):
            raise Forbidden


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, when (UTC seconds), and the key by which a retry is known.

    The page is the form it was typed into; what was drafted there is done with.
    """

    actor: Actor
    at: int
    key: str
    page: str = ""


# Commands and the demo act as the desk itself; it has no account.
SYSTEM = Actor(id=0, name="system", role=Role.ADMIN, unit_id=None, language=Language.ID)
# Whoever stands at the public door: known by nothing but the code of a complaint.
CUSTOMER = Actor(id=0, name="customer", role=None, unit_id=None, language=Language.ID)
