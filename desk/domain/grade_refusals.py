"""What is refused when grades are published, objected to or locked, and why."""

from desk.domain.errors import DeskError
from desk.domain.vocabulary import N_


class GradesLocked(DeskError):
    """The grades of the class are locked."""

    message = N_("These grades are locked: nothing about them changes any more.")


class NoOverride(DeskError):
    """There is no override to take back."""

    message = N_("This grade has no override that could be taken back.")


class NothingNew(DeskError):
    """What the desk computes is what the student sees."""

    message = N_(
        "The desk computes what the student sees already, so there is nothing to "
        "decide."
    )


class NobodyToGrade(DeskError):
    """The class has no students."""

    message = N_("Nobody is in this class, so there is nothing to publish.")


class ReviewsOpen(DeskError):
    """Pauses, paper times or marks wait for a reviewer."""

    message = N_(
        "Not published: %(count)s open reviews could still change these grades. They "
        "are listed below."
    )


class DraftsLeft(DeskError):
    """Somebody's grade has not been reviewed yet."""

    message = N_("Not published: these grades are still drafts: %(names)s.")


class AlreadyPublished(DeskError):
    """Somebody has published everything there is to publish."""

    message = N_("%(name)s has published these grades already, %(published_at)s.")


class NotPublished(DeskError):
    """A grade of the class has not been published yet."""

    message = N_("Not locked: these grades are not published yet: %(names)s.")


class ObjectionsOpen(DeskError):
    """A student waits for an answer."""

    message = N_("Not locked: these students wait for an answer: %(names)s.")


class LooksLeft(DeskError):
    """A published grade differs from what is computed, and nobody has decided."""

    message = N_("Not locked: these grades need another look: %(names)s.")


class StillToObject(DeskError):
    """A student may still object."""

    message = N_("Not locked: students may object until %(last_at)s.")


class AlreadyObjected(DeskError):
    """There is one objection a period."""

    message = N_(
        "You objected on %(raised_at)s already. There is one objection in a period."
    )


class TooLateToObject(DeskError):
    """The school days in which a student may object are over."""

    message = N_(
        "The time to object ended on %(last_at)s. Your text is still here: show it to "
        "your teacher, who can still look again."
    )
