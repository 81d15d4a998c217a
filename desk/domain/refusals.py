"""What is refused when a ticket changes hands, comes back, or its log is corrected."""

from typing import ClassVar

from desk.domain.errors import DeskError, NotFound
from desk.domain.vocabulary import N_, Ending


class NotCorrectable(DeskError):
    """The event is not the last of the walk, so something is built on it."""

    message = N_(
        "Only what happened last on the way of this ticket can be undone, so that "
        "nothing built on it is lost."
    )


class OwnClick(DeskError):
    """Nobody corrects the log where it tells of themselves."""

    message = N_(
        "This is your own ticket or click. After 5 minutes another supervisor or a "
        "teacher undoes it."
    )


class OfferOpen(DeskError):
    """The ticket is offered to somebody already."""

    message = N_("This ticket is offered to a colleague. Take that offer back first.")


class NoOffer(DeskError):
    """The handover that is answered is not offered (any more)."""

    message = N_("This handover is not offered any more.")


class OffDuty(DeskError):
    """The receiver of a handover does not work now."""

    message = N_(
        "%(name)s is not on duty now. Choose a colleague who is, or put the ticket "
        "back in the queue."
    )


class OffDutyUntil(DeskError):
    """The receiver of a handover does not work now; when the next shift begins."""

    message = N_(
        "%(name)s is not on duty before %(begins_at)s. Choose a colleague who is, or "
        "put the ticket back in the queue."
    )


class OnInternship(DeskError):
    """The receiver of a handover is away from school."""

    message = N_(
        "%(name)s is away on internship. Choose a colleague who is on duty, or put "
        "the ticket back in the queue."
    )


class NotOnDuty(DeskError):
    """Who wants to go on with somebody's ticket does not work now."""

    message = N_(
        "You are not on duty now. This works from 10 minutes before your shift begins."
    )


class NotReopenable(DeskError):
    """Only a complaint that was closed can be reopened; why this one is none."""

    message = N_("This ticket is still open, so there is nothing to reopen.")
    MESSAGES: ClassVar = {
        Ending.DUPLICATE: N_(
            "This ticket was merged into another one. Reopen that one instead."
        ),
        Ending.NOT_A_COMPLAINT: N_(
            "This was confirmed not to be a complaint, so it is not reopened."
        ),
        Ending.CANCELLED: N_("This ticket was undone, so there is nothing to reopen."),
    }

    def __init__(self, ending: Ending | None) -> None:
        """Say why by how the ticket ended; None is not at all."""
        if ending is not None:
            self.message = self.MESSAGES.get(ending, self.message)
        super().__init__()


class TooLateToReopen(DeskError):
    """More than 7 school days have passed since the ticket was closed."""

    message = N_(
        "This ticket was closed more than 7 school days ago, so it stays closed. "
        "Start a linked ticket instead."
    )


class NoSuchCode(NotFound):
    """A customer's code opens nothing: mistyped, guessed, or its time is over."""

    message = N_("This code opens nothing.")


class OwnMessage(DeskError):
    """Nobody who works on a complaint writes in its customer's name."""

    message = N_(
        "You are signed in and had a part in this ticket, so you cannot write here as "
        "its customer. Note on the ticket what the customer told you."
    )


class TooLateToComeBack(DeskError):
    """The same, said to the customer."""

    message = N_(
        "This complaint was closed more than 7 school days ago, so it stays closed. "
        "Please tell us in a new complaint."
    )


class NotYetFollowed(DeskError):
    """A ticket that can still be reopened is not followed by another."""

    message = N_(
        "Within 7 school days of closing, a ticket is reopened instead. Ask a "
        "supervisor or teacher."
    )


class AlreadyFollowed(DeskError):
    """A linked ticket is open already."""

    message = N_("There is an open linked ticket already: %(number)s.")


class OwnHolding(DeskError):
    """Who holds a ticket hands it over instead of assigning it."""

    message = N_(
        "You hold this ticket yourself. Hand it over instead: your colleague accepts "
        "it or declines."
    )


class HeldAlready(DeskError):
    """Who is to get the ticket holds it."""

    message = N_("%(name)s holds this ticket already.")


class SamePriority(DeskError):
    """The priority asked for is the one it has, for the same reasons."""

    message = N_("This ticket has this priority already.")


class NotGenerated(DeskError):
    """Tickets that never were may only be added to others of their kind."""

    message = N_(
        "This desk holds units or tickets of its own, or others that were generated. "
        "What is in a log stays for ever, so generate into an empty database."
    )


class NobodyToCoach(DeskError):
    """Nobody has held the ticket, so nobody is there to read a note."""

    message = N_("Nobody has held this ticket yet, so there is nobody to write to.")


class OwnNote(DeskError):
    """A coach note goes to somebody else."""

    message = N_(
        "You hold this ticket yourself, or held it last. A coach note goes to "
        "somebody else."
    )


class NoNote(DeskError):
    """There is no unread coach note for the person."""

    message = N_("There is no unread note for you on this ticket.")


class MovedAway(DeskError):
    """The ticket is at another unit by now."""

    message = N_("%(number)s was moved to %(unit)s, who goes on with it.")


class TooLateForFacts(DeskError):
    """More than 7 school days have passed since the ticket was closed."""

    message = N_(
        "This ticket was closed more than 7 school days ago, so no fact is added to "
        "it any more."
    )


class AlreadyTaught(DeskError):
    """Somebody teaches the class; who else does, the administrator says."""

    message = N_(
        "Somebody teaches this class already. The administrator can add you to it."
    )
