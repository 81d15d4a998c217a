"""The form by which a fact about a complaint is noted."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import TextAreaField

from desk.blueprints.tickets.forms import SideForm
from desk.domain.facts import LONGEST, Noted
from desk.domain.log import EventKind
from desk.domain.vocabulary import Quality, Technique
from desk.queries.tickets import TicketView
from desk.web.actor import actor
from desk.web.fields import Chips, Ticks
from desk.web.forms import at_most


class NoteFactForm(SideForm):
    """What was found out, how, and what it was checked for."""

    path = "note-fact"
    fact = TextAreaField(lazy_gettext("What was found out"), [at_most(LONGEST)])
    technique = Chips(
        lazy_gettext("How was it found out?"), Technique, coerce=Technique
    )
    qualities = Ticks(lazy_gettext("Is it …?"), Quality, coerce=Quality)

    @classmethod
    def known(cls, ticket: TicketView) -> dict[str, Any]:
        """Return the fact that the person has just undone, to mend it."""
        last = ticket.entries[-1]
        undone = last.about
        is_fact = undone is not None and undone.kind is EventKind.FACT_NOTED
        if undone is None or not is_fact or last.actor_id != actor().id:
            return {}
        said = next(entry for entry in ticket.entries if entry.n == undone.n)
        return {**said.facts, **said.words}

    def noted(self) -> Noted:
        """Return what was filled in."""
        return Noted(
            fact=self.fact.data or "",
            technique=self.technique.data,
            qualities=frozenset(self.qualities.data or ()),
        )
