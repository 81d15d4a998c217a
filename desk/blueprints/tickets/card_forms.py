"""The forms by which a ticket gets the card of its customer."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from wtforms import SelectChoice, StringField

from desk.blueprints.tickets.forms import SideForm
from desk.domain.customers import Card
from desk.domain.evidence import LINE
from desk.domain.vocabulary import CustomerKind, CustomerStanding, Relation
from desk.queries.similar_customers import SimilarCustomer, similar_customers
from desk.queries.tickets import TicketView
from desk.web.fields import Chips, as_id
from desk.web.forms import at_most
from desk.web.phones import read_phone
from desk.web.reach import about


class LinkForm(SideForm):
    """Which card is the customer's: one of those that are alike."""

    path = "link"
    card = Chips(lazy_gettext("Is it one of these?"), coerce=as_id)
    similar: Sequence[SimilarCustomer] = ()

    def offer(self, ticket: TicketView) -> None:
        """Offer the cards that are alike, by name and number."""
        self.similar = similar_customers(
            ticket.unit_id, name=ticket.customer, phone=read_phone(ticket.contact)
        )
        self.card.choices = [
            SelectChoice(each.id, f"{each.name} · {about(each)}")
            for each in self.similar
        ]


class MakeCardForm(SideForm):
    """What a new card says besides what the ticket knows."""

    path = "make-card"
    name = StringField(lazy_gettext("Customer's name"), [at_most(LINE)])
    relation = Chips(lazy_gettext("Internal or external?"), Relation, coerce=Relation)
    standing = Chips(
        lazy_gettext("How well do they know the shop?"),
        CustomerStanding,
        coerce=CustomerStanding,
    )

    @classmethod
    def known(cls, ticket: TicketView) -> dict[str, Any]:
        """Return the name the ticket knows."""
        return {"name": ticket.customer}

    def card(self, contact: str) -> Card:
        """Return the card of one person who is reached as the ticket says."""
        phone = read_phone(contact)
        return Card(
            kind=CustomerKind.INDIVIDUAL,
            standing=self.standing.data,
            relation=self.relation.data,
            name=self.name.data or "",
            phone=phone or "",
            contact="" if phone else contact,
        )
