"""What a class list would do: numbers, names and places, without a database."""

import pytest

from desk.domain.class_list import ListField, headed, number_key, read_class_list
from desk.domain.class_plan import Known, Place, School, make_plan, stem_of
from desk.domain.people import Role
from desk.domain.table import Row, Table

HEADER = ("number", "name", "class_group", "username", "unit")
COLUMNS = {field: n for n, field in enumerate(ListField)}
CLASSES = {
    "x": Place(1, "X", is_active=True),
    "old": Place(2, "Old", is_active=False),
}
UNITS = {
    "mm": Place(1, "Minimarket", is_active=True),
    "pc": Place(2, "Pojok", is_active=False),
}


def known(number, name="Siti", group=1, role=Role.STUDENT):
    return Known(
        id=len(name) * 100 + len(number),
        username=f"user-{number}",
        name=name,
        number=number,
        role=role,
        is_active=True,
        class_group_id=group,
        class_group="X",
    )


def plan(*rows, people=()):
    cells = [(*row, *[""] * (5 - len(row))) for row in rows]
    table = Table(HEADER, [Row(n, row) for n, row in enumerate(cells, 2)], ())
    return make_plan(read_class_list(table, COLUMNS), School(people, CLASSES, UNITS))


def refusals(*rows, people=()):
    return [refused.reason for refused in plan(*rows, people=people).refused]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("0012", "0012"),
        (" 00 12\u00a0", "00 12"),
        ('="0012"', "0012"),
        ("'0012", "0012"),
        ("12345.0", "12345"),
        ("12345,0", "12345"),
        ("12.345", "12.345"),  # some schools write theirs with dots
        ("2024-a\u200b", "2024-a"),
        ("12E5", "12E5"),
    ],
)
def test_a_number_is_read_as_it_is_meant(cell, number):
    [newcomer] = plan((cell, "Ayu", "X")).newcomers
    assert newcomer.number == number


@pytest.mark.parametrize(
    "cell", ["1.2345E+05", "1,2E9", "1E+09", "-", "=1+1", "2026-09-02 00:00:00"]
)
def test_a_number_that_is_none_is_refused(cell):
    found = plan((cell, "Ayu", "X"))
    assert not found.newcomers
    assert len(found.refused) == 1


def test_numbers_that_spreadsheets_confuse_have_one_key():
    assert len({number_key(n) for n in ("0012", "12", "0 012", "12 ")}) == 1
    assert number_key("000") == "0"
    assert number_key("2024-A") == number_key("2024-a")


def test_of_two_numbers_that_differ_in_zeros_the_exact_one_is_meant():
    people = [known("0012"), known("12", "Dewi")]
    [match] = plan(("12", "Dewi", "X"), people=people).matches
    assert match.known.name == "Dewi"
    assert refusals(("012", "Dewi", "X"), people=people)


def test_a_retired_class_takes_nobody_in_but_keeps_its_own():
    people = [known("12", group=2)]
    assert refusals(("13", "Ayu", "Old"), people=people)
    found = plan(("12", "Siti", "OLD"), people=people)
    assert (found.matches[0].is_unchanged, found.is_idle) == (True, True)


def test_a_unit_is_one_in_use():
    assert len(refusals(("1", "Ayu", "X", "", "PC"), ("2", "Eka", "X", "", "?"))) == 2
    assert plan(("1", "Ayu", "X", "", "mm")).newcomers[0].unit_id == 1


def test_user_names_are_given_or_made_up_but_never_taken():
    rows = [
        ("1", "Siti", "X", "USER-9"),  # somebody's
        ("2", "Ayu", "X", "a b"),
        ("3", "Ayu", "X", "sama"),
        ("4", "Eka", "X", "sama"),
        ("5", "Nur Aini", "X", "nur.aini2"),
        ("6", "Nur Aini Putri", "X"),
        ("7", "Nur Aini Dewi", "X"),
    ]
    found = plan(*rows, people=[known("9")])
    assert [refused.line for refused in found.refused] == [2, 3, 4, 5]
    names = [each.username for each in found.newcomers]
    assert names == ["nur.aini2", "nur.aini", "nur.aini3"]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Siti Nur Aini", "siti.nur"),
        ("Ma'ruf Élan", "maruf.elan"),
        ("Al", "siswa.al"),
        ("王小明", "siswa"),
        ("A" * 50, "a" * 30),
    ],
)
def test_a_user_name_is_made_of_the_first_names(name, stem):
    assert stem_of(name) == stem


def test_a_namesake_may_be_the_same_person():
    people = [known("12"), known("", "Eka"), known("14", "Ayu")]
    rows = [
        ("1", "siti", "X"),
        ("2", "Eka", "Y"),
        ("3", "Ayu", "X"),
        ("14", "Ayu", "X"),
    ]
    found = plan(*rows, people=people)
    same = [each.namesake.name if each.namesake else None for each in found.newcomers]
    # The one who is on the list under the known number is nobody else.
    assert same == ["Siti", "Eka", None]
    assert plan(("1", "Siti", "Y"), people=people).newcomers[0].namesake is None


def test_who_is_not_on_the_list_is_told_and_a_bad_row_is_on_it():
    people = [
        known("12"),
        known("13", "Dewi"),
        known("14", "Di tempat lain", group=7),
        known("15", "Guru", role=Role.TEACHER),
    ]
    found = plan(("1", "Ayu", "X"), ("13", "", "X"), people=people)
    assert [each.name for each in found.absent] == ["Siti"]


def test_titles_above_the_names_of_the_columns_are_left_out():
    rows = [Row(n, cells) for n, cells in enumerate([("", ""), ("NIS", "Nama")], 2)]
    table = Table(("Daftar siswa", ""), [*rows, Row(4, ("1", "Ayu"))], ())
    assert headed(table).header == ["NIS", "Nama"]
    assert [row.line for row in headed(table).rows] == [4]
    assert headed(Table(("a", "b"), rows[:1], ())).header == ("a", "b")
