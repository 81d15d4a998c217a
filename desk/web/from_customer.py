"""How a ticket's history tells what the customer did at the public door."""

from flask_babel import gettext

from desk.domain.log import EventKind
from desk.domain.vocabulary import N_
from desk.queries.history import Entry
from desk.web.formatting import label

TITLES: dict[EventKind, str] = {
    EventKind.RECEIVED: N_("Received by the public form"),
    EventKind.CUSTOMER_CONTACTED: N_("The customer writes"),
    EventKind.REOPENED: N_("Reopened by the customer"),
}


def title(kind: EventKind) -> str:
    """Return what happened, said so that nobody of the desk is meant."""
    return str(gettext(TITLES[kind])) if kind in TITLES else label(kind)


def name(entry: Entry) -> str | None:
    """Return whom an event is by if it is by the customer, who has no account."""
    return str(gettext("the customer")) if entry.is_from_customer else None
