"""flask desk score: cases of grading worked out without the database."""

import json

import pytest

from tests.house.sources import ROOT

VECTORS = ROOT.parent / "shared" / "vectors" / "grading.json"
# What can be compared: numbers, and words that say how it came out.
ANSWERS = (
    *("score", "mean", "value", "rounded", "descriptor"),
    *("included", "result", "giver_score"),
)


@pytest.fixture
def score(app, tmp_path):
    """Return what writes a file, runs the command on it and returns what it says."""

    def run(content: object, code: int = 0) -> str:
        path = tmp_path / "cases.json"
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
        done = app.test_cli_runner().invoke(args=["desk", "score", str(path)])
        assert done.exit_code == code
        return str(done.output)

    return run


@pytest.mark.skipif(not VECTORS.exists(), reason="shared documents are not there")
def test_every_vector_with_numbers_agrees(score):
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    found = json.loads(score(vectors))
    skipped = []
    for kind, answers in found.items():
        for case, answer in zip(vectors[kind], answers, strict=True):
            expected = {key: case[key] for key in ANSWERS if key in case}
            if "skipped" in answer:
                skipped.append(case["id"])
                continue
            assert expected
            assert {key: answer[key] for key in expected} == pytest.approx(
                expected, abs=5e-5
            )
    # A log is what these two are about: tests/services/test_recomputing.py.
    assert skipped == ["G7", "G8"]


def test_a_file_may_bring_its_own_knots_and_descriptors(score):
    found = json.loads(
        score(
            {
                "knots": [[1, 100], [3, 0]],
                "descriptors_of_ours": [[50, "lulus"], [0, "belum"]],
                "observation": [{"x": 1200, "target": 600}],
                "composite": [{"parts": {"time": 50, "action": 49.9, "outcome": 0}}],
            }
        )
    )
    assert found["observation"] == [{"score": 50}]
    assert found["composite"] == [{"result": "NOT_ENOUGH_DATA"}]
    assert found["aggregate"] == []


def test_four_rows_are_not_enough_data(score):
    rows = [[600, 600, 1]] * 4
    [answer] = json.loads(score({"aggregate": [{"id": "A", "obs": rows}]}))["aggregate"]
    assert answer == {"id": "A", "result": "NOT_ENOUGH_DATA", "mean": 100}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("no JSON", "is not JSON"),
        ([1], "holds no cases by kind"),
        ({"observation": [{"x": 1}]}, "observation 1: 'target'"),
        ({"observation": [{"x": 1, "target": 0}]}, "observation 1:"),
        ({"composite": [{"parts": {"nothing": 1}}]}, "composite 1:"),
        ({"aggregate": [{"obs": [[1, 2]]}]}, "aggregate 1:"),
        ({"aggregate": [{"obs": [[1, 2, 0]]}]}, "must be more than 0"),
        ({"aggregate": [{"n": "4"}]}, "'4' is not a number"),
        ({"observation": 5}, "observation: this is not a list"),
        ({"observation": [5]}, "observation 1: this is not a case"),
        ({"observation": [{"x": 1, "target": -2}]}, "-2 is not from 0"),
        ('{"observation": [{"x": NaN, "target": 2}]}', "nan is not from 0"),
        ({"observation": [{"x": 9**999, "target": 2}]}, "is not from 0"),
        ({"composite": [{"parts": {"time": -5, "action": 90}}]}, "-5 is not from 0"),
        ({"composite": [{"parts": {"time": 101}}]}, "101 is not from 0 to 100"),
        ({"knots": "abc"}, "rules:"),
        ({"knots": [[2, 75], [1, 100]]}, "the knots do not rise"),
        ({"descriptors": [[50, "lulus"]]}, "does not begin at 0"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_what_cannot_be_read_is_named(score, content, says):
    assert says in score(content, 1)
