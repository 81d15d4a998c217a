"""Solution cards and improvement actions made through the services."""

from datetime import date
from typing import Any

from desk.domain.improvements import Plan
from desk.domain.people import Role
from desk.domain.solutions import Advice
from desk.domain.vocabulary import Knowledge
from desk.extensions import db
from desk.models import Person
from desk.queries.solutions import cards_of
from desk.services import improvements, sources
from desk.services import solutions as service
from desk.services.transaction import writing
from tests.support.tickets import Tickets

ADVICE = {
    "steps": "Minta maaf.\nTukar barangnya.",
    "phrases": "Mohon maaf, Kak.",
    "authority": "Menukar barang yang sama.",
    "origin": Knowledge.EXPERIENCE,
}


class Solutions:
    """Writes cards and plans actions; each call is one act of one person, now."""

    def __init__(self, tickets: Tickets) -> None:
        """Work where the tickets are made."""
        self.app, self.act, self.world = tickets.app, tickets.act, tickets.world

    def propose(self, source_id: int, by: str = "siswa", **changed: Any) -> int:
        """Propose a card, or a change of the one in force; return the version's id."""
        advice = Advice(**{**ADVICE, **changed})
        with self.app.app_context():
            seen = cards_of(source_id, self.world.actors[by]).seen
            return service.propose(self.act(by), source_id, seen=seen, advice=advice)

    def approve(self, card_id: int, by: str = "guru") -> None:
        """Put a proposal in force."""
        with self.app.app_context():
            service.approve(self.act(by), card_id, remark="")

    def retire_source(self, source_id: int) -> None:
        """Offer a source no more."""
        with self.app.app_context():
            sources.retire_source(self.act("guru"), source_id)

    def promote(self, username: str) -> None:
        """Make somebody a teacher."""
        with self.app.app_context(), writing():
            person = db.session.get_one(Person, self.world.id_of(username))
            person.role = Role.TEACHER

    def plan(
        self, source_id: int, due_on: date, by: str = "pengawas", owner: str = "siswa"
    ) -> int:
        """Plan an improvement action; return its id."""
        plan = Plan(
            what="Roti dicek tiap pagi.",
            owner_id=self.world.id_of(owner),
            due_on=due_on,
        )
        with self.app.app_context():
            return improvements.new(self.act(by), source_id, plan=plan)

    def begin(self, action_id: int, began_on: date, seen: int = 1) -> None:
        """Say when a change took effect."""
        with self.app.app_context():
            improvements.begin(
                self.act("pengawas"), action_id, seen=seen, began_on=began_on
            )
