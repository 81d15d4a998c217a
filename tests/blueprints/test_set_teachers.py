"""Set teachers: the administrator says who teaches a class, and so grades it."""

import pytest
from sqlalchemy import select

from desk.extensions import db
from desk.models import ClassTeacher


@pytest.fixture
def group(app, grades):
    with app.app_context():
        return grades.class_id()


@pytest.fixture
def admin(open_browser, group):
    return open_browser("admin").get(f"/admin/class-groups/{group}")


def taught(app) -> list[int]:
    with app.app_context():
        return list(db.session.scalars(select(ClassTeacher.person_id)))


def test_ticks_who_teaches_and_who_does_no_more(admin, app, world, open_browser):
    admin.submit("teachers", teachers=[str(world.id_of("guru"))])
    assert admin.flashes == ["success"]
    assert taught(app) == [world.id_of("guru")]
    # Nobody else takes it on any more.
    guru = open_browser("guru").get("/grading/")
    assert "Saya mengajar kelas ini" not in guru.text
    admin.submit("teachers", teachers=[])
    assert not taught(app)
    assert "Saya mengajar kelas ini" in guru.get("/grading/").text


def test_nobody_but_a_teacher_teaches(admin, app, world):
    chosen = {"teachers": [str(world.id_of("siswa"))]}
    admin.submit("teachers", 422, forged=chosen)
    assert admin.errors == {"of-teachers": "Pilih guru yang akunnya masih aktif."}
    assert not taught(app)
