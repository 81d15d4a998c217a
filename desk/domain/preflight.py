"""What is looked at before grades go to another gradebook (grading.md, "Files").

Whatever would land on the wrong student, clear a grade or stop the import is found
here, where a teacher can still mend it, and never leaves the desk.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from desk.domain.grade_life import GradeState
from desk.domain.grading import GradePart
from desk.domain.table import harmless
from desk.domain.vocabulary import N_, Word

NISN_DIGITS = 10
# A spreadsheet that opens a text file turns these into another number, or into a day.
MANGLED = re.compile(
    r"0\d+|\d{12,}|\d+[eE][-+]?\d+|\d+([.,]\d+)+|\d{1,4}([-/]\d{1,4}){1,2}"
)
ONLY_DIGITS_AND_MARKS = re.compile(r"-?[0-9.,]+%?")


class Product(Word):
    """Where grades go."""

    MOODLE = "moodle", N_("Moodle")
    CANVAS = "canvas", N_("Canvas")
    E_RAPOR = "e_rapor", N_("e-Rapor")
    PLAIN = "plain", N_("Plain table")

    @property
    def matches(self) -> bool:
        """Say whether the other side looks its students up by what a file holds."""
        return self is not Product.PLAIN

    @property
    def is_text(self) -> bool:
        """Say whether the file is a text file and nothing else."""
        return self in {Product.MOODLE, Product.CANVAS}


class Identifier(Word):
    """By what the other gradebook knows a student; never by name."""

    STUDENT_NUMBER = "student_number", N_("Student number")
    USERNAME = "username", N_("User name")


class Hitch(Word):
    """What is the matter with a student's row; the first ones are the gravest."""

    DUPLICATE = "duplicate", N_("The same identifier twice")
    NO_IDENTIFIER = "no_identifier", N_("No student number")
    ALTERED = "altered", N_("An identifier that would not arrive as it is")
    LEFT_CLASS = "left_class", N_("Not in the class any more")
    NOT_PUBLISHED = "not_published", N_("No published grade")
    NOT_ENOUGH = "not_enough", N_("Not enough data for a grade")
    NO_NISN = "no_nisn", N_("A number that is no NISN")
    MANGLED = "mangled", N_("A number that a spreadsheet changes")
    FORMULA = "formula", N_("A name that looks like a formula")
    NEEDS_LOOK = "needs_look", N_("A grade that needs another look")
    OBJECTED = "objected", N_("An open objection")


# Nobody's grade is sure to reach the right student: there is no file.
STOPS = frozenset({Hitch.DUPLICATE})
# Left out of the file, which the teacher has to agree to.
AGREED = frozenset({Hitch.NO_IDENTIFIER, Hitch.ALTERED})
# Left out of the file, because a row would do harm.
LEFT_OUT = frozenset({Hitch.LEFT_CLASS, Hitch.NOT_PUBLISHED, Hitch.NOT_ENOUGH})


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A grade to be written: the published one, or what a draft says so far."""

    value: int | None
    descriptor: str
    pass_mark: int
    state: GradeState
    parts: Mapping[GradePart, Fraction | None]
    needs_look: bool = False

    @property
    def is_draft(self) -> bool:
        """Say whether the student has not seen it."""
        return not self.state.is_shown


@dataclass(frozen=True, slots=True)
class Entry:
    """A student of a gradebook; without a grade there is nothing to write."""

    person_id: int
    name: str
    username: str
    student_number: str
    class_group: str
    is_in_class: bool
    grade: Outgoing | None

    def identifier(self, by: Identifier) -> str:
        """Return by what the other gradebook finds the student; empty is not at all."""
        return self.username if by is Identifier.USERNAME else self.student_number


Found = Mapping[Hitch, Sequence[Entry]]


@dataclass(frozen=True, slots=True)
class Preflight:
    """Who stands in the file, and who has what the matter."""

    rows: Sequence[Entry]
    # The gravest first.
    found: Found
    # Whether the other side looks its students up: then more can go wrong.
    matches: bool = True

    @property
    def may_leave(self) -> bool:
        """Say whether there can be a file at all."""
        return bool(self.rows) and not self.stops

    @property
    def stops(self) -> Found:
        """Return what no file can be made with."""
        return self._of(STOPS) if self.matches else {}

    @property
    def agreed(self) -> Found:
        """Return who is left out once the teacher agrees to it."""
        return self._of(AGREED) if self.matches else {}

    @property
    def to_agree(self) -> int:
        """Return how many students the teacher has to agree to leave out."""
        return sum(map(len, self.agreed.values()))

    @property
    def left_out(self) -> Found:
        """Return who is left out in any case."""
        return self._of(LEFT_OUT)

    @property
    def notes(self) -> Found:
        """Return what is worth knowing about rows that stand in the file."""
        told = self.stops.keys() | self.agreed.keys() | self.left_out.keys()
        return self._of(self.found.keys() - told)

    def _of(self, hitches: Collection[Hitch]) -> Found:
        return {each: who for each, who in self.found.items() if each in hitches}


def check(entries: Iterable[Entry], product: Product, by: Identifier) -> Preflight:
    """Return who may be written to a product, and why others are not.

    A plain table is for people to read, so that only a missing grade keeps a student
    out of it. Source: grading.md, "Files for the gradebook".
    """
    known = list(entries)
    twice = _twice(known, by)
    rows: list[Entry] = []
    found: dict[Hitch, list[Entry]] = {each: [] for each in Hitch}
    for entry in known:
        keeps_out = _keeps_out(entry, product, by)
        if keeps_out is None:
            rows.append(entry)
        else:
            found[keeps_out].append(entry)
    for entry in rows:
        for hitch in _notes(entry, product, by):
            found[hitch].append(entry)
    found[Hitch.DUPLICATE] = _doubles(known, rows, twice, by)
    whole = {each: who for each, who in found.items() if who}
    return Preflight(rows, whole, product.matches)


def arrives(text: str, product: Product) -> bool:
    """Say whether a product reads an identifier as exactly the text that was written.

    Moodle trims every cell, reads a backslash as an escape and takes "0" for nothing;
    Canvas takes whatever is digits and marks for a number. What a spreadsheet would run
    as a formula can be neutralised in a name, but an identifier would be another one.
    """
    if not product.is_text:
        return True
    if harmless(text) != text or text != " ".join(text.split()):
        return False
    if product is Product.MOODLE:
        return text != "0" and "\\" not in text
    return _as_canvas_reads(text) == text


def is_mangled(text: str) -> bool:
    """Say whether a spreadsheet that opens a text file shows another identifier."""
    return MANGLED.fullmatch(text) is not None


def _keeps_out(entry: Entry, product: Product, by: Identifier) -> Hitch | None:
    """Return why there is no row for a student; None where there is one."""
    if not entry.is_in_class:
        return Hitch.LEFT_CLASS
    if entry.grade is None:
        return Hitch.NOT_PUBLISHED
    if entry.grade.value is None:
        return Hitch.NOT_ENOUGH
    if not product.matches:
        return None
    identifier = entry.identifier(by)
    if not identifier:
        return Hitch.NO_IDENTIFIER
    return None if arrives(identifier, product) else Hitch.ALTERED


def _notes(entry: Entry, product: Product, by: Identifier) -> Iterable[Hitch]:
    """Yield what is worth knowing about a row that stands in the file."""
    number, grade = entry.identifier(by), entry.grade
    if not number:
        yield Hitch.NO_IDENTIFIER
    if product is Product.E_RAPOR and not _is_nisn(number):
        yield Hitch.NO_NISN
    if product is not Product.E_RAPOR and is_mangled(number):
        yield Hitch.MANGLED
    if harmless(entry.name) != entry.name:
        yield Hitch.FORMULA
    if grade is not None and grade.needs_look:
        yield Hitch.NEEDS_LOOK
    if grade is not None and grade.state is GradeState.OBJECTION:
        yield Hitch.OBJECTED


def _twice(entries: Iterable[Entry], by: Identifier) -> set[str]:
    counted = Counter(_key(entry, by) for entry in entries)
    return {key for key, n in counted.items() if key and n > 1}


def _doubles(
    entries: Sequence[Entry], rows: Sequence[Entry], twice: set[str], by: Identifier
) -> list[Entry]:
    """Return everybody who shares an identifier with somebody in the file."""
    written = {_key(entry, by) for entry in rows} & twice
    return [entry for entry in entries if _key(entry, by) in written]


def _key(entry: Entry, by: Identifier) -> str:
    """Return an identifier as a database compares it that looks past case, blanks."""
    return "".join(entry.identifier(by).split()).casefold()


def _is_nisn(number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) == NISN_DIGITS


def _as_canvas_reads(text: str) -> str:
    """Return a cell as Canvas does: the last mark in a number is the decimal one."""
    if ONLY_DIGITS_AND_MARKS.fullmatch(text) is None:
        return text
    *whole, last = re.split("[.,]", text.rstrip(".,"))
    return f"{''.join(whole)}.{last}" if whole else last
