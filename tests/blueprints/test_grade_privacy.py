"""Grades are seen by the student, the teachers of the class and the head only.

Source: product.md, "Privacy". Every door of the grades is knocked at, also those that
are still to come: by their rules, not by a list.
"""

import pytest
from sqlalchemy import select

from desk.domain.grade_life import GradeAct, OverrideCategory
from desk.domain.people import SYSTEM, Act, Permission, Role
from desk.extensions import db
from desk.models import ClassTeacher, Grade, Gradebook, RubricMark, SchemeVersion
from desk.services import class_groups, people
from desk.services import grades as life
from desk.services.people import Profile
from desk.web.access import access_of
from tests.house.routes import address, doors
from tests.support.cast import BEFORE, PASSWORD
from tests.support.grades import inputs_of, marked

ROOMS = ("grading", "grades", "rubric")
# What only the student, the teachers and the head may read of the grade.
REASON = "Sakit dua minggu, terbaca XYZZY"
VALUE = "61"
INSIDERS = {"guru", "ketua", "siswa"}
OUTSIDERS = ("guru2", "admin", "pengawas", "siswi", "lain")


@pytest.fixture
def published(grades):
    """Publish a grade with an override; return its gradebook."""
    admin = Act(actor=SYSTEM, at=BEFORE, key="")
    book = grades.begin()
    grade_id = grades.keep(book, marked(inputs_of(*[1.5] * 6)))
    with grades.app.app_context():
        other = class_groups.add_class_group(admin, name="XII PM 9")
        for username, role in (("guru2", Role.TEACHER), ("lain", Role.STUDENT)):
            is_student = role is Role.STUDENT
            people.add_person(
                admin,
                Profile(
                    username=username,
                    name=f"Orang {username}",
                    role=role,
                    unit_id=grades.world.units["MM"] if is_student else None,
                    class_group_id=other if is_student else None,
                    student_number="",
                ),
                password=PASSWORD,
                must_change_password=False,
            )
        life.override(
            grades.act("guru"),
            book,
            grades.world.id_of("siswa"),
            seen=db.session.get_one(Grade, grade_id).n,
            value=int(VALUE),
            category=OverrideCategory.ILLNESS,
            reason=REASON,
        )
    grades.move(grade_id, GradeAct.REVIEW, GradeAct.PUBLISH)
    return book


@pytest.fixture
def knock(grades, open_browser, tickets, published):
    """Return what sends one of the school to every door of the grades."""
    ticket_id = tickets.start()
    siswa = grades.world.id_of("siswa")
    known = {"gradebook_id": published, "person_id": siswa}

    def at_all(username, *methods):
        browser = open_browser()
        browser.sign_in_by_form(username)
        browser.get("/account/password")
        token = browser.value("csrf_token")
        for method, rule in doors(grades.app):
            if rule.endpoint.split(".")[0] in ROOMS and method in methods:
                path = address(grades.app, rule, grades.world, ticket_id, **known)
                data = {"csrf_token": token} if method == "POST" else None
                answer = browser.client.open(path, method=method, data=data)
                body = answer.get_data()
                answer.close()
                yield method, rule, answer.status_code, body

    return at_all


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("username", OUTSIDERS)
def test_no_door_tells_an_outsider_of_a_grade(knock, username, grades):
    before = _standing(grades)
    for method, rule, status, body in knock(username, "GET", "POST"):
        where = f"{method} {rule.rule} {username}: {status}"
        assert REASON.encode() not in body, where
        assert b"XYZZY" not in body, where
        assert status < 500, where
        if "gradebook_id" in rule.arguments and not _is_for(rule, username, grades):
            # A button without a page of its own is refused on the way back.
            refused = {403, 404} if method == "GET" else {302, 403, 404}
            assert status in refused, where
    assert _standing(grades) == before


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_head_reads_and_changes_nothing(knock, grades):
    before = _standing(grades)
    read = set()
    for method, rule, status, body in knock("ketua", "GET", "POST"):
        if method == "POST" and "gradebook_id" in rule.arguments:
            assert status in {302, 403, 404}, f"{rule.rule}: {status}"
        if method == "GET" and REASON.encode() in body:
            read.add(rule.endpoint)
    assert "grading.student" in read
    assert _standing(grades) == before


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("username", sorted(INSIDERS))
def test_whom_it_concerns_reads_it(knock, username):
    assert any(REASON.encode() in body for *_, body in knock(username, "GET"))


def _is_for(rule, username, grades):
    """Say whether a door is for somebody, who must then find no grade behind it.

    A student has a page of their own grade. Who observes sees which tickets are drawn.
    """
    if rule.endpoint.startswith("grades."):
        return username == "siswi"
    asked = access_of(grades.app.view_functions[rule.endpoint])
    return asked == Permission.OBSERVE and username in {"guru2", "pengawas"}


def _standing(grades):
    """Return every row there is of grades, and who may change them."""
    with grades.app.app_context():
        return {
            kind.__name__: sorted(
                db.session.execute(select(*kind.__table__.columns)).all(), key=repr
            )
            for kind in (Gradebook, Grade, SchemeVersion, ClassTeacher, RubricMark)
        }
