"""Computing the grades of a class from what its students really did."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from desk.domain.errors import Forbidden
from desk.domain.grade_inputs import Flag, Held, Inputs, LeftOut
from desk.domain.grade_life import NotYourClass
from desk.domain.grade_refusals import GradesLocked
from desk.domain.grades import grade, line_of
from desk.domain.grading import GradePart
from desk.domain.people import SYSTEM
from desk.domain.rubric import Level, RubricItem
from desk.domain.sampling import Finding
from desk.domain.scheme import DEFAULT_SCHEME
from desk.domain.vocabulary import Impact, Performance, Priority, Step, Urgency
from desk.extensions import db
from desk.models import Grade, Gradebook, Person, RubricMark, RubricSheet
from desk.services import class_groups, samples
from desk.services.transaction import writing
from tests.support.rosters import at


def told(grades, book, of="siswa"):
    """Return a student's observations: step, seconds, target, how it came about."""
    rows = grades.inputs(book, of=of).observations
    return [(row.step, row.seconds, row.target, row.held) for row in rows]


def why(grades, book, of="siswa"):
    """Return why tickets give a student none."""
    return [each.why for each in grades.inputs(book, of=of).left_out]


def walked(tickets, clock, *minutes, by="siswa"):
    """Return a ticket whose steps took so many minutes each."""
    ticket = tickets.start(by)
    steps = (tickets.record, tickets.confirm, tickets.fulfil, tickets.thank)
    for taken, complete in zip(minutes, steps, strict=False):
        clock.move(minutes=taken)
        complete(ticket, by)
    return ticket


def test_every_step_completed_is_an_observation_of_own_seconds(grades, tickets, clock):
    book = grades.begin()
    walked(tickets, clock, 2, 10, 30, 6)
    assert told(grades, book) == [
        (Step.RECORD, 120, 300, Held.COMPLETED),
        (Step.CONFIRM, 600, 1_500, Held.COMPLETED),
        (Step.FULFIL, 1_800, 23_100, Held.COMPLETED),
        (Step.THANK, 360, 300, Held.COMPLETED),
    ]
    assert told(grades, book, of="siswi") == []


def test_an_open_step_enters_once_its_target_is_reached(grades, tickets, clock):
    """G3."""
    book = grades.begin()
    tickets.at(Step.CONFIRM)
    clock.move(seconds=1_499)
    assert told(grades, book) == [(Step.RECORD, 0, 300, Held.COMPLETED)]
    clock.move(seconds=1)
    assert told(grades, book)[1:] == [(Step.CONFIRM, 1_500, 1_500, Held.OPEN)]
    clock.move(seconds=1_500)
    [_, row] = grades.inputs(book).observations
    assert line_of(row, DEFAULT_SCHEME).score == 75


def test_begun_and_within_its_target_a_ticket_says_nothing_yet(grades, tickets):
    book = grades.begin()
    tickets.start()
    assert (told(grades, book), why(grades, book)) == ([], [LeftOut.OPEN])


def test_a_mark_counts_until_it_is_confirmed(grades, tickets, clock):
    """G7 and G8."""
    book = grades.begin()
    ticket = walked(tickets, clock, 2)
    tickets.mark(ticket)
    assert len(told(grades, book)) == 1
    tickets.confirm_mark(ticket)
    assert told(grades, book) == []
    assert why(grades, book) == [LeftOut.NOT_A_COMPLAINT]
    tickets.restore(ticket)
    assert len(told(grades, book)) == 1


def test_who_held_a_step_past_its_target_and_passed_it_on_is_scored(
    grades, tickets, clock
):
    """G9: the giver for the seconds held, the completer for own seconds only."""
    book = grades.begin()
    tickets.set_targets(medium_fulfil=30)
    ticket = walked(tickets, clock, 1, 1)
    clock.move(seconds=5_400)
    tickets.offer(ticket)
    tickets.accept(ticket)
    clock.move(minutes=10)
    tickets.fulfil(ticket, "siswi")
    giver = grades.inputs(book).observations[2]
    assert (giver.seconds, giver.target, giver.held) == (5_400, 1_800, Held.PASSED_ON)
    assert line_of(giver, DEFAULT_SCHEME).score == 62.5
    assert told(grades, book, of="siswi") == [
        (Step.FULFIL, 600, 1_800, Held.COMPLETED),
    ]


def test_passed_on_within_its_target_it_gives_the_giver_nothing(grades, tickets, clock):
    book = grades.begin()
    ticket = tickets.start()
    clock.move(minutes=5)
    tickets.assign(ticket)
    clock.move(minutes=6)
    assert (told(grades, book), why(grades, book)) == ([], [LeftOut.PASSED_ON])
    assert told(grades, book, of="siswi") == [(Step.RECORD, 360, 300, Held.OPEN)]


def test_what_is_done_twice_is_one_observation_of_all_its_seconds(
    grades, tickets, clock
):
    book = grades.begin()
    ticket = walked(tickets, clock, 1, 2)
    clock.move(minutes=4)
    tickets.step_back(ticket, Step.CONFIRM)
    clock.move(minutes=8)
    tickets.confirm(ticket)
    assert told(grades, book) == [
        (Step.RECORD, 60, 300, Held.COMPLETED),
        (Step.CONFIRM, 600, 1_500, Held.COMPLETED),
    ]
    tickets.undo(ticket)
    tickets.step_back(ticket, Step.RECORD)
    assert told(grades, book)[0] == (Step.RECORD, 60, 300, Held.COMPLETED)


def test_time_off_duty_is_the_queues(grades, tickets, rosters, clock):
    book = grades.begin()
    rosters.plan("siswa", hours="07:00-09:04")
    ticket = tickets.start()
    clock.move(minutes=30)
    assert why(grades, book) == [LeftOut.OPEN]
    tickets.record(ticket)
    assert told(grades, book) == [(Step.RECORD, 240, 300, Held.COMPLETED)]


def test_work_at_the_unit_a_ticket_was_moved_from_keeps_its_shifts(
    grades, tickets, rosters, clock
):
    book = grades.begin()
    rosters.plan("siswa", hours="07:00-15:00")
    rosters.plan("tetangga", hours="07:00-15:00", unit="PC")
    ticket = walked(tickets, clock, 2)
    tickets.move(ticket)
    assert told(grades, book) == [(Step.RECORD, 120, 300, Held.COMPLETED)]
    rules = grades.inputs(book).rules
    assert list(rules) == ["MM", "PC"]
    assert all(ids["calendar"] and ids["roster"] for ids in rules.values())


def test_a_duplicate_leaves_the_sample_until_it_is_unmerged(grades, tickets, clock):
    book = grades.begin()
    duplicate = walked(tickets, clock, 2)
    clock.move(minutes=20)
    survivor = walked(tickets, clock, 2, by="siswi")
    tickets.merge(survivor, duplicate)
    # The time before the survivor's own receipt is on it, but the student who logged
    # the duplicate never held it.
    assert (told(grades, book), why(grades, book)) == ([], [LeftOut.DUPLICATE])
    assert told(grades, book, of="siswi") == [(Step.RECORD, 120, 300, Held.COMPLETED)]
    tickets.unmerge(duplicate)
    assert told(grades, book)[0] == (Step.RECORD, 120, 300, Held.COMPLETED)


def test_paper_time_counts_once_it_is_reviewed(grades, tickets, clock):
    book = grades.begin()
    ticket = tickets.enter_paper()
    tickets.record(ticket)
    assert (told(grades, book), why(grades, book)) == ([], [LeftOut.PAPER])
    tickets.verify(ticket, 1)
    assert told(grades, book) == [(Step.RECORD, 3_600, 300, Held.COMPLETED)]


def test_night_work_is_left_out(grades, tickets, clock):
    book = grades.begin()
    clock.set(21)
    tickets.at(None)
    assert (told(grades, book), why(grades, book)) == ([], [LeftOut.OFF_HOURS])
    clock.set(9, days=1)
    begun = tickets.start()
    tickets.undo(begun)
    assert why(grades, book) == [LeftOut.OFF_HOURS, LeftOut.CANCELLED]


def test_a_priority_lowered_after_the_target_passed_changes_no_grade(
    grades, tickets, clock
):
    book = grades.begin()
    ticket = tickets.start()
    tickets.prioritise(ticket)
    clock.move(minutes=1)
    tickets.record(ticket)
    clock.move(minutes=6)
    tickets.prioritise(ticket, Impact.ONE, Urgency.CAN_WAIT)
    clock.move(minutes=1)
    tickets.confirm(ticket)
    rows = grades.inputs(book).observations
    assert [(row.step, row.target, row.priority) for row in rows] == [
        (Step.RECORD, 300, Priority.LOW),
        (Step.CONFIRM, 300, Priority.HIGH),
    ]


def test_targets_are_those_in_force_at_receipt(grades, tickets, clock):
    book = grades.begin()
    walked(tickets, clock, 6)
    tickets.set_targets(medium_record=10)
    walked(tickets, clock, 6)
    assert [target for _, _, target, _ in told(grades, book)] == [300, 600]


def check(tickets, ticket, finding):
    """Draw every closed ticket, and say what the evidence to confirm is worth."""
    with tickets.app.app_context():
        unit, act = tickets.world.units["MM"], tickets.act("pengawas")
        span = {"begin": at("00:00", days=-9), "end": at("00:00", days=9)}
        sample = samples.draw_sample(act, unit, percent=100, **span)
        samples.check_evidence(
            tickets.act("pengawas"),
            sample,
            ticket,
            seen=tickets.read(ticket).version,
            findings={**dict.fromkeys(Step, Finding.SUFFICIENT), Step.CONFIRM: finding},
            note="Tidak ada jawaban pelanggan.",
        )


def rejected(grades, book):
    """Return the steps in which a student's evidence was turned down."""
    return [row.step for row in grades.inputs(book).observations if row.is_rejected]


def test_evidence_turned_down_is_capped_until_it_is_given_anew(grades, tickets, clock):
    book = grades.begin()
    ticket = walked(tickets, clock, 1, 1, 1, 1)
    clock.move(minutes=1)
    check(tickets, ticket, Finding.WEAK)
    assert rejected(grades, book) == []
    check(tickets, ticket, Finding.MISSING)
    assert rejected(grades, book) == [Step.CONFIRM]
    tickets.reopen(ticket)
    tickets.step_back(ticket, Step.CONFIRM, by="pengawas")
    assert rejected(grades, book) == [Step.CONFIRM]
    tickets.confirm(ticket)
    assert rejected(grades, book) == []


def test_the_queue_is_the_units_and_counts_who_waits_past_its_target(
    grades, tickets, clock
):
    book = grades.begin()
    taken, waiting = tickets.receive(), tickets.receive()
    clock.move(minutes=4)
    tickets.take(taken)
    tickets.release(taken)
    assert [tuple(each) for each in grades.inputs(book).waits] == [(240, "medium", 1)]
    clock.move(minutes=1)
    assert [tuple(each) for each in grades.inputs(book).waits] == [
        (240, "medium", 1),
        (300, "medium", 1),
    ]
    tickets.take(waiting)
    tickets.mark(waiting)
    tickets.confirm_mark(waiting)
    assert len(grades.inputs(book, of="siswi").waits) == 1


def test_answers_are_those_on_tickets_held_at_their_closing(grades, tickets, clock):
    book = grades.begin()
    ticket = walked(tickets, clock, 1, 1, 1, 1)
    tickets.give_feedback(ticket, performance=Performance.ABOVE)
    [answer] = grades.inputs(book).answers
    assert (answer.ticket_id, answer.performance) == (ticket, Performance.ABOVE)
    other = walked(tickets, clock, 1, 1, 1, 1, by="siswi")
    tickets.merge(other, ticket)
    assert grades.inputs(book).answers == ()


def observed(tickets, *marks, ticket=None, days=0):
    """Let the teacher mark a student on a sheet."""
    with tickets.app.app_context(), writing():
        sheet = RubricSheet(
            person_id=tickets.world.id_of("siswa"),
            by_id=tickets.world.id_of("guru"),
            ticket_id=ticket,
            begun_at=at("09:00", days=days),
        )
        db.session.add(sheet)
        db.session.flush()
        for item, level in marks:
            db.session.add(
                RubricMark(
                    sheet_id=sheet.id,
                    item=item,
                    level=level,
                    by_id=sheet.by_id,
                    at=at("09:00"),
                )
            )
            db.session.flush()


def test_the_newest_mark_of_each_item_of_each_sheet_counts(grades, tickets, clock):
    book = grades.begin()
    ticket = walked(tickets, clock, 1)
    item = RubricItem.LISTENS
    observed(tickets, (item, Level.FAIR), (item, Level.GOOD), ticket=ticket)
    observed(tickets, (item, Level.VERY_GOOD), (RubricItem.THANKS, Level.GOOD))
    observed(tickets, (item, Level.FAIR), (item, None))
    observed(tickets, (item, Level.FAIR), days=-90)
    marks = grades.inputs(book).marks
    assert [(mark.item, mark.level, mark.ticket_id) for mark in marks] == [
        (item, Level.GOOD, ticket),
        (item, Level.VERY_GOOD, None),
        (RubricItem.THANKS, Level.GOOD, None),
    ]


def test_a_ticket_received_outside_the_period_is_of_another_one(grades, tickets, clock):
    book = grades.begin(days=1)
    walked(tickets, clock, 1, 1, 1, 1)
    clock.set(9, days=5)
    walked(tickets, clock, 1, 1, 1, 1)
    assert len(told(grades, book)) == 4


def test_what_is_odd_is_flagged_and_costs_nothing(grades, tickets, rosters, clock):
    book = grades.begin()
    rosters.plan("siswa", hours="07:00-09:10")
    ready = [tickets.at(Step.CONFIRM) for _ in range(3)]
    for ticket in ready:
        tickets.confirm(ticket, restatement="Tukar")
        tickets.fulfil(ticket)
        clock.move(minutes=1)
        tickets.thank(ticket)
    rows = grades.inputs(book).observations
    assert {(row.step, *row.flags) for row in rows if row.flags} == {
        (Step.CONFIRM, Flag.ONE_WORD),
        (Step.THANK, Flag.AT_THE_BELL),
    }
    assert grade(Inputs(observations=rows), DEFAULT_SCHEME).scores == {
        GradePart.TIME: 100
    }


def version(grades, book):
    return grades.book(book).version


def test_nothing_new_leaves_the_version_as_it_is(grades, tickets, clock):
    book = grades.begin()
    grades.recompute(book)
    first = version(grades, book)
    clock.move(minutes=1)
    assert grades.recompute(book) == first
    assert grades.book(book).computed_at == clock.now
    walked(tickets, clock, 1)
    assert grades.recompute(book) == first + 1


def test_who_changed_class_is_graded_there_with_the_whole_period(
    grades, tickets, clock
):
    with grades.app.app_context():
        second = class_groups.add_class_group(
            replace(grades.act("admin"), actor=SYSTEM), name="XII PM 2"
        )
    first = grades.taught("guru")
    grades.taught("guru", name="XII PM 2")
    old, new = grades.begin_for(first, second)
    walked(tickets, clock, 1)
    grades.recompute(old)
    move(grades, second)
    walked(tickets, clock, 1)
    assert len(told(grades, new)) == 2
    # What was never published in the old class is computed there no more.
    assert len(told(grades, old)) == 1


def move(grades, class_group_id, username="siswa"):
    """Let a student be in a class, or in none."""
    with grades.app.app_context(), writing():
        person = db.session.get_one(Person, grades.world.id_of(username))
        person.class_group_id = class_group_id


def test_an_empty_class_has_no_grades(grades):
    book = grades.begin()
    for username in ("siswa", "siswi", "tetangga", "baru"):
        move(grades, None, username)
    assert grades.recompute(book) == grades.book(book).version
    with grades.app.app_context():
        assert db.session.scalars(select(Grade)).all() == []


def test_a_period_without_tickets_is_not_enough_data(grades):
    book = grades.begin()
    inputs = grades.inputs(book)
    assert (inputs.observations, inputs.waits, inputs.answers) == ((), (), ())
    assert grade(inputs, DEFAULT_SCHEME).value is None


def test_only_the_teachers_of_the_class_compute_its_grades(grades):
    book = grades.begin()
    grades.taught()
    for username, refusal in (("guru", NotYourClass), ("ketua", Forbidden)):
        with pytest.raises(refusal):
            grades.recompute(book, by=username)


def test_a_locked_gradebook_is_computed_no_more(grades):
    book = grades.begin()
    with grades.app.app_context(), writing():
        db.session.get_one(Gradebook, book).locked_at = at("09:00")
    with pytest.raises(GradesLocked):
        grades.recompute(book)
