"""One owner of transactions, tried with real connections side by side."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from desk.domain.errors import AlreadyTaken, Clash, DeskError, InvalidInput, StaleTicket
from desk.domain.grade_refusals import AlreadyPublished
from desk.domain.people import Act
from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import Grade, Submission, Ticket, Unit
from desk.services import ownership, publishing
from desk.services import tickets as service
from desk.services.transaction import action, writing
from tests.support.cast import populate
from tests.support.grades import Grades
from tests.support.tickets import Tickets

ROUNDS = 8


@pytest.fixture(scope="session")
def stage(database):
    """Return tickets on a database of its own, where nothing is rolled back."""
    app = database.open_ready()
    return Tickets(app, populate(app))


def at_once(app: Any, *calls: Callable[[], Any]) -> list[Any]:
    """Carry out calls at the same instant, each on a connection of its own."""
    barrier = threading.Barrier(len(calls))

    def carry_out(call: Callable[[], Any]) -> Any:
        with app.app_context():
            db.session.connection()  # be ready: reading already, as a page is
            barrier.wait(10)
            try:
                return call()
            except DeskError as refused:
                return type(refused)

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(carry_out, calls))


@action
def start_and_fail(act: Act) -> int:
    service.open_ticket(db.session.get_one(Unit, act.actor.unit_id), received_at=act.at)
    raise InvalidInput({"complaint": "no"})


@action
def add_unit_twice(act: Act, *, code: str) -> int:
    unit = Unit(code=code, name="Again")
    db.session.add(unit)
    db.session.flush()
    return unit.id


def test_same_key_twice_at_once_makes_one_event(stage):
    for _ in range(ROUNDS):
        before = stage.count()
        act = stage.act("siswa")
        start = partial(service.start, act)
        first, second = at_once(stage.app, start, start)
        assert first == second
        assert stage.count() == before + 1
        assert stage.log(first) == ["received"]


def test_the_same_step_sent_twice_at_once_is_one_event(stage):
    for _ in range(ROUNDS):
        ticket_id = stage.at(Step.RECORD)
        act = stage.act("siswa")

        def send(act=act, ticket_id=ticket_id):
            return service.record(act, ticket_id, seen=1, evidence=stage.recorded)

        assert at_once(stage.app, send, send) == [ticket_id, ticket_id]
        assert stage.log(ticket_id) == ["received", "recorded"]


def test_a_key_is_good_for_one_ticket_and_one_text(stage):
    one, two = stage.at(Step.RECORD), stage.at(Step.RECORD)
    act, evidence = stage.act("siswa"), stage.recorded
    with stage.app.app_context():
        service.record(act, one, seen=1, evidence=evidence)
        service.record(act, two, seen=1, evidence=evidence)
        with pytest.raises(StaleTicket):
            service.record(act, one, seen=1, evidence=replace(evidence, item="Kue"))
    assert stage.log(one) == stage.log(two) == ["received", "recorded"]


def test_an_act_without_a_key_has_no_twin(stage):
    act = replace(stage.act("siswa"), key="")
    with stage.app.app_context():
        assert service.start(act) != service.start(act)


def test_of_two_who_take_a_ticket_one_gets_it(stage):
    for _ in range(ROUNDS):
        ticket_id = stage.receive()
        results = at_once(
            stage.app,
            partial(ownership.take, stage.act("siswa"), ticket_id),
            partial(ownership.take, stage.act("siswi"), ticket_id),
        )
        assert sorted(map(str, results)) == sorted(map(str, [ticket_id, AlreadyTaken]))
        assert stage.log(ticket_id) == ["received", "taken"]


def test_of_two_teachers_who_publish_one_does(stage):
    grades = Grades(stage.app, stage.world)
    book = grades.begin()
    grades.review_all(book)
    seen = grades.book(book).version
    publish = publishing.publish
    results = at_once(
        stage.app,
        *(partial(publish, grades.act("guru"), book, seen=seen) for _ in range(4)),
    )
    assert sorted(map(str, results)) == sorted(map(str, [[], *[AlreadyPublished] * 3]))
    with stage.app.app_context():
        kept = select(Grade.n).where(Grade.gradebook_id == book)
        assert set(db.session.scalars(kept)) == {3}


def test_of_two_different_sends_one_is_refused_and_nothing_is_mixed(stage):
    for _ in range(ROUNDS):
        ticket_id = stage.at(Step.RECORD)

        def send(ticket_id=ticket_id):
            act = stage.act("siswa")
            return service.record(act, ticket_id, seen=1, evidence=stage.recorded)

        results = at_once(stage.app, send, send)
        assert results.count(ticket_id) == 1
        assert stage.log(ticket_id) == ["received", "recorded"]


def test_numbers_have_no_gaps_and_no_twins(stage):
    def numbers() -> list[int]:
        with stage.app.app_context():
            query = select(Ticket.number).where(Ticket.number.startswith("KEL/PC/"))
            return sorted(int(n.rpartition("/")[2]) for n in db.session.scalars(query))

    for _ in range(4):
        at_once(stage.app, *[lambda: stage.start("tetangga")] * 4)
        with pytest.raises(InvalidInput), stage.app.app_context():
            start_and_fail(stage.act("tetangga"))
    assert numbers() == list(range(1, 17))


def test_a_failure_leaves_nothing_behind(stage):
    before, act = stage.count(), stage.act("siswa")
    with stage.app.app_context():
        with pytest.raises(InvalidInput):
            start_and_fail(act)
        kept = db.session.scalars(select(Submission.key)).all()
        assert not any(act.key in key for key in kept)
    assert stage.count() == before


def test_a_failed_act_can_be_sent_again_with_its_key(stage):
    act = stage.act("siswa")
    with stage.app.app_context():
        with pytest.raises(InvalidInput):
            start_and_fail(act)
        with pytest.raises(InvalidInput):
            start_and_fail(act)


class PowerCut(BaseException):
    """What no handler expects."""


def open_until_power_cut(unit: Unit) -> None:
    with writing():
        service.open_ticket(unit, received_at=0)
        db.session.flush()
        raise PowerCut


def test_a_power_cut_in_the_middle_leaves_nothing(stage):
    before = stage.count()
    with stage.app.app_context():
        unit = db.session.get_one(Unit, stage.world.units["MM"])
        with pytest.raises(PowerCut):
            open_until_power_cut(unit)
    assert stage.count() == before


def test_a_key_belongs_to_one_person_and_one_verb(stage):
    mine, theirs = (stage.act(by, key="shared") for by in ("siswa", "siswi"))
    with stage.app.app_context():
        one, two = service.start(mine), service.start(theirs)
        assert one != two
        assert ownership.release(mine, one, seen=1) == one
        assert service.start(mine) == one


def test_what_breaks_a_rule_of_the_database_is_a_clash(stage):
    with stage.app.app_context():
        add_unit_twice(stage.act("admin"), code="XX")
        with pytest.raises(Clash):
            add_unit_twice(stage.act("admin"), code="XX")


def test_a_reader_does_not_wait_for_a_writer(stage):
    ticket_id = stage.at(Step.RECORD)
    with stage.app.app_context(), writing():
        db.session.get_one(Ticket, ticket_id, with_for_update=True)
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(stage.read, ticket_id).result(5).step is Step.RECORD
