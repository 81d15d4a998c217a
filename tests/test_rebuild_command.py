"""flask desk rebuild: every ticket's row made anew from its log."""

from typing import Any

import pytest
from sqlalchemy import inspect, text, update

from desk.cli import serving
from desk.domain.vocabulary import Ending, Step
from desk.extensions import db
from desk.models import Ticket
from desk.services import projection
from tests.support.cast import populate
from tests.support.tickets import Tickets

STRAYED: dict[str, Any] = {
    "step": None,
    "owner_id": None,
    "received_at": 5,
    "ended_at": 7,
    "resolution": 1,
    "priority": "high",
    "response_due": None,
    "resolution_due": 9,
    "pauses_to_review": 3,
    "is_marked": True,
    "item": "",
    "needs": [],
    "search_text": "entah",
    "version": 99,
    "log_head": "f" * 64,
}


@pytest.fixture
def run(app):
    """Return what runs a command and returns what it prints."""

    def run_command(name, code=0):
        done = app.test_cli_runner().invoke(args=["desk", name])
        assert done.exit_code == code, done.output
        return done.output

    return run_command


@pytest.fixture
def stray(app):
    """Return what changes a ticket's row behind the back of its log."""

    def change(ticket_id, **columns):
        with app.app_context():
            db.session.execute(update(Ticket).filter_by(id=ticket_id).values(columns))
            db.session.commit()

    return change


@pytest.fixture
def small_chunks(monkeypatch):
    monkeypatch.setattr(projection, "CHUNK", 2)


def test_makes_rows_what_their_logs_say(run, stray, tickets):
    ids = [tickets.at(step) for step in (*Step, None)]
    before = {each: tickets.read(each).columns for each in ids}
    for each in ids:
        stray(each, **STRAYED)
    assert "5 of 5 tickets were made anew." in run("rebuild")
    assert {each: tickets.read(each).columns for each in ids} == before
    assert "whole" in run("verify-log")


def test_changes_nothing_that_is_right(run, stray, tickets, count_queries):
    for _ in range(3):
        tickets.at(Step.CONFIRM)
    with count_queries() as statements:
        assert "0 of 3 tickets" in run("rebuild")
    assert not [each for each in statements if each.startswith("UPDATE")]
    stray(tickets.ids()[1], resolution=1)
    assert "1 of 3 tickets" in run("rebuild")


def test_keeps_what_does_not_follow_from_the_log(run, stray, tickets, world):
    ticket = tickets.at(Step.CONFIRM)
    stray(ticket, import_key="k" * 64)
    run("rebuild")
    row = tickets.read(ticket)
    assert row.import_key == "k" * 64
    assert row.unit_id == world.units["MM"]


def test_goes_through_all_chunks(small_chunks, run, stray, tickets):
    ids = [tickets.receive() for _ in range(5)]
    stray(ids[0], ending=Ending.CLOSED)
    stray(ids[4], ending=Ending.CLOSED)
    assert "2 of 5" in run("rebuild")


def test_cut_short_it_keeps_what_is_done_and_can_start_again(
    small_chunks, app, run, stray, tickets
):
    ids = [tickets.receive() for _ in range(5)]
    for each in ids:
        stray(each, item="")
    with app.app_context():
        assert next(projection.rebuild()).strayed  # and then the power fails
    assert [tickets.read(each).item != "" for each in ids] == [True] * 2 + [False] * 3
    assert "3 of 5" in run("rebuild")


def test_reads_a_chunk_in_few_statements(run, tickets, count_queries):
    def cost(command):
        with count_queries() as statements:
            run(command)
        return len(statements)

    tickets.at(Step.FULFIL)
    one = cost("rebuild"), cost("verify-log")
    for _ in range(4):
        tickets.at(Step.FULFIL)
    assert (cost("rebuild"), cost("verify-log")) == one


def test_holds_one_chunk_at_a_time(small_chunks, app, tickets):
    for _ in range(5):
        tickets.at(Step.CONFIRM)
    with app.app_context():
        for chunk in projection.rebuild():
            assert chunk.checked <= 2
            assert not db.session.identity_map.keys()


def test_names_rows_that_do_not_follow(small_chunks, run, stray, tickets):
    ids = [tickets.at(Step.FULFIL) for _ in range(5)]
    stray(ids[1], resolution_due=1)
    stray(ids[4], response=1)
    told = run("verify-log", code=1)
    assert "2 of 5 tickets were altered." in told
    assert tickets.read(ids[1]).number in told
    assert tickets.read(ids[1]).resolution_due == 1  # it only looks


def test_an_empty_desk_has_nothing_to_make(run, app):
    assert "0 of 0" in run("rebuild")


def test_a_demo_of_an_older_desk_is_brought_up_to_date(database, monkeypatch):
    app = database.open_ready()
    tickets = Tickets(app, populate(app))
    ticket = tickets.at(Step.CONFIRM)
    due = tickets.read(ticket).resolution_due
    with app.app_context():
        db.session.execute(text("UPDATE ticket SET resolution_due = NULL"))
        db.session.commit()
        serving.bring_up_to_date()
        assert tickets.read(ticket).resolution_due is None  # nothing was older
        monkeypatch.setattr(serving, "upgrade", lambda: _stamp("0003"))
        _stamp("0002")
        serving.bring_up_to_date()
        assert "ticket" in inspect(db.engine).get_table_names()
    assert tickets.read(ticket).resolution_due == due


def _stamp(revision):
    with db.engine.begin() as connection:
        change = text("UPDATE alembic_version SET version_num = :revision")
        connection.execute(change, {"revision": revision})


def test_counts_the_rows_of_every_unit(run, stray, tickets):
    # Between two of one unit, one whose hours and targets are read meanwhile.
    for each in (tickets.start(), tickets.start("tetangga"), tickets.start()):
        stray(each, **STRAYED)
    assert "3 of 3 tickets were made anew." in run("rebuild")
