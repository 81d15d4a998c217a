"""The bar: minutes stay visible beside days, and nothing is lost or overlaps."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desk.web.bar import LABEL_ROOM, Part, drawn, labelled, merged

MINUTE, HOUR, DAY = 60, 3600, 86_400


def parts(*told: tuple[str, int]) -> list[Part]:
    """Return parts of (bucket, seconds) one after another; a gap counts for nobody."""
    found, at = [], 0
    for row, (bucket, seconds) in enumerate(told, start=1):
        is_gap = bucket in {"off_hours", "closed"}
        whose = "" if is_gap else "holder-0"
        found.append(Part(at, seconds, bucket, whose, is_gap, row, bucket))
        at += seconds
    return found


BUCKETS = st.sampled_from(["record", "confirm", "fulfil", "paused", "off_hours"])
STORIES = st.lists(st.tuples(BUCKETS, st.integers(1, 40 * DAY)), min_size=1)


@given(STORIES)
def test_fills_the_width_without_hole_or_overlap(story):
    segments = drawn(merged(parts(*story)))
    assert segments[0].x == 0
    assert all(abs(a.x + a.width - b.x) < 0.002 for a, b in pairwise(segments))
    assert abs(segments[-1].x + segments[-1].width - 100) < 0.002
    assert all(segment.width > 0 for segment in segments)
    assert sum(s.part.seconds for s in segments) == sum(each for _, each in story)


def test_a_night_does_not_swallow_the_minutes():
    story = ("record", 5 * MINUTE), ("off_hours", 16 * HOUR), ("confirm", 5 * MINUTE)
    record, night, confirm = drawn(parts(*story))
    assert record.width == confirm.width > 5 * night.width
    assert night.is_broken
    assert not record.is_broken


def test_a_minute_beside_days_can_be_seen():
    record, fulfil = drawn(parts(("record", MINUTE), ("fulfil", 3 * DAY)))
    assert 1 < record.width < 2
    assert fulfil.width > 98


def test_time_that_counts_is_drawn_to_scale():
    short, long = drawn(parts(("record", HOUR), ("confirm", 3 * HOUR)))
    assert (short.width, long.width) == (25, 75)


def test_many_nights_leave_room_for_the_work():
    segments = drawn(parts(*[("fulfil", HOUR), ("off_hours", 17 * HOUR)] * 60))
    work = sum(s.width for s in segments if not s.part.is_gap)
    assert work > 50


def test_only_off_hours_are_drawn_whole():
    (night,) = drawn(parts(("off_hours", DAY)))
    assert (night.x, night.width, night.is_broken) == (0, 100, False)


def test_neighbours_that_look_the_same_are_one():
    story = parts(("fulfil", 60), ("fulfil", 30), ("off_hours", 60), ("fulfil", 10))
    found = merged(story)
    assert [(p.bucket, p.seconds, p.row) for p in found] == [
        ("fulfil", 90, 1),
        ("off_hours", 60, 3),
        ("fulfil", 10, 4),
    ]
    assert drawn([]) == []


def test_names_days_only_where_there_is_room():
    segments = drawn(parts(*[("fulfil", DAY // 2), ("paused", DAY // 2)] * 10))
    day_of = {s.part.begin: s.part.begin // DAY for s in segments}
    named = labelled(segments, day_of)
    places = [0, *(segment.x for segment in named), 100]
    assert named
    assert all(b - a >= LABEL_ROOM for a, b in pairwise(places))
