"""What a scheme must keep to, so that every grade it makes can be explained.

Whatever numbers a teacher chooses within these, a slower step never scores higher, and
no student is worse off for a better level or answer.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from desk.domain.errors import DeskError
from desk.domain.evidence import MISSING, Errors
from desk.domain.grade_life import LEAST_REASON
from desk.domain.grading import GradePart
from desk.domain.rubric import Level
from desk.domain.scheme_table import NUMBERS, Cells, descriptions, filled, name_of
from desk.domain.vocabulary import N_, Performance, Priority

HUNDRED = Fraction(100)
LONGEST_WORDS = 200
LONGEST_LETTER = 20
FEWEST_KNOTS = 2

NO_NUMBER = N_("Write a number, such as 75 or 1.5.")
TOO_LONG = N_("This is too long. Keep it within 200 characters.")
LETTER_TOO_LONG = N_("Keep it within 20 characters.")
BOTH = N_("Fill in both of this row, or leave both empty.")
TOO_FEW_KNOTS = N_("The line needs at least two points.")
BEGINS_LOWER = N_("The first point is worth 100: within the target all is well.")
RATIO_FALLS = N_("This must be more than in the row above.")
SCORE_RISES = N_("Slower must not be worth more than in the row above.")
NOT_HUNDRED = N_("The weights must add up to 100.")
LEVEL_FALLS = N_("A better level must not be worth less.")
ANSWER_FALLS = N_("A better answer must not be worth less.")
LEAST_RISES = N_("This must be less than in the row above.")
NOT_ZERO = N_("The last one begins at 0, so that every grade has a descriptor.")
TWICE = N_("This stands above already.")
NO_DESCRIPTOR = N_("Write at least one descriptor.")
MANY_TOO_FEW = N_("This must not be less than the fewest observations.")
TOO_SHORT_REASON = N_(
    "Write at least one sentence: every student of the class reads it."
)
SAME = N_("These rules hold already. Change something first.")


class LockedGrades(DeskError):
    """The grades are locked, so nothing changes what they follow from."""

    message = N_("These grades are locked. Their rules do not change any more.")


class Range(NamedTuple):
    """From where to where a number may go, and whether it is whole."""

    least: Fraction
    most: Fraction
    is_whole: bool
    message: str

    def error(self, value: Fraction) -> str:
        """Return what is wrong with a number, or nothing."""
        is_inside = self.least <= value <= self.most
        is_fine = is_inside and (value.denominator == 1 or not self.is_whole)
        return "" if is_fine else self.message


def _range(
    least: int | str, most: int, message: str, *, is_whole: bool = False
) -> Range:
    return Range(Fraction(least), Fraction(most), is_whole, message)


POINTS = _range(0, 100, N_("A number from 0 to 100."))
RATIO = _range(1, 100, N_("From 1 to 100: faster than the target earns nothing more."))
TIMES = _range("0.1", 10, N_("A number from 0.1 to 10."))
GRADE = _range(0, 100, N_("A whole number from 0 to 100."), is_whole=True)
COUNT = _range(1, 100, N_("A whole number from 1 to 100."), is_whole=True)
RANGES = {
    **dict.fromkeys(NUMBERS, COUNT),
    "pass_mark": GRADE,
    "rejected_at_most": POINTS,
    "queue_minutes": _range(
        1, 420, N_("Whole minutes from 1 to 420, a school day."), is_whole=True
    ),
    "enough_weight": _range(1, 100, N_("A number from 1 to 100.")),
    "sampled": _range(1, 20, N_("A whole number from 1 to 20."), is_whole=True),
}


def errors_in(cells: Cells) -> Errors:
    """Return a message for each cell, or group of cells, that no scheme can have."""
    return {
        **_knots(cells),
        **_weights(cells),
        **_each(cells, "priority", Priority, TIMES),
        **_rising(cells, "level", Level, LEVEL_FALLS),
        **_rising(cells, "answer", Performance, ANSWER_FALLS),
        **_descriptors(cells),
        **_alone(cells),
        **_words(cells),
    }


def reason_errors(reason: str) -> Errors:
    """Return what is wrong with why the rules change; students read it."""
    return {} if len(reason) >= LEAST_REASON else {"reason": TOO_SHORT_REASON}


def _error(cells: Cells, name: str, allowed: Range) -> str:
    if name not in cells:
        return MISSING
    value = cells[name]
    return allowed.error(value) if isinstance(value, Fraction) else NO_NUMBER


def _checked(cells: Cells, names: Iterable[str], allowed: Range) -> Errors:
    found = {name: _error(cells, name, allowed) for name in names}
    return {name: message for name, message in found.items() if message}


def _each(cells: Cells, group: str, words: Iterable[str], allowed: Range) -> Errors:
    return _checked(cells, (f"{group}_{word}" for word in words), allowed)


def _knots(cells: Cells) -> Errors:
    rows = filled(cells, "ratio", "score")
    ratios = [name_of("ratio", n) for n in rows]
    scores = [name_of("score", n) for n in rows]
    wrong = _pairs(cells, ratios, scores)
    wrong |= _checked(cells, (each for each in ratios if each in cells), RATIO)
    wrong |= _checked(cells, (each for each in scores if each in cells), POINTS)
    if wrong:
        return wrong
    if len(rows) < FEWEST_KNOTS:
        return {"knots": TOO_FEW_KNOTS}
    if cells[scores[0]] != HUNDRED:
        wrong[scores[0]] = BEGINS_LOWER
    wrong |= _ordered(cells, ratios, lambda above, it: it > above, RATIO_FALLS)
    return wrong | _ordered(cells, scores, lambda above, it: it <= above, SCORE_RISES)


def _weights(cells: Cells) -> Errors:
    names = [name_of("weight", part) for part in GradePart]
    wrong = _checked(cells, names, POINTS)
    if not wrong and sum(_numbers(cells, names)) != HUNDRED:
        return {"weights": NOT_HUNDRED}
    return wrong


def _rising(
    cells: Cells, group: str, words: Iterable[Level | Performance], message: str
) -> Errors:
    names = [name_of(group, word) for word in words]
    wrong = _checked(cells, names, POINTS)
    if wrong:
        return wrong
    return _ordered(cells, names, lambda before, it: it >= before, message)


def _descriptors(cells: Cells) -> Errors:
    rows = filled(cells, "least", "letter")
    leasts = [name_of("least", n) for n in rows]
    letters = [name_of("letter", n) for n in rows]
    wrong = _pairs(cells, leasts, letters)
    wrong |= _checked(cells, (each for each in leasts if each in cells), GRADE)
    wrong |= _letters(cells, [each for each in letters if each in cells])
    if wrong:
        return wrong
    if not rows:
        return {"descriptors": NO_DESCRIPTOR}
    wrong = _ordered(cells, leasts, lambda above, it: it < above, LEAST_RISES)
    if cells[leasts[-1]] != 0:
        wrong[leasts[-1]] = NOT_ZERO
    return wrong


def _letters(cells: Cells, names: Sequence[str]) -> Errors:
    wrong: Errors = {}
    for n, name in enumerate(names):
        if len(str(cells[name])) > LONGEST_LETTER:
            wrong[name] = LETTER_TOO_LONG
        elif cells[name] in [cells[above] for above in names[:n]]:
            wrong[name] = TWICE
    return wrong


def _alone(cells: Cells) -> Errors:
    """Return what is wrong with the numbers that stand for themselves."""
    wrong = {name: _error(cells, name, RANGES[name]) for name in NUMBERS}
    wrong = {name: message for name, message in wrong.items() if message}
    if not wrong.keys() & {"enough_observations", "many_observations"}:
        fewest, many = _numbers(cells, ["enough_observations", "many_observations"])
        if many < fewest:
            wrong["many_observations"] = MANY_TOO_FEW
    return wrong


def _words(cells: Cells) -> Errors:
    names = [name_of("words", item, level) for item, level in descriptions()]
    return {
        name: TOO_LONG
        for name in names
        if len(str(cells.get(name, ""))) > LONGEST_WORDS
    }


def _pairs(cells: Cells, left: Sequence[str], right: Sequence[str]) -> Errors:
    """Return a message for each empty half of a row."""
    names = (name for pair in zip(left, right, strict=True) for name in pair)
    return {name: BOTH for name in names if name not in cells}


def _ordered(
    cells: Cells,
    names: Sequence[str],
    is_right: Callable[[Fraction, Fraction], bool],
    message: str,
) -> Errors:
    """Return the message for each cell that does not follow on the one before."""
    found = zip(pairwise(_numbers(cells, names)), names[1:], strict=True)
    return {name: message for (before, it), name in found if not is_right(before, it)}


def _numbers(cells: Cells, names: Iterable[str]) -> Iterator[Fraction]:
    return (Fraction(cells[name] or 0) for name in names)
