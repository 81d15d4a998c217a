"""Rows of grades: how they narrow and sort, and what is counted without names."""

from desk.domain.grade_life import GradeState
from desk.domain.grade_table import (
    GradeColumn,
    GradeMark,
    GradeRow,
    Narrowed,
    Order,
    PartScore,
    band_end,
    distribution,
    shown,
)
from desk.domain.grading import GradePart

DESCRIPTORS = ((93, "A"), (84, "B"), (75, "C"), (0, "D"))
NO_PARTS = (PartScore(None, 0),) * len(GradePart)


def row(name, value=None, time=None, state=GradeState.DRAFT, **known):
    """Return a row of somebody."""
    letter = next((d for least, d in DESCRIPTORS if (value or 0) >= least), "")
    return GradeRow(
        person_id=ord(name[0]),
        name=name,
        student_number=f"24-{name}",
        state=state,
        parts=(PartScore(time, 10), *NO_PARTS[1:]) if time else NO_PARTS,
        computed=value,
        value=value,
        descriptor="" if value is None else letter,
        **known,
    )


ROWS = [
    row("Citra", 84, "251/3"),
    row("adi", 100, "100"),
    row("Budi", None, marks=(GradeMark.NOT_ENOUGH, GradeMark.SMALL)),
    row("Dewi", 75, "500/6", GradeState.PUBLISHED),
    GradeRow(69, "Eka", None, marks=(GradeMark.NOT_COMPUTED,)),
]


def names(**asked):
    """Return who is shown, in order."""
    return [each.name for each in shown(ROWS, Narrowed(**asked))]


def test_by_name_unless_asked_otherwise():
    assert names() == ["adi", "Budi", "Citra", "Dewi", "Eka"]
    assert names(order=Order.DOWN) == ["Eka", "Dewi", "Citra", "Budi", "adi"]


def test_sorts_by_the_exact_score_and_what_has_none_comes_last_either_way():
    up = names(sort=GradeColumn.TIME)
    assert up == ["Dewi", "Citra", "adi", "Budi", "Eka"]
    down = names(sort=GradeColumn.TIME, order=Order.DOWN)
    assert down == ["adi", "Citra", "Dewi", "Budi", "Eka"]
    assert names(sort=GradeColumn.STATE)[-2:] == ["Dewi", "Eka"]


def test_narrows():
    assert names(text="24- citra") == ["Citra"]
    assert names(state=GradeState.PUBLISHED) == ["Dewi"]
    assert names(mark=GradeMark.SMALL) == ["Budi"]
    assert names(descriptor="B") == ["Citra"]
    assert names(band=90) == ["adi"]


def test_counts_by_descriptor_and_band_without_names():
    told = distribution(ROWS, DESCRIPTORS)
    assert told.by_descriptor == [("A", 1), ("B", 1), ("C", 1), ("D", 0)]
    counted = {begin: n for begin, n in told.by_band if n}
    assert counted == {70: 1, 80: 1, 90: 1}
    assert (told.graded, told.not_enough, told.not_computed) == (3, 1, 1)
    assert told.graded_anyway == 0
    set_by_hand = row("Fitri", 88, marks=(GradeMark.NOT_ENOUGH, GradeMark.OVERRIDDEN))
    told = distribution([*ROWS, set_by_hand], DESCRIPTORS)
    assert (told.graded, told.not_enough, told.graded_anyway) == (4, 2, 1)
    assert not told.is_told
    assert [band_end(begin) for begin in (0, 80, 90)] == [49, 89, 100]
