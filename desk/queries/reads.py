"""Who looked at what is personal, when."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select

from desk.domain.people import Role
from desk.extensions import db
from desk.models import PersonalRead, Ticket
from desk.queries.pages import ROWS, Page
from desk.queries.people import everybody

# More than a card is ever looked at before it is erased.
MOST_READS = 500


@dataclass(frozen=True, slots=True)
class Read:
    """A look at what is personal (UTC seconds): by whom, on which card or ticket."""

    at: int
    person: str
    role: Role | None
    customer_id: int | None
    ticket_id: int | None
    number: str | None


def reads_of(where: ColumnElement[bool]) -> tuple[Read, ...]:
    """Return the looks at something, the newest first."""
    return _told(_looked().where(where).limit(MOST_READS))


def reads_between(since: int, until: int, *, page: int) -> Page[Read]:
    """Return a page (from 1) of the looks within [since, until) (UTC seconds)."""
    where = (PersonalRead.at >= since, PersonalRead.at < until)
    total = db.session.scalar(select(func.count(PersonalRead.id)).where(*where)) or 0
    query = _looked().where(*where).limit(ROWS).offset((page - 1) * ROWS)
    return Page(list(_told(query)), total)


def _looked() -> Select[PersonalRead, str | None]:
    return (
        select(PersonalRead, Ticket.number)
        .outerjoin(Ticket, Ticket.id == PersonalRead.ticket_id)
        .order_by(PersonalRead.at.desc(), PersonalRead.id.desc())
    )


def _told(query: Select[PersonalRead, str | None]) -> tuple[Read, ...]:
    people = everybody()
    return tuple(
        Read(
            at=read.at,
            person=people[read.person_id].name,
            role=people[read.person_id].role,
            customer_id=read.customer_id,
            ticket_id=read.ticket_id,
            number=number,
        )
        for read, number in db.session.execute(query)
    )
