"""The evidence a step cannot be completed without (product.md, "The action steps")."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from desk.domain.errors import InvalidInput
from desk.domain.vocabulary import (
    N_,
    Channel,
    Need,
    NeedOutcome,
    PauseReason,
    Performance,
    Remedy,
    Reply,
    Solution,
    Step,
)

LINE = 200
TEXT = 5_000
FUTURE_TOLERANCE = 60

MISSING = N_("Please fill this in.")
CHOOSE = N_("Please choose one.")
TOO_LONG = N_("This is too long. Keep it within %(limit)s characters.")

Errors = dict[str, str]
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What the customer asked: the evidence of the first step."""

    WORDS: ClassVar = (
        "item",
        "receipt",
        "complaint",
        "remedy_note",
        "customer",
        "contact",
    )

    item: str
    receipt: str
    no_receipt: bool
    complaint: str
    remedy: Remedy | None
    remedy_note: str
    needs: frozenset[Need]
    source_id: int | None
    channel: Channel | None
    customer: str
    contact: str

    def errors(self) -> Errors:
        """Return a message for each field that is missing."""
        found = _blank(self, "item", "complaint")
        found |= _unchosen(self, "remedy", "source_id", "channel")
        if not self.receipt and not self.no_receipt:
            found["receipt"] = N_("Write the receipt number, or tick “no receipt”.")
        if self.remedy is Remedy.OTHER and not self.remedy_note:
            found["remedy_note"] = N_("Write what the customer wants.")
        if not self.needs:
            found["needs"] = N_("Choose at least one need.")
        return found

    def facts(self) -> Facts:
        """Return what is sealed in the log."""
        return {
            "source_id": self.source_id,
            "channel": self.channel,
            "remedy": self.remedy,
            "needs": [need for need in Need if need in self.needs],
            "no_receipt": self.no_receipt and not self.receipt,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """What was restated and what the customer answered."""

    WORDS: ClassVar = ("restatement", "corrected_need")

    restatement: str
    reply: Reply | None
    corrected_need: str
    sent_at: int | None

    def errors(self, *, channel: Channel, received_at: int, now: int) -> Errors:
        """Return a message for each field that is missing (instants in UTC seconds)."""
        found = _blank(self, "restatement") | _unchosen(self, "reply")
        if self.reply is Reply.CORRECTED and not self.corrected_need:
            found["corrected_need"] = N_("Write what the customer corrected.")
        if self.reply is Reply.NOT_ANSWERED:
            found |= self._unanswered(channel, received_at, now)
        return found

    def facts(self) -> Facts:
        """Return what is sealed in the log."""
        facts: Facts = {"reply": self.reply}
        if self.reply is Reply.CORRECTED:
            facts["to"] = Step.CONFIRM
        elif self.reply is Reply.NOT_ANSWERED:
            facts["sent_at"] = self.sent_at
        return facts

    def _unanswered(self, channel: Channel, received_at: int, now: int) -> Errors:
        if not channel.is_written:
            return {
                "reply": N_(
                    "“Not answered yet” is only for written channels. "
                    "Here the customer can answer at once."
                )
            }
        if self.sent_at is None:
            return {"sent_at": N_("Write when the restatement was sent.")}
        # The form knows minutes only, so the minute of the receipt itself is fine.
        if self.sent_at < received_at - received_at % 60:
            return {"sent_at": N_("This is before the complaint was received.")}
        if self.sent_at > now + FUTURE_TOLERANCE:
            return {"sent_at": N_("This is in the future.")}
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fulfilled:
    """What was done about the complaint, and how far each need was met."""

    WORDS: ClassVar = ("done", "reason")

    solution: Solution | None
    done: str
    reason: str
    outcomes: Mapping[Need, NeedOutcome]

    def errors(self, *, needs: frozenset[Need]) -> Errors:
        """Return a message for each field that is missing."""
        found = self.proposal_errors()
        for need in needs - self.outcomes.keys():
            found[f"outcome_{need}"] = CHOOSE
        return found

    def proposal_errors(self) -> Errors:
        """Return a message for each field that a supervisor needs to decide."""
        found = _blank(self, "done") | _unchosen(self, "solution")
        if self.solution is Solution.UNFOUNDED and not self.reason:
            found["reason"] = N_("Write why the complaint is unfounded.")
        return found

    def facts(self) -> Facts:
        """Return what is sealed in the log."""
        return {"solution": self.solution, "outcomes": dict(self.outcomes)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanked:
    """How the customer was thanked and invited to return."""

    WORDS: ClassVar = ("words",)

    words: str
    channel: Channel | None
    card_offered: bool | None
    # What the student expects the customer to say; never graded.
    forecast: Performance | None = None

    def errors(self) -> Errors:
        """Return a message for each field that is missing.

        A forecast made after the customer answered would be none: who offers the card
        makes it before.
        """
        found = _blank(self, "words") | _unchosen(self, "channel", "card_offered")
        return found | (_unchosen(self, "forecast") if self.card_offered else {})

    def facts(self) -> Facts:
        """Return what is sealed in the log."""
        facts: Facts = {"channel": self.channel, "card_offered": self.card_offered}
        return facts | ({"forecast": self.forecast} if self.forecast else {})


Evidence = Recorded | Confirmed | Fulfilled | Thanked


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """Why the work waits: what was asked, and how an answer was tried for.

    Source: clock.md, "Events", paused.
    """

    WORDS: ClassVar = ("question", "attempt")

    reason: PauseReason | None
    question: str
    attempt: str
    channel: Channel | None

    def errors(self) -> Errors:
        """Return a message for each field that is missing."""
        found = _unchosen(self, "reason") | _blank(self, "question", "attempt")
        return found | _unreached(self.channel)

    def facts(self) -> Facts:
        """Return what is sealed in the log."""
        return {"reason": self.reason, "channel": self.channel}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacted:
    """What the customer said, and by which channel."""

    WORDS: ClassVar = ("said",)

    said: str
    channel: Channel | None

    def errors(self) -> Errors:
        """Return a message for each field that is missing."""
        return _blank(self, "said") | _unreached(self.channel)

    def facts(self) -> Facts:
        """Return what is sealed in the log."""
        return {"channel": self.channel}


def words_of(evidence: "Evidence | Paused | Contacted") -> dict[str, str]:
    """Return what people wrote: kept beside the log, so that it can be erased."""
    return {field: getattr(evidence, field) for field in evidence.WORDS}


def demand(errors: Errors) -> None:
    """Raise InvalidInput if there is any error."""
    if errors:
        raise InvalidInput(errors)


def _blank(evidence: Any, *fields: str) -> Errors:
    return {field: MISSING for field in fields if not getattr(evidence, field)}


def _unreached(channel: Channel | None) -> Errors:
    return {} if channel is not None and channel.reaches else {"channel": CHOOSE}


def _unchosen(evidence: Any, *fields: str) -> Errors:
    return {field: CHOOSE for field in fields if getattr(evidence, field) is None}
