"""The forms of a handover: to whom, and why not."""

from flask_babel import gettext, lazy_gettext
from wtforms import SelectChoice, StringField, TextAreaField

from desk.blueprints.tickets.forms import SideForm
from desk.domain.evidence import LINE, TEXT
from desk.queries.handovers import Colleague, colleagues
from desk.queries.tickets import TicketView
from desk.web.actor import actor
from desk.web.fields import Chips
from desk.web.formatting import due
from desk.web.forms import at_most
from desk.web.now import now


class ColleagueForm(SideForm):
    """Whom a ticket is meant for, and what the colleague should know."""

    receiver_id = Chips(lazy_gettext("Colleague"), coerce=int)
    note = TextAreaField(
        lazy_gettext("What your colleague should know"), [at_most(TEXT)]
    )

    def offer(self, ticket: TicketView) -> None:
        """Offer everybody of the unit: the service says why somebody cannot."""
        self.colleagues = colleagues(ticket.unit_id, actor(), now=now())
        everybody = [(each.id, _named(each)) for each in self.colleagues]
        # Oneself is no choice on the page, but one the service knows a word about.
        everybody.append((actor().id, actor().name))
        self.receiver_id.choices = [SelectChoice(*each) for each in everybody]

    def narrow(self, ticket: TicketView) -> None:  # noqa: ARG002 -- as every form's
        """Show who is on duty, or is so within 10 minutes."""
        self.receiver_id.choices = [
            SelectChoice(each.id, _named(each))
            for each in self.colleagues
            if each.may_receive
        ]

    @property
    def is_anybody_there(self) -> bool:
        """Say whether there is a colleague to choose."""
        return bool(self.receiver_id.choices)


class OfferForm(ColleagueForm):
    """To whom a ticket is offered."""

    path = "offer"


class DeclineForm(SideForm):
    """Why the person does not go on with a ticket they were offered."""

    path = "decline"
    reason = StringField(lazy_gettext("Why not?"), [at_most(LINE)])


def _named(colleague: Colleague) -> str:
    if colleague.begins_at is None:
        return colleague.name
    starts = gettext("starts %(time)s", time=due(colleague.begins_at))
    return f"{colleague.name} · {starts}"
