"""The bar of a ticket's time: how wide each part is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

# Together, time in which nothing counts takes this share of the bar at most, ...
MOST_GAPS = 0.4
# ... and one stretch of it no more than this share of what counts.
WIDEST_GAP = 0.08
# In per cent: nobody sees the colour of what is thinner.
THINNEST = 1.5
# Labels nearer than this to each other, or to an end, would run together on a phone.
LABEL_ROOM = 30


@dataclass(frozen=True, slots=True)
class Part:
    """A time to draw: what it counts as, for whom, and the row that tells more.

    The instant it begins in UTC seconds; a gap is time in which nothing counts.
    """

    begin: int
    seconds: int
    bucket: str
    whose: str
    is_gap: bool
    row: int
    title: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A part as drawn: where and how wide in per cent; broken if drawn shorter."""

    part: Part
    x: float
    width: float
    is_broken: bool


def merged(parts: Sequence[Part]) -> list[Part]:
    """Return the parts, neighbours that look the same as one."""
    found: list[Part] = []
    for part in parts:
        last = found[-1] if found else None
        if last and (last.bucket, last.whose) == (part.bucket, part.whose):
            found[-1] = replace(last, seconds=last.seconds + part.seconds)
        else:
            found.append(part)
    return found


def drawn(parts: Sequence[Part]) -> list[Segment]:
    """Return the parts with their places, so that minutes stay visible beside days."""
    if not parts:
        return []
    counted = sum(part.seconds for part in parts if not part.is_gap)
    gaps = sum(1 for part in parts if part.is_gap)
    cap = counted * min(WIDEST_GAP, MOST_GAPS / max(gaps, 1)) or max(
        part.seconds for part in parts
    )
    weights = [min(p.seconds, cap) if p.is_gap else p.seconds for p in parts]
    floor = min(THINNEST, 60 / len(parts)) / 100 * sum(weights)
    weights = [max(weight, floor) for weight in weights]
    scale = 100 / sum(weights)
    places = [round(sum_ * scale, 3) for sum_ in accumulate(weights, initial=0)]
    return [
        Segment(part, x, round(until - x, 3), part.is_gap and part.seconds > cap)
        for part, (x, until) in zip(parts, pairwise(places), strict=True)
    ]


def labelled(segments: Sequence[Segment], day_of: dict[int, int]) -> list[Segment]:
    """Return the segments with room for the name of the day that begins there.

    `day_of` maps the instant a segment begins (UTC seconds) to its day.
    """
    found: list[Segment] = []
    reached = 0.0
    for before, segment in pairwise(segments):
        is_new_day = day_of[before.part.begin] != day_of[segment.part.begin]
        has_room = reached + LABEL_ROOM <= segment.x <= 100 - LABEL_ROOM
        if is_new_day and has_room:
            found.append(segment)
            reached = segment.x
    return found
