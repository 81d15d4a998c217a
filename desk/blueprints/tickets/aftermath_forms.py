"""The form by which somebody asks a customer how it went, a week later."""

from flask_babel import lazy_gettext
from wtforms import BooleanField, SelectChoice, TextAreaField

from desk.blueprints.tickets.forms import SideForm
from desk.domain.evidence import TEXT
from desk.domain.follow_ups import FollowedUp
from desk.queries.follow_ups import find_follow_up
from desk.queries.tickets import TicketView
from desk.web.actor import actor
from desk.web.fields import Chips
from desk.web.forms import at_most
from desk.web.now import now


class FollowUpForm(SideForm):
    """Whether the customer was reached, and what was said."""

    path = "follow-up"
    reached = Chips(
        lazy_gettext("Did you reach the customer?"),
        choices=[
            SelectChoice("yes", lazy_gettext("Yes, reached")),
            SelectChoice("no", lazy_gettext("No, not reached")),
        ],
        coerce=str,
    )
    note = TextAreaField(lazy_gettext("What was said"), [at_most(TEXT)])
    became_customer = BooleanField(lazy_gettext("Has bought something since"))

    def narrow(self, ticket: TicketView) -> None:
        """Ask whether they became a customer only about who is none yet."""
        self.found = find_follow_up(ticket.id, actor(), now=now())
        if self.found is None or not self.found.is_prospect:
            del self.became_customer

    def evidence(self) -> FollowedUp:
        """Return what was filled in."""
        reached = self.reached.data
        return FollowedUp(
            reached=None if reached is None else reached == "yes",
            note=self.note.data or "",
            became_customer=bool(self.became_customer.data),
        )
