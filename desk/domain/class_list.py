"""Students out of a table: which column is what, which rows are good, by which number.

A student is known by the student number alone. Spreadsheets like to change numbers
(12345.0, 1.2E+09, zeros at the beginning lost), so none is ever guessed.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.domain.intake import BadRow
from desk.domain.table import FORMULA, Refused, Row, Table, columns_called
from desk.domain.vocabulary import N_, Word


class ListField(Word):
    """What a column of a class list can hold."""

    NUMBER = "number", N_("Student number")
    NAME = "name", N_("Full name")
    CLASS_GROUP = "class_group", N_("Class group")
    USERNAME = "username", N_("User name")
    UNIT = "unit", N_("Unit")

    @property
    def longest(self) -> int:
        """Return how many characters an account has room for."""
        return LONGEST[self]


LONGEST = {
    ListField.NUMBER: 30,
    ListField.NAME: 120,
    ListField.CLASS_GROUP: 60,
    ListField.USERNAME: 40,
    ListField.UNIT: 120,
}
NEEDED = (ListField.NUMBER, ListField.NAME)
# Words that begin the names of columns, in the order in which fields choose theirs.
NAMES: dict[ListField, tuple[str, ...]] = {
    ListField.NUMBER: (
        *("nis", "nisn", "nipd", "nomor induk", "no induk", "nomor siswa", "no siswa"),
        *("student number", "student no", "student id", "id number"),
    ),
    ListField.USERNAME: ("username", "user name", "nama pengguna", "login"),
    ListField.CLASS_GROUP: (
        *("kelas", "rombel", "rombongan belajar", "nama kelas", "nama rombel"),
        *("class", "class group", "class name"),
    ),
    ListField.UNIT: ("unit", "unit produksi", "kode unit", "unit code"),
    ListField.NAME: (
        *("nama", "nama lengkap", "nama siswa", "nama peserta didik", "siswa"),
        *("name", "full name", "student name", "student"),
    ),
}
# Titles often stand above the names of the columns.
DEEPEST_HEADING = 15

# Which field is in which column, counted from 0.
ListColumns = Mapping[ListField, int]

NO_NUMBER = N_("The student number is missing.")
NO_NAME = N_("The name is missing.")
NO_CLASS = N_("The class group is missing.")
A_FORMULA = N_("%(field)s: this is a formula. Put in its value only.")
TOO_LONG = N_("%(field)s: %(length)s characters, and at most %(limit)s fit.")
SHORTENED = N_(
    "The student number is one the spreadsheet has shortened, such as 1.2E+09. Make "
    "the column text and write the whole number."
)
A_DAY = N_("The student number is a date to the spreadsheet. Make the column text.")
REPEATED = N_("The same student number is in line %(other)s.")

# How spreadsheets write a number as text, a whole number, a long one, and a day.
AS_TEXT = re.compile(r'="([^"]*)"')
WHOLE = re.compile(r"([0-9]+)[.,]0")
SCIENTIFIC = re.compile(r"[0-9]+([.,][0-9]+[eE][-+]?|[eE][-+])[0-9]+")
DAY = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
NOTHING = {"", "-", "–"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A student as a row of a list tells of one; the line counts from 1."""

    line: int
    number: str
    name: str
    class_group: str
    username: str
    unit: str


@dataclass(frozen=True, slots=True)
class ClassList:
    """The good rows of a list, those refused, and every number that is on it."""

    students: Sequence[Listed]
    refused: Sequence[Refused]
    numbers: frozenset[str]


def number_key(number: str) -> str:
    """Return by what a student number is the same, whatever a spreadsheet did to it."""
    key = "".join(number.split()).casefold()
    return key.lstrip("0") or "0" if key.isdigit() else key


def guess_list_columns(header: Sequence[str]) -> dict[ListField, int]:
    """Return the columns whose names say what they hold; each column is used once."""
    return columns_called(header, NAMES)


def headed(table: Table) -> Table:
    """Return a table that begins with the names of its columns, titles left out."""
    if _is_heading(table.header):
        return table
    for n, row in enumerate(table.rows[:DEEPEST_HEADING], start=1):
        if _is_heading(row.cells):
            header = [cell.strip() for cell in row.cells]
            return Table(header, table.rows[n:], table.refused)
    return table


def is_class_list(table: Table) -> bool:
    """Say whether columns of a table are called like those of a class list."""
    return _is_heading(headed(table).header)


def read_class_list(
    table: Table, columns: ListColumns, *, class_group: str = ""
) -> ClassList:
    """Return the students of a table; all are in the class named, if one is."""
    students, refused = [], list(table.refused)
    lines: dict[str, list[int]] = defaultdict(list)
    for row in table.rows:
        try:
            number = _number(row, columns)
            lines[number_key(number)].append(row.line)
            students.append(_listed(row, columns, number, class_group))
        except BadRow as bad:
            refused.append(Refused(row.line, bad.reason, bad.facts))
    # Which of two is meant nobody can say, so neither is taken.
    good = [each for each in students if len(lines[number_key(each.number)]) == 1]
    for each in students:
        others = [n for n in lines[number_key(each.number)] if n != each.line]
        if others:
            refused.append(Refused(each.line, REPEATED, {"other": others[0]}))
    return ClassList(good, refused, frozenset(lines))


def _is_heading(cells: Sequence[str]) -> bool:
    found = guess_list_columns(cells)
    return all(field in found for field in NEEDED)


def _listed(row: Row, columns: ListColumns, number: str, class_group: str) -> Listed:
    told = {field: _cell(row, columns, field) for field in ListField}
    if not told[ListField.NAME]:
        raise BadRow(NO_NAME)
    group = class_group or told[ListField.CLASS_GROUP]
    if not group:
        raise BadRow(NO_CLASS)
    return Listed(
        line=row.line,
        number=number,
        name=told[ListField.NAME],
        class_group=group,
        username=told[ListField.USERNAME].casefold(),
        unit=told[ListField.UNIT],
    )


def _number(row: Row, columns: ListColumns) -> str:
    text = _text(row, columns, ListField.NUMBER).removeprefix("'")
    quoted = AS_TEXT.fullmatch(text)
    text = quoted[1].strip() if quoted else text
    if SCIENTIFIC.fullmatch(text):
        raise BadRow(SHORTENED)
    if DAY.fullmatch(text):
        raise BadRow(A_DAY)
    number = _checked(text, ListField.NUMBER)
    if not number:
        raise BadRow(NO_NUMBER)
    whole = WHOLE.fullmatch(number)
    return whole[1] if whole else number


def _cell(row: Row, columns: ListColumns, field: ListField) -> str:
    if field is ListField.NUMBER:
        return ""  # read apart, with more care
    return _checked(_text(row, columns, field), field)


def _checked(text: str, field: ListField) -> str:
    """Return what stands in a cell. Raises BadRow for what can stand in no account."""
    if text in NOTHING:
        return ""
    if FORMULA.match(text):
        raise BadRow(A_FORMULA, field=field.value)
    if len(text) > field.longest:
        raise BadRow(TOO_LONG, field=field.value, length=len(text), limit=field.longest)
    return text


def _text(row: Row, columns: ListColumns, field: ListField) -> str:
    """Return a cell in one line, without what nobody can see."""
    if field not in columns:
        return ""
    cell = " ".join(row.cells[columns[field]].split())
    return "".join(sign for sign in cell if sign.isprintable()).strip()
