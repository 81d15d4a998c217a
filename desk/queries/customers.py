"""Cards of customers: found again, and shown with what happened to them."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, literal, or_, select

from desk.domain.errors import Forbidden, NotFound
from desk.domain.people import Actor, Permission
from desk.domain.similar import folded
from desk.domain.vocabulary import (
    CustomerKind,
    CustomerStanding,
    Purpose,
    Relation,
)
from desk.extensions import db
from desk.models import Customer, Ticket
from desk.queries.pages import ROWS, Page
from desk.queries.units import unit_names

MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class CustomerFilters:
    """What the list of cards is narrowed to; the phone in the international form."""

    text: str = ""
    phone: str | None = None
    kind: CustomerKind | None = None
    standing: CustomerStanding | None = None
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """A card in the list."""

    id: int
    name: str
    kind: CustomerKind
    standing: CustomerStanding
    relation: Relation
    contact_person: str
    reach: str
    unit: str
    is_restricted: bool


@dataclass(frozen=True, slots=True)
class CustomerName:
    """Another card, by its name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class CustomerView:
    """A card as its page shows it; instants in UTC seconds, members in their order."""

    id: int
    version: int
    unit_id: int
    unit: str
    kind: CustomerKind
    standing: CustomerStanding
    relation: Relation
    name: str
    contact_person: str
    members: tuple[str, ...]
    phone: str
    contact: str
    expects: str
    purposes: tuple[Purpose, ...]
    birthday: str
    made_at: int
    erased_at: int | None
    is_restricted: bool
    survivor: CustomerName | None
    merged: tuple[CustomerName, ...]
    has_open_ticket: bool

    @property
    def reach(self) -> str:
        """Return how the customer is reached, by phone if possible."""
        return self.phone or self.contact

    @property
    def is_usable(self) -> bool:
        """Say whether it stands for itself and says something."""
        return self.survivor is None and self.erased_at is None


def customers(
    actor: Actor, filters: CustomerFilters, *, page: int
) -> Page[CustomerLine]:
    """Return one page (from 1) of the cards in use, by name."""
    where = [*_seen_by(actor), *_narrowed(filters)]
    where += [Customer.merged_into_id.is_(None), Customer.erased_at.is_(None)]
    total = db.session.scalar(select(func.count(Customer.id)).where(*where)) or 0
    query = select(Customer).where(*where).order_by(Customer.search_name, Customer.id)
    units = dict(unit_names())
    rows = db.session.scalars(query.limit(ROWS).offset((page - 1) * ROWS))
    return Page(
        [
            CustomerLine(
                id=row.id,
                name=row.name,
                kind=row.kind,
                standing=row.standing,
                relation=row.relation,
                contact_person=row.contact_person,
                reach=row.phone or row.contact,
                unit=units[row.unit_id],
                is_restricted=row.is_restricted,
            )
            for row in rows
        ],
        total,
    )


def get_customer(customer_id: int, actor: Actor) -> CustomerView:
    """Return one card. Raises NotFound, Forbidden for one the person may not see."""
    row = db.session.get(Customer, customer_id)
    if row is None:
        raise NotFound
    if actor.unit_id not in {None, row.unit_id}:
        raise Forbidden
    if row.is_restricted and not actor.may(Permission.PROTECT_CUSTOMERS):
        raise Forbidden
    merged = select(Customer.id, Customer.name).where(Customer.merged_into_id == row.id)
    up = db.session.get(Customer, row.merged_into_id) if row.merged_into_id else None
    return CustomerView(
        id=row.id,
        version=row.version,
        unit_id=row.unit_id,
        unit=dict(unit_names())[row.unit_id],
        kind=row.kind,
        standing=row.standing,
        relation=row.relation,
        name=row.name,
        contact_person=row.contact_person,
        members=tuple(member.name for member in row.members),
        phone=row.phone,
        contact=row.contact,
        expects=row.expects,
        purposes=tuple(each for each in Purpose if each in row.purposes),
        birthday=row.birthday,
        made_at=row.made_at,
        erased_at=row.erased_at,
        is_restricted=row.is_restricted,
        survivor=CustomerName(up.id, up.name) if up else None,
        merged=tuple(
            CustomerName(id_, name)
            for id_, name in db.session.execute(merged.order_by(Customer.id))
        ),
        has_open_ticket=_has_open_ticket(row.id),
    )


def _has_open_ticket(customer_id: int) -> bool:
    theirs = Ticket.customer_id.in_(Customer.family_of(customer_id))
    return bool(
        db.session.scalar(select(exists().where(theirs, Ticket.step.is_not(None))))
    )


def _seen_by(actor: Actor) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if actor.unit_id is not None:
        where.append(Customer.unit_id == actor.unit_id)
    if not actor.may(Permission.PROTECT_CUSTOMERS):
        where.append(Customer.is_restricted.is_(False))
    return where


def _narrowed(filters: CustomerFilters) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if filters.phone is not None:
        where.append(Customer.phone == filters.phone)
    else:
        words = folded(filters.text).split()[:MOST_WORDS]
        # What has no words, "%" for one, is nobody's name.
        nobody = [literal(value=False)] if filters.text and not words else []
        where += [*nobody, *(has_word(word) for word in words)]
    if filters.kind is not None:
        where.append(Customer.kind == filters.kind)
    if filters.standing is not None:
        where.append(Customer.standing == filters.standing)
    if filters.relation is not None:
        where.append(Customer.relation == filters.relation)
    return where


def has_word(beginning: str) -> ColumnElement[bool]:
    """Return the condition that a word of a card's name begins so."""
    return or_(
        Customer.search_name.startswith(beginning, autoescape=True),
        Customer.search_name.contains(f" {beginning}", autoescape=True),
    )
