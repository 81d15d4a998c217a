"""When generated complaints come in, and which of them are still open."""

from collections.abc import Sequence
from itertools import accumulate
from math import exp
from random import Random

from desk.domain.calendar import ServiceCalendar
from desk.domain.shifts import local_date

SLOT = 300
HOUR = 3600
OPEN = 0.05
# What came in so shortly before the end, in service seconds, nobody has finished.
JUST_IN = 2700
# How fast the share of open tickets falls with age, in service seconds.
FADES = 8 * 25_200
FORGOTTEN = 0.004
# Monday is when the weekend's trouble comes in, Friday is short.
WEEKDAYS = {1: 1.25, 2: 1.0, 3: 0.95, 4: 1.05, 5: 0.8, 6: 0.5, 7: 0.3}
# Before the first bell, the two breaks, and on the way home (local hours).
HOURS = {6: 0.6, 7: 0.5, 8: 0.6, 9: 2.2, 10: 1.1, 11: 1.9, 12: 2.0, 13: 0.9, 14: 1.5}
QUIET = 0.7


def receipts(
    calendar: ServiceCalendar, begin: int, end: int, count: int, chance: Random
) -> list[int]:
    """Return so many instants within the service hours (UTC seconds), in order."""
    slots: list[int] = []
    weights: list[float] = []
    for opening, closing in calendar.intervals(begin, end):
        day = local_date(opening, calendar.zone)
        # Some days are busier than others, and the first of a month are.
        busy = WEEKDAYS[day.isoweekday()] * chance.lognormvariate(0, 0.25)
        busy *= 1.15 if day.day <= 5 else 1
        midnight = calendar.day_span(calendar.local_day(opening))[0]
        for slot in range(opening, closing - SLOT + 1, SLOT):
            slots.append(slot)
            weights.append(busy * HOURS.get((slot - midnight) // HOUR, QUIET))
    sums = tuple(accumulate(weights))
    chosen = chance.choices(slots, cum_weights=sums, k=count)
    return sorted(slot + chance.randrange(SLOT) for slot in chosen)


def still_open(
    received: Sequence[int], calendar: ServiceCalendar, end: int, chance: Random
) -> frozenset[int]:
    """Return which of the complaints, by place in the list, are open at the end.

    Young ones mostly, and a few that were forgotten.
    """
    last = calendar.position(end)
    keyed = []
    for place, at in enumerate(received):
        age = last - calendar.position(at)
        weight = exp(-age / FADES) + FORGOTTEN
        # The largest keys are a sample by weight without replacement.
        key = 1.0 if age < JUST_IN else chance.random() ** (1 / weight)
        keyed.append((key, place))
    keyed.sort(reverse=True)
    return frozenset(place for _, place in keyed[: round(len(received) * OPEN)])


def evening(calendar: ServiceCalendar, at: int, chance: Random) -> int:
    """Return an instant (UTC seconds) in the evening before, when people write."""
    midnight = calendar.day_span(calendar.local_day(at))[0]
    return midnight - chance.randrange(3 * HOUR, 8 * HOUR)
