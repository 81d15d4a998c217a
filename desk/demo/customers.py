"""The cards of the demo's customers, and which of its complaints are theirs."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from desk.demo.acts import Line, Scene
from desk.domain.customers import Card
from desk.domain.people import Act, Actor
from desk.domain.vocabulary import (
    CustomerKind,
    CustomerStanding,
    Purpose,
    Relation,
)
from desk.queries.tickets import version_of
from desk.services import customer_links, customers

CARDS = Path(__file__).with_name("customers.toml")


def keep(scenes: Iterable[Scene], reviewer: Actor, unit_id: int, now: int) -> None:
    """Make the cards, and set them on the tickets of their customers (UTC seconds)."""
    known = tomllib.loads(CARDS.read_text(encoding="utf-8"))["customers"]
    theirs: dict[str, list[Scene]] = {}
    for scene in scenes:
        theirs.setdefault(scene.ticket.get("customer", ""), []).append(scene)
    for n, line in enumerate(known):
        act = Act(reviewer, now, f"demo-customer-{n}")
        card = customers.make(act, unit_id, card=_card(line))
        for scene in theirs.get(line.get("complaints", "–"), []):
            customer_links.link(
                Act(reviewer, now, f"{scene.key}-card"),
                scene.ticket_id,
                seen=version_of(scene.ticket_id),
                card=card,
            )


def _card(line: Line) -> Card:
    return Card(
        kind=CustomerKind(line["kind"]),
        standing=CustomerStanding(line["standing"]),
        relation=Relation(line["relation"]),
        name=line["name"],
        contact_person=line.get("contact_person", ""),
        members=tuple(line.get("members", ())),
        phone=line.get("phone", ""),
        expects=line.get("expects", ""),
        purposes=tuple(map(Purpose, line.get("purposes", ()))),
        birthday=line.get("birthday", ""),
    )
