"""What is past its time: the one place that says so, for the preview and the job."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    cast,
    exists,
    false,
    or_,
    select,
    union,
)
from sqlalchemy.orm import aliased

from desk.domain.customers import EntryKind
from desk.domain.retention import CONTACT_WORDS, KEEPS_CARD, Kept, Limits
from desk.domain.vocabulary import Purpose
from desk.models.customer import Customer, CustomerEntry
from desk.models.event import Evidence, TicketEvent
from desk.models.grading import Objection
from desk.models.photo import Photo
from desk.models.ticket import Ticket

Tickets = type[Ticket]


def past_its_time(kind: Kept, limits: Limits) -> ColumnElement[bool]:
    """Return which tickets, or customers' cards, hold something to be erased."""
    if kind is Kept.CUSTOMERS:
        return _unused(limits.contact)
    if kind is Kept.CONTACTS:
        return and_(_over(lambda row: row.ended_at <= limits.contact), _holds_contact())
    return and_(
        _over(lambda row: _in_an_old_year(row, limits)),
        _holds_anything(),
        ~_is_disputed(),
    )


def outlived_birthdays() -> ColumnElement[bool]:
    """Return the cards that hold a birthday without consent to a greeting."""
    return and_(Customer.birthday != "", ~_consents(Customer, Purpose.BIRTHDAY))


def _over(is_past: Callable[[Tickets], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Return what is over; a duplicate is not before the ticket it was merged into."""
    survivor = aliased(Ticket)
    goes_on = or_(survivor.ended_at.is_(None), ~is_past(survivor))
    later = select(survivor.id).where(survivor.id == Ticket.merged_into_id, goes_on)
    return and_(is_past(Ticket), ~exists(later))


def _in_an_old_year(row: Tickets, limits: Limits) -> ColumnElement[bool]:
    years = (
        and_(row.unit_id == unit_id, row.ended_at < instant)
        for unit_id, instant in limits.content.items()
    )
    return or_(false(), *years)


def _holds_contact() -> ColumnElement[bool]:
    # Asks the log, not the row: a step done twice may have told two names.
    told = (Evidence.words[field].as_string().is_not(None) for field in CONTACT_WORDS)
    return exists(_words().where(or_(*told)))


def _holds_anything() -> ColumnElement[bool]:
    """Return what was never erased, or was written on again afterwards."""
    photos = select(Photo.id).where(
        Photo.ticket_id == Ticket.id, Photo.content.is_not(None)
    )
    return and_(
        or_(Ticket.erased_at.is_(None), Ticket.touched_at > Ticket.erased_at),
        or_(exists(_words()), exists(photos)),
    )


def _is_disputed() -> ColumnElement[bool]:
    """Return what a grade is made of whose student waits for an answer.

    What was written on those tickets may decide it, so it stays until then; who the
    customer is decides nothing, and goes in time.
    """
    named = cast(Objection.tickets, Text).contains('"' + Ticket.number + '"')
    return exists(select(Objection.id).where(Objection.verdict.is_(None), named))


def _words() -> Select[int]:
    return (
        select(TicketEvent.id)
        .join(Evidence, Evidence.event_id == TicketEvent.id)
        .where(TicketEvent.ticket_id == Ticket.id, Evidence.words.is_not(None))
    )


def _unused(limit: int) -> ColumnElement[bool]:
    """Return the cards without a complaint or a change since then (UTC seconds).

    Cards merged into one another are one customer's: they go together.
    """
    root = select(Customer.id, Customer.id.label("root"))
    top = root.where(Customer.merged_into_id.is_(None)).cte("family", recursive=True)
    card = aliased(Customer)
    below = select(card.id, top.c.root).join(top, card.merged_into_id == top.c.id)
    family = top.union_all(below)
    consents = or_(*(_consents(Customer, purpose) for purpose in KEEPS_CARD))
    used = (
        select(family.c.root)
        .join(Customer, Customer.id == family.c.id)
        .where(or_(Customer.made_at > limit, consents)),
        select(family.c.root)
        .join(Ticket, Ticket.customer_id == family.c.id)
        .where(or_(Ticket.ended_at.is_(None), Ticket.ended_at > limit)),
        select(family.c.root)
        .join(CustomerEntry, CustomerEntry.customer_id == family.c.id)
        .where(CustomerEntry.kind == EntryKind.CHANGED, CustomerEntry.at > limit),
    )
    unused = select(family.c.id).where(family.c.root.not_in(union(*used)))
    return and_(Customer.erased_at.is_(None), Customer.id.in_(unused))


def _consents(card: Any, purpose: Purpose) -> ColumnElement[bool]:
    return cast(card.purposes, Text).contains(f'"{purpose}"')
