"""The words of the desk: fixed vocabularies, each value with its English label."""

from enum import StrEnum
from typing import Self


def N_(text: str) -> str:  # noqa: N802 -- the name gettext tools look for
    """Mark a text for the translation catalogue without translating it here."""
    return text


class Word(StrEnum):
    """A value as stored and put in URLs, with the label a person reads."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member whose string is the stored value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Step(Word):
    """The four action steps, in the order they are taught."""

    RECORD = "record", N_("Record the request")
    CONFIRM = "confirm", N_("Confirm needs")
    FULFIL = "fulfil", N_("Fulfil")
    THANK = "thank", N_("Thank")

    @property
    def position(self) -> int:
        """Return the place of the step in the order, from 0."""
        return list(Step).index(self)


class Channel(Word):
    """How a complaint reached the desk."""

    IN_PERSON = "in_person", N_("In person")
    PHONE = "phone", N_("Phone")
    WHATSAPP = "whatsapp", N_("WhatsApp")
    PUBLIC_FORM = "public_form", N_("Public form")
    SUGGESTION_BOX = "suggestion_box", N_("Suggestion box")
    QUESTIONNAIRE = "questionnaire", N_("Questionnaire")
    OBSERVATION = "observation", N_("Observation")
    SOCIAL_MEDIA = "social_media", N_("Social media")
    PAPER = "paper", N_("Paper")

    @property
    def is_written(self) -> bool:
        """Say whether the customer is written to and may answer later."""
        return self not in {Channel.IN_PERSON, Channel.PHONE, Channel.OBSERVATION}

    @property
    def reaches(self) -> bool:
        """Say whether somebody can be asked something by it, and answer."""
        return self in {
            Channel.IN_PERSON,
            Channel.PHONE,
            Channel.WHATSAPP,
            Channel.SOCIAL_MEDIA,
            Channel.PAPER,
        }


class Need(Word):
    """What kind of need stands behind a complaint."""

    PRACTICAL = "practical", N_("Practical")
    PHYSICAL = "physical", N_("Physical")
    EMOTIONAL = "emotional", N_("Emotional")


class NeedOutcome(Word):
    """How far a need was met when the complaint was fulfilled."""

    MET = "met", N_("Met")
    PARTLY = "partly", N_("Partly met")
    NOT_MET = "not_met", N_("Not met")


class Remedy(Word):
    """What the customer asks for (the remedy sought)."""

    EXCHANGE = "exchange", N_("Exchange")
    REPAIR = "repair", N_("Repair")
    REFUND = "refund", N_("Money back")
    EXPLANATION = "explanation", N_("An explanation")
    APOLOGY = "apology", N_("An apology")
    IMPROVEMENT = "improvement", N_("That it does not happen again")
    OTHER = "other", N_("Something else")


class Reply(Word):
    """What the customer answered to the restatement."""

    RIGHT = "right", N_("Right")
    CORRECTED = "corrected", N_("Corrected")
    NOT_ANSWERED = "not_answered", N_("Not answered yet")


class Solution(Word):
    """The kind of solution given."""

    EXCHANGE = "exchange", N_("Exchange")
    REPAIR = "repair", N_("Repair")
    REFUND = "refund", N_("Refund")
    EXPLAIN = "explain", N_("Explain")
    APOLOGISE = "apologise", N_("Apologise")
    COMPENSATE = "compensate", N_("Compensate")
    PASS_ON = "pass_on", N_("Pass on")
    UNFOUNDED = "unfounded", N_("Unfounded")

    @property
    def needs_approval(self) -> bool:
        """Say whether a supervisor must agree: money, free goods, or unfounded."""
        return self in {Solution.REFUND, Solution.COMPENSATE, Solution.UNFOUNDED}


class Approval(Word):
    """Where a supervisor's approval of a solution stands."""

    REQUESTED = "requested", N_("Waiting for approval")
    GRANTED = "granted", N_("Approved")
    REFUSED = "refused", N_("Not approved")


class Ending(Word):
    """How a ticket left the open ones."""

    CLOSED = "closed", N_("Closed")
    CANCELLED = "cancelled", N_("Undone")
    DUPLICATE = "duplicate", N_("Merged")
    NOT_A_COMPLAINT = "not_a_complaint", N_("Not a complaint")


class PauseReason(Word):
    """Whom a paused ticket waits for."""

    WAITING_CUSTOMER = "waiting_customer", N_("Waiting for the customer")
    WAITING_SUPPLIER = "waiting_supplier", N_("Waiting for a supplier")
    WAITING_DECISION = "waiting_decision", N_("Waiting for a decision of the school")

    @property
    def needs_approval(self) -> bool:
        """Say whether it counts as a pause only once a supervisor approves it.

        Source: clock.md, "Pause cap".
        """
        return self is not PauseReason.WAITING_CUSTOMER


class Attendance(Word):
    """Whether somebody came to a shift; it overrides the roster."""

    PRESENT = "present", N_("Present")
    SICK = "sick", N_("Sick")
    EXCUSED = "excused", N_("Excused")
    ABSENT = "absent", N_("Absent")


class Impact(Word):
    """How many people a complaint concerns; one half of its priority."""

    ONE = "one", N_("One customer")
    SEVERAL = "several", N_("Several customers")
    MANY = "many", N_("Many, or somebody's safety")


class Urgency(Word):
    """How soon the customer must be helped; the other half of the priority."""

    CAN_WAIT = "can_wait", N_("Can wait")
    TODAY = "today", N_("Today")
    NOW = "now", N_("Now")


class Priority(Word):
    """How pressing a complaint is; it sets the target, never the time counted."""

    HIGH = "high", N_("High")
    MEDIUM = "medium", N_("Medium")
    LOW = "low", N_("Low")


class Language(Word):
    """The languages of the screens."""

    ID = "id", "Bahasa Indonesia"
    EN = "en", "English"
