"""The forms of a pause: why the work waits, and what the customer said."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import TextAreaField

from desk.blueprints.tickets.forms import SideForm
from desk.domain.evidence import TEXT, Contacted, Paused
from desk.domain.log import EventKind
from desk.domain.vocabulary import Channel, PauseReason
from desk.queries.tickets import TicketView
from desk.web.fields import Chips
from desk.web.forms import at_most

REACHING = [channel for channel in Channel if channel.reaches]


class PauseForm(SideForm):
    """Whom the work waits for, what was asked, and how an answer was tried for."""

    path = "pause"
    reason = Chips(
        lazy_gettext("What are you waiting for?"), PauseReason, coerce=PauseReason
    )
    question = TextAreaField(lazy_gettext("What did you ask?"), [at_most(TEXT)])
    attempt = TextAreaField(
        lazy_gettext("How did you try to get an answer?"), [at_most(TEXT)]
    )
    channel = Chips(lazy_gettext("By which channel?"), REACHING, coerce=Channel)

    @classmethod
    def known(cls, ticket: TicketView) -> dict[str, Any]:
        """Return what was written about a pause that has just been undone."""
        last = ticket.entries[-1]
        if last.kind is not EventKind.VOIDED:
            return {}
        undone = ticket.entries[last.facts["target"] - 1]
        if undone.kind is not EventKind.PAUSED:
            return {}
        return {**undone.facts, **undone.words}

    @property
    def is_begun(self) -> bool:
        """Say whether there is something in it, or something the matter with it."""
        typed = self.question.data or self.attempt.data or self.reason.data
        return bool(typed or self.errors or self.refusal)

    def pause(self) -> Paused:
        """Return what was filled in."""
        return Paused(
            reason=self.reason.data,
            question=self.question.data or "",
            attempt=self.attempt.data or "",
            channel=self.channel.data,
        )


class ContactForm(SideForm):
    """What the customer said, and by which channel."""

    path = "contact"
    said = TextAreaField(lazy_gettext("What did the customer say?"), [at_most(TEXT)])
    channel = Chips(lazy_gettext("Channel"), REACHING, coerce=Channel)

    @property
    def is_begun(self) -> bool:
        """Say whether there is something in it, or something the matter with it."""
        return bool(self.said.data or self.errors or self.refusal)

    def contact(self) -> Contacted:
        """Return what was filled in."""
        return Contacted(said=self.said.data or "", channel=self.channel.data)
