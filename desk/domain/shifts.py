"""Planning a roster: which shifts can be, which are there, and why others cannot be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from desk.domain.hours import DAY, Interval
from desk.domain.people import PERMISSIONS, Permission, Role
from desk.domain.roster import LONGEST_SHIFT, Away, Duty
from desk.domain.vocabulary import N_, Attendance

FARTHEST = 366 * DAY
# Nobody can have come, or stayed away, before the day; sickness may be told before.
ON_THE_DAY = frozenset({Attendance.PRESENT, Attendance.ABSENT})

REVERSED = N_("The shift must end later than it begins, on the same day.")
TOO_LONG = N_("A shift lasts 12 hours at most.")
TOO_FAR = N_("This is more than a year away. Check the date.")
OVERLAP = N_("%(name)s already has a shift at that time.")
AWAY = N_("%(name)s is away at that time (internship).")
CLOSED = N_("The account of %(name)s is closed.")
# Not by name: who works there is not told to other units.
ELSEWHERE = N_("This person works at another unit.")
NO_SHIFTS = N_("%(name)s is neither a student nor a supervisor, so has no shifts.")
NOBODY = N_("Somebody chosen here has no account any more.")


class Colleague(NamedTuple):
    """Somebody who may be put on a roster, or not: then with the reason."""

    id: int
    name: str
    obstacle: str | None = None


class Wanted(NamedTuple):
    """A shift somebody wants on the roster, in UTC seconds; line in a file, if any."""

    person_id: int
    begin: int
    end: int
    line: int = 0


class Unfit(NamedTuple):
    """A shift that cannot be, why, and the facts the reason names."""

    shift: Wanted
    reason: str
    facts: Mapping[str, object]


class Plan(NamedTuple):
    """What becomes of the shifts wanted."""

    new: tuple[Wanted, ...]
    already_there: tuple[Wanted, ...]
    unfit: tuple[Unfit, ...]


def obstacle(
    role: Role, home_id: int | None, unit_id: int, *, is_active: bool
) -> str | None:
    """Return why a person cannot have shifts at a unit, if so."""
    if home_id not in {None, unit_id}:
        return ELSEWHERE
    if Permission.WALK_STEPS not in PERMISSIONS[role]:
        return NO_SHIFTS
    if not is_active:
        return CLOSED
    return None if home_id == unit_id else ELSEWHERE


def plan(
    wanted: Iterable[Wanted],
    *,
    colleagues: Mapping[int, Colleague],
    duties: Iterable[Duty],
    aways: Iterable[Away],
    now: int,
) -> Plan:
    """Sort the shifts wanted: new, already there, impossible (now in UTC seconds).

    A shift of the same person and the same hours is the same shift, so planning what
    was carried out before finds nothing new.
    """
    held: dict[int, list[Interval]] = defaultdict(list)
    for duty in duties:
        held[duty.person_id].append((duty.begin, duty.end))
    absences = tuple(aways)
    new, there, unfit = [], [], []
    for shift in wanted:
        if (shift.begin, shift.end) in held[shift.person_id]:
            there.append(shift)
            continue
        colleague = colleagues.get(shift.person_id)
        reason = span_error(shift.begin, shift.end, now=now) or _hindrance(
            shift, colleague, held[shift.person_id], absences
        )
        if reason is not None:
            name = colleague.name if colleague else ""
            unfit.append(Unfit(shift, reason, {"name": name}))
            continue
        new.append(shift)
        held[shift.person_id].append((shift.begin, shift.end))
    return Plan(tuple(new), tuple(there), tuple(unfit))


def span_error(begin: int, end: int, *, now: int) -> str | None:
    """Return why no shift can last from one instant to another (UTC seconds), if so."""
    if end <= begin:
        return REVERSED
    if end - begin > LONGEST_SHIFT:
        return TOO_LONG
    return TOO_FAR if abs(begin - now) > FARTHEST else None


def _hindrance(
    shift: Wanted,
    colleague: Colleague | None,
    held: Iterable[Interval],
    aways: Iterable[Away],
) -> str | None:
    if colleague is None:
        return NOBODY
    if colleague.obstacle is not None:
        return colleague.obstacle
    if any(begin < shift.end and shift.begin < end for begin, end in held):
        return OVERLAP
    is_away = any(
        away.person_id == shift.person_id and away.touches(shift.begin, shift.end)
        for away in aways
    )
    return AWAY if is_away else None


def local_instant(day: date, seconds: int, zone: str) -> int:
    """Return when the clocks of a zone show some seconds after midnight (UTC)."""
    wall = datetime.combine(day, time()) + timedelta(seconds=seconds)
    return int(wall.replace(tzinfo=ZoneInfo(zone)).timestamp())


def local_date(instant: int, zone: str) -> date:
    """Return the local date of an instant (UTC seconds)."""
    return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone)).date()


def moved(instant: int, days: int, zone: str) -> int:
    """Return the same time by the clocks of a zone some days later (UTC seconds)."""
    local = datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone))
    wall = local.replace(tzinfo=None) + timedelta(days=days)
    return int(wall.replace(tzinfo=ZoneInfo(zone)).timestamp())


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_span(monday: date, zone: str) -> Interval:
    """Return when a week begins and ends in a zone (UTC seconds)."""
    end = monday + timedelta(days=7)
    return local_instant(monday, 0, zone), local_instant(end, 0, zone)
