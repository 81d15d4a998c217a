"""The rows of a file for another gradebook, as its importer wants them.

Read from the products' own source: Moodle's grade/import/csv/classes/load_data.php and
lib/csvlib.class.php, Canvas's lib/gradebook_importer.rb. e-Rapor is filled in through a
template of the school's own; no source of it is public.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from desk.domain.evidence import MISSING
from desk.domain.grading import GradePart, rounded
from desk.domain.preflight import Entry, Identifier, Outgoing, Product
from desk.domain.table import harmless
from desk.domain.vocabulary import N_, Word

# What a grade is out of, and the least and most an assignment may be out of.
FULL = 100
LEAST_POINTS, MOST_POINTS = 1, 10_000
LONGEST_ITEM = 120

# The words of the products, which are the same in every language.
ID_NUMBER, USERNAME, NAME, FEEDBACK = "ID number", "Username", "Name", "Feedback"
STUDENT_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS_ROW = "    Points Possible"
# Canvas reads no assignment under a heading with one of these in it.
NO_ASSIGNMENT = tuple(
    f"{kind} {figure}"
    for kind in ("Current", "Final", "Override")
    for figure in ("Score", "Points", "Grade", "Status")
)
RESERVED = frozenset(
    {*STUDENT_COLUMNS, "LastName", "FirstName", "Integration ID", "Root Account"}
    | {"Notes", ID_NUMBER, USERNAME, NAME, FEEDBACK}
)

LOOKS_LIKE_FORMULA = N_("Begin with a letter or a digit: this looks like a formula.")
TAKEN = N_("The file has a column of this name already. Choose another one.")
UNREAD = N_("Canvas does not read a column with “%(words)s” in its name.")
BACKSLASH = N_("Moodle does not read a backslash. Leave it out.")

Cell = str | int | Decimal


class DecimalMark(Word):
    """What stands before the decimals of a number."""

    COMMA = "comma", N_("Comma (91,5)")
    POINT = "point", N_("Point (91.5)")

    @property
    def sign(self) -> str:
        """Return the mark itself."""
        return "," if self is DecimalMark.COMMA else "."


@dataclass(frozen=True, slots=True)
class Target:
    """Where grades go and what they are called there; points are of Canvas alone."""

    product: Product
    identifier: Identifier = Identifier.STUDENT_NUMBER
    item: str = ""
    points: int = FULL
    section: str = ""
    has_feedback: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """How a grade is put into words, in the language of the file."""

    describe: Callable[[Outgoing], str]
    state: Callable[[Outgoing], str]


def item_error(product: Product, item: str) -> tuple[str, Mapping[str, str]] | None:
    """Return why a grade item cannot be called so, and what the reason names."""
    if not item:
        return MISSING, {}
    if harmless(item) != item:
        return LOOKS_LIKE_FORMULA, {}
    if item in RESERVED:
        return TAKEN, {}
    if product is Product.MOODLE and "\\" in item:
        return BACKSLASH, {}
    unread = next((words for words in NO_ASSIGNMENT if words in item), None)
    if product is Product.CANVAS and unread is not None:
        return UNREAD, {"words": unread}
    return None


SHARED = (N_("Name"), N_("Class"), N_("Grade"))


def headings(target: Target) -> list[str]:
    """Return the first row; of e-Rapor and a plain table it is to be translated."""
    match target.product:
        case Product.MOODLE:
            by = USERNAME if target.identifier is Identifier.USERNAME else ID_NUMBER
            return [by, NAME, target.item, *[FEEDBACK] * target.has_feedback]
        case Product.CANVAS:
            return [*STUDENT_COLUMNS, target.item]
        case Product.E_RAPOR:
            return [N_("NISN"), *SHARED, N_("Description")]
        case Product.PLAIN:
            parts = [part.label for part in GradePart]
            return [
                *(N_("Student number"), *SHARED),
                *(N_("Descriptor"), N_("State"), *parts),
            ]


def rows(
    target: Target, entries: Sequence[Entry], say: Wording
) -> Iterator[list[Cell]]:
    """Yield a row for each student, and before them the one Canvas wants.

    Every student must have a value: a cell without one clears the grade over there.
    Source: grading.md, "Files for the gradebook".
    """
    if target.product is Product.CANVAS:
        yield [POINTS_ROW, *[""] * (len(STUDENT_COLUMNS) - 1), target.points]
    for entry in entries:
        if entry.grade is None or entry.grade.value is None:
            raise ValueError
        yield _row(target, entry, entry.grade, say)


def _row(target: Target, entry: Entry, grade: Outgoing, say: Wording) -> list[Cell]:
    # It arrives as it is: `check` lets no other one pass.
    number = entry.identifier(target.identifier)
    name, value = _line(entry.name), grade.value or 0
    match target.product:
        case Product.MOODLE:
            told = [_escaped(say.describe(grade))] * target.has_feedback
            return [number, _escaped(name), value, *told]
        case Product.CANVAS:
            is_login = target.identifier is Identifier.USERNAME
            sis: list[Cell] = ["", number] if is_login else [number, ""]
            return [name, "", *sis, target.section, _of(value, target.points)]
        case Product.E_RAPOR:
            return [number, name, entry.class_group, value, say.describe(grade)]
        case Product.PLAIN:
            parts = [grade.parts.get(part) for part in GradePart]
            return [
                *(entry.student_number, name, entry.class_group, value),
                *(grade.descriptor, say.state(grade)),
                *("" if part is None else tenth(part) for part in parts),
            ]


def tenth(value: Fraction) -> int | Decimal:
    """Return a score with one decimal where it is not whole, half up."""
    tenths = rounded(value * 10)
    return tenths // 10 if tenths % 10 == 0 else Decimal(tenths) / 10


def extremes(grade: Outgoing) -> tuple[GradePart | None, GradePart | None]:
    """Return the part a student is best at, and the weakest below the pass mark.

    The queue is the work of the whole team, so it is neither.
    """
    known = {
        part: score
        for part in GradePart
        if part is not GradePart.TEAM_QUEUE
        for score in [grade.parts.get(part)]
        if score is not None
    }
    if not known:
        return None, None
    best = max(known, key=lambda part: known[part])
    least = min(known, key=lambda part: known[part])
    is_strong = known[best] >= grade.pass_mark
    is_weak = known[least] < grade.pass_mark
    return best if is_strong else None, least if is_weak else None


def _of(value: int, points: int) -> int | Decimal:
    """Return a grade of 100 as one of so many points; exact, at most two decimals."""
    whole, rest = divmod(value * points, FULL)
    return Decimal(value * points) / FULL if rest else whole


def _line(text: str) -> str:
    """Return a text as one line: importers that read line by line take no other."""
    return " ".join(text.split())


def _escaped(text: str) -> str:
    """Return a text in which Moodle finds no escape: its reader knows the backslash."""
    return _line(text).replace("\\", "/")
