"""Who was in which class when: every change is kept, whoever makes it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from desk.domain.people import Role
from desk.extensions import db
from desk.queries.class_changes import changes_of, class_at, left
from desk.services import class_groups, people
from desk.services.people import Profile
from tests.support.grades import CLASS

OTHER = "XII PM 2"


@pytest.fixture
def other(grades, app):
    """Return the id of another class."""
    with app.app_context():
        return class_groups.add_class_group(grades.act("admin"), name=OTHER)


@pytest.fixture
def move(open_browser, world):
    """Return what moves the student as the administrator does."""

    def to(group_id):
        page = open_browser("admin").get(f"/admin/people/{world.id_of('siswa')}")
        page.submit(page.path, class_group_id=str(group_id))
        return page.get(f"/admin/people/{world.id_of('siswa')}")

    return to


def test_a_change_of_class_is_kept_and_shown(move, other, grades, clock):
    siswa, came = grades.world.id_of("siswa"), clock.now
    clock.move(days=31)
    page = move(other)
    assert f"Pindah dari {CLASS} ke {OTHER}." in page.text
    assert "Yusuf Maulana" in page.text
    page = move(other)  # saved once more: no other change
    assert page.text.count("Pindah dari") == 1
    with grades.app.app_context():
        home, changes = grades.class_id(), changes_of([siswa])[siswa]
        names = [(each.before, each.class_group) for each in changes]
        assert names == [(None, CLASS), (CLASS, OTHER)]
        assert left(home, changes) == changes[-1]
        assert left(other, changes) is None
        assert class_at(siswa, came) == home
        assert class_at(siswa, clock.now - 1) == home
        assert class_at(siswa, clock.now) == other


def test_nobody_is_in_a_class_before_coming_into_one(grades, clock):
    with grades.app.app_context():
        assert class_at(grades.world.id_of("guru"), clock.now) is None
        profile = Profile(
            username="bayu",
            name="Bayu Saputra",
            role=Role.STUDENT,
            unit_id=grades.world.units["MM"],
            class_group_id=grades.class_id(),
            student_number="0077",
        )
        person_id = people.add_person(
            grades.act("admin"),
            profile,
            password="angin-timur-7",
            must_change_password=True,
        )
        assert class_at(person_id, clock.now) == grades.class_id()
        assert class_at(person_id, clock.now - 1) is None


def test_what_was_kept_is_not_changed(grades):
    with grades.app.app_context(), pytest.raises(DatabaseError):
        db.session.execute(text("UPDATE class_change SET at = 0"))
