"""Cases of grading worked through outside the database, so that anybody can check them.

The format is that of vectors/grading.json: what a case leaves out is the desk's own
rule, and the answer it expects is not read. Two notes are short for numbers: "G5
without outcome" for all parts of another case but one, and "held fulfil 5400 s (target
1800)".
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import pairwise
from operator import itemgetter
from typing import Any, TypeVar

from desk.domain.grade_life import HIGHEST
from desk.domain.grading import (
    GradePart,
    Knot,
    composite,
    counts_open,
    descriptor,
    mean,
    rounded,
    score,
)
from desk.domain.scheme import DEFAULT_SCHEME, Scheme

Case = Mapping[str, Any]
Answer = dict[str, Any]
Read = TypeVar("Read")
KINDS = ("observation", "aggregate", "composite")
# Longer than any life in seconds: a slip, or an attempt to keep the desk busy.
MOST = 10**10
NOT_ENOUGH = "NOT_ENOUGH_DATA"
# A case that only a ticket's log can answer says so in words alone.
NOTHING = "This case has no numbers: it is about a log."
WITHOUT = re.compile(r"(?P<id>\S+) without (?P<part>\w+)")
HELD = re.compile(r"held \w+ (?P<x>\d+) s \(target (?P<target>\d+)\)")


class UnreadableCase(ValueError):
    """A case that is not in the format: the message names it."""


def work_through(vectors: Mapping[str, Any]) -> dict[str, list[Answer]]:
    """Return the answer to every case by kind, in their order; numbers to 6 decimals.

    Raises UnreadableCase.
    """
    rules = _read("rules", lambda: _rules(vectors))
    cases = {kind: _listed(vectors, kind) for kind in KINDS}
    parts = {case.get("id"): case for case in cases["composite"]}
    kinds: dict[str, Callable[[Case], Answer]] = {
        "observation": lambda case: _observation(case, rules),
        "aggregate": lambda case: _aggregate(case, rules),
        "composite": lambda case: _composite(case, parts, rules),
    }
    return {
        kind: [
            _read(f"{kind} {n}", partial(_answer, case, work))
            for n, case in enumerate(cases[kind], start=1)
        ]
        for kind, work in kinds.items()
    }


def _read(place: str, work: Callable[[], Read]) -> Read:
    """Return what is read at a place. Raises UnreadableCase, which names it."""
    try:
        return work()
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as why:
        raise UnreadableCase(f"{place}: {why}") from why


def _listed(vectors: Mapping[str, Any], kind: str) -> Sequence[Case]:
    """Return the cases of a kind. Raises UnreadableCase."""
    found = vectors.get(kind, [])
    if not isinstance(found, list):
        raise UnreadableCase(f"{kind}: this is not a list of cases")
    for n, case in enumerate(found, start=1):
        if not isinstance(case, dict):
            raise UnreadableCase(f"{kind} {n}: this is not a case")
    return found


def _answer(case: Case, work: Callable[[Case], Answer]) -> Answer:
    name = {"id": case["id"]} if "id" in case else {}
    return name | work(case)


def _rules(vectors: Mapping[str, Any]) -> Scheme:
    knots = [Knot(_number(r), _number(s)) for r, s in vectors.get("knots", ())]
    if any(right.ratio <= left.ratio for left, right in pairwise(knots)):
        raise ValueError("the ratios of the knots do not rise")
    key = next((key for key in vectors if key.startswith("descriptors")), None)
    table = [(int(_number(least)), name) for least, name in vectors.get(key or "", ())]
    table.sort(key=itemgetter(0), reverse=True)
    if table and table[-1][0]:
        raise ValueError("the last descriptor does not begin at 0")
    return replace(
        DEFAULT_SCHEME,
        knots=tuple(knots) or DEFAULT_SCHEME.knots,
        descriptors=tuple(table) or DEFAULT_SCHEME.descriptors,
    )


def _observation(case: Case, rules: Scheme) -> Answer:
    found = _score(case["x"], case["target"], rules)
    if case.get("evidence") == "rejected":
        found = min(found, rules.rejected_at_most)
    return {"score": _plain(found)}


def _aggregate(case: Case, rules: Scheme) -> Answer:
    if "open" in case:
        x, target = case["open"]["x"], case["open"]["target"]
        worth = {"score": _plain(_score(x, target, rules))}
        is_in = counts_open(x, target)
        return {"included": is_in} | (worth if is_in else {})
    held = HELD.match(case.get("note", ""))
    if held and "obs" not in case:
        return {
            "giver_score": _plain(_score(int(held["x"]), int(held["target"]), rules))
        }
    rows: Sequence[Sequence[Any]] = case.get("obs", ())
    n = len(rows) or _number(case.get("n", 0))
    if not n:
        return {"skipped": NOTHING}
    found = mean((_score(x, t, rules), _positive(weight)) for x, t, weight in rows)
    answer: Answer = {} if found is None else {"mean": _plain(found)}
    return answer if n >= rules.enough_observations else {"result": NOT_ENOUGH} | answer


def _composite(case: Case, others: Mapping[Any, Case], rules: Scheme) -> Answer:
    short = WITHOUT.fullmatch(case.get("note", ""))
    if "parts" not in case and short:
        other = others[short["id"]]
        left = {k: v for k, v in other["parts"].items() if k != short["part"]}
        case = {**other, "parts": left}
    parts = {GradePart(name): _points(value) for name, value in case["parts"].items()}
    weights = {
        part: _number(case["weights"].get(part, 0)) if "weights" in case else weight
        for part, weight in rules.weights.items()
    }
    exact = composite(parts, weights, enough=rules.enough_weight / 100)
    if exact is None:
        return {"result": NOT_ENOUGH}
    whole = rounded(exact)
    return {
        "value": _plain(exact),
        "rounded": whole,
        "descriptor": descriptor(whole, rules.descriptors),
    }


def _score(seconds: Any, target: Any, rules: Scheme) -> Fraction:
    return score(_number(seconds) / _positive(target), rules.knots)


def _number(value: Any) -> Fraction:
    """Return a number as it was written: 0.1 is a tenth, not the nearest double."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{value!r:.40} is not a number")
    if not 0 <= value <= MOST:
        raise ValueError(f"{value!s:.40} is not from 0 to {MOST}")
    return Fraction(str(value))


def _positive(value: Any) -> Fraction:
    if not (found := _number(value)):
        raise ValueError("this must be more than 0")
    return found


def _points(value: Any) -> Fraction:
    if (found := _number(value)) > HIGHEST:
        raise ValueError(f"{value} is not from 0 to {HIGHEST}")
    return found


def _plain(value: Fraction) -> float | int:
    return int(value) if value.denominator == 1 else round(float(value), 6)
