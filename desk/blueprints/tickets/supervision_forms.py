"""The forms of a reviewer's acts: to whom, how pressing, to which unit, what to say."""

from flask_babel import lazy_gettext
from wtforms import SelectChoice, TextAreaField

from desk.blueprints.tickets.forms import SideForm
from desk.blueprints.tickets.handover_forms import ColleagueForm
from desk.domain.evidence import TEXT
from desk.domain.log import EventKind
from desk.domain.priority import MATRIX
from desk.domain.targets import targets_at
from desk.domain.vocabulary import Impact, Priority, Urgency
from desk.domain.workflow import last_owner
from desk.queries.coaching import names_in
from desk.queries.moves import units_in_use
from desk.queries.targets import targets_of
from desk.queries.tickets import TicketView
from desk.web.fields import Chips
from desk.web.forms import at_most


class AssignForm(ColleagueForm):
    """To whom a ticket is given."""

    path = "assign"
    receiver_id = Chips(lazy_gettext("Who gets it?"), coerce=int)
    note = TextAreaField(lazy_gettext("What they should know"), [at_most(TEXT)])

    def narrow(self, ticket: TicketView) -> None:
        """Show who is on duty, or is so within 10 minutes, and does not hold it."""
        self.colleagues = [c for c in self.colleagues if c.id != ticket.owner_id]
        super().narrow(ticket)


class PrioritiseForm(SideForm):
    """How many people a complaint concerns, and how soon they must be helped."""

    path = "prioritise"
    impact = Chips(lazy_gettext("Impact: whom does it concern?"), Impact, coerce=Impact)
    urgency = Chips(
        lazy_gettext("Urgency: how soon is help needed?"), Urgency, coerce=Urgency
    )
    matrix = MATRIX
    priorities = tuple(Priority)

    @classmethod
    def known(cls, ticket: TicketView) -> dict[str, object]:
        """Return what was set before."""
        said = [e for e in ticket.entries if e.kind is EventKind.PRIORITISED]
        live = [entry.facts for entry in said if not entry.is_undone]
        return {name: live[-1][name] for name in ("impact", "urgency") if live}

    def offer(self, ticket: TicketView) -> None:
        """Say which targets each priority would give this ticket."""
        self.targets = targets_at(targets_of(ticket.unit_id), ticket.received_at)


class MoveForm(SideForm):
    """To which unit a ticket goes, and why."""

    path = "move"
    unit_id = Chips(lazy_gettext("Unit"), coerce=int)
    reason = TextAreaField(lazy_gettext("Why it is moved"), [at_most(TEXT)])

    def offer(self, ticket: TicketView) -> None:  # noqa: ARG002 -- as every form's
        """Offer every unit in use; the service says a word about its own."""
        self.unit_id.choices = [SelectChoice(*each) for each in units_in_use()]

    def narrow(self, ticket: TicketView) -> None:
        """Show the other units."""
        self.unit_id.choices = [
            SelectChoice(id_, name)
            for id_, name in units_in_use()
            if id_ != ticket.unit_id
        ]


class CoachForm(SideForm):
    """What who holds a ticket, or held it last, can do better, or did well."""

    path = "coach"
    note = TextAreaField(lazy_gettext("Your note"), [at_most(TEXT)])

    def offer(self, ticket: TicketView) -> None:
        """Name who reads it."""
        receiver_id = last_owner(entry.event for entry in ticket.entries)
        self.receiver = names_in(ticket.entries).get(receiver_id or 0, "–")
