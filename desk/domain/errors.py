"""What the desk refuses, each refusal carrying its facts; no HTTP here."""

from desk.domain.vocabulary import N_


class DeskError(Exception):
    """A request the desk does not carry out, with a message for the person."""

    message = N_("This is not possible.")

    def __init__(self, **facts: object) -> None:
        """Keep the facts that the message names."""
        super().__init__(self.message)
        self.facts = facts


class NotFound(DeskError):
    """What was asked for does not exist."""

    message = N_("We could not find that.")


class Forbidden(DeskError):
    """The person's role does not allow this."""

    message = N_("Your role does not allow this.")


class InvalidInput(DeskError):
    """Some fields are missing or wrong; facts map each field to a message."""

    message = N_("Please look at the marked fields once more.")

    def __init__(self, errors: dict[str, str]) -> None:
        """Keep a message per field."""
        super().__init__()
        self.errors = errors


class StaleTicket(DeskError):
    """Somebody changed the ticket since the person last saw it."""

    message = N_(
        "This ticket changed while you were writing. What is new stands below; "
        "your text is still here. Check it and send again."
    )


class StaleTargets(DeskError):
    """Somebody saved other targets since the person last saw them."""

    message = N_(
        "Somebody saved other targets while you were writing. They stand beside "
        "yours; check them and send again."
    )


class StaleCalendar(DeskError):
    """Somebody changed the service hours since the person last saw them."""

    message = N_(
        "Somebody changed the service hours while you were writing. What is new "
        "stands below; your text is still here. Check it and send again."
    )


class PastServiceAdded(DeskError):
    """A change adds service time to the past; only an administrator may do that.

    Facts: the dates and how many seconds are added on each. Source: clock.md.
    """

    message = N_(
        "This adds service time to the past: %(days)s. Times already counted would "
        "grow. Only an administrator may do that; you may only take time away."
    )


class StepOutOfOrder(DeskError):
    """The step asked for is not the one the ticket stands at."""

    message = N_("This step is not the current one. Your text is still here.")


class NotYours(DeskError):
    """Somebody else, or nobody, holds the ticket."""

    message = N_("You are not holding this ticket. Take it first, or ask its owner.")


class AlreadyTaken(DeskError):
    """The ticket is not in the queue any more."""

    message = N_("Somebody else has just taken this ticket.")


class TicketClosed(DeskError):
    """The ticket is closed, so nothing more can be done to it."""

    message = N_("This ticket is closed.")


class TooLateToUndo(DeskError):
    """There is no click of one's own within 5 minutes to undo."""

    message = N_(
        "Only your own last click can be undone, within 5 minutes. After that a "
        "supervisor or teacher can undo it with a reason: ask one of them."
    )


class OwnTicket(DeskError):
    """Nobody reviews their own work."""

    message = N_("Nobody approves their own ticket. Ask another supervisor.")


class OwnAccount(DeskError):
    """Nobody closes their own account."""

    message = N_("Nobody closes their own account. Ask another administrator.")


class NoApprovalAsked(DeskError):
    """There is no open request for approval."""

    message = N_("Nobody is waiting for approval on this ticket.")


class NotPausable(DeskError):
    """The step is none in which one waits for a customer."""

    message = N_("A pause is possible only in “Confirm needs” and “Fulfil”.")


class AlreadyPaused(DeskError):
    """A pause stands already, whether or not it counts yet."""

    message = N_("This ticket is paused already. Resume first.")


class TooManyPauses(DeskError):
    """Every pause a ticket may have is used up."""

    message = N_("A ticket may be paused %(most)s times; all of them are used up.")


class NoPause(DeskError):
    """There is no pause to end."""

    message = N_("This ticket is not paused, so there is nothing to resume.")


class NotReviewable(DeskError):
    """The event is neither a pause nor a claimed time, or was undone."""

    message = N_(
        "This is neither a pause nor a claimed time, or it has been undone. "
        "There is nothing to decide."
    )


class OwnWork(DeskError):
    """Nobody gives a verdict on their own work."""

    message = N_("Nobody decides about their own work. Ask another reviewer.")


class Busy(DeskError):
    """The database could not write just now."""

    message = N_("The desk could not save this just now. Please send it again.")


class Clash(DeskError):
    """Two people did the same at the same instant; one of them was carried out."""

    message = N_(
        "Somebody else did this at the same moment. Please look and try again."
    )


class SignInRefused(DeskError):
    """The name and password do not match, or the account is not active."""

    message = N_("User name and password do not match.")


class AccountLocked(DeskError):
    """Too many wrong passwords; wait."""

    message = N_("Too many tries. Wait %(minutes)s minutes, or ask the administrator.")


class UnreadableFile(DeskError):
    """An import file that cannot be read at all."""

    message = N_("This file cannot be read: %(reason)s")


class NotInUse(DeskError):
    """The unit or source that complaints are to go to does not take any (any more)."""

    message = N_(
        "The unit or the source is not in use any more, or the source is a whole group."
    )


class ShiftRefused(DeskError):
    """A shift cannot be on the roster; the reason names the person."""

    message = N_("This shift cannot be on the roster.")

    def __init__(self, reason: str, **facts: object) -> None:
        """Keep the reason as the message, and the facts it names."""
        super().__init__(**facts)
        self.message = reason


class ShiftChanged(DeskError):
    """The shift is not on the roster any more as the person saw it."""

    message = N_(
        "This shift was changed meanwhile. Look at the roster as it is now, then "
        "decide again."
    )

    def __init__(self, *, unit_id: int, begins_at: int) -> None:
        """Keep where the roster is to be looked at (UTC seconds)."""
        super().__init__()
        self.unit_id, self.begins_at = unit_id, begins_at


class AbsenceOver(DeskError):
    """An absence that has ended cannot be ended again."""

    message = N_("This absence has ended already.")


class ShiftBegun(DeskError):
    """A shift that has begun is not swapped."""

    message = N_("This shift has begun already, so it cannot be swapped any more.")


class NotYourShift(DeskError):
    """Only one's own shifts are given away."""

    message = N_("You can give away your own shifts only.")


class ShiftAhead(DeskError):
    """Whether somebody came is not known before the day."""

    message = N_("Whether somebody came is marked on the day of the shift.")


class OwnSwap(DeskError):
    """Nobody consents to a swap of their own shifts."""

    message = N_(
        "Nobody decides on a swap of their own shifts. Ask another supervisor."
    )


class SwapDecided(DeskError):
    """Somebody has decided on the swap already."""

    message = N_("Somebody has already decided on this swap.")
