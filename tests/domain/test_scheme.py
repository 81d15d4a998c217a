"""What rules of grading must keep to, whatever numbers a teacher chooses."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desk.domain.grades import line_of
from desk.domain.grading import GradePart, Knot, score
from desk.domain.rubric import Level, RubricItem
from desk.domain.rubric_words import WORDS
from desk.domain.scheme import DEFAULT_SCHEME
from desk.domain.scheme_errors import errors_in, reason_errors
from desk.domain.scheme_table import cells_of, changed, scheme_of
from tests.support.grades import inputs_of

DEFAULT = cells_of(DEFAULT_SCHEME)
# From what no teacher may choose to what they may, in steps that are typed.
RATIOS = st.integers(0, 40).map(lambda n: Fraction(n, 4))
SCORES = st.integers(-1, 5).map(lambda n: Fraction(25 * n))


def test_the_desks_own_rules_are_without_fault():
    assert errors_in(DEFAULT) == {}
    assert scheme_of(DEFAULT) == DEFAULT_SCHEME


def test_own_words_and_another_number_of_rows_come_back_as_they_were():
    words = {RubricItem.LISTENS: {Level.GOOD: "Menyimak sampai selesai."}}
    scheme = replace(
        DEFAULT_SCHEME,
        knots=(*DEFAULT_SCHEME.knots, Knot(Fraction(12), Fraction(0))),
        descriptors=((75, "Tuntas"), (0, "Belum")),
        described=words,
    )
    assert errors_in(cells_of(scheme)) == {}
    assert scheme_of(cells_of(scheme)) == scheme
    names = changed(DEFAULT_SCHEME, scheme)
    assert names[:2] == ["least_1", "letter_1"]
    assert {"ratio_5", "score_5", "least_4", "words_listens_good"} < set(names)


@given(st.lists(st.tuples(RATIOS, SCORES), min_size=1, max_size=6), RATIOS, RATIOS)
def test_no_rules_let_a_slower_step_score_higher(rows, one, other):
    cells: dict[str, Any] = {
        name: cell
        for name, cell in DEFAULT.items()
        if not name.startswith(("ratio", "score"))
    }
    for n, (ratio, worth) in enumerate(sorted(rows), 1):
        cells |= {f"ratio_{n}": ratio, f"score_{n}": worth}
    if errors_in(cells):
        return
    scheme = scheme_of(cells)
    faster, slower = sorted((one, other))
    assert score(faster, scheme.knots) >= score(slower, scheme.knots)
    assert score(Fraction(1), scheme.knots) == 100
    quick, slow = (
        inputs_of(float(ratio)).observations[0] for ratio in (faster, slower)
    )
    for is_rejected in (False, True):
        lines = [
            line_of(row._replace(is_rejected=is_rejected), scheme)
            for row in (quick, slow)
        ]
        assert lines[0].score >= lines[1].score


def wrong(**typed: Any) -> dict[str, str]:
    """Return what is wrong once some cells of the desk's own rules are others."""
    cells = {**DEFAULT, **typed}
    return errors_in({name: cell for name, cell in cells.items() if cell != ""})


# What is typed, and beside which cells a message stands.
WRONG: list[tuple[dict[str, Any], set[str]]] = [
    ({"weight_time": Fraction(31)}, {"weights"}),
    ({"weight_time": None}, {"weight_time"}),
    ({"weight_time": Fraction(-30)}, {"weight_time"}),
    ({"ratio_2": Fraction(1)}, {"ratio_2"}),
    ({"ratio_3": Fraction(2)}, {"ratio_3"}),
    ({"score_3": Fraction(80)}, {"score_3"}),
    ({"score_1": Fraction(99)}, {"score_1"}),
    ({"ratio_1": Fraction(1, 2)}, {"ratio_1"}),
    ({"ratio_4": ""}, {"ratio_4"}),
    ({"ratio_5": Fraction(9)}, {"score_5"}),
    ({"least_2": Fraction(93)}, {"least_2"}),
    ({"least_4": Fraction(10)}, {"least_4"}),
    ({"letter_2": "A"}, {"letter_2"}),
    ({"least_1": Fraction(187, 2)}, {"least_1"}),
    ({"level_good": Fraction(60)}, {"level_good"}),
    ({"answer_above": Fraction(80)}, {"answer_above"}),
    ({"pass_mark": Fraction(101)}, {"pass_mark"}),
    ({"queue_minutes": Fraction(0)}, {"queue_minutes"}),
    ({"many_observations": Fraction(4)}, {"many_observations"}),
    ({"priority_low": Fraction(0)}, {"priority_low"}),
    ({"sampled": ""}, {"sampled"}),
    ({"words_listens_good": "x" * 201}, {"words_listens_good"}),
]


def test_what_is_wrong_stands_beside_its_cell():
    for typed, names in WRONG:
        assert set(wrong(**typed)) == names, typed


def test_everything_that_is_wrong_is_said_at_once():
    found = wrong(weight_time=Fraction(20), score_2=Fraction(100), letter_1="")
    assert set(found) == {"weights", "letter_1"}


def test_a_reason_is_a_sentence():
    assert reason_errors("Karena saya mau.") == {}
    assert set(reason_errors("karena")) == {"reason"}


def test_every_level_of_every_item_is_described():
    said = [text for levels in WORDS.values() for text in levels.values()]
    assert len(set(said)) == len(RubricItem) * len(Level) == len(said)
    assert set(DEFAULT_SCHEME.weights) == set(GradePart)
