"""What the desk refuses about merging tickets and setting them aside."""

from desk.domain.errors import DeskError, OwnTicket
from desk.domain.vocabulary import N_


class OwnMerge(OwnTicket):
    """Nobody merges a ticket they hold or have logged."""

    message = N_(
        "You hold or have logged one of these two tickets. "
        "Ask another supervisor to do this."
    )


class NotMergeable(DeskError):
    """The ticket is merged, undone or not a complaint, so nothing goes into it."""

    message = N_(
        "Nothing can be merged into this ticket: it is merged itself, undone, "
        "or not a complaint."
    )


class NotMerged(DeskError):
    """The ticket does not stand merged into another."""

    message = N_("This ticket is not merged into another one.")


class MergedOn(DeskError):
    """The ticket it was merged into has itself been merged since."""

    message = N_(
        "%(number)s has itself been merged since, and took these times along. "
        "Unmerge that one first."
    )


class AlreadyMarked(DeskError):
    """The ticket waits for a supervisor's answer to a mark already."""

    message = N_("This ticket is marked already. A supervisor will look at it.")


class NotMarked(DeskError):
    """No mark waits for an answer."""

    message = N_("This ticket is not marked as “not a complaint” any more.")


class OwnMark(OwnTicket):
    """Nobody decides about their own mark, nor about one on the ticket they hold."""

    message = N_(
        "You have marked this ticket or hold it yourself. "
        "Another supervisor has to decide this."
    )


class NotSetAside(DeskError):
    """The ticket is not set aside as no complaint, so there is nothing to restore."""

    message = N_("This ticket is not set aside as “not a complaint”.")
