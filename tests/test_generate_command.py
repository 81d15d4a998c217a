"""flask desk generate: fills an empty desk with tickets whose logs are real ones."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, select

from desk.demo.crowd import generate as crowd
from desk.demo.crowd.school import assemble, names
from desk.domain.log import EventKind, not_undone, settle
from desk.domain.people import SYSTEM, Act, Role
from desk.domain.refusals import NotGenerated
from desk.domain.vocabulary import Ending
from desk.domain.workflow import COMPLETES, Standing, follow
from desk.extensions import db
from desk.models import Evidence, Person, Shift, Ticket, TicketEvent
from desk.queries.integrity import walk_chains
from desk.services import generation, log, projection, units

K = EventKind
TICKETS = 300
UNTIL = "2024-09-03"


@pytest.fixture(scope="module")
def empty(database):
    """Return an app on a database that holds nothing yet, not even tables."""
    return database.open()


@pytest.fixture(scope="module")
def run(empty):
    """Return what runs the command."""

    def run_command(*options, tickets=TICKETS, seed=1, until=UNTIL):
        args = ["desk", "generate", "--tickets", tickets, "--seed", seed]
        args += ["--until", until, *options]
        return empty.test_cli_runner().invoke(args=[str(each) for each in args])

    return run_command


@pytest.fixture(scope="module")
def filled(empty, run):
    """Return the app with the tickets in it, made in two goes."""
    add, calls = generation.add_lives, []

    def fail_at_the_third(lives):
        calls.append(len(lives))
        if len(calls) == 3:
            raise KeyboardInterrupt
        return add(lives)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crowd, "BATCH", 40)
        patch.setattr(crowd, "add_lives", fail_at_the_third)
        cut_short = run()
        assert cut_short.exit_code == 1, cut_short.output
    with empty.app_context():
        assert db.session.scalar(select(func.count(Ticket.id))) == 2 * 40
    done = run("--password", "belajar2026")
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1].startswith(f"{TICKETS} tickets up to {UNTIL}")
    return empty


@pytest.fixture
def rows(filled):
    """Return the tickets by their keys, inside the app."""
    with filled.app_context():
        yield {each.import_key: each for each in db.session.scalars(select(Ticket))}


def test_every_log_is_whole_and_every_row_follows_it(rows):
    assert [each for each in walk_chains() if each is not None] == []
    assert [chunk.strayed for chunk in projection.rebuild()] == [[]]
    assert len(rows) == TICKETS


def test_twice_is_once(filled, run):
    again = run()
    assert again.exit_code == 0, again.output
    with filled.app_context():
        assert db.session.scalar(select(func.count(Ticket.id))) == TICKETS


def test_every_event_of_the_walk_moves_its_ticket(rows):
    """What nobody could have clicked in the app would change nothing."""
    histories = log.histories([ticket.id for ticket in rows.values()])
    for history in histories.values():
        events = [event.as_event() for event, _ in history]
        assert not_undone(events) == events
        where = Standing()
        for at, event in settle(events):
            after = follow(where, event, at)
            if event.kind in COMPLETES or event.kind is K.REOPENED:
                assert after.step is not where.step, event
            where = after


def test_looks_like_a_school(rows):
    tickets = list(rows.values())
    open_ones = [ticket for ticket in tickets if ticket.step is not None]
    assert len(open_ones) == pytest.approx(0.05 * TICKETS, abs=3)
    endings = Counter(ticket.ending for ticket in tickets)
    assert endings[Ending.CLOSED] > 0.9 * TICKETS
    events = db.session.scalar(select(func.count(TicketEvent.id)))
    assert 5 <= (events or 0) / TICKETS <= 7
    late = sum(t.resolution_due is not None for t in tickets if t.step is None)
    assert 0.05 < late / TICKETS < 0.25
    years = {ticket.number.split("/")[2] for ticket in tickets}
    assert years == {"2021", "2022", "2023", "2024"}
    assert len({ticket.unit_id for ticket in tickets}) == 3
    roles = Counter(db.session.scalars(select(Person.role)))
    assert roles == {
        Role.STUDENT: 40,
        Role.SUPERVISOR: 3,
        Role.TEACHER: 1,
        Role.HEAD: 1,
        Role.ADMIN: 1,
    }
    assert db.session.scalar(select(func.count(Shift.id)).where(Shift.id > 100))


def test_numbers_have_no_gaps(rows):
    series = Counter(ticket.number.rpartition("/")[0] for ticket in rows.values())
    for name, count in series.items():
        numbers = {t.number for t in rows.values() if t.number.startswith(f"{name}/")}
        assert numbers == {f"{name}/{n:04}" for n in range(1, count + 1)}


def test_holds_real_words(rows):
    words = Counter(w for t in rows.values() for w in set(t.search_text.split()))
    assert words["rusak"] > TICKETS / 25
    assert sum(count == 1 for count in words.values()) > 100
    said = db.session.scalars(
        select(Evidence.words).join(TicketEvent).where(TicketEvent.kind == K.CONFIRMED)
    )
    assert all(each["restatement"] for each in said if each)


def test_the_same_seed_makes_the_same_tickets(rows, filled):
    order = crowd.Order(TICKETS, 1, date.fromisoformat(UNTIL))
    crews = assemble(order.end, None)
    for life in crowd.lives(order, crews):
        history = log.histories([rows[life.key].id])[rows[life.key].id]
        told = [(e.kind, e.at, e.actor_id, words) for e, words in history]
        assert told == [
            (h.kind, h.at, h.actor_id, {k: v for k, v in h.words.items() if v})
            for h in life.happenings
        ]
    other = next(crowd.lives(order._replace(seed=2), crews))
    assert other.happenings != next(crowd.lives(order, crews)).happenings


@pytest.mark.parametrize(
    "other", [{"seed": 2}, {"tickets": 200}, {"until": "2024-09-02"}]
)
def test_other_tickets_do_not_come_in_between(filled, run, other):
    refused = run(**other)
    assert refused.exit_code == 1
    assert "generate into an empty database" in refused.output


def test_a_desk_in_use_is_left_alone(database):
    school = database.open_ready()
    with school.app_context():
        act = Act(actor=SYSTEM, at=0, key="school")
        units.add_unit(act, code="MM", name="Minimarket Bina Karya")
    args = ["desk", "generate", "--tickets", "5", "--until", UNTIL]
    refused = school.test_cli_runner().invoke(args=args)
    assert refused.exit_code == 1
    assert "This desk holds units or tickets of its own" in refused.output
    with school.app_context():
        assert db.session.scalar(select(func.count(Person.id))) == 0


def test_a_ticket_of_its_own_is_enough_to_refuse(rows, monkeypatch):
    ticket = next(iter(rows.values()))
    with pytest.raises(NotGenerated):
        generation.require_own(names(), f"{ticket.import_key}-")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--until", "2026-09-02"], "not over yet"),
        (["--password", "short"], "At least 8"),
        (["--tickets", "0"], "0 is not in the range"),
    ],
)
def test_what_cannot_be_is_refused(app, clock, options, said):
    refused = app.test_cli_runner().invoke(args=["desk", "generate", *options])
    assert refused.exit_code == 2
    assert said in refused.output
