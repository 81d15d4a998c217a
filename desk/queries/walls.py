"""The wall boards of the units, and the figures a wall board shows: no names at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sqlalchemy import and_, case, func, select, union_all

from desk.domain.errors import NotFound
from desk.domain.hours import DAY
from desk.domain.nearness import Nearness, nearness
from desk.domain.people import Actor
from desk.domain.targets import targets_at
from desk.domain.vocabulary import Ending, Priority, Step
from desk.extensions import db
from desk.models import Person, Ticket, Unit, WallBoard
from desk.queries.calendars import calendar_in_force
from desk.queries.roster import duty_roster
from desk.queries.targets import targets_of

# Fewer times than this say nothing about how the day goes.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class WallLine:
    """A unit with its wall board, if it has one; made at, in UTC seconds."""

    unit_id: int
    unit: str
    secret: str | None
    made_by: str | None
    made_at: int | None


@dataclass(frozen=True, slots=True)
class Wall:
    """A wall board as its address finds it."""

    unit_id: int
    unit: str
    zone: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """The ticket received first of those still open; received at, in UTC seconds."""

    number: str
    step: Step
    received_at: int


@dataclass(frozen=True, slots=True)
class OpenNow:
    """How many tickets stand at a step, and how many of them need attention."""

    step: Step
    count: int
    past_target: int
    queued: int


@dataclass(frozen=True, slots=True)
class Today:
    """What was received since midnight, and the response times of it, in seconds."""

    received: int
    closed: int
    responses: Sequence[int]
    target: int

    @property
    def is_enough(self) -> bool:
        """Say whether there are enough response times to speak of a median."""
        return len(self.responses) >= FEWEST

    @property
    def median(self) -> int:
        """Return the median response time in counted seconds."""
        return int(median(self.responses))

    @property
    def is_past(self) -> bool:
        """Say whether the median is past the target."""
        return self.is_enough and self.median > self.target


@dataclass(frozen=True, slots=True)
class WallFigures:
    """Everything a wall board shows."""

    steps: Sequence[OpenNow]
    due_before_bell: int
    today: Today
    longest: Waiting | None

    @property
    def open(self) -> int:
        """Return how many tickets are open."""
        return sum(each.count for each in self.steps)

    @property
    def past_target(self) -> int:
        """Return how many of them are past a target."""
        return sum(each.past_target for each in self.steps)

    @property
    def queued(self) -> int:
        """Return how many of them nobody holds."""
        return sum(each.queued for each in self.steps)


def walls_for(actor: Actor) -> list[WallLine]:
    """Return the units a person works for, by name, with their wall boards."""
    stands = and_(WallBoard.unit_id == Unit.id, WallBoard.revoked_at.is_(None))
    query = (
        select(Unit.id, Unit.name, WallBoard.secret, Person.name, WallBoard.made_at)
        .outerjoin(WallBoard, stands)
        .outerjoin(Person, Person.id == WallBoard.made_by_id)
        .where(Unit.is_active.is_(True))
        .order_by(func.lower(Unit.name), Unit.id)
    )
    if actor.unit_id is not None:
        query = query.where(Unit.id == actor.unit_id)
    return [WallLine(*row) for row in db.session.execute(query)]


def find_wall(secret: str) -> Wall:
    """Return the wall board with an address. Raises NotFound if revoked or unknown."""
    row = db.session.execute(
        select(Unit.id, Unit.name)
        .join(WallBoard, WallBoard.unit_id == Unit.id)
        .where(
            WallBoard.secret == secret,
            WallBoard.revoked_at.is_(None),
            Unit.is_active.is_(True),
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    return Wall(row.id, row.name, calendar_in_force(row.id).zone)


def figures_of(unit_id: int, *, now: int) -> WallFigures:
    """Return how things stand at a unit (now in UTC seconds)."""
    return WallFigures(
        steps=_open_now(unit_id, now),
        due_before_bell=_due_before_bell(unit_id, now),
        today=_today(unit_id, now),
        longest=_longest(unit_id),
    )


def _open_now(unit_id: int, now: int) -> list[OpenNow]:
    rows = db.session.execute(
        select(
            Ticket.step,
            func.count(),
            func.sum(case((Ticket.due_at < now, 1), else_=0)),
            func.sum(case((Ticket.owner_id.is_(None), 1), else_=0)),
        )
        .where(Ticket.unit_id == unit_id, Ticket.step.is_not(None))
        .group_by(Ticket.step)
    )
    found = {step: OpenNow(step, *counts) for step, *counts in rows}
    return [found.get(step, OpenNow(step, 0, 0, 0)) for step in Step]


def _due_before_bell(unit_id: int, now: int) -> int:
    """Return how many targets are reached before the shift ends.

    The shift is the holder's; in the queue, the longest of those on duty now. Source:
    `nearness`.
    """
    roster = duty_roster(unit_id, now, now + DAY)
    on_duty = {duty.person_id for duty in roster.duties}
    # Nobody in particular is on duty only where no roster is kept.
    bells = [roster.bell(person, now) for person in {0, *on_duty}]
    last = max((bell for bell in bells if bell is not None), default=None)
    if last is None:
        return 0
    rows = db.session.execute(
        select(Ticket.owner_id, Ticket.due_at, Ticket.paused_until).where(
            Ticket.unit_id == unit_id,
            Ticket.step.is_not(None),
            Ticket.due_at.between(now, last),
        )
    ).all()
    owners = {row.owner_id for row in rows} - {None}
    bell_of = {owner: roster.bell(owner, now) for owner in owners} | {None: last}
    found = [
        nearness(
            row.due_at,
            now=now,
            bell=bell_of[row.owner_id],
            paused_until=row.paused_until,
        )
        for row in rows
    ]
    return found.count(Nearness.DUE_THIS_SHIFT)


def _today(unit_id: int, now: int) -> Today:
    calendar = calendar_in_force(unit_id)
    midnight, _ = calendar.day_span(calendar.local_day(now))
    # Two statements in one, each along an index: what is open, and what ended today.
    came_today = and_(Ticket.unit_id == unit_id, Ticket.received_at >= midnight)
    ended_today = and_(
        Ticket.unit_id == unit_id,
        Ticket.ended_at >= midnight,
        Ticket.ending == Ending.CLOSED,
    )
    received = db.session.execute(
        union_all(
            select(Ticket.response).where(came_today, Ticket.step.in_(list(Step))),
            select(Ticket.response).where(came_today, ended_today),
        )
    ).all()
    closed = db.session.scalar(select(func.count(Ticket.id)).where(ended_today))
    targets = targets_at(targets_of(unit_id), now).of(Priority.MEDIUM)
    return Today(
        received=len(received),
        closed=closed or 0,
        responses=[seconds for (seconds,) in received if seconds is not None],
        target=targets.response,
    )


def _longest(unit_id: int) -> Waiting | None:
    row = db.session.execute(
        select(Ticket.number, Ticket.step, Ticket.received_at)
        .where(Ticket.unit_id == unit_id, Ticket.step.is_not(None))
        .order_by(Ticket.received_at, Ticket.id)
        .limit(1)
    ).one_or_none()
    return Waiting(row.number, row.step, row.received_at) if row and row.step else None
