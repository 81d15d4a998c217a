"""Random calendars, logs and rosters for the tests of the clock.

All instants are whole minutes within a few days, so that a log meets openings,
lunch breaks, nights and a change of the clocks, and the simulator stays quick.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from desk.domain.calendar import ServiceCalendar
from desk.domain.clock import Measures, Slice, measure, slices
from desk.domain.due import due
from desk.domain.log import Event, EventKind
from desk.domain.roster import Away, Duty, DutyRoster
from desk.domain.vocabulary import Attendance, Step

MINUTE, HOUR, DAY = 60, 3600, 86_400
# West of Indonesia and south of it: days before the clocks change, so logs span it.
STARTS = {
    "Asia/Jakarta": [date(2026, 9, 2), date(2026, 12, 30)],
    "Asia/Makassar": [date(2026, 9, 4)],
    "Australia/Sydney": [date(2026, 4, 4), date(2026, 10, 3)],
    "America/New_York": [date(2026, 3, 7), date(2026, 10, 31)],
    "Australia/Lord_Howe": [date(2026, 4, 4)],
    "Europe/Berlin": [date(2026, 3, 28), date(2026, 10, 24)],
}
STUDENTS = [1, 2, 3]
COMPLETIONS = [
    EventKind.RECORDED,
    EventKind.CONFIRMED,
    EventKind.FULFILLED,
    EventKind.THANKED,
]
QUICK = settings(
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@dataclass(frozen=True)
class Case:
    """Everything `measure` asks for."""

    events: tuple[Event, ...]
    calendar: ServiceCalendar
    as_of: int
    roster: dict[int, list[tuple[int, int]]] | None = None
    verified: frozenset[int] = frozenset()
    rejected: frozenset[int] = frozenset()
    cap: int = 25_200
    # Where the roster comes from, if it was made from a book of shifts.
    book: DutyRoster | None = None

    def measure(self) -> Measures:
        return measure(
            self.events,
            self.calendar,
            self.as_of,
            roster=self.roster,
            verified=self.verified,
            rejected_pauses=self.rejected,
            pause_cap=self.cap,
        )

    def slices(self) -> list[Slice]:
        return slices(
            self.events,
            self.calendar,
            self.as_of,
            roster=self.roster,
            verified=self.verified,
            rejected_pauses=self.rejected,
            pause_cap=self.cap,
        )

    def due(self, target: int) -> int | None:
        return due(
            self.events,
            self.calendar,
            target,
            verified=self.verified,
            rejected_pauses=self.rejected,
            pause_cap=self.cap,
        )

    def but(self, **changes: object) -> "Case":
        return replace(self, **changes)  # type: ignore[arg-type]


def cases(*, unit: int = MINUTE, plain: bool = False) -> st.SearchStrategy[Case]:
    """Draw everything `measure` asks for; a unit is the grain of the instants.

    A plain log has no undo, step back, reopening, merge or other ending. Made from a
    seed and not from single draws: that is quicker and makes far more tickets that go
    all the way.
    """
    seeds, sizes = st.integers(0, 2**32), st.integers(0, 14)
    return st.builds(_case, seeds, sizes, st.just(unit), st.just(plain))


def calendars() -> st.SearchStrategy[tuple[ServiceCalendar, int]]:
    """Draw a calendar and an instant (UTC seconds) at which something happens in it."""
    return st.integers(0, 2**32).map(lambda seed: _calendar(Random(seed)))


def weeks() -> st.SearchStrategy[dict]:
    """Draw the hours of a week."""
    return st.integers(0, 2**32).map(lambda seed: _week(Random(seed)))


def _case(seed: int, size: int, unit: int, plain: bool) -> Case:
    random = Random(seed)
    calendar, start = _calendar(random)
    if unit == 1:
        # Around the opening or closing next to the start, where seconds matter.
        edges = [
            edge for pair in calendar.intervals(start, start + DAY) for edge in pair
        ]
        start = random.choice(edges or [start]) + random.randrange(-300, 100)
    events = _log(random, start, size, unit, plain)
    numbers = [event.n for event in events]
    last = max(event.recorded_at for event in events)
    as_of = last + random.choice([random.randrange(-200, 900), 0]) * unit
    book = _book(random, start, unit, calendar) if random.random() < 0.3 else None
    first = min(event.at for event in events)
    span = first, max(as_of, last) + DAY
    return Case(
        events=events,
        calendar=calendar,
        as_of=as_of,
        roster=book.for_people(STUDENTS, *span)
        if book
        else _roster(random, start, unit),
        book=book,
        verified=frozenset(random.sample(numbers, random.randrange(len(numbers)))),
        rejected=frozenset(random.choice([[], random.choices(numbers)])),
        cap=random.choice([0, 5, 60, 60, 420, 10_000]) * unit,
    )


def _calendar(random: Random) -> tuple[ServiceCalendar, int]:
    zone = random.choice(sorted(STARTS))
    day = random.choice(STARTS[zone])
    near = [day + timedelta(days=n) for n in range(-1, 4)]
    calendar = ServiceCalendar(
        zone=zone,
        weekly=_week(random),
        closed={random.choice(near): "holiday"} if random.random() < 0.3 else {},
        overrides={random.choice(near): _hours(random)}
        if random.random() < 0.3
        else {},
        seasons={random.choice(near): _week(random) for _ in range(random.randrange(3))}
        if random.random() < 0.3
        else {},
    )
    midnight = (day - date(1970, 1, 1)).days * DAY
    return calendar, midnight + random.randrange(-8, 16) * HOUR


def _week(random: Random) -> dict[int, tuple]:
    usual = _hours(random) or ((8 * HOUR, 20 * HOUR),)
    return {
        day: usual if random.random() < 0.7 else _hours(random) for day in range(1, 8)
    }


def _hours(random: Random) -> tuple:
    """Local hours of a day: mostly a school day or all day, else any quarter hours."""
    if random.random() < 0.6:
        school = ((7 * HOUR, 12 * HOUR), (13 * HOUR, 15 * HOUR))
        return random.choice([(), school, school, ((0, DAY),), ((0, DAY),)])
    cuts = sorted(random.sample(range(97), random.choice([2, 4, 6])))
    return tuple((a * 900, b * 900) for a, b in zip(cuts[::2], cuts[1::2], strict=True))


USUAL = [*["next"] * 14, "taken", "handover_accepted", "released", "assigned", "moved"]
PAUSES = ["paused", "paused", "paused", "resumed", "customer_contacted"]
VERDICTS = ["verified", "verified", "rejected"]
TURNS = [
    "stepped_back",
    "reopened",
    "voided",
    "voided",
    "duplicate",
    "duplicate",
    "received",
    "thanked",
    "merged",
    "not_a_complaint",
]
ABOUT_ANOTHER = {EventKind.VOIDED, EventKind.VERIFIED, EventKind.REJECTED}
KINDS = {str(kind): kind for kind in EventKind}


def _log(
    random: Random, start: int, size: int, unit: int, plain: bool
) -> tuple[Event, ...]:
    """Make a log that mostly goes on as a ticket does, and sometimes does not."""
    now, place = start + random.choice([0, 0, 40]) * unit, 0
    by = random.choice([1, 2, None])
    events = [Event(1, EventKind.RECEIVED, start, now, by)]
    names = [*USUAL, *PAUSES, *VERDICTS, *([] if plain else TURNS)]
    for n in range(2, size + 2):
        now += random.randrange(random.choice([1, 30, 30, 90, 400])) * unit
        back = random.choice([0, 0, random.randrange(400)]) * unit
        name = random.choice(
            PAUSES if random.random() < (place in {1, 2}) / 3 else names
        )
        kind = EventKind.RELEASED if plain and place == 4 else _kind(name, place)
        event = Event(
            n,
            kind,
            now - back,
            now,
            random.choice([*STUDENTS, None]),
            random.choice(list(Step)) if kind is EventKind.STEPPED_BACK else None,
            random.randrange(1, n) if kind in ABOUT_ANOTHER else None,
            random.choice([None, None, None, "waiting_supplier"]),
            random.choice(STUDENTS) if kind is EventKind.ASSIGNED else None,
            is_duplicate=name == "duplicate",
        )
        place = _place(event, place)
        events.append(event)
    return tuple(events)


def _kind(name: str, place: int) -> EventKind:
    if name == "next":
        return COMPLETIONS[place] if place < 4 else EventKind.REOPENED
    return KINDS["received" if name == "duplicate" else name]


def _place(event: Event, place: int) -> int:
    if event.kind in COMPLETIONS and COMPLETIONS.index(event.kind) == place:
        return place + 1
    if event.kind is EventKind.REOPENED and place == 4:
        return 2
    if event.to is not None and place < 4:
        return min(place, event.to.position)
    return place


def _roster(random: Random, start: int, unit: int) -> dict | None:
    """Make shifts for some students, sorted and apart; others are always on duty."""
    if random.random() < 0.5:
        return None
    roster = {}
    for student in random.sample(STUDENTS, random.randrange(4)):
        cuts = sorted(random.sample(range(-100, 1500), random.choice([0, 2, 4, 6])))
        pairs = zip(cuts[::2], cuts[1::2], strict=True)
        roster[student] = [(start + on * unit, start + off * unit) for on, off in pairs]
    return roster


def _book(
    random: Random, start: int, unit: int, calendar: ServiceCalendar
) -> DutyRoster:
    """Make the book of a roster: shifts that may overlap, attendance, internships."""

    def span() -> tuple[int, int]:
        begin = start + random.randrange(-300, 2500) * unit
        return begin, begin + random.randrange(1, 700) * unit

    there = [None, None, *Attendance]
    return DutyRoster(
        duties=tuple(
            Duty(random.choice(STUDENTS), *span(), random.choice(there))
            for _ in range(random.randrange(6))
        ),
        aways=tuple(
            Away(random.choice(STUDENTS), begin, random.choice([end, None]))
            for begin, end in (span() for _ in range(random.randrange(3)))
        ),
        calendar=calendar,
    )
