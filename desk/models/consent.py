"""Whom a purpose allows to be contacted, as one condition for hands and eyes."""

from functools import cache

from sqlalchemy import ColumnElement, String, cast, func, or_, select
from sqlalchemy.orm import aliased

from desk.domain.vocabulary import Purpose
from desk.models.customer import Customer
from desk.models.ticket import Ticket


# Every page of a closed ticket asks, and to put it together takes longer than to ask.
@cache
def may_be_asked(purpose: Purpose) -> ColumnElement[bool]:
    """Return the condition that the customer of a ticket may be contacted for it.

    With a card it says so itself; of a merged one, the card that goes on. Without a
    card there is only the contact left for this complaint, which was left to be used.
    """
    card, standing = aliased(Customer), aliased(Customer)
    has_agreed = cast(standing.purposes, String).contains(f'"{purpose.value}"')
    agreeing = (
        select(card.id)
        .join(standing, standing.id == func.coalesce(card.merged_into_id, card.id))
        .where(
            card.id == Ticket.customer_id,
            card.is_restricted.is_(False),
            standing.is_restricted.is_(False),
            standing.erased_at.is_(None),
            has_agreed,
        )
    )
    return or_(Ticket.customer_id.is_(None), agreeing.exists())
