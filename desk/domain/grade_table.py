"""The grades of a class as rows: what is marked on them, how they narrow and sort.

Sorting is for the teacher's work: no row has a place, and none is set beside a mean.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from desk.domain.grade_life import GradeState
from desk.domain.grading import GradePart
from desk.domain.vocabulary import N_, Word

# Values are counted in bands that begin here: 70 to 79; far below, one is enough.
BANDS = (0, 50, 60, 70, 80, 90)
BEST = 100
# Of fewer, everybody in the room knows who is meant.
FEWEST_STUDENTS = 5


def band_end(begin: int) -> int:
    """Return the last grade of a band."""
    later = [each - 1 for each in BANDS if each > begin]
    return min(later, default=BEST)


class GradeMark(Word):
    """What a teacher should know of a row before using its number."""

    NOT_COMPUTED = "not_computed", N_("Not computed yet")
    NOT_ENOUGH = "not_enough", N_("Not enough data")
    SMALL = "small", N_("Small sample")
    PROVISIONAL = "provisional", N_("Provisional")
    FLAGGED = "flagged", N_("Flags to look at")
    OVERRIDDEN = "overridden", N_("With an override")
    CHANGED_SINCE = "changed_since", N_("Computed anew since the override")
    NEEDS_LOOK = "needs_look", N_("Needs another look")
    MOVED = "moved", N_("No longer in this class")


class GradeColumn(Word):
    """By what the rows can be sorted, beside the name."""

    OBSERVATIONS = "observations", N_("Observations")
    TICKETS = "tickets", N_("Tickets")
    TIME = GradePart.TIME.value, GradePart.TIME.label
    TEAM_QUEUE = GradePart.TEAM_QUEUE.value, GradePart.TEAM_QUEUE.label
    ACTION = GradePart.ACTION.value, GradePart.ACTION.label
    ATTENTION = GradePart.ATTENTION.value, GradePart.ATTENTION.label
    ATTITUDE = GradePart.ATTITUDE.value, GradePart.ATTITUDE.label
    OUTCOME = GradePart.OUTCOME.value, GradePart.OUTCOME.label
    COMPUTED = "computed", N_("Composite, computed")
    OVERRIDE = "override", N_("Override")
    VALUE = "value", N_("Grade")
    STATE = "state", N_("State")


# Where a part stands among the parts of a row.
PLACES = {GradeColumn(part.value): place for place, part in enumerate(GradePart)}


class Order(Word):
    """Which way the rows are sorted."""

    UP = "up", N_("A to Z, lowest first")
    DOWN = "down", N_("Z to A, highest first")


class PartScore(NamedTuple):
    """The score of a part (a fraction as text; None: not enough data), of how many."""

    score: str | None
    n: int


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A student and the grade as it stands; what is not computed has no state.

    The value is what counts: as published, else the override, else as computed.
    """

    person_id: int
    name: str
    student_number: str | None
    state: GradeState | None = None
    observations: int = 0
    tickets: int = 0
    # In the order of the parts; () where nothing is computed.
    parts: tuple[PartScore, ...] = ()
    computed: int | None = None
    override: int | None = None
    value: int | None = None
    descriptor: str = ""
    flags: int = 0
    marks: tuple[GradeMark, ...] = ()
    # Only of who has left the class: the class they are in now, "" for none.
    moved_to: str | None = None

    @property
    def band(self) -> int | None:
        """Return where the band of the value begins."""
        if self.value is None:
            return None
        return max(begin for begin in BANDS if begin <= self.value)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the rows are narrowed to, and how they are sorted."""

    text: str = ""
    state: GradeState | None = None
    mark: GradeMark | None = None
    descriptor: str | None = None
    band: int | None = None
    sort: GradeColumn | None = None
    order: Order = Order.UP

    @property
    def is_narrow(self) -> bool:
        """Say whether some rows may be left out."""
        whole = (None, None, None, None)
        return bool(self.text) or whole != (
            *(self.state, self.mark, self.descriptor, self.band),
        )


def shown(rows: Iterable[GradeRow], asked: Narrowed) -> list[GradeRow]:
    """Return the rows that fit, sorted; what has no value comes last either way."""
    found = sorted(
        (row for row in rows if _fits(row, asked)),
        key=lambda row: (row.name.casefold(), row.person_id),
        reverse=asked.sort is None and asked.order is Order.DOWN,
    )
    if asked.sort is None:
        return found
    known = [(sort_key(row, asked.sort), row) for row in found]
    there = [(key, row) for key, row in known if key is not None]
    there.sort(key=lambda pair: pair[0], reverse=asked.order is Order.DOWN)
    return [row for _, row in there] + [row for key, row in known if key is None]


def sort_key(row: GradeRow, column: GradeColumn) -> Any:
    """Return by what a row is sorted in a column, None where nothing stands there."""
    if row.state is None:
        return None
    if column is GradeColumn.STATE:
        return list(GradeState).index(row.state)
    if column in PLACES:
        score = row.parts[PLACES[column]].score
        return None if score is None else Fraction(score)
    return getattr(row, column.value)


def _fits(row: GradeRow, asked: Narrowed) -> bool:
    return (
        _has_words(row, asked.text)
        and asked.state in {None, row.state}
        and (asked.mark is None or asked.mark in row.marks)
        and asked.descriptor in {None, row.descriptor}
        and asked.band in {None, row.band}
    )


def _has_words(row: GradeRow, text: str) -> bool:
    known = f"{row.name} {row.student_number or ''}".casefold()
    return all(word in known for word in text.casefold().split())


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many students have which grade, and how many have none.

    Of those without enough data, a teacher may have graded some.
    """

    by_descriptor: Sequence[tuple[str, int]]
    by_band: Sequence[tuple[int, int]]
    graded: int
    not_enough: int
    graded_anyway: int
    not_computed: int

    @property
    def is_told(self) -> bool:
        """Say whether there are so many that nobody is recognised by a count."""
        return self.graded >= FEWEST_STUDENTS


def distribution(
    rows: Iterable[GradeRow], descriptors: Sequence[tuple[int, str]]
) -> Distribution:
    """Return how many rows have each descriptor, the best first, and each band."""
    known = list(rows)
    names = dict.fromkeys(
        [*(name for _, name in descriptors), *(r.descriptor for r in known)]
    )
    names.pop("", None)
    return Distribution(
        by_descriptor=[(n, sum(r.descriptor == n for r in known)) for n in names],
        by_band=[(b, sum(r.band == b for r in known)) for b in BANDS],
        graded=sum(r.value is not None for r in known),
        not_enough=sum(GradeMark.NOT_ENOUGH in r.marks for r in known),
        graded_anyway=sum(
            GradeMark.NOT_ENOUGH in r.marks and r.value is not None for r in known
        ),
        not_computed=sum(GradeMark.NOT_COMPUTED in r.marks for r in known),
    )
