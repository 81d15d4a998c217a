"""What follows once a complaint is closed: feedback, its absence, the follow-up."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from desk.domain.calendar import ServiceCalendar
from desk.domain.erasure import Logged
from desk.domain.hours import DAY
from desk.domain.log import EventKind
from desk.domain.vocabulary import Performance

# In school days. Source: product.md, "What the class teaches", feedback.
ZERO_AFTER = 3
# In days: long enough to have used what was given, short enough to remember.
FOLLOW_UP_AFTER = 7


class Aftermath(NamedTuple):
    """What stands on a ticket after its last closing; instants in UTC seconds."""

    forecast: Performance | None = None
    performance: Performance | None = None
    would_tell: bool | None = None
    answered_by: int | None = None
    zero_at: int | None = None
    follow_up_due: int | None = None


def aftermath(
    live: Sequence[Logged],
    calendar: ServiceCalendar,
    *,
    closed_at: int | None,
    is_reachable: bool,
) -> Aftermath:
    """Return what follows from the events since a ticket was closed (UTC seconds).

    Expects a log without what was undone. Reopened and closed again, a complaint is
    asked about again; what was answered before stays in the log.
    """
    closing = [entry for entry in live if entry.kind is EventKind.THANKED]
    if closed_at is None or not closing:
        return Aftermath()
    since = [entry for entry in live if entry.n > closing[-1].n]
    answers = [e for e in since if e.kind is EventKind.FEEDBACK_GIVEN]
    answer: Mapping[str, Any] = answers[-1].facts if answers else {}
    is_done = any(entry.kind is EventKind.FOLLOWED_UP for entry in since)
    asks_later = is_reachable and not is_done
    return Aftermath(
        forecast=_performance(closing[-1].facts.get("forecast")),
        performance=_performance(answer.get("performance")),
        would_tell=answer.get("would_tell"),
        answered_by=answers[-1].n if answers else None,
        zero_at=calendar.after_school_days(closed_at, ZERO_AFTER),
        follow_up_due=closed_at + FOLLOW_UP_AFTER * DAY if asks_later else None,
    )


def _performance(value: str | None) -> Performance | None:
    return Performance(value) if value else None
