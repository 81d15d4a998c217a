"""What single keys do, for the sheet that lists them (static/js/keys.js does it)."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from desk.domain.people import Actor, Permission
from desk.domain.vocabulary import N_


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One or two keys pressed one after the other, and where they lead if anywhere."""

    keys: Sequence[str]
    label: str
    url: str = ""


KEYS: tuple[tuple[Permission, str, str], ...] = (
    (Permission.READ_TICKETS, "j", N_("Next ticket in the list")),
    (Permission.READ_TICKETS, "k", N_("Ticket before it")),
    (Permission.READ_TICKETS, "Enter", N_("Open that ticket")),
    (Permission.REVIEW, "x", N_("Select that ticket, or not")),
    (Permission.REVIEW, "a", N_("Go to what is done with the selection")),
    (Permission.READ_TICKETS, "u", N_("Back to the list")),
    (Permission.SIGNED_IN, "/", N_("Search")),
    (Permission.SIGNED_IN, "?", N_("Show these keys")),
)
PLACES: tuple[tuple[Permission, str, str, str], ...] = (
    (Permission.WALK_STEPS, "g d", "tickets.index", N_("My desk")),
    (Permission.REVIEW, "g o", "review.open_tickets", N_("Open tickets")),
    (Permission.REVIEW, "g b", "review.board", N_("Board by step")),
    (Permission.REVIEW, "g r", "review.waiting", N_("To review")),
)


def shortcuts(actor: Actor | None) -> list[Shortcut]:
    """Return the keys that do something for the person."""
    if actor is None:
        return []
    keys = [
        Shortcut(key.split(), gettext(text))
        for permission, key, text in KEYS
        if actor.may(permission)
    ]
    places = [
        Shortcut(key.split(), gettext(text), url_for(endpoint))
        for permission, key, endpoint, text in PLACES
        if actor.may(permission)
    ]
    return keys + places
