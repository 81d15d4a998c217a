"""How a class keeps its targets, week by week, without saying who."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desk.domain.grade_inputs import Observation
from desk.domain.grade_table import FEWEST_STUDENTS
from desk.domain.shifts import local_date, monday_of
from desk.domain.statistics import Share

WEEK = timedelta(days=7)


# A student (by any number) and what is observed of them.
Seen = tuple[int, Observation]


@dataclass(frozen=True, slots=True)
class TrendWeek:
    """How a class kept its targets on the complaints that came in within a week."""

    monday: date
    within: Share
    students: int

    @property
    def is_told(self) -> bool:
        """Say whether so many students had a part that nobody is recognised."""
        return self.students >= FEWEST_STUDENTS


def by_week(
    of_students: Iterable[Sequence[Observation]],
    received: Mapping[int, int],
    zone: str,
) -> Mapping[date, Sequence[Seen]]:
    """Return the observations by the Monday of the week in which the ticket came in.

    Received tells when each ticket came in (UTC seconds); others are left out.
    """
    mondays = {
        ticket_id: monday_of(local_date(at, zone)) for ticket_id, at in received.items()
    }
    found: dict[date, list[Seen]] = {}
    for student, observations in enumerate(of_students):
        for each in observations:
            if each.ticket_id in mondays:
                found.setdefault(mondays[each.ticket_id], []).append((student, each))
    return found


def is_within(seen: Observation) -> bool:
    """Say whether an observation kept the target of its step."""
    return seen.seconds <= seen.target


def trend(weeks: Mapping[date, Sequence[Seen]]) -> tuple[TrendWeek, ...]:
    """Return the weeks from the first with an observation to the last."""
    if not weeks:
        return ()
    first, last = min(weeks), max(weeks)
    count = (last - first) // WEEK + 1
    return tuple(
        _week(monday, weeks.get(monday, ()))
        for monday in (first + n * WEEK for n in range(count))
    )


def _week(monday: date, rows: Sequence[Seen]) -> TrendWeek:
    within = Share(sum(is_within(seen) for _, seen in rows), len(rows))
    return TrendWeek(monday, within, len({student for student, _ in rows}))
