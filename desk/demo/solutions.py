"""The demo's solution cards and improvement actions: written, proposed, under way."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from desk.domain.hours import DAY
from desk.domain.improvements import Plan
from desk.domain.people import Act, Actor
from desk.domain.shifts import local_date
from desk.domain.solutions import Advice
from desk.domain.vocabulary import Knowledge
from desk.queries.calendars import zone_in_force
from desk.services import improvements, solutions

CARDS = Path(__file__).with_name("solutions.toml")
# The cards are older than the story, the proposals younger than its beginning.
WRITTEN, PROPOSED, DECIDED = 40, 3, 2
Line = dict[str, Any]


def write(
    cast: dict[str, Actor], sources: dict[str, int], unit_id: int, now: int
) -> None:
    """Let the teacher write the cards, students propose, and actions begin."""
    told = tomllib.loads(CARDS.read_text(encoding="utf-8"))
    for card in told["cards"]:
        act = Act(cast["guru"], now - WRITTEN * DAY, f"demo-card-{card['source']}")
        solutions.propose(act, sources[card["source"]], seen=0, advice=_advice(card))
    for n, proposal in enumerate(told["proposals"]):
        act = Act(cast[proposal["by"]], now - PROPOSED * DAY, f"demo-proposal-{n}")
        card_id = solutions.propose(
            act,
            sources[proposal["source"]],
            seen=proposal["seen"],
            advice=_advice(proposal),
        )
        if "declined" in proposal:
            teacher = Act(cast["guru"], now - DECIDED * DAY, f"demo-declined-{n}")
            solutions.decline(teacher, card_id, remark=proposal["declined"])
    for n, action in enumerate(told["actions"]):
        action |= {"n": n, "source_id": sources[action["source"]]}
        _improve(action, cast, local_date(now, zone_in_force(unit_id)), now)


def _improve(action: Line, cast: dict[str, Actor], today: date, now: int) -> None:
    """Plan an action, and let it begin and end as far as the story tells."""
    n, planned = action["n"], now - action["planned"] * DAY
    plan = Plan(
        what=action["what"],
        owner_id=cast[action["owner"]].id,
        due_on=today + timedelta(days=action["due"]),
    )
    by = cast[action["by"]]
    made = improvements.new(
        Act(by, planned, f"demo-action-{n}"), action["source_id"], plan=plan
    )
    if "began" in action:
        improvements.begin(
            Act(by, now - action["began"] * DAY, f"demo-begun-{n}"),
            made,
            seen=1,
            began_on=today - timedelta(days=action["began"]),
        )
    if "conclusion" in action:
        improvements.end(
            Act(by, now - DAY, f"demo-ended-{n}"),
            made,
            seen=2,
            conclusion=action["conclusion"],
        )


def _advice(card: Line) -> Advice:
    return Advice(
        steps=card["steps"].strip(),
        phrases=card.get("phrases", "").strip(),
        authority=card["authority"].strip(),
        origin=Knowledge(card["origin"]),
    )
