"""The forms of a ticket: one per step, and those that go back or decide."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Self

from flask_babel import lazy_gettext
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    SelectChoice,
    StringField,
    TextAreaField,
)

from desk.domain.evidence import (
    LINE,
    TEXT,
    Confirmed,
    Fulfilled,
    Recorded,
    Thanked,
)
from desk.domain.vocabulary import (
    Channel,
    Need,
    NeedOutcome,
    Performance,
    Remedy,
    Reply,
    Solution,
    Step,
)
from desk.queries.sources import SourceGroup
from desk.queries.tickets import TicketView
from desk.web.fields import Chips, InstantField, Ticks, id_or_none, offered
from desk.web.forms import SeenForm, at_most


class TicketForm(SeenForm):
    """A form about a ticket as the person saw it."""

    # The reviewers' queue in which it stands; there the person goes on.
    queue: str = ""


class StepForm(TicketForm):
    """The form of a step; on a paper record it may say when the step was done."""

    done_at = InstantField(lazy_gettext("When was this done (from the paper)?"))

    @property
    def claim(self) -> int | None:
        """Return the instant entered from the paper (UTC seconds), if any."""
        return self.done_at.instant if "done_at" in self else None

    def besides(self) -> dict[str, Any]:
        """Return what was chosen besides the evidence; most steps have nothing."""
        return {}


class RecordForm(StepForm):
    """What the customer asks."""

    # The source that the words of the complaint speak for: a hint, chosen by nobody.
    proposal: str | None = None
    complaint = TextAreaField(lazy_gettext("Complaint"), [at_most(TEXT)])
    item = StringField(lazy_gettext("Item or service"), [at_most(LINE)])
    receipt = StringField(lazy_gettext("Receipt number"), [at_most(LINE)])
    no_receipt = BooleanField(lazy_gettext("No receipt"))
    remedy = Chips(lazy_gettext("What does the customer want?"), Remedy, coerce=Remedy)
    remedy_note = StringField(
        lazy_gettext("More about what is wanted"), [at_most(LINE)]
    )
    needs = Ticks(lazy_gettext("Needs"), Need, coerce=Need)
    source_id = Chips(lazy_gettext("Source of the complaint"), coerce=int)
    channel = Chips(
        lazy_gettext("Channel"), Channel, coerce=Channel, default=Channel.IN_PERSON
    )
    customer = StringField(lazy_gettext("Customer's name"), [at_most(LINE)])
    contact = StringField(lazy_gettext("Customer's contact"), [at_most(LINE)])
    # Of the customer, taken from those suggested while the name was typed.
    card = HiddenField()
    card_name: str = ""

    def besides(self) -> dict[str, Any]:
        """Return the card that was taken."""
        return {"card": id_or_none(self.card.data)}

    def offer(self, groups: Sequence[SourceGroup]) -> None:
        """Offer the sources of the ticket's unit."""
        self.groups = groups
        self.source_id.choices = [
            SelectChoice(id_, name) for group in groups for id_, name in group.sources
        ]

    @property
    def source_groups(self) -> Iterator[tuple[str, list[Field]]]:
        """Return each group's label with one field per source below it."""
        fields = {int(field.data): field for field in self.source_id}
        for group in self.groups:
            yield group.label, [fields[id_] for id_, _ in group.sources]

    def evidence(self) -> Recorded:
        """Return what was filled in."""
        return Recorded(
            item=self.item.data or "",
            receipt=self.receipt.data or "",
            no_receipt=bool(self.no_receipt.data),
            complaint=self.complaint.data or "",
            remedy=self.remedy.data,
            remedy_note=self.remedy_note.data or "",
            needs=frozenset(self.needs.data or ()),
            source_id=self.source_id.data,
            channel=self.channel.data,
            customer=self.customer.data or "",
            contact=self.contact.data or "",
        )


class ConfirmForm(StepForm):
    """What was restated and answered."""

    restatement = TextAreaField(
        lazy_gettext("The restatement, as you said it"), [at_most(TEXT)]
    )
    reply = Chips(lazy_gettext("The customer's answer"), Reply, coerce=Reply)
    corrected_need = TextAreaField(
        lazy_gettext("What the customer corrected"), [at_most(TEXT)]
    )
    sent_at = InstantField(lazy_gettext("Sent at"))

    def evidence(self) -> Confirmed:
        """Return what was filled in."""
        return Confirmed(
            restatement=self.restatement.data or "",
            reply=self.reply.data,
            corrected_need=self.corrected_need.data or "",
            sent_at=self.sent_at.instant,
        )


class FulfilForm(StepForm):
    """What was done, and how far each need was met."""

    solution = Chips(lazy_gettext("Kind of solution"), Solution, coerce=Solution)
    done = TextAreaField(lazy_gettext("What was done"), [at_most(TEXT)])
    reason = TextAreaField(lazy_gettext("Why it is unfounded"), [at_most(TEXT)])
    outcome_practical = Chips(
        lazy_gettext("Practical need"), NeedOutcome, coerce=NeedOutcome
    )
    outcome_physical = Chips(
        lazy_gettext("Physical need"), NeedOutcome, coerce=NeedOutcome
    )
    outcome_emotional = Chips(
        lazy_gettext("Emotional need"), NeedOutcome, coerce=NeedOutcome
    )

    def offer(self, needs: Sequence[Need]) -> None:
        """Ask only about the needs of the ticket."""
        for need in Need:
            if need not in needs:
                del self[f"outcome_{need}"]

    @property
    def outcomes(self) -> list[Field]:
        """Return one field per need of the ticket."""
        return [self[f"outcome_{n}"] for n in Need if f"outcome_{n}" in self]

    def evidence(self) -> Fulfilled:
        """Return what was filled in."""
        return Fulfilled(
            solution=self.solution.data,
            done=self.done.data or "",
            reason=self.reason.data or "",
            outcomes={
                Need(field.name.removeprefix("outcome_")): field.data
                for field in self.outcomes
                if field.data is not None
            },
        )


class ThankForm(StepForm):
    """How the customer was thanked."""

    words = TextAreaField(lazy_gettext("Your words of thanks"), [at_most(TEXT)])
    channel = Chips(lazy_gettext("Channel"), Channel, coerce=Channel)
    card_offered = Chips(
        lazy_gettext("Was the feedback card offered?"),
        choices=[
            SelectChoice("yes", lazy_gettext("Yes")),
            SelectChoice("no", lazy_gettext("No")),
        ],
        coerce=str,
    )
    forecast = Chips(
        lazy_gettext("What do you think the customer will say?"),
        Performance,
        coerce=Performance,
    )

    def evidence(self) -> Thanked:
        """Return what was filled in."""
        offered = self.card_offered.data
        return Thanked(
            words=self.words.data or "",
            channel=self.channel.data,
            card_offered=None if offered is None else offered == "yes",
            forecast=self.forecast.data,
        )


class SideForm(TicketForm):
    """A form beside the step's; what is drafted in it is kept under its address."""

    path: ClassVar[str]

    @classmethod
    def known(cls, ticket: TicketView) -> dict[str, Any]:  # noqa: ARG003 -- most forms
        """Return what the log already says, to start the form with."""
        return {}

    @classmethod
    def about(cls, ticket: TicketView) -> Self:
        """Return the form about a ticket: as sent, drafted, or empty."""
        form = cls(
            page=f"/tickets/{ticket.id}/{cls.path}",
            data=cls.known(ticket) | {"version": ticket.version},
        )
        form.offer(ticket)
        return form

    def offer(self, ticket: TicketView) -> None:
        """Offer the choices that depend on the ticket; most forms have none."""

    def narrow(self, ticket: TicketView) -> None:
        """Show only what makes sense now; what was sent is for the service to judge."""


class StepBackForm(SideForm):
    """To which step to go back, and why."""

    path = "step-back"
    to = Chips(lazy_gettext("Back to"), Step, coerce=Step)
    reason = TextAreaField(lazy_gettext("Why"), [at_most(TEXT)])

    def narrow(self, ticket: TicketView) -> None:
        """Show the steps before the present one.

        One that the ticket has left meanwhile is for the service to refuse, or, if
        this is the second tap of a button, to answer like the first.
        """
        step = ticket.step
        self.to.choices = offered(
            earlier
            for earlier in Step
            if step is not None and earlier.position < step.position
        )


class DecisionForm(SideForm):
    """A reviewer's words on a solution asked for; its two buttons share one draft."""

    path = "approve"
    note = TextAreaField(lazy_gettext("Your note to the student"), [at_most(TEXT)])
