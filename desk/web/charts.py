"""Charts over weeks: where each column, point and line of a picture is drawn.

Places across are in per cent, so that a picture fits any screen and its letters keep
their size; places down are in pixels.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

TOP, PLOT, FOOT = 12, 150, 26
HEIGHT = TOP + PLOT + FOOT
# The share of a week's room that its columns fill.
FILLED = 0.72
MOST_TICKS = 4
# Names of months nearer than this (per cent) would run together on a phone.
LABEL_ROOM = 8
# So many weeks fit into a phone's width, a screen's; beyond, the picture scrolls.
ROOMS = (13, 27, 54, 108)
COUNTS = tuple(n * 10**power for power in range(7) for n in (1, 2, 5))
MINUTE, HOUR = 60, 3600
TIMES = (
    *(n * MINUTE for n in (1, 2, 5, 10, 15, 20, 30)),
    *(n * HOUR for n in (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000)),
)


@dataclass(frozen=True, slots=True)
class Series:
    """Values over the weeks under the word for its looks; None is a gap.

    Weeks that have too few tickets to be sure, and those whose value lies beyond all
    others, are named by their places.
    """

    look: str
    label: str
    values: Sequence[int | None]
    few: frozenset[int] = frozenset()
    beyond: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Week:
    """A week as charts name it: in full, on the axis (if at all), and its tickets."""

    title: str
    mark: str
    url: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column, in per cent across and pixels down."""

    look: str
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a line: full, hollow ("few"), or an arrow ("beyond")."""

    look: str
    shape: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight piece of a line."""

    look: str
    x: tuple[float, float]
    y: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """A week's room, what stands in it in words, and where it leads."""

    x: float
    width: float
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Chart:
    """All that is drawn, in its order."""

    room: int
    ticks: Sequence[tuple[float, str]]
    marks: Sequence[tuple[float, str]]
    columns: Sequence[Column]
    strokes: Sequence[Stroke]
    points: Sequence[Point]
    places: Sequence[Place]

    @property
    def is_empty(self) -> bool:
        """Say whether no week has anything to draw."""
        return not (self.columns or self.points)


def columns(weeks: Sequence[Week], series: Sequence[Series]) -> Chart:
    """Return a chart of columns side by side."""
    scale = _Scale(_values(series), COUNTS, str)
    room = 100 / max(len(weeks), 1)
    width = room * FILLED / len(series)
    left = room * (1 - FILLED) / 2
    drawn = [
        Column(
            each.look,
            round(n * room + left + place * width, 3),
            round(width, 3),
            scale.y(value),
            round(TOP + PLOT - scale.y(value), 2),
        )
        for place, each in enumerate(series)
        for n, value in enumerate(each.values)
        if value
    ]
    return _chart(weeks, series, scale, str, columns=drawn)


def lines(
    weeks: Sequence[Week],
    series: Sequence[Series],
    told: Callable[[int], str],
    *,
    steps: Sequence[int] = TIMES,
    target: Sequence[int | None] = (),
) -> Chart:
    """Return a chart of lines with gaps where there is no value, over the target."""
    scale = _Scale([*_values(series), *(t for t in target if t)], steps, told)
    room = 100 / max(len(weeks), 1)
    middle = [round((n + 0.5) * room, 3) for n in range(len(weeks))]
    points = [
        Point(each.look, _shape(each, n), middle[n], scale.y(value))
        for each in series
        for n, value in enumerate(_raised(each, scale.top))
        if value is not None
    ]
    strokes = [
        Stroke(each.look, (middle[n], middle[n + 1]), (scale.y(a), scale.y(b)))
        for each in series
        for n, (a, b) in enumerate(pairwise(each.values))
        if a is not None and b is not None
    ]
    aims = [
        Stroke("target", (round(n * room, 3), round((n + 1) * room, 3)), (y, y))
        for n, value in enumerate(target)
        if value is not None
        for y in [scale.y(value)]
    ]
    return _chart(weeks, series, scale, told, strokes=aims + strokes, points=points)


def pareto(
    places: Sequence[Week], shares: Sequence[float], vital: Sequence[bool], aim: int
) -> Chart:
    """Return a chart of shares (per cent), the line they add up to, and the aim."""
    room = 100 / max(len(places), 1)
    middle = [round((n + 0.5) * room, 3) for n in range(len(places))]
    heights = [_depth(share) for share in shares]
    reached = [_depth(each) for each in accumulate(shares)]
    bars = [
        Column(
            "vital" if is_vital else "useful",
            round(x - room * FILLED / 2, 3),
            round(room * FILLED, 3),
            y,
            round(TOP + PLOT - y, 2),
        )
        for x, y, is_vital in zip(middle, heights, vital, strict=True)
    ]
    line = [
        Stroke("cumulative", xs, ys)
        for xs, ys in zip(pairwise(middle), pairwise(reached), strict=True)
    ]
    across = Stroke("target", (0, 100), (_depth(aim), _depth(aim)))
    return Chart(
        room=next((most for most in ROOMS if len(places) <= most), 0),
        ticks=[(_depth(share), f"{share} %") for share in range(0, 101, 20)],
        marks=[
            (column.x, place.mark) for column, place in zip(bars, places, strict=True)
        ],
        columns=bars,
        strokes=[across, *line],
        points=[
            Point("cumulative", "full", x, y)
            for x, y in zip(middle, reached, strict=True)
        ],
        places=[
            Place(round(n * room, 3), round(room, 3), place.title, place.url)
            for n, place in enumerate(places)
        ],
    )


def _depth(share: float) -> float:
    """Return how far down a share (per cent) is drawn."""
    return round(TOP + PLOT * (1 - min(share, 100) / 100), 2)


class _Scale:
    """How high values are drawn, with round numbers beside."""

    def __init__(
        self, values: Iterable[int], steps: Sequence[int], told: Callable[[int], str]
    ) -> None:
        """Find the smallest step that needs few enough ticks."""
        most = max(values, default=0)
        step = next((s for s in steps if most <= s * MOST_TICKS), steps[-1])
        count = max(-(-most // step), 1)
        self.top = step * count
        self.ticks = [(self.y(step * n), told(step * n)) for n in range(count + 1)]

    def y(self, value: int) -> float:
        """Return how far down a value is drawn."""
        return round(TOP + PLOT * (1 - value / self.top), 2)


def _values(series: Sequence[Series]) -> list[int]:
    return [value for each in series for value in each.values if value is not None]


def _raised(series: Series, top: int) -> list[int | None]:
    """Return the values, those beyond all others at the top."""
    return [
        top if n in series.beyond else value for n, value in enumerate(series.values)
    ]


def _shape(series: Series, place: int) -> str:
    if place in series.beyond:
        return "beyond"
    return "few" if place in series.few else "full"


def _chart(
    weeks: Sequence[Week],
    series: Sequence[Series],
    scale: _Scale,
    told: Callable[[int], str],
    *,
    columns: Sequence[Column] = (),
    strokes: Sequence[Stroke] = (),
    points: Sequence[Point] = (),
) -> Chart:
    room = 100 / max(len(weeks), 1)
    return Chart(
        room=next((most for most in ROOMS if len(weeks) <= most), 0),
        ticks=scale.ticks,
        marks=_marks(weeks, room),
        columns=columns,
        strokes=strokes,
        points=points,
        places=[
            Place(
                round(n * room, 3),
                round(room, 3),
                _words(week, n, series, told),
                week.url,
            )
            for n, week in enumerate(weeks)
        ],
    )


def _marks(weeks: Sequence[Week], room: float) -> list[tuple[float, str]]:
    """Return the names on the axis that have room."""
    found: list[tuple[float, str]] = []
    for n, week in enumerate(weeks):
        x = round(n * room, 3)
        if week.mark and (not found or x - found[-1][0] >= LABEL_ROOM):
            found.append((x, week.mark))
    return found


def _words(
    week: Week, place: int, series: Sequence[Series], told: Callable[[int], str]
) -> str:
    values = [
        f"{each.label} {told(value)}"
        for each in series
        for value in [each.values[place]]
        if value is not None
    ]
    return ": ".join([week.title, ", ".join(values) or "–"])
