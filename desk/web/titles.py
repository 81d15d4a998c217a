"""What an event of a ticket is called."""

from collections.abc import Callable, Sequence

from flask_babel import gettext

from desk.domain.log import EventKind
from desk.domain.vocabulary import N_
from desk.queries.history import Entry
from desk.web import from_customer
from desk.web.formatting import label

# What an event is called where its kind alone does not say all of it: the first that
# is meant. Only the giver's own end of an offer names whom it was made to.
TITLES: Sequence[tuple[Callable[[Entry], bool], str]] = (
    (
        lambda e: e.kind is EventKind.HANDOVER_DECLINED and "receiver" in e.facts,
        N_("Handover offer taken back"),
    ),
    (
        lambda e: e.kind is EventKind.TAKEN and "giver" in e.facts,
        N_("Taken over from a colleague who was off duty"),
    ),
    (
        lambda e: e.kind is EventKind.ASSIGNED and _is_own(e),
        N_("Taken over by a supervisor"),
    ),
    (
        lambda e: e.kind is EventKind.CUSTOMER_LINKED and not e.facts["card"],
        N_("Customer’s card taken off"),
    ),
    (
        lambda e: e.kind is EventKind.FEEDBACK_GIVEN and e.actor is not None,
        N_("Feedback of the customer, typed in by staff"),
    ),
    (
        lambda e: e.event.is_duplicate,
        N_("A duplicate was merged into this ticket"),
    ),
)


def _is_own(entry: Entry) -> bool:
    # What is handed over to a customer no longer says which of the staff it was.
    receiver = entry.facts.get("receiver")
    return receiver is not None and receiver == entry.actor_id


def title(entry: Entry) -> str:
    """Return what happened, where the kind alone does not say all of it."""
    if entry.is_from_customer:
        return from_customer.title(entry.kind)
    for is_meant, text in TITLES:
        if is_meant(entry):
            return str(gettext(text))
    return label(entry.kind)
