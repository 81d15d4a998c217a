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


class CustomerKind(Word):
    """Who a customer is: a person, an office, or a group with members."""

    INDIVIDUAL = "individual", N_("Individual")
    OFFICE = "office", N_("Office")
    COLLECTIVE = "collective", N_("Collective")


class CustomerStanding(Word):
    """How well a customer knows the shop; a complaint needs no earlier purchase."""

    PROSPECT = "prospect", N_("Prospective customer")
    CUSTOMER = "customer", N_("Customer")
    REGULAR = "regular", N_("Regular customer")


class Relation(Word):
    """Whether a customer belongs to the school; each expects something else."""

    INTERNAL = "internal", N_("Internal (of this school)")
    EXTERNAL = "external", N_("External (from outside)")


class Purpose(Word):
    """What a customer may consent to be contacted for, besides the complaint itself."""

    FOLLOW_UP = "follow_up", N_("Asking a week later how it went")
    NEWS = "news", N_("News and free samples")
    COMMUNITY = "community", N_("The customers' community")
    HOLIDAY = "holiday", N_("Holiday greetings")
    BIRTHDAY = "birthday", N_("A birthday greeting")


class Performance(Word):
    """How a customer found the handling, against what was expected."""

    BELOW = "below", N_("Below expectation")
    AS_EXPECTED = "as_expected", N_("As expected")
    ABOVE = "above", N_("Above expectation")

    @property
    def satisfaction(self) -> "Satisfaction":
        """Return what follows from it. Source: product.md, "Forecast"."""
        return list(Satisfaction)[list(Performance).index(self)]


class Satisfaction(Word):
    """What a customer is left with, by the fixed mapping; in its order."""

    DISAPPOINTED = "disappointed", N_("Disappointed")
    SATISFIED = "satisfied", N_("Satisfied")
    VERY_SATISFIED = "very_satisfied", N_("Very satisfied")


class Feedback(Word):
    """The four kinds of feedback; zero is missing data, never counted for anyone."""

    POSITIVE = "positive", N_("Positive")
    NEUTRAL = "neutral", N_("Neutral")
    NEGATIVE = "negative", N_("Negative")
    ZERO = "zero", N_("Zero (no answer)")

    @classmethod
    def of(cls, performance: Performance) -> "Feedback":
        """Return the kind of an answer."""
        return {
            Performance.BELOW: cls.NEGATIVE,
            Performance.AS_EXPECTED: cls.NEUTRAL,
            Performance.ABOVE: cls.POSITIVE,
        }[performance]


class Technique(Word):
    """How a fact was found out."""

    INTERVIEW = "interview", N_("Interview")
    SAMPLING = "sampling", N_("Sampling")
    OBSERVATION = "observation", N_("Observation")
    QUESTIONNAIRE = "questionnaire", N_("Questionnaire")


class Quality(Word):
    """What information is sorted by."""

    ACTUAL = "actual", N_("Actual")
    TRUSTWORTHY = "trustworthy", N_("Trustworthy")
    ACCURATE = "accurate", N_("Accurate")
    UP_TO_DATE = "up_to_date", N_("Up to date")


class Knowledge(Word):
    """Where knowledge of how to overcome a complaint comes from."""

    LEARNING = "learning", N_("Learning")
    EXPERIENCE = "experience", N_("Experience")
    INSTRUCTION = "instruction", N_("Instruction")


class Language(Word):
    """The languages of the screens."""

    ID = "id", "Bahasa Indonesia"
    EN = "en", "English"
