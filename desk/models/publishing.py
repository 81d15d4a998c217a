"""What keeps the grades of a class from being published: the one place that says so.

For the act and for the page that says what it waits for.
"""

from sqlalchemy import ColumnElement, and_, or_, select

from desk.domain.people import Role
from desk.domain.waiting import MatterKind
from desk.models.event import TicketEvent
from desk.models.matter import Matter
from desk.models.person import Person
from desk.models.ticket import Ticket

# Whatever a reviewer says about these, somebody's seconds change.
CHANGES_SECONDS = (MatterKind.CLAIM, MatterKind.MARK)
# Who else than the person at the keys an event is about.
NAMED = ("holder", "giver", "receiver")


def holds_up(
    class_group_id: int, begins_at: int, ends_at: int, *, now: int
) -> ColumnElement[bool]:
    """Return which matters, with their tickets, wait before grades are published.

    Of tickets received in a period [begins_at, ends_at) that students of the class had
    a part in (UTC seconds). Source: grading.md, "Life of a grade".
    """
    is_long = and_(Matter.kind == MatterKind.PAUSE, Matter.long_at <= now)
    return and_(
        or_(Matter.kind.in_(CHANGES_SECONDS), is_long),
        Ticket.received_at >= begins_at,
        Ticket.received_at < ends_at,
        _has_part(class_group_id),
    )


def _has_part(class_group_id: int) -> ColumnElement[bool]:
    students = select(Person.id).where(
        Person.class_group_id == class_group_id,
        Person.role == Role.STUDENT,
        Person.is_active.is_(True),
    )
    people = (
        TicketEvent.actor_id,
        *(TicketEvent.facts[name].as_integer() for name in NAMED),
    )
    return (
        select(TicketEvent.id)
        .where(
            TicketEvent.ticket_id == Ticket.id,
            or_(*(person.in_(students) for person in people)),
        )
        .correlate(Ticket)
        .exists()
    )
