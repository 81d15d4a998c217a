"""What a reviewer decides about on a ticket: one card, one form each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext
from wtforms import TextAreaField

from desk.blueprints.tickets.forms import TicketForm
from desk.domain.errors import NotReviewable
from desk.domain.evidence import TEXT
from desk.domain.log import NEEDS_APPROVAL, EventKind
from desk.domain.people import Permission
from desk.queries.reviews import Review, reviews
from desk.queries.tickets import TicketView
from desk.web.actor import actor
from desk.web.forms import at_most
from desk.web.now import now
from desk.web.telling import Told


class VerdictForm(TicketForm):
    """A reviewer's words; its two buttons share one draft, kept for its event alone."""

    reason = TextAreaField(lazy_gettext("Your reason"), [at_most(TEXT)])


@dataclass(frozen=True, slots=True)
class Card:
    """A pause or a claimed time, as it was told, with the form to decide about it."""

    ticket_id: int
    review: Review
    told: Told
    form: VerdictForm | None

    @property
    def is_pause(self) -> bool:
        """Say whether it is a pause; else it is a claimed time."""
        return self.told.kind is EventKind.PAUSED

    @property
    def counts(self) -> bool:
        """Say whether it counts as it was claimed, as things stand."""
        if self.review.verdict is not None:
            return self.review.is_verified
        return self.is_pause and self.review.entry.event.reason not in NEEDS_APPROVAL

    @property
    def is_begun(self) -> bool:
        """Say whether something is written in its form, or the matter with it."""
        form = self.form
        return form is not None and bool(
            form.reason.data or form.errors or form.refusal
        )

    @property
    def scope(self) -> str:
        """Return what keeps the ids of its fields apart from the other cards'."""
        return f"verdict-{self.told.n}-"


def verdict_form(ticket: TicketView, n: int) -> VerdictForm:
    """Return the form about an event. Raises NotReviewable if there is nothing."""
    if all(review.entry.n != n for review in reviews(ticket, actor(), now=now())):
        raise NotReviewable
    return VerdictForm(page=_page(ticket, n), version=ticket.version)


def cards(
    ticket: TicketView, timeline: Sequence[Told], sent: TicketForm | None
) -> list[Card]:
    """Return the cards of a reviewer, what waits for a verdict first."""
    is_elsewhere = actor().unit_id not in {None, ticket.unit_id}
    if is_elsewhere or not actor().may(Permission.REVIEW):
        return []
    told = {each.n: each for each in timeline}
    found = reviews(ticket, actor(), now=now())
    return [
        Card(ticket.id, review, told[review.entry.n], _form(ticket, review, sent))
        for review in _unanswered_first(found)
    ]


def _unanswered_first(found: Iterable[Review]) -> list[Review]:
    return sorted(found, key=lambda review: review.verdict is not None)


def _form(
    ticket: TicketView, review: Review, sent: TicketForm | None
) -> VerdictForm | None:
    page = _page(ticket, review.entry.n)
    if isinstance(sent, VerdictForm) and sent.page == page:
        return sent
    if review.is_own:
        return None
    return VerdictForm(page=page, version=ticket.version)


def _page(ticket: TicketView, n: int) -> str:
    return f"/tickets/{ticket.id}/events/{n}/verify"
