"""Publishing a class's grades in one act, what holds it up, and locking them."""

import pytest

from desk.domain.grade_life import GradeAct, GradeState, NotYourClass, StaleGrades
from desk.domain.grade_refusals import (
    AlreadyPublished,
    DraftsLeft,
    GradesLocked,
    LooksLeft,
    NobodyToGrade,
    NotPublished,
    ObjectionsOpen,
    ReviewsOpen,
    StillToObject,
)
from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import Grade, Matter, Person
from desk.queries.blocks import blocks
from desk.queries.publishing import read_publishing
from desk.services import publishing
from desk.services.transaction import writing
from tests.support.grades import inputs_of
from tests.support.rosters import at

CLASS = {"siswa", "siswi", "tetangga", "baru"}
# Five school days after Wednesday 2 September end with Wednesday the 9th.
LAST = at("00:00", days=8) - 1


@pytest.fixture
def book(grades):
    return grades.begin()


@pytest.fixture
def states(grades, book):
    """Return what reads how each grade of the class stands."""

    def read():
        with grades.app.app_context():
            rows = read_publishing(grades.book(book)).rows
            return {each.name.split()[0]: each.state for each in rows}

    return read


def waiting(grades, book):
    """Return what holds up publishing as its page lists it."""
    with grades.app.app_context():
        now = grades.act("guru").at
        found = blocks(grades.book(book), grades.world.actors["guru"], now=now)
        return [(each.kind.value, each.ticket_id) for each in found]


def test_the_class_is_published_in_one_act(grades, book, states, clock):
    grades.review_all(book)
    assert grades.publish(book) == []
    assert set(states().values()) == {GradeState.PUBLISHED}
    with grades.app.app_context():
        found = read_publishing(grades.book(book))
    by = found.published
    assert by is not None
    assert (by.name, by.at) == ("Rina Wulandari", clock.now)
    assert [each.shown for each in found.rows] == [None] * len(CLASS)
    assert {each.until for each in found.rows} == {LAST + 1}


def test_drafts_are_named(grades, book):
    grades.review_all(book)
    grades.keep(book, inputs_of(2), of="siswi")
    with pytest.raises(DraftsLeft) as refused:
        grades.publish(book)
    assert refused.value.facts == {"names": "Dewi Lestari"}


def test_what_changes_by_computing_once_more_is_a_draft_and_nothing_is_published(
    grades, book, states, tickets
):
    grades.review_all(book)
    tickets.at(None)
    changed = grades.publish(book)
    assert changed == [grades.world.id_of("siswa")]
    assert states()["Siti"] is GradeState.DRAFT
    assert states()["Dewi"] is GradeState.REVIEWED
    grades.review_all(book)
    assert grades.publish(book) == []


def test_nobody_publishes_twice_nor_what_has_changed(grades, book):
    grades.review_all(book)
    act, seen = grades.act("guru"), grades.book(book).version
    with grades.app.app_context():
        with pytest.raises(StaleGrades):
            publishing.publish(grades.act("guru"), book, seen=seen - 1)
        publishing.publish(act, book, seen=seen)
        assert publishing.publish(act, book, seen=seen) == []
        with pytest.raises(AlreadyPublished) as refused:
            publishing.publish(grades.act("guru"), book, seen=seen)
    assert refused.value.facts == {"name": "Rina Wulandari", "published_at": act.at}


def test_only_a_teacher_of_the_class_and_only_a_class_with_students(grades, book):
    with grades.app.app_context(), writing():
        db.session.query(Person).update({"class_group_id": None})
    with pytest.raises(NobodyToGrade):
        grades.publish(book)
    grades.taught()
    with pytest.raises(NotYourClass):
        grades.publish(book)


def test_a_pause_over_half_an_hour_a_claim_and_a_mark_are_reviewed_first(
    grades, book, tickets, clock
):
    long, short = tickets.at(Step.FULFIL), tickets.at(Step.FULFIL)
    paper = tickets.enter_paper("siswa")
    tickets.pause(long)
    tickets.pause(short)
    clock.move(minutes=30)
    tickets.resume(short)
    claims = [("claim", paper)] * _claims(grades, paper)
    assert waiting(grades, book) == claims
    clock.move(seconds=1)
    assert sorted(waiting(grades, book)) == sorted([("pause", long), *claims])
    tickets.mark(short)
    grades.review_all(book)
    with pytest.raises(ReviewsOpen) as refused:
        grades.publish(book)
    assert refused.value.facts == {"count": len(claims) + 2}


def test_what_others_or_another_period_left_open_holds_nothing_up(
    grades, tickets, clock
):
    clock.set(9, days=-61)
    tickets.mark(tickets.at(Step.RECORD))
    clock.set(9)
    others = tickets.receive()
    tickets.take(others, "pengawas")
    tickets.mark(others, by="pengawas")
    book = grades.begin()
    assert waiting(grades, book) == []
    tickets.mark(mine := tickets.at(Step.RECORD))
    assert waiting(grades, book) == [("mark", mine)]


def test_who_comes_into_the_class_later_is_published_later(grades, book, states):
    newcomer = grades.world.id_of("siswi")
    with grades.app.app_context(), writing():
        group = db.session.get_one(Person, newcomer).class_group_id
        db.session.get_one(Person, newcomer).class_group_id = None
    grades.review_all(book)
    grades.publish(book)
    with grades.app.app_context(), writing():
        db.session.get_one(Person, newcomer).class_group_id = group
    with pytest.raises(NotPublished):
        grades.lock(book)
    assert grades.publish(book) == [newcomer]
    grades.review_all(book)
    grades.publish(book)
    assert set(states().values()) == {GradeState.PUBLISHED}


def test_locked_once_nobody_may_object_any_more(grades, book, states, clock):
    grades.review_all(book)
    with pytest.raises(NotPublished):
        grades.lock(book)
    grades.publish(book)
    clock.move(seconds=LAST - clock.now)
    with pytest.raises(StillToObject) as refused:
        grades.lock(book)
    assert refused.value.facts == {"last_at": LAST}
    clock.move(seconds=1)
    assert grades.lock(book) == []
    assert set(states().values()) == {GradeState.LOCKED}
    for again in (grades.lock, grades.publish):
        with pytest.raises(GradesLocked):
            again(book)


def test_an_objection_and_another_look_keep_it_open(grades, book, tickets, clock):
    grades.review_all(book)
    grades.publish(book)
    grades.raise_objection(book)
    with pytest.raises(ObjectionsOpen):
        grades.lock(book)
    with grades.app.app_context():
        [mine] = [
            each
            for each in read_publishing(grades.book(book)).rows
            if each.person_id == grades.world.id_of("siswa")
        ]
        assert mine.until is None
        query = db.session.query(Grade.id).filter_by(
            gradebook_id=book, person_id=mine.person_id
        )
        grade_id = query.scalar()
    grades.move(grade_id, GradeAct.ANSWER)
    clock.move(days=8)
    tickets.at(None)
    assert grades.lock(book) == [grades.world.id_of("siswa")]
    with pytest.raises(LooksLeft):
        grades.lock(book)


def _claims(grades, ticket_id):
    with grades.app.app_context():
        return db.session.query(Matter).filter_by(ticket_id=ticket_id).count()
