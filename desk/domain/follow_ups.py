"""The follow-up: a week after closing, somebody asks the customer how it went."""

from dataclasses import dataclass
from typing import Any, ClassVar

from desk.domain.errors import DeskError
from desk.domain.evidence import CHOOSE, MISSING, Errors
from desk.domain.hours import DAY
from desk.domain.vocabulary import N_, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedUp:
    """Whether the customer was reached, and what was said."""

    WORDS: ClassVar = ("note",)

    reached: bool | None
    note: str
    # A prospective customer bought something since.
    became_customer: bool = False

    def errors(self) -> Errors:
        """Return a message for each field that is missing."""
        found = {"reached": CHOOSE} if self.reached is None else {}
        return found | ({} if self.note else {"note": MISSING})

    def facts(self) -> dict[str, Any]:
        """Return what is sealed in the log."""
        told = {"became_customer": True} if self.became_customer else {}
        return {"reached": self.reached, **told}


class When(Word):
    """Whether a follow-up is to be made now."""

    OVERDUE = "overdue", N_("Should have been asked")
    TODAY = "today", N_("Ask now")
    COMING = "coming", N_("Coming")


def when(due: int, now: int) -> When:
    """Return whether to ask now what is due at an instant (both UTC seconds).

    It may be made from when it is due; a day later it should have been.
    """
    if now < due:
        return When.COMING
    return When.TODAY if now < due + DAY else When.OVERDUE


class TooEarly(DeskError):
    """Satisfied at the counter says nothing about a week later."""

    message = N_(
        "A week has not passed yet, so nobody knows whether it lasts. Ask the customer "
        "then, and write it down here."
    )


class NothingToFollowUp(DeskError):
    """The customer was asked since, or cannot be reached."""

    message = N_(
        "There is nothing to follow up here: the complaint is open again, the "
        "customer was asked already, or nobody can reach them."
    )


class NoConsent(DeskError):
    """The customer's card does not allow it."""

    message = N_(
        "This customer did not agree to be asked a week later, so nobody asks them."
    )


class NoProspect(DeskError):
    """Only a prospective customer becomes a customer."""

    message = N_("The card of this customer does not say “prospective customer”.")
