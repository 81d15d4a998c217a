"""A scheme as one flat table of cells, each with a name.

The form has a field for each cell, a message stands beside the cell it is about, and
two versions differ in the cells that do.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TypeVar

from desk.domain.grading import GradePart, Knot
from desk.domain.rubric import Level, RubricItem
from desk.domain.scheme import Scheme
from desk.domain.vocabulary import Performance, Priority, Word

W = TypeVar("W", bound=Word)
MINUTE = 60
# Of knots, and of descriptors: more than a wall chart has room for.
ROWS = range(1, 7)
# A number or a text; None where what was typed is no number.
Cell = Fraction | str | None
Cells = Mapping[str, Cell]

NUMBERS = (
    *("pass_mark", "rejected_at_most", "queue_minutes"),
    *("enough_observations", "enough_tickets", "many_observations"),
    *("enough_answers", "enough_weight", "sampled"),
)


def name_of(group: str, *words: Word | int) -> str:
    """Return the name of a cell: its group, and which of it."""
    return "_".join([group, *(str(word) for word in words)])


def cells_of(scheme: Scheme) -> dict[str, Fraction | str]:
    """Return a scheme as its cells, in the order in which it is read."""
    found: dict[str, Fraction | str] = {}
    for n, knot in enumerate(scheme.knots, 1):
        found[name_of("ratio", n)], found[name_of("score", n)] = knot
    for group, numbers in _mappings(scheme):
        found |= {name_of(group, word): number for word, number in numbers.items()}
    for n, (least, letter) in enumerate(scheme.descriptors, 1):
        found[name_of("least", n)] = Fraction(least)
        found[name_of("letter", n)] = letter
    for name in NUMBERS:
        if name == "queue_minutes":
            found[name] = Fraction(scheme.queue_target, MINUTE)
        else:
            found[name] = Fraction(getattr(scheme, name))
    for item, level in descriptions():
        if text := scheme.described.get(item, {}).get(level):
            found[name_of("words", item, level)] = text
    return found


def scheme_of(cells: Cells) -> Scheme:
    """Return the scheme of cells that have no errors (scheme_errors.py)."""
    return Scheme(
        knots=tuple(
            Knot(
                _number(cells, name_of("ratio", n)), _number(cells, name_of("score", n))
            )
            for n in filled(cells, "ratio", "score")
        ),
        weights=_numbers(cells, "weight", GradePart),
        of_priority=_numbers(cells, "priority", Priority),
        of_level=_numbers(cells, "level", Level),
        of_answer=_numbers(cells, "answer", Performance),
        descriptors=tuple(
            (int(_number(cells, name_of("least", n))), str(cells[name_of("letter", n)]))
            for n in filled(cells, "least", "letter")
        ),
        queue_target=int(_number(cells, "queue_minutes") * MINUTE),
        rejected_at_most=_number(cells, "rejected_at_most"),
        enough_weight=_number(cells, "enough_weight"),
        pass_mark=int(_number(cells, "pass_mark")),
        enough_observations=int(_number(cells, "enough_observations")),
        enough_tickets=int(_number(cells, "enough_tickets")),
        many_observations=int(_number(cells, "many_observations")),
        enough_answers=int(_number(cells, "enough_answers")),
        sampled=int(_number(cells, "sampled")),
        described=_described(cells),
    )


def filled(cells: Cells, *groups: str) -> list[int]:
    """Return the rows of a table in which anything is written."""
    return [n for n in ROWS if any(name_of(each, n) in cells for each in groups)]


def descriptions() -> Iterator[tuple[RubricItem, Level]]:
    """Yield each level of each item, as a teacher can word it."""
    for item in RubricItem:
        for level in Level:
            yield item, level


def changed(before: Scheme, after: Scheme) -> list[str]:
    """Return the names of the cells in which two schemes differ, in their order."""
    old, new = cells_of(before), cells_of(after)
    names = dict.fromkeys([*old, *new])
    return [name for name in names if old.get(name) != new.get(name)]


def _mappings(
    scheme: Scheme,
) -> Iterable[tuple[str, Mapping[Word, Fraction]]]:
    yield "weight", {part: scheme.weights[part] for part in GradePart}
    yield "priority", {each: scheme.of_priority[each] for each in Priority}
    yield "level", {level: scheme.of_level[level] for level in Level}
    yield "answer", {each: scheme.of_answer[each] for each in Performance}


def _numbers(cells: Cells, group: str, words: type[W]) -> dict[W, Fraction]:
    return {word: _number(cells, name_of(group, word)) for word in words}


def _number(cells: Cells, name: str) -> Fraction:
    return Fraction(cells[name] or 0)


def _described(cells: Cells) -> dict[RubricItem, dict[Level, str]]:
    found: dict[RubricItem, dict[Level, str]] = {}
    for item, level in descriptions():
        if text := cells.get(name_of("words", item, level)):
            found.setdefault(item, {})[level] = str(text)
    return found
