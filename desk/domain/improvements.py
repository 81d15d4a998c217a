"""Improvement actions: who changes what until when, and where each stands."""

from dataclasses import dataclass
from datetime import date

from desk.domain.errors import DeskError
from desk.domain.evidence import CHOOSE, MISSING, Errors
from desk.domain.people import PERMISSIONS, Permission, Role
from desk.domain.vocabulary import N_, Word

# Further off is a slip of the pen.
FURTHEST_DAYS = 366

DUE_IN_THE_PAST = N_("This day has passed. Choose today or a later day.")
DUE_TOO_FAR = N_("This is more than a year ahead.")
BEGAN_IN_THE_FUTURE = N_(
    "This day is still to come. Write it down once the change has taken effect."
)
BEGAN_TOO_EARLY = N_("This is more than a year ago.")
HAS_LEFT = N_("This person does not work here any more. Choose somebody else.")


class ActionState(Word):
    """Where an improvement action stands."""

    OVERDUE = "overdue", N_("Past its day, not begun")
    PLANNED = "planned", N_("Planned")
    UNDER_WAY = "under_way", N_("Begun: the effect is being measured")
    ENDED = "ended", N_("Ended")


class StaleAction(DeskError):
    """Somebody changed the action since the person last saw it."""

    message = N_(
        "Somebody changed this action while you were writing. It stands below as it "
        "is now; your text is still here. Check it and send again."
    )


class ActionEnded(DeskError):
    """What has ended stays as it is."""

    message = N_("This action has ended. Make a new one instead.")


def state_of(
    *, due_on: date, began_on: date | None, is_ended: bool, today: date
) -> ActionState:
    """Return where an action stands on a day."""
    if is_ended:
        return ActionState.ENDED
    if began_on is not None:
        return ActionState.UNDER_WAY
    return ActionState.OVERDUE if due_on < today else ActionState.PLANNED


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who changes what, until when."""

    what: str
    owner_id: int | None
    due_on: date | None

    def errors(self, today: date, *, kept_due: date | None = None) -> Errors:
        """Return a message for each field that is missing or cannot be.

        A plan is not made for a day that has passed, but one that has passed may stay.
        """
        found = {} if self.what else {"what": MISSING}
        if self.owner_id is None:
            found["owner_id"] = CHOOSE
        if self.due_on is None:
            found["due_on"] = MISSING
        elif self.due_on < today and self.due_on != kept_due:
            found["due_on"] = DUE_IN_THE_PAST
        elif (self.due_on - today).days > FURTHEST_DAYS:
            found["due_on"] = DUE_TOO_FAR
        return found


def may_own(role: Role, works_at: int | None, unit_id: int) -> bool:
    """Say whether somebody of a role can look after an action of a unit.

    Whoever works there, and whoever plans such actions for all units.
    """
    asked = Permission.IMPROVE if works_at is None else Permission.READ_TICKETS
    return works_at in {None, unit_id} and asked in PERMISSIONS[role]


def beginning_errors(began_on: date | None, today: date) -> Errors:
    """Return what is wrong with the day on which a change took effect."""
    if began_on is None:
        return {"began_on": MISSING}
    if began_on > today:
        return {"began_on": BEGAN_IN_THE_FUTURE}
    if (today - began_on).days > FURTHEST_DAYS:
        return {"began_on": BEGAN_TOO_EARLY}
    return {}
