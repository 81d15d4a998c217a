"""Migrations are true: they make what the models say, and lose nothing on the way."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError

from desk.domain.vocabulary import Step
from desk.extensions import db
from tests.house.sources import ROOT
from tests.support.rows import fill, rows

VERSIONS = ROOT / "migrations" / "versions"
MADE_BY_HAND = ("ticket_search", "ix_ticket_search")


def _numbers() -> list[str]:
    return [path.name[:4] for path in sorted(VERSIONS.glob("*.py"))]


def _diff(app):
    def is_ours(_object, name, *_):
        return name is None or not name.startswith(MADE_BY_HAND)

    with app.app_context(), db.engine.connect() as connection:
        options = {
            "compare_type": True,
            "compare_server_default": True,
            "include_object": is_ours,
        }
        context = MigrationContext.configure(connection, opts=options)
        return compare_metadata(context, db.metadata)


def _refused(app, statement: str) -> bool:
    """Say whether the database refuses a statement."""
    with app.app_context(), db.engine.connect() as connection:
        try:
            connection.execute(text(statement))
        except DatabaseError as problem:
            return "append-only" in str(problem) or "erased" in str(problem)
        finally:
            connection.rollback()
    return False


@pytest.fixture
def empty(database):
    """Return an app on an empty database, without any table."""
    return database.open()


@pytest.fixture
def ready(database):
    """Return an app on a database of its own with the schema."""
    return database.open_ready()


def test_are_numbered_without_gaps():
    assert _numbers() == [f"{n:04}" for n in range(1, len(_numbers()) + 1)]
    for path in VERSIONS.glob("*.py"):
        assert re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", path.stem)
        assert f'revision = "{path.name[:4]}"' in path.read_text(encoding="utf-8")


def test_form_one_line():
    config = Config()
    config.set_main_option("script_location", (ROOT / "migrations").as_posix())
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [_numbers()[-1]]
    line = [script.revision for script in scripts.walk_revisions()]
    assert line == _numbers()[::-1]


def test_make_what_the_models_say(ready):
    assert _diff(ready) == []


def test_go_down_to_nothing_and_up_again(ready):
    with ready.app_context():
        downgrade(revision="base")
        left = set(inspect(db.engine).get_table_names())
        assert left == {"alembic_version"}
        upgrade()
    assert _diff(ready) == []
    with ready.app_context():
        fill(db.engine)
    assert _refuses_changes_of_history(ready)
    for table in ("customer_entry", "personal_read", "class_change"):
        assert _refused(ready, f"UPDATE {table} SET at = 0")
        assert _refused(ready, f"DELETE FROM {table}")


@pytest.mark.parametrize("number", _numbers())
def test_keep_every_row_and_every_guard(number, empty):
    """Fill in every table at a version and go on: nothing is lost (T2, T2b)."""
    with empty.app_context():
        upgrade(revision=number)
        before = fill(db.engine)
        upgrade()
        after = rows(db.engine)
    assert before["ticket_event"]
    assert {table: after[table] for table in before if table in after} == before
    assert _refuses_changes_of_history(empty)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ticket_event SET at = at + 1",
        "UPDATE ticket_event SET facts = '{}' WHERE n = 1",
        "DELETE FROM ticket_event",
        "DELETE FROM ticket_event WHERE n = 2",
        'UPDATE evidence SET words = \'{"complaint": "bagus sekali"}\'',
        "UPDATE evidence SET salt = '0', words = NULL, erased_at = 1",
        "UPDATE evidence SET words = NULL",
        "DELETE FROM evidence",
    ],
)
def test_history_cannot_be_rewritten(statement, app, tickets):
    tickets.at(None)
    with app.app_context():
        bind = db.session.connection()
        nested = bind.begin_nested()
        with pytest.raises(DatabaseError, match=r"append-only|erased"):
            bind.execute(text(statement))
        nested.rollback()


@pytest.mark.parametrize("table", ["ticket_event", "evidence"])
def test_history_cannot_be_replaced_or_emptied(table, app, tickets, database):
    tickets.at(None)
    columns = [column.name for column in db.metadata.tables[table].columns]
    listed = ", ".join(columns)
    statement = {
        "sqlite": f"INSERT OR REPLACE INTO {table} ({listed}) "
        f"SELECT {listed} FROM {table}",
        "postgresql": f"TRUNCATE {table} CASCADE",
    }[database.kind]
    with app.app_context():
        bind = db.session.connection()
        nested = bind.begin_nested()
        with pytest.raises(DatabaseError, match=r"append-only|erased"):
            bind.execute(text(statement))
        nested.rollback()


def test_words_can_be_erased(app, tickets):
    ticket_id = tickets.at(Step.CONFIRM)
    with app.app_context():
        db.session.execute(text("UPDATE evidence SET words = NULL, erased_at = 1"))
        db.session.commit()
    assert tickets.words(ticket_id) == {}


def _refuses_changes_of_history(app) -> bool:
    return all(
        _refused(app, statement)
        for statement in (
            "UPDATE ticket_event SET at = 0",
            "DELETE FROM ticket_event",
            "UPDATE evidence SET salt = 'x'",
            "DELETE FROM evidence",
        )
    )


def test_run_from_any_folder(empty, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with empty.app_context():
        upgrade()
        assert "ticket" in inspect(db.engine).get_table_names()
    assert not any(Path(tmp_path).iterdir())
