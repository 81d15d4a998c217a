"""The forms by which a reviewer reopens a ticket or corrects its log."""

from flask_babel import lazy_gettext
from wtforms import HiddenField, TextAreaField

from desk.blueprints.tickets.forms import SideForm
from desk.domain.evidence import TEXT
from desk.queries.tickets import TicketView
from desk.web.forms import at_most, whole_number


class ReopenForm(SideForm):
    """Why the customer is back."""

    path = "reopen"
    reason = TextAreaField(lazy_gettext("Why it is reopened"), [at_most(TEXT)])


class VoidForm(SideForm):
    """Why what happened last is undone; which event that was is sent along."""

    path = "void"
    target = HiddenField(default=0)
    reason = TextAreaField(lazy_gettext("Why it is undone"), [at_most(TEXT)])

    @property
    def target_n(self) -> int:
        """Return the number of the event the person saw; nonsense is none."""
        return whole_number(self.target)

    def narrow(self, ticket: TicketView) -> None:
        """Name the event that stands on the page now."""
        self.target.data = ticket.correctable.n if ticket.correctable else 0
