"""How much an open ticket has counted by now, from what it had at its last event."""

from desk.domain.calendar import ServiceCalendar


def so_far(
    counted: int,
    calendar: ServiceCalendar,
    *,
    since: int,
    paused_until: int | None,
    now: int,
) -> int:
    """Return the counted seconds so far if nothing happened since (UTC seconds).

    A pause ends by itself when its cap is used up, and the clock runs on from there.
    Equal to what the engine finds in the whole log. Source: clock.md, "Pause cap".
    """
    begin = since if paused_until is None else max(since, paused_until)
    return counted + calendar.service(begin, now)
