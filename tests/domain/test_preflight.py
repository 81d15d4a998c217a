"""What keeps a student out of a file, or a file from being made."""

from fractions import Fraction

import pytest

from desk.domain.grade_life import GradeState
from desk.domain.grading import GradePart
from desk.domain.preflight import Entry, Hitch, Identifier, Outgoing, Product, check

NUMBER = "0081234567"


def grade(value=88, **changed):
    parts = {GradePart.TIME: Fraction(value or 0)}
    known = {"state": GradeState.PUBLISHED, "needs_look": False, **changed}
    return Outgoing(value, "B", 75, parts=parts, **known)


def entry(number=NUMBER, **changed):
    known = {
        "person_id": 1,
        "name": "Siti Aminah",
        "username": "siti",
        "class_group": "XII PM 1",
        "is_in_class": True,
        "grade": grade(),
        **changed,
    }
    return Entry(student_number=number, **known)


def found_in(*entries, product=Product.MOODLE, by=Identifier.STUDENT_NUMBER):
    flight = check(entries, product, by)
    return len(flight.rows), {f: len(who) for f, who in flight.found.items()}


def test_a_sound_row_is_written_and_nothing_is_the_matter():
    for product in Product:
        rows, found = found_in(entry(), product=product)
        assert rows == 1
        # The zero at its beginning: a workbook holds texts.
        assert found == ({} if product is Product.E_RAPOR else {Hitch.MANGLED: 1})


def test_what_would_clear_a_grade_is_never_written():
    for changed, hitch in (
        ({"grade": None}, Hitch.NOT_PUBLISHED),
        ({"grade": grade(None)}, Hitch.NOT_ENOUGH),
        ({"is_in_class": False}, Hitch.LEFT_CLASS),
    ):
        for product in Product:
            assert found_in(entry(**changed), product=product) == (0, {hitch: 1})


def test_without_a_number_nobody_can_be_found():
    for product in (Product.MOODLE, Product.CANVAS, Product.E_RAPOR):
        rows, found = found_in(entry(""), product=product)
        assert (rows, found) == (0, {Hitch.NO_IDENTIFIER: 1})
    assert found_in(entry(""), product=Product.PLAIN)[0] == 1
    assert found_in(entry(""), by=Identifier.USERNAME) == (1, {})


def test_two_of_one_number_stop_the_file():
    for pair in (("A-1", "a-1"), ("12 3", "123"), ("É", "é")):
        flight = check(
            [entry(number, person_id=n) for n, number in enumerate(pair)],
            Product.MOODLE,
            Identifier.STUDENT_NUMBER,
        )
        assert not flight.may_leave
        assert len(flight.found[Hitch.DUPLICATE]) == 2


def test_even_if_only_one_of_them_has_a_grade():
    pair = entry(), entry(person_id=2, grade=None)
    flight = check(pair, Product.MOODLE, Identifier.STUDENT_NUMBER)
    assert not flight.may_leave
    pair = entry(grade=None), entry(person_id=2, grade=None)
    flight = check(pair, Product.MOODLE, Identifier.STUDENT_NUMBER)
    assert Hitch.DUPLICATE not in flight.found


def test_a_plain_table_is_for_people_and_says_what_is_amiss():
    both = entry("4711"), entry("4711", person_id=2), entry("", person_id=3)
    flight = check(both, Product.PLAIN, Identifier.STUDENT_NUMBER)
    assert (len(flight.rows), flight.may_leave, flight.to_agree) == (3, True, 0)
    assert set(flight.notes) == {Hitch.DUPLICATE, Hitch.NO_IDENTIFIER}


@pytest.mark.parametrize(
    ("product", "arriving", "altered"),
    [
        (
            Product.MOODLE,
            ["12.345.678", "a/1", "00"],
            ["=1", "-5", "0", "a\\b", "1  2"],
        ),
        (Product.CANVAS, ["2024.001", "a/1", "0"], ["12.345.678", "1,5", "12.", "@a"]),
        (Product.E_RAPOR, ["=1", "12.345.678"], []),
    ],
)
def test_an_identifier_arrives_as_it_is_or_is_left_out(product, arriving, altered):
    known = [entry(number, person_id=n) for n, number in enumerate(arriving + altered)]
    flight = check(known, product, Identifier.STUDENT_NUMBER)
    assert [e.student_number for e in flight.rows] == arriving
    assert [e.student_number for e in flight.found.get(Hitch.ALTERED, ())] == altered
    assert flight.to_agree == len(altered)


def test_what_excel_makes_of_a_number_is_said():
    mangled = ("0081", "12.345.678", "123456789012", "1E5", "3-4", "3/4/2026", "1.50")
    for number in (*mangled, "1234567890", "NIS-1", "A0081"):
        _, found = found_in(entry(number))
        assert (Hitch.MANGLED in found) is (number in mangled), number


def test_what_is_worth_knowing_of_a_row_in_the_file():
    rows, found = found_in(
        entry("1", name="=1+1"),
        entry("2", grade=grade(needs_look=True)),
        entry("3", grade=grade(state=GradeState.OBJECTION)),
    )
    assert rows == 3
    assert found == {Hitch.FORMULA: 1, Hitch.NEEDS_LOOK: 1, Hitch.OBJECTED: 1}
    assert found_in(entry("4711"), product=Product.E_RAPOR)[1] == {Hitch.NO_NISN: 1}


def test_without_a_row_there_is_no_file():
    flight = check([], Product.MOODLE, Identifier.STUDENT_NUMBER)
    assert not flight.may_leave
