"""Samples drawn the way teachers draw them, and what reviewers marked."""

from flask import Flask
from sqlalchemy import select

from desk.extensions import db
from desk.models import RubricDraw, RubricMark
from desk.services import rubric_draws
from tests.support.cast import World
from tests.support.tickets import Tickets


class Rubrics:
    """Draws tickets for review, and tells what was marked."""

    def __init__(self, app: Flask, world: World) -> None:
        """Work on an app's database."""
        self.app, self.world, self.act = app, world, Tickets(app, world).act

    def draw(self, gradebook_id: int, by: str = "guru") -> int:
        """Draw tickets for a class; return how many are new."""
        with self.app.app_context():
            return rubric_draws.draw(self.act(by), gradebook_id)

    def marks(self) -> list[tuple[str, str | None, str]]:
        """Return item, level and comment of every mark, in their order."""
        with self.app.app_context():
            rows = db.session.scalars(select(RubricMark).order_by(RubricMark.id))
            return [(m.item.value, m.level and m.level.value, m.comment) for m in rows]

    def drawn(self, of: str = "siswa") -> set[int]:
        """Return the tickets drawn for somebody."""
        person_id = self.world.id_of(of)
        with self.app.app_context():
            query = select(RubricDraw.ticket_id).filter_by(person_id=person_id)
            return set(db.session.scalars(query))
