"""Which pages a role finds in the menu, and where it lands after signing in."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import gettext

from desk.domain.people import Actor, Permission, Role
from desk.domain.vocabulary import N_


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry of the menu."""

    label: str
    url: str
    is_current: bool


ENTRIES: tuple[tuple[Permission, str, str], ...] = (
    (Permission.WALK_STEPS, "tickets.index", N_("My desk")),
    (Permission.REVIEW, "review.open_tickets", N_("Open tickets")),
    (Permission.REVIEW, "review.archive", N_("Archive")),
    (Permission.ADMINISTER, "admin.people", N_("People")),
    (Permission.ADMINISTER, "admin.class_groups", N_("Class groups")),
    (Permission.ADMINISTER, "admin.units", N_("Units")),
    (Permission.EDIT_SOURCES, "admin.sources", N_("Sources")),
    (Permission.EDIT_TARGETS, "targets.index", N_("Targets")),
    (Permission.ADMINISTER, "admin.imports", N_("Import")),
    (Permission.SIGNED_IN, "help.guide", N_("Pocket guide")),
)
HOME = {
    Role.STUDENT: "tickets.index",
    Role.SUPERVISOR: "review.open_tickets",
    Role.TEACHER: "review.open_tickets",
    Role.HEAD: "review.open_tickets",
    Role.ADMIN: "admin.people",
}


def menu(actor: Actor | None) -> list[MenuItem]:
    """Return the menu of a person."""
    if actor is None or actor.must_change_password:
        return []
    return [
        MenuItem(gettext(text), url_for(endpoint), request.endpoint == endpoint)
        for permission, endpoint, text in ENTRIES
        if actor.may(permission)
    ]


def home_of(actor: Actor) -> str:
    """Return the URL a person lands on."""
    return url_for(HOME[actor.role])
