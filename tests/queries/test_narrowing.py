"""What the database finds past, due, paused and silent is what the rules say it is."""

import random

import pytest
from sqlalchemy import insert, select, text

from desk.domain.filters import Filters, Silence, View
from desk.domain.hours import DAY
from desk.domain.nearness import DueTimes, Nearness, deadlines, most_pressing
from desk.domain.vocabulary import Attendance, Priority, Step
from desk.extensions import db
from desk.models import Absence, RosterVersion, Shift, Ticket
from desk.queries import lists
from desk.queries.calendars import calendar_in_force
from desk.queries.narrowing import still_open
from desk.queries.roster import duty_roster
from desk.services.row import NEVER

HOUR = 3_600


@pytest.fixture
def varied(app, world, clock):
    """Put many tickets of both units about the present, some on the very second."""
    chance, now = random.Random(4), clock.now
    near = [now - 1, now, now + 1, clock.set(12), clock.set(12) + 1, clock.set(11)]
    clock.set(9)
    owners = [None, *(world.id_of(n) for n in ("siswa", "siswi", "pengawas", "baru"))]

    def instant():
        return chance.choice([*near, now + chance.randrange(-3 * DAY, 3 * DAY)])

    def row(n):
        dues = [chance.choice([None, instant()]) for _ in range(3)]
        return {
            "number": f"KEL/{n:05}",
            "unit_id": world.units[chance.choice(["MM", "MM", "PC"])],
            "version": 1,
            "log_head": "0" * 64,
            "step": chance.choice(list(Step)),
            "priority": Priority.MEDIUM,
            "owner_id": chance.choice(owners),
            "received_at": now - 9 * DAY,
            "needs": [],
            **dict(
                zip(("step_due", "response_due", "resolution_due"), dues, strict=True)
            ),
            "due_at": min((each for each in dues if each is not None), default=NEVER),
            "paused_until": chance.choice([None, None, instant()]),
            "touched_at": now - chance.randrange(9 * DAY),
        }

    with app.app_context():
        db.session.execute(insert(Ticket), [row(n) for n in range(400)])
        db.session.commit()


@pytest.fixture(params=["no roster", "a roster"])
def roster(request, app, world, clock):
    """Give some a shift until eleven, one ill, one away, or nobody any roster."""
    if request.param == "no roster":
        return
    with app.app_context():
        version = RosterVersion(unit_id=world.units["MM"], reason="", created_at=1)
        db.session.add(version)
        db.session.flush()
        for name, attendance in (("siswa", None), ("siswi", Attendance.SICK)):
            db.session.add(
                Shift(
                    unit_id=version.unit_id,
                    person_id=world.id_of(name),
                    begins_at=clock.now - HOUR,
                    ends_at=clock.now + 2 * HOUR,
                    attendance=attendance,
                    added_in=version.id,
                )
            )
        db.session.add(
            Absence(
                person_id=world.id_of("baru"),
                begins_at=1,
                reason="PKL",
                added_in=version.id,
            )
        )
        db.session.commit()


def found(actor, filters, now):
    """Walk the whole list; return the ids."""
    page = lists.open_tickets(actor, filters, now=now)
    ids = [line.id for line in page.rows]
    while page.next is not None:
        page = lists.open_tickets(actor, filters, now=now, cursor=page.next)
        ids += [line.id for line in page.rows]
    assert len(ids) == page.total
    return set(ids)


def seen_by(actor):
    tickets = db.session.scalars(select(Ticket)).all()
    return [t for t in tickets if actor.unit_id in {None, t.unit_id}]


def judged(ticket, actor, now):
    """Return the nearness the rules give to the ticket's most pressing target."""
    times = DueTimes(
        ticket.step_due, ticket.response_due, ticket.resolution_due, ticket.paused_until
    )
    roster = duty_roster(ticket.unit_id, now, now + DAY)
    bell = roster.bell(ticket.owner_id or actor.id, now)
    pressing = most_pressing(deadlines(times, now=now, bell=bell))
    return pressing.nearness if pressing else None


PRESSING = {
    Nearness.PAST_TARGET: Filters(is_past_target=True),
    Nearness.DUE_THIS_SHIFT: Filters(is_due_this_shift=True),
}


def test_past_and_due_are_what_nearness_says(varied, roster, app, world, clock):
    now = clock.now
    with app.app_context():
        for username in ("pengawas", "guru", "tetangga_pengawas"):
            actor = world.actors[username]
            by_rule = {t.id: judged(t, actor, now) for t in seen_by(actor)}
            for nearness, filters in PRESSING.items():
                expected = {id_ for id_, is_ in by_rule.items() if is_ is nearness}
                assert found(actor, filters, now) == expected, (username, nearness)
                assert expected


def test_paused_is_what_the_rows_say(varied, app, world, clock):
    actor, now = world.actors["guru"], clock.now
    with app.app_context():
        expected = {
            t.id for t in seen_by(actor) if t.paused_until and now < t.paused_until
        }
        assert found(actor, Filters(is_paused=True), now) == expected
        nothing = Filters(is_paused=True, is_due_this_shift=True)
        assert found(actor, nothing, now) == set()


def test_silent_is_longer_than_so_much_service_of_the_own_unit(
    varied, app, world, clock
):
    actor, now = world.actors["guru"], clock.now
    with app.app_context():
        passed = {
            t.id: calendar_in_force(t.unit_id).service(t.touched_at, now)
            for t in seen_by(actor)
        }
        for silence in Silence:
            expected = {id_ for id_, since in passed.items() if since > silence.seconds}
            assert found(actor, Filters(silence=silence), now) == expected
            assert expected


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("username", ["pengawas", "guru"])
@pytest.mark.parametrize("view", View)
def test_sqlite_walks_what_is_due_and_sorts_nothing(view, username, app, world, clock):
    with app.app_context():
        where = still_open(view.filters, world.actors[username], now=clock.now)
        query = select(Ticket).where(*where).order_by(Ticket.due_at, Ticket.id)
        said = query.limit(26).compile(
            db.engine, compile_kwargs={"literal_binds": True}
        )
        plan = db.session.execute(text(f"EXPLAIN QUERY PLAN {said}")).all()
    steps = [row.detail for row in plan if "ticket" in row.detail.lower()]
    assert all("ix_ticket_due" in step for step in steps)
    assert not any("B-TREE" in row.detail for row in plan)
