"""The line of a scheme, drawn: what a step is worth by how long it took."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from desk.domain.grading import Knot, score

WIDTH, HEIGHT = 320, 150
LEFT, RIGHT, TOP, BOTTOM = 30, 12, 10, 24
MARKS = (0, 25, 50, 75, 100)
# Nearer than this the numbers below would run together.
ROOM = 24


@dataclass(frozen=True, slots=True)
class Curve:
    """A line in the units of its picture, with the numbers beside and below it."""

    path: str
    marks: Sequence[tuple[float, int]]
    points: Sequence[tuple[float, float]]
    names: Sequence[tuple[float, Fraction]]


def curve_of(knots: Sequence[Knot]) -> Curve:
    """Return the line through the knots, level before the first and after the last."""
    furthest = knots[-1].ratio * Fraction(9, 8)
    ratios = [Fraction(), *(knot.ratio for knot in knots), furthest]
    places = [(_x(r, furthest), _y(score(r, knots))) for r in ratios]
    return Curve(
        path=" ".join(f"{x},{y}" for x, y in places),
        marks=[(_y(Fraction(mark)), mark) for mark in MARKS],
        points=places[1:-1],
        names=_named(places[1:-1], ratios[1:-1]),
    )


def _named(
    places: Sequence[tuple[float, float]], ratios: Sequence[Fraction]
) -> list[tuple[float, Fraction]]:
    """Return the ratios below the picture that have room."""
    found: list[tuple[float, Fraction]] = []
    for (x, _), ratio in zip(places, ratios, strict=True):
        if not found or x - found[-1][0] >= ROOM:
            found.append((x, ratio))
    return found


def _x(ratio: Fraction, furthest: Fraction) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * float(ratio / furthest), 1)


def _y(worth: Fraction) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - float(worth) / 100), 1)
