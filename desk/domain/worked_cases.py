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
from typing import Any

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
    rules = _rules(vectors)
    parts = {case.get("id"): case for case in vectors.get("composite", ())}
    kinds: dict[str, Callable[[Case], Answer]] = {
        "observation": lambda case: _observation(case, rules),
        "aggregate": lambda case: _aggregate(case, rules),
        "composite": lambda case: _composite(case, parts, rules),
    }
    return {
        kind: [
            _answer(f"{kind} {n}", case, work)
            for n, case in enumerate(vectors.get(kind, ()), start=1)
        ]
        for kind, work in kinds.items()
    }


def _answer(place: str, case: Case, work: Callable[[Case], Answer]) -> Answer:
    try:
        name = {"id": case["id"]} if "id" in case else {}
        return name | work(case)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as why:
        raise UnreadableCase(f"{place}: {why}") from why


def _rules(vectors: Mapping[str, Any]) -> Scheme:
    knots = [Knot(_number(r), _number(s)) for r, s in vectors.get("knots", ())]
    table = next((vectors[key] for key in vectors if key.startswith("descriptors")), ())
    return replace(
        DEFAULT_SCHEME,
        knots=tuple(knots) or DEFAULT_SCHEME.knots,
        descriptors=tuple((least, name) for least, name in table)
        or DEFAULT_SCHEME.descriptors,
    )


def _observation(case: Case, rules: Scheme) -> Answer:
    found = _score(case["x"], case["target"], rules)
    if case.get("evidence") == "rejected":
        found = min(found, rules.rejected_at_most)
    return {"score": _plain(found)}


def _aggregate(case: Case, rules: Scheme) -> Answer:
    if "open" in case:
        x, target = case["open"]["x"], case["open"]["target"]
        is_in = counts_open(x, target)
        worth = {"score": _plain(_score(x, target, rules))} if is_in else {}
        return {"included": is_in} | worth
    held = HELD.match(case.get("note", ""))
    if held and "obs" not in case:
        return {"giver_score": _plain(_score(held["x"], held["target"], rules))}
    rows: Sequence[Sequence[Any]] = case.get("obs", ())
    n = len(rows) or case.get("n", 0)
    if not n:
        return {"skipped": NOTHING}
    found = mean((_score(x, t, rules), _number(weight)) for x, t, weight in rows)
    answer: Answer = {} if found is None else {"mean": _plain(found)}
    return answer if n >= rules.enough_observations else {"result": NOT_ENOUGH} | answer


def _composite(case: Case, others: Mapping[Any, Case], rules: Scheme) -> Answer:
    short = WITHOUT.fullmatch(case.get("note", ""))
    if "parts" not in case and short:
        other = others[short["id"]]
        left = {k: v for k, v in other["parts"].items() if k != short["part"]}
        case = {**other, "parts": left}
    parts = {GradePart(name): _number(value) for name, value in case["parts"].items()}
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
    return score(_number(seconds) / _number(target), rules.knots)


def _number(value: Any) -> Fraction:
    """Return a number as it was written: 0.1 is a tenth, not the nearest double."""
    return Fraction(str(value))


def _plain(value: Fraction) -> float | int:
    return int(value) if value.denominator == 1 else round(float(value), 6)
