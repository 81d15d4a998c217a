"""What the person signed in may do with a ticket; it decides what the page offers."""

from dataclasses import dataclass, fields
from typing import Any

from desk.domain.customers import may_reveal
from desk.domain.people import Actor, Permission
from desk.domain.vocabulary import Approval, Ending, Step
from desk.domain.workflow import MAY_PAUSE, last_owner
from desk.queries.follow_ups import find_follow_up
from desk.queries.similar_customers import card_of
from desk.queries.tickets import TicketView
from desk.web.actor import actor
from desk.web.now import now


@dataclass(frozen=True, slots=True)
class May:
    """What the person may do with the ticket now; the services decide in the end."""

    walk: bool
    take: bool
    release: bool
    undo: bool
    step_back: bool
    decide: bool
    pause: bool
    resume: bool
    contact: bool
    offer: bool
    withdraw: bool
    accept: bool
    decline: bool
    reopen: bool
    follow_on: bool
    void: bool
    # The linked tickets whose pages the person may see, by their ids.
    open: frozenset[int]
    merge: bool
    unmerge: bool
    mark: bool
    decide_mark: bool
    restore: bool
    assign: bool
    take_over: bool
    prioritise: bool
    coach: bool
    move: bool
    note_fact: bool
    link: bool
    make_card: bool
    unlink: bool
    reveal: bool
    slip: bool
    follow_up: bool


def may(ticket: TicketView) -> May:
    """Return what the person may do with the ticket."""
    person = actor()
    if person.unit_id not in {None, ticket.unit_id}:
        return _elsewhere(ticket)
    is_open = ticket.step is not None
    is_owner = ticket.owner_id == person.id
    is_offered = ticket.handover_to_id == person.id
    reviews = person.may(Permission.REVIEW) and not is_owner
    return May(
        walk=is_open and is_owner,
        take=ticket.holding.may_take,
        release=is_open and ticket.owner_id is not None and (is_owner or reviews),
        undo=ticket.undoable is not None,
        step_back=(ticket.step not in {None, Step.RECORD} and (is_owner or reviews)),
        decide=_decides(ticket, person) and reviews,
        pause=(
            is_owner
            and ticket.step in MAY_PAUSE
            and ticket.pause is None
            and ticket.pauses_left > 0
        ),
        resume=ticket.pause is not None and (is_owner or reviews),
        contact=ticket.pause is not None,
        offer=is_open and is_owner and ticket.handover_to_id is None,
        withdraw=is_open and is_owner and ticket.handover_to_id is not None,
        accept=is_offered,
        decline=is_offered,
        void=(
            ticket.correctable is not None
            and reviews
            and person.id != ticket.correctable.actor_id
        ),
        open=_readable(ticket, person),
        **_endings(ticket, person, reviews=reviews),
        **_supervision(ticket, person, reviews=reviews),
        **_aftermath(ticket, person),
    )


def _aftermath(ticket: TicketView, person: Actor) -> dict[str, bool]:
    """Return what the person may do for the customer besides the four steps."""
    is_standing = ticket.ending in {None, Ending.CLOSED}
    is_for_it = ticket.owner_id == person.id or person.may(Permission.REVIEW)
    found = find_follow_up(ticket.id, person, now=now()) if ticket.is_closed else None
    is_due = found is not None and found.follow_up_due <= now()
    return {
        "slip": is_standing and is_for_it,
        "follow_up": found is not None,
        **_customer(ticket, person, asks_again=is_due),
    }


def _decides(ticket: TicketView, person: Actor) -> bool:
    return ticket.approval is Approval.REQUESTED and person.id != ticket.asked_by


def _elsewhere(ticket: TicketView) -> May:
    """Return what is left to who worked on it before it was moved: only to undo."""
    nothing: dict[str, Any] = {field.name: False for field in fields(May)}
    is_undoable = ticket.undoable is not None
    return May(**nothing | {"open": frozenset(), "undo": is_undoable})


def _readable(ticket: TicketView, person: Actor) -> frozenset[int]:
    reviews = person.may(Permission.REVIEW)
    ids = {
        link.id
        for link in ticket.links.followers
        if reviews or link.owner_id == person.id
    }
    if ticket.links.follows and (reviews or ticket.owner_id == person.id):
        ids.add(ticket.links.follows.id)
    return frozenset(ids)


def _endings(ticket: TicketView, person: Actor, *, reviews: bool) -> dict[str, bool]:
    """Return what the person may do once a ticket has ended, or to end it."""
    is_owner, is_open = ticket.owner_id == person.id, ticket.step is not None
    is_standing = ticket.ending in {None, Ending.CLOSED}
    merges = reviews and person.id not in ticket.logged_by
    has_marked = ticket.mark is not None and ticket.mark.actor_id == person.id
    return {
        "reopen": ticket.is_reopenable and person.may(Permission.REVIEW),
        "follow_on": ticket.is_followable and person.may(Permission.WALK_STEPS),
        "merge": merges and is_standing,
        "unmerge": merges and ticket.ending is Ending.DUPLICATE,
        "mark": not ticket.is_marked
        and (is_standing if reviews else is_owner and is_open),
        "decide_mark": ticket.is_marked and reviews and not has_marked,
        "restore": reviews and ticket.ending is Ending.NOT_A_COMPLAINT,
        # As long as something can be built on it.
        "note_fact": (is_open or ticket.is_reopenable)
        and (is_owner or person.may(Permission.REVIEW)),
    }


def _supervision(
    ticket: TicketView, person: Actor, *, reviews: bool
) -> dict[str, bool]:
    """Return what a reviewer may do with somebody else's ticket."""
    supervises = reviews and ticket.step is not None
    return {
        "assign": supervises,
        # One in the queue they take, as everybody does.
        "take_over": supervises
        and person.may(Permission.WALK_STEPS)
        and not ticket.holding.may_take,
        "prioritise": supervises,
        "move": supervises,
        "coach": reviews and _holder(ticket) not in {None, person.id},
    }


def _customer(
    ticket: TicketView, person: Actor, *, asks_again: bool
) -> dict[str, bool]:
    """Return what the person may do about whose complaint it is."""
    is_owner, is_open = ticket.owner_id == person.id, ticket.step is not None
    links = person.may(Permission.KEEP_CUSTOMERS) and (
        (is_open and is_owner)
        or (person.may(Permission.REVIEW) and ticket.ending in {None, Ending.CLOSED})
    )
    card = card_of(ticket.entries, person)
    # Before the first step is done, the record form itself suggests cards.
    offers = links and card is None and bool(ticket.complaint)
    is_known = bool(ticket.contact or (card and (card.phone or card.contact)))
    return {
        "link": offers,
        "make_card": offers,
        "unlink": links and card is not None,
        "reveal": is_known
        and may_reveal(
            person, is_open=is_open, is_owner=is_owner, asks_again=asks_again
        ),
    }


def _holder(ticket: TicketView) -> int | None:
    if ticket.owner_id is not None:
        return ticket.owner_id
    return last_owner(entry.event for entry in ticket.entries)
