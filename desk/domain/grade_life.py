"""The life of a grade: draft, reviewed, published, objection, locked (grading.md)."""

from collections.abc import Mapping
from typing import NamedTuple

from desk.domain.calendar import ServiceCalendar
from desk.domain.errors import DeskError
from desk.domain.evidence import CHOOSE, Errors
from desk.domain.vocabulary import N_, Word


class GradeState(Word):
    """Where a grade stands; a student sees it from published on."""

    DRAFT = "draft", N_("Draft")
    REVIEWED = "reviewed", N_("Reviewed")
    PUBLISHED = "published", N_("Published")
    OBJECTION = "objection", N_("Objection")
    LOCKED = "locked", N_("Locked")

    @property
    def is_shown(self) -> bool:
        """Say whether the student sees the published value."""
        return self in {GradeState.PUBLISHED, GradeState.OBJECTION, GradeState.LOCKED}


class GradeAct(Word):
    """What happens to a grade; each is a version of it, with who, when and why."""

    COMPUTED = "computed", N_("Computed")
    REVIEW = "review", N_("Marked as reviewed")
    UNREVIEW = "unreview", N_("Back to draft")
    OVERRIDE = "override", N_("Override set")
    CLEAR_OVERRIDE = "clear_override", N_("Override taken back")
    PUBLISH = "publish", N_("Grade published")
    OBJECT = "object", N_("Objection raised")
    ANSWER = "answer", N_("Objection answered")
    NEEDS_LOOK = "needs_look", N_("Needs another look")
    KEEP = "keep", N_("Published value kept")
    REPUBLISH = "republish", N_("New value published")
    LOCK = "lock", N_("Grade locked")


class OverrideCategory(Word):
    """Why a teacher sets another value than the computed one."""

    CIRCUMSTANCES = "circumstances", N_("Circumstances the clock cannot see")
    WRONG_DATA = "wrong_data", N_("The desk's data is wrong")
    OTHER_EVIDENCE = "other_evidence", N_("Other evidence of the student's work")
    ILLNESS = "illness", N_("Illness or family matters")
    ANOTHER = "another", N_("Another reason")


class ObjectionAnswer(Word):
    """How a teacher answers an objection."""

    ACCEPT = "accept", N_("Accepted")
    PARTLY = "partly", N_("Partly accepted")
    REJECT = "reject", N_("Not accepted")


class Reviewed(Word):
    """What became of one of several drafts that were to be reviewed together."""

    DONE = "done", N_("Marked as reviewed")
    CHANGED = "changed", N_("Changed since you saw it: look again")
    NO_DRAFT = "no_draft", N_("Not a draft any more")


# The whole life: what may happen in a state, and the state it leads to.
LIFE: Mapping[tuple[GradeState, GradeAct], GradeState] = {
    (GradeState.DRAFT, GradeAct.COMPUTED): GradeState.DRAFT,
    (GradeState.DRAFT, GradeAct.REVIEW): GradeState.REVIEWED,
    (GradeState.DRAFT, GradeAct.OVERRIDE): GradeState.DRAFT,
    (GradeState.DRAFT, GradeAct.CLEAR_OVERRIDE): GradeState.DRAFT,
    # Reviewed was what stood there then, so what changes it is looked at once more.
    (GradeState.REVIEWED, GradeAct.COMPUTED): GradeState.DRAFT,
    (GradeState.REVIEWED, GradeAct.UNREVIEW): GradeState.DRAFT,
    (GradeState.REVIEWED, GradeAct.OVERRIDE): GradeState.REVIEWED,
    (GradeState.REVIEWED, GradeAct.CLEAR_OVERRIDE): GradeState.REVIEWED,
    (GradeState.REVIEWED, GradeAct.PUBLISH): GradeState.PUBLISHED,
    (GradeState.PUBLISHED, GradeAct.OBJECT): GradeState.OBJECTION,
    (GradeState.OBJECTION, GradeAct.ANSWER): GradeState.PUBLISHED,
    # Published values are never silently recomputed: a difference is flagged.
    (GradeState.PUBLISHED, GradeAct.NEEDS_LOOK): GradeState.PUBLISHED,
    (GradeState.OBJECTION, GradeAct.NEEDS_LOOK): GradeState.OBJECTION,
    (GradeState.PUBLISHED, GradeAct.KEEP): GradeState.PUBLISHED,
    (GradeState.PUBLISHED, GradeAct.REPUBLISH): GradeState.PUBLISHED,
    (GradeState.PUBLISHED, GradeAct.LOCK): GradeState.LOCKED,
}
# The student sees what stands then; every other act leaves what is seen as it was.
SHOWS = frozenset({GradeAct.PUBLISH, GradeAct.REPUBLISH})
# Of an override, an objection and whatever changes a published grade, in characters.
LEAST_REASON = 15
HIGHEST = 100
# In school days after publishing. Source: grading.md, "Life of a grade".
OBJECT_WITHIN = 5
# A pause that counted longer than this is reviewed before publishing, in seconds.
LONG_PAUSE = 1800

TOO_SHORT = N_(
    "Write at least 15 characters, so that it is still understood in a year."
)
NO_GRADE = N_("A grade is a whole number from 0 to 100.")


class Shown(NamedTuple):
    """What a student is to see instead: a teacher's value, or the computed one.

    Without a value it is the computed one that the teacher saw.
    """

    value: int | None = None
    category: OverrideCategory | None = None
    computed: int | None = None


class NotInThisState(DeskError):
    """The grade does not stand where this could happen to it."""

    message = N_("This is not possible while the grade is in this state: %(state)s.")


class StaleGrades(DeskError):
    """Somebody changed the grades since the person last saw them."""

    message = N_(
        "Somebody changed these grades while you were working. What is new stands "
        "below; nothing you wrote is lost. Check it and send again."
    )


class NotYourClass(DeskError):
    """Only the teachers of a class grade it."""

    message = N_("Only the teachers of this class do this.")


def after(state: GradeState, act: GradeAct) -> GradeState:
    """Return the state an act leads to. Raises NotInThisState."""
    try:
        return LIFE[state, act]
    except KeyError:
        raise NotInThisState(state=state) from None


def reason_errors(reason: str, field: str = "reason") -> Errors:
    """Return a message if a reason is too short to be one."""
    return {} if len(reason.strip()) >= LEAST_REASON else {field: TOO_SHORT}


def override_errors(
    value: int | None, category: OverrideCategory | None, reason: str
) -> Errors:
    """Return a message for each field of an override that is missing or wrong."""
    errors = reason_errors(reason)
    if value is None or not 0 <= value <= HIGHEST:
        errors["value"] = NO_GRADE
    if category is None:
        errors["category"] = CHOOSE
    return errors


def object_until(published_at: int, calendar: ServiceCalendar) -> int | None:
    """Return when the last day to object is over (UTC seconds); None: it never is.

    In school days of the student's unit. Source: grading.md, "Life of a grade".
    """
    return calendar.after_school_days(published_at, OBJECT_WITHIN)
