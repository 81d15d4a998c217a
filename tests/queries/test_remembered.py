"""What is set is remembered until it changes, whoever changed it and however."""

import pytest
from sqlalchemy import text

from desk.domain.people import SYSTEM, Act
from desk.domain.vocabulary import Language
from desk.extensions import db
from desk.queries import people, remembered
from desk.queries.people import get_actor
from desk.queries.sources import source_names
from desk.queries.units import unit_names
from desk.services import units
from tests.support.cast import SCHOOL_DAY

CHANGES = {
    "unit": "UPDATE unit SET name = name",
    "class_group": "UPDATE class_group SET name = name",
    "source": "UPDATE source SET name = name",
    "calendar_version": "UPDATE calendar_version SET reason = reason",
    "target_version": "UPDATE target_version SET reason = reason",
    "shift": "UPDATE shift SET begins_at = begins_at",
    "absence": "UPDATE absence SET reason = reason",
    "person": "UPDATE person SET name = name",
}
NONE_HERE = {"target_version", "shift", "absence"}


def _revision() -> int:
    return int(db.session.scalar(text("SELECT n FROM settings_revision")))


def test_is_asked_once(app, world, count_queries):
    with app.app_context():
        first = source_names(Language.ID)
        with count_queries(remembers=True) as statements:
            assert source_names(Language.ID) is first
            assert source_names(Language.ID) is first
        assert statements == []
        db.session.rollback()
        with count_queries(remembers=True) as statements:
            assert source_names(Language.ID) is first
        # A new transaction asks whether anything changed, and nothing else.
        assert len(statements) == 1


def test_what_is_asked_differs(app, world):
    with app.app_context():
        assert source_names(Language.ID) != source_names(Language.EN)


def test_a_change_is_seen_at_once(app, world):
    with app.app_context():
        person = world.id_of("siswa")
        assert get_actor(person).language is Language.ID
        db.session.execute(text("UPDATE person SET language = 'en'"))
        db.session.commit()
        assert get_actor(person).language is Language.EN


@pytest.mark.parametrize("table", CHANGES)
def test_the_database_notices(table, app, world):
    with app.app_context():
        before = _revision()
        changed = db.session.connection().execute(text(CHANGES[table])).rowcount
        # SQLite tells row by row, so there nothing changed is nothing noticed.
        assert _revision() > before or not changed
        assert changed or table in NONE_HERE


def test_a_failed_sign_in_is_no_change(app, world):
    with app.app_context():
        before = _revision()
        db.session.execute(text("UPDATE person SET failures = 3, locked_until = 9"))
        assert _revision() == before


def test_a_reader_of_the_past_leaves_nothing_to_others(app, world):
    with app.app_context():
        now = remembered._memory_of(_revision())
        assert remembered._memory_of(_revision()) is now
        assert remembered._memory_of(_revision() - 1) is not now
        assert remembered._memory_of(_revision()) is now


def test_what_is_asked_too_often_does_not_fill_the_memory(app, world, monkeypatch):
    monkeypatch.setattr(remembered, "MOST", 3)
    with app.app_context():
        for person_id in range(1, 20):
            people.find_identity(person_id)
        assert len(remembered._memory().found) <= 3


def test_another_process_is_heard_from_the_next_transaction_on(database):
    here = database.open_ready()
    there = database.open(here.config["SQLALCHEMY_DATABASE_URI"])
    act = Act(actor=SYSTEM, at=int(SCHOOL_DAY.timestamp()), key="")
    with here.app_context():
        unit_id = units.add_unit(act, code="MM", name="Minimarket")
        assert dict(unit_names()) == {unit_id: "Minimarket"}
        with there.app_context():
            assert dict(unit_names()) == {unit_id: "Minimarket"}
            db.session.execute(text("UPDATE unit SET name = 'Kantin'"))
            db.session.commit()
            assert dict(unit_names()) == {unit_id: "Kantin"}
        # A page tells one story; the next one tells what is so by then.
        assert dict(unit_names()) == {unit_id: "Minimarket"}
        db.session.rollback()
        assert dict(unit_names()) == {unit_id: "Kantin"}


def test_what_was_taken_back_is_not_remembered(app, world):
    with app.app_context():
        names = dict(unit_names())
        db.session.rollback()
        db.session.execute(text("UPDATE unit SET name = 'Kantin'"))
        db.session.rollback()
        assert dict(unit_names()) == names
