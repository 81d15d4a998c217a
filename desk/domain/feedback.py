"""The feedback card: what a customer answers, when it is asked, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any, ClassVar, NamedTuple

from desk.domain.errors import DeskError
from desk.domain.evidence import CHOOSE, Errors
from desk.domain.hours import DAY
from desk.domain.vocabulary import N_, Feedback, Performance, Word

# In days after closing: later nobody remembers how it was.
ANSWER_WITHIN = 30
# One line is read; a page is not.
LINE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a customer says about how the complaint was handled."""

    WORDS: ClassVar = ("line",)

    performance: Performance | None
    would_tell: bool | None
    line: str

    def errors(self) -> Errors:
        """Return a message for each field that is missing: only the first is asked."""
        return {"performance": CHOOSE} if self.performance is None else {}

    def facts(self) -> dict[str, Any]:
        """Return what is sealed in the log."""
        asked = {"performance": self.performance, "would_tell": self.would_tell}
        return {name: value for name, value in asked.items() if value is not None}


class Asking(StrEnum):
    """Whether a customer is asked now."""

    NOT_YET = auto()
    ASKED = auto()
    ANSWERED = auto()
    TOO_LATE = auto()


class Closing(NamedTuple):
    """A ticket's last closing as the card needs to know it; instants in UTC seconds."""

    closed_at: int | None
    feedback_at: int | None
    erased_at: int | None

    def state(self, now: int) -> Asking:
        """Return where the card stands at an instant (UTC seconds)."""
        if self.closed_at is None:
            return Asking.NOT_YET
        if self.feedback_at is not None:
            return Asking.ANSWERED
        is_late = now > self.closed_at + ANSWER_WITHIN * DAY
        if is_late or self.erased_at is not None:
            return Asking.TOO_LATE
        return Asking.ASKED


class NotYetClosed(DeskError):
    """The complaint is still being worked on."""

    message = N_("This complaint is still open. The card is asked once it is closed.")


class AnsweredAlready(DeskError):
    """One closing has one answer."""

    message = N_("You have answered already. Thank you! Your answer stands below.")


class FeedbackTooLate(DeskError):
    """Too long ago, or what it was about is erased."""

    message = N_(
        "This complaint was closed more than 30 days ago, so the card is no longer "
        "asked. Thank you all the same."
    )


class OwnFeedback(DeskError):
    """Nobody says how well they handled a complaint themselves."""

    message = N_(
        "You had a part in this ticket, so you cannot answer for its customer. Let "
        "the customer answer, or ask a colleague who had no part in it."
    )


REFUSALS: Mapping[Asking, type[DeskError]] = {
    Asking.NOT_YET: NotYetClosed,
    Asking.ANSWERED: AnsweredAlready,
    Asking.TOO_LATE: FeedbackTooLate,
}


class FeedbackFigure(Word):
    """A number of the feedback page; each leads to exactly the tickets behind it."""

    CLOSED = "closed", N_("Complaints closed")
    ANSWERED = "answered", N_("Feedback answered")
    POSITIVE = "positive", N_("Feedback: positive")
    NEUTRAL = "neutral", N_("Feedback: neutral")
    NEGATIVE = "negative", N_("Feedback: negative")
    ZERO = "zero", N_("Feedback: zero")
    WAITING = "waiting", N_("Still waiting for an answer")
    CONTENT = "content", N_("Satisfied or very satisfied")
    WOULD_TELL = "would_tell", N_("Would tell a friend")
    ASKED_TELL = "asked_tell", N_("Said whether they would tell a friend")

    @property
    def performances(self) -> frozenset[Performance] | None:
        """Return which answers it counts; None where no answer decides."""
        if self is FeedbackFigure.CONTENT:
            return frozenset(Performance) - {Performance.BELOW}
        kinds = {Feedback.of(each).value: each for each in Performance}
        found = kinds.get(self.value)
        return frozenset({found}) if found else None
