"""The school of the generated tickets: units with their hours, people, a roster."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from desk.demo.crowd.talk import story
from desk.domain.calendar import ServiceCalendar
from desk.domain.hours import DAY
from desk.domain.people import SYSTEM, Act, Actor, Role
from desk.domain.shifts import local_date
from desk.queries.calendars import calendar_in_force, version_in_force
from desk.queries.holidays import holidays_of
from desk.queries.people import get_actor
from desk.queries.sources import source_codes
from desk.services import calendars, class_groups, people, shifts, units

REASON = "Libur nasional dan libur semester"
YEARS = 3
# Long holidays, as first and last day: between two school years, and at the year's end.
BREAKS = {
    "Libur kenaikan kelas": ((6, 22), (7, 11)),
    "Libur semester": ((12, 19), (12, 31)),
}
# The roster is known for so many days before the end, and after it.
ROSTER = (-28, 12)
HALVES = ((7, 11), (11, 15))
TEAMS = 10


@dataclass(frozen=True, slots=True)
class Crew:
    """Who works at a unit, and what its customers complain about."""

    unit_id: int
    code: str
    calendar: ServiceCalendar
    students: tuple[int, ...]
    supervisor: int
    sources: Mapping[str, int]
    items: tuple[str, ...]

    def team(self, at: int) -> Sequence[int]:
        """Return who is on duty at an instant (UTC seconds), holidays or not."""
        day = local_date(at, self.calendar.zone)
        begin = self.calendar.day_span(self.calendar.local_day(at))[0]
        return team(self.students, day, half=int(at - begin >= HALVES[1][0] * 3600))


def team(students: Sequence[int], day: date, *, half: int) -> Sequence[int]:
    """Return which of the students have duty on a weekday before noon (0) or after."""
    number = (day.isoweekday() % 5) * len(HALVES) + half
    size = max(2, len(students) // 5)
    first = number * size % len(students)
    return [students[(first + n) % len(students)] for n in range(size)]


def names() -> set[tuple[str, str]]:
    """Return code and name of every unit there is to be."""
    return {(unit["code"], unit["name"]) for unit in story()["units"]}


def assemble(until: int, password: str | None) -> list[Crew]:
    """Make units, people and roster as they are at the end (UTC seconds).

    What is there already stays as it is, so it may be cut short and done again.
    """
    begin = until - YEARS * 366 * DAY
    groups = [
        class_groups.add_class_group(_act(f"group-{name}", begin), name=name)
        for name in story()["people"]["groups"]
    ]
    hire = _Hire(begin, groups, password or secrets.token_urlsafe(24))
    teacher = get_actor(hire.one("guru1", Role.TEACHER))
    hire.one("ketua1", Role.HEAD)
    hire.one("admin1", Role.ADMIN)
    crews = []
    for number, unit in enumerate(story()["units"], start=1):
        unit_id = units.add_unit(
            _act(f"unit-{unit['code']}", begin), code=unit["code"], name=unit["name"]
        )
        _keep_holidays(unit_id, begin, until)
        crew = _crew(unit, unit_id, number, hire)
        plan_roster(teacher, crew, hire.usernames, until)
        crews.append(crew)
    return crews


def plan_roster(
    teacher: Actor, crew: Crew, usernames: Mapping[int, str], until: int
) -> None:
    """Put the teams on the roster of the weeks around the end (UTC seconds)."""
    lines = ["username,date,from,to"]
    today = local_date(until, crew.calendar.zone)
    for ahead in range(*ROSTER):
        day = today + timedelta(days=ahead)
        number = crew.calendar.local_day(until) + ahead
        if not crew.calendar.service(*crew.calendar.day_span(number)):
            continue
        for half, (opening, closing) in enumerate(HALVES):
            lines += [
                f"{usernames[person_id]},{day},{opening:02}:00,{closing:02}:00"
                for person_id in team(crew.students, day, half=half)
            ]
    act = Act(actor=teacher, at=until, key=f"generate-roster-{crew.code}")
    shifts.import_shifts(act, crew.unit_id, text="\n".join(lines))


def _crew(unit: Mapping[str, Any], unit_id: int, number: int, hire: "_Hire") -> Crew:
    supervisor = hire.one(f"pengawas{number}", Role.SUPERVISOR, unit_id)
    students = [hire.student(unit_id) for _ in range(unit["students"])]
    codes = source_codes(unit_id)
    return Crew(
        unit_id=unit_id,
        code=unit["code"],
        calendar=calendar_in_force(unit_id),
        students=tuple(students),
        supervisor=supervisor,
        sources={code: codes[code] for code in unit["sources"]},
        items=tuple(unit["items"]),
    )


class _Hire:
    """Hires people; who is there already is found again."""

    def __init__(self, begin: int, groups: Sequence[int], password: str) -> None:
        self.begin, self.groups, self.password = begin, groups, password
        self.usernames: dict[int, str] = {}
        self.students = 0
        self._names = _full_names()

    def student(self, unit_id: int) -> int:
        """Hire the next student for a unit."""
        self.students += 1
        return self.one(f"siswa{self.students}", Role.STUDENT, unit_id)

    def one(self, username: str, role: Role, unit_id: int | None = None) -> int:
        """Hire one person; return the id."""
        is_student = role is Role.STUDENT
        person_id = people.add_person(
            _act(f"person-{username}", self.begin),
            people.Profile(
                username=username,
                name=next(self._names),
                role=role,
                unit_id=unit_id,
                class_group_id=self.groups[self.students % len(self.groups)]
                if is_student
                else None,
                student_number=f"00800{self.students:05}" if is_student else "",
            ),
            password=self.password,
            must_change_password=False,
        )
        self.usernames[person_id] = username
        return person_id


def _full_names() -> Iterator[str]:
    """Yield names of which no two are the same, always in the same order."""
    known = story()["people"]
    pairs = [(f, last) for f in known["first"] for last in known["last"]]
    Random(len(pairs)).shuffle(pairs)
    yield from (" ".join(pair) for pair in pairs)


def _keep_holidays(unit_id: int, begin: int, until: int) -> None:
    """Close the unit on public holidays and in the breaks of those years."""
    version = version_in_force(unit_id)
    if not version.is_default:
        return
    zone = version.rules.zone
    years = range(local_date(begin, zone).year, local_date(until, zone).year + 2)
    closed = {day: name for year in years for day, name in _closed_days(year)}
    calendars.change_calendar(
        _act(f"calendar-{unit_id}", begin),
        unit_id,
        seen=version.id,
        calendar=replace(version.rules, closed=closed),
        reason=REASON,
    )


def _closed_days(year: int) -> Iterator[tuple[date, str]]:
    for name, (first, last) in BREAKS.items():
        day = date(year, *first)
        while day <= date(year, *last):
            yield day, name
            day += timedelta(days=1)
    for holiday in holidays_of(year):
        if not holiday.is_leave:
            yield holiday.day, holiday.name


def _act(key: str, at: int) -> Act:
    return Act(actor=SYSTEM, at=at, key=f"generate-{key}")
