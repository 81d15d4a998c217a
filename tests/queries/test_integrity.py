"""verify-log: walk every chain and name the first event that is not as written."""

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import text

from desk.extensions import db
from tests.support.clock import Clock
from tests.support.tickets import Tickets

# One change each, to the third event of a closed ticket or to its words.
EVENT = "UPDATE ticket_event SET {} WHERE ticket_id = :ticket AND n = 3"
WORDS = (
    "UPDATE evidence SET {} WHERE event_id ="
    " (SELECT id FROM ticket_event WHERE ticket_id = :ticket AND n = 3)"
)
JSON = "CAST(replace(CAST({} AS text), '{}', '{}') AS :json)"
ALTERED = "event 3: its content does not match its seal"
TAMPERINGS = {
    "kind": (EVENT.format("kind = 'thanked'"), ALTERED),
    "actor": (EVENT.format("actor_id = actor_id + 1"), ALTERED),
    "claimed instant": (EVENT.format("at = at - 1"), ALTERED),
    "instant": (EVENT.format("recorded_at = recorded_at - 1"), ALTERED),
    "facts": (
        EVENT.format(f"facts = {JSON.format('facts', 'right', 'wrong')}"),
        ALTERED,
    ),
    "digest": (EVENT.format("digest = 'x' || substr(digest, 2)"), ALTERED),
    "hash": (EVENT.format("hash = 'x' || substr(hash, 2)"), ALTERED),
    "words": (
        WORDS.format(f"words = {JSON.format('words', 'roti', 'rati')}"),
        "event 3: its words were changed",
    ),
    "words lost": (
        WORDS.format("words = NULL"),
        "event 3: its words are missing, and the desk did not erase them",
    ),
    "words erased by hand": (
        WORDS.format("words = NULL, erased_at = 1"),
        "event 3: its words were erased, and no event of the desk says so",
    ),
    "left out": (
        "DELETE FROM ticket_event WHERE ticket_id = :ticket AND n = 3",
        "event 4: an event before it is missing",
    ),
    "cut off": (
        "DELETE FROM ticket_event WHERE ticket_id = :ticket AND n = 5",
        "event 4: the events after it are missing",
    ),
    "renumbered": (
        "UPDATE ticket SET number = 'KEL/MM/2026/09/9999' WHERE id = :ticket",
        "event 1: the ticket's number is not the one it was received under",
    ),
}
# The foreign key of an event's words is checked at the end, which never comes here.
SQLITE_GUARDS = (
    "DROP TRIGGER ticket_event_no_update",
    "DROP TRIGGER ticket_event_no_delete",
    "DROP TRIGGER evidence_erase_only",
    "PRAGMA defer_foreign_keys = ON",
)
POSTGRESQL_GUARDS = (
    "ALTER TABLE ticket_event DISABLE TRIGGER ALL",
    "ALTER TABLE evidence DISABLE TRIGGER ALL",
)


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def tamper(app: Flask, statement: str, ticket: int) -> None:
    """Change what the triggers guard, as somebody with the file in hand could."""
    with app.app_context():
        is_sqlite = db.engine.dialect.name == "sqlite"
        for guard in SQLITE_GUARDS if is_sqlite else POSTGRESQL_GUARDS:
            db.session.execute(text(guard))
        statement = statement.replace(":json", "text" if is_sqlite else "json")
        db.session.execute(text(statement), {"ticket": ticket})
        db.session.commit()


def test_a_log_nobody_touched_is_whole(
    runner: FlaskCliRunner, tickets: Tickets
) -> None:
    tickets.at(None)
    tickets.start()

    result = runner.invoke(args=["desk", "verify-log"])

    assert result.exit_code == 0
    assert result.output == "The log is whole: 2 tickets checked.\n"


@pytest.mark.parametrize("what", TAMPERINGS)
def test_the_first_broken_event_is_named(
    app: Flask, runner: FlaskCliRunner, tickets: Tickets, what: str
) -> None:
    ticket_id = tickets.at(None)
    statement, problem = TAMPERINGS[what]
    tamper(app, statement, ticket_id)

    result = runner.invoke(args=["desk", "verify-log"])

    assert result.exit_code == 1
    number = tickets.read(ticket_id).number
    assert result.output == (
        f"Ticket {number}, {problem}.\nError: 1 of 1 chains are broken.\n"
    )


def test_a_row_that_does_not_follow_its_log_is_named(
    app: Flask, runner: FlaskCliRunner, tickets: Tickets
) -> None:
    ticket_id = tickets.at(None)
    tickets.at(None)
    with app.app_context():
        forged = text("UPDATE ticket SET response = 1 WHERE id = :ticket")
        db.session.execute(forged, {"ticket": ticket_id})
        db.session.commit()

    result = runner.invoke(args=["desk", "verify-log"])

    assert result.exit_code == 1
    number = tickets.read(ticket_id).number
    assert result.output == (
        f"Ticket {number}: its row does not follow its log.\n"
        "Error: 1 of 2 tickets were altered.\n"
    )
    assert tickets.read(ticket_id).response == 1


def test_what_the_desk_erased_is_whole_and_what_it_left_is_guarded(
    app: Flask, runner: FlaskCliRunner, tickets: Tickets, clock: Clock
) -> None:
    ticket_id = tickets.at(None, contact="0812-0000-0103")
    clock.move(days=91)
    assert "1 erased" in runner.invoke(args=["desk", "retain"]).output
    assert runner.invoke(args=["desk", "verify-log"]).exit_code == 0

    statement = WORDS.format(f"words = {JSON.format('words', 'sobek', 'tawar')}")
    tamper(app, statement.replace("n = 3", "n = 6"), ticket_id)

    result = runner.invoke(args=["desk", "verify-log"])
    assert result.exit_code == 1
    assert "event 6: its words were changed" in result.output
