"""How pressing a ticket is: which target is past, or reached next, and how soon.

Calm on purpose: a target reached to the second is kept (grading.md: x ≤ τ scores
full), and while a ticket is paused nothing is due.
"""

from typing import NamedTuple

from desk.domain.vocabulary import N_, Word


class Aim(Word):
    """What a target is set for."""

    STEP = "step", N_("This step")
    RESPONSE = "response", N_("Response time")
    RESOLUTION = "resolution", N_("Resolution time")


class Nearness(Word):
    """How soon a target is reached."""

    PAST_TARGET = "past_target", N_("Past target")
    PAUSED = "paused", N_("Paused")
    DUE_THIS_SHIFT = "due_this_shift", N_("Due before the end of this shift")
    LATER = "later", N_("Due later")


class DueTimes(NamedTuple):
    """When an open ticket reaches its targets if it stays as it stands (UTC seconds).

    None: reached no more, because that part is done or service has ended for good.
    """

    step: int | None
    response: int | None
    resolution: int | None
    paused_until: int | None

    def of(self, aim: Aim) -> int | None:
        """Return when a target is reached."""
        due: int | None = getattr(self, aim.value)
        return due


class Deadline(NamedTuple):
    """A target of a ticket with the instant it is reached (UTC seconds)."""

    aim: Aim
    due: int
    nearness: Nearness


def nearness(
    due: int, *, now: int, bell: int | None, paused_until: int | None
) -> Nearness:
    """Return how soon an instant is; all in UTC seconds.

    The bell ends the holder's shift; None is off duty. What was past before a pause
    stays past. Source: clock.md, "Measures", due, and "Pause cap".
    """
    if due < now:
        return Nearness.PAST_TARGET
    if paused_until is not None and now < paused_until:
        return Nearness.PAUSED
    if bell is not None and due <= bell:
        return Nearness.DUE_THIS_SHIFT
    return Nearness.LATER


def deadlines(times: DueTimes, *, now: int, bell: int | None) -> list[Deadline]:
    """Return every target still running or past, the nearest part of the work first."""
    return [
        Deadline(
            aim,
            due,
            nearness(due, now=now, bell=bell, paused_until=times.paused_until),
        )
        for aim in Aim
        if (due := times.of(aim)) is not None
    ]


def most_pressing(found: list[Deadline]) -> Deadline | None:
    """Return the one to show where there is room for one.

    Of those past the widest, for it holds the others; else the one reached first.
    """
    past = [each for each in found if each.nearness is Nearness.PAST_TARGET]
    if past:
        return past[-1]
    return min(found, key=lambda each: each.due, default=None)


def is_past(seconds: int | None, target: int) -> bool | None:
    """Say whether a counted time went past its target; None if there is no time yet."""
    return None if seconds is None else seconds > target
