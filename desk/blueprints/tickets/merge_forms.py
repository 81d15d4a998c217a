"""Forms of merging: which ticket is the duplicate, and why."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import gettext, lazy_gettext
from wtforms import SelectChoice, StringField, TextAreaField

from desk.blueprints.tickets.forms import SideForm
from desk.domain.evidence import LINE, TEXT
from desk.queries.duplicates import Suggestion, suggest_duplicates
from desk.queries.tickets import TicketView
from desk.web.fields import Suggested, id_or_none
from desk.web.formatting import short_instant
from desk.web.forms import at_most

LARGEST_ID = 2**31 - 1


def _ticket_id(text: str) -> int:
    if not 0 < int(text) <= LARGEST_ID:
        raise ValueError
    return int(text)


class MergeForm(SideForm):
    """The duplicate, chosen or by its number, and why they are one complaint."""

    path = "merge"
    suggestions: Sequence[Suggestion] = ()
    suggested = Suggested(
        lazy_gettext("Which ticket is the duplicate?"), coerce=_ticket_id
    )
    duplicate = StringField(lazy_gettext("Number of the duplicate"), [at_most(LINE)])
    reason = TextAreaField(lazy_gettext("Why are they one complaint?"), [at_most(TEXT)])

    @classmethod
    def known(cls, ticket: TicketView) -> dict[str, Any]:  # noqa: ARG003 -- as every form
        """Return the duplicate that an address names, to start with it chosen."""
        return {"suggested": id_or_none(request.args.get("suggested"))}

    def offer(self, ticket: TicketView) -> None:
        """Suggest what is alike, of the same customer, or of a similar time."""
        self.suggestions = suggest_duplicates(
            ticket.id,
            ticket.unit_id,
            number=ticket.number,
            customer=ticket.customer,
            contact=ticket.contact,
            texts=(ticket.item, ticket.complaint),
            received_at=ticket.received_at,
        )
        self.suggested.choices = [
            SelectChoice(each.id, _told(each)) for each in self.suggestions
        ]

    @property
    def likely(self) -> list[Suggestion]:
        """Return the tickets that may well be duplicates."""
        return [each for each in self.suggestions if each.likeness]

    @property
    def chosen(self) -> int | str:
        """Return the number written, else the id of the ticket chosen."""
        return self.duplicate.data or self.suggested.data or ""


class UnmergeForm(SideForm):
    """Why they are two complaints after all."""

    path = "unmerge"
    reason = TextAreaField(
        lazy_gettext("Why are they two complaints after all?"), [at_most(TEXT)]
    )


def _told(suggestion: Suggestion) -> str:
    """Return a ticket as one choice: what tells it from the others."""
    told = [
        suggestion.number,
        suggestion.item or gettext("New complaint"),
        suggestion.customer,
        short_instant(suggestion.received_at),
    ]
    if suggestion.is_same_customer:
        told.append(gettext("same customer"))
    return " · ".join(part for part in told if part)
