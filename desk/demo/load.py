"""Play the demo's story through the real services, so that its log is a real one."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from desk.demo import (
    acts,
    counts,
    customers,
    door,
    facts,
    feedback,
    grading,
    meetings,
    privacy,
    reviews,
    solutions,
    supervision,
)
from desk.demo.acts import Scene
from desk.demo.roster import Planner, Turn, turns_of
from desk.domain.calendar import ServiceCalendar
from desk.domain.people import SYSTEM, Act, Actor, Role
from desk.queries.calendars import calendar_in_force
from desk.queries.people import get_actor
from desk.queries.sources import source_codes
from desk.services import class_groups, people, units
from desk.services.people import Profile

STORY = Path(__file__).with_name("minimarket.toml")
DAY = 86_400
ALL_VERBS = acts.VERBS | meetings.VERBS | supervision.VERBS | facts.VERBS
Story = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cue:
    """Something that happens at an instant (UTC seconds)."""

    at: int
    play: Callable[[], None]


def read_story() -> Story:
    """Return the demo's people and tickets."""
    return tomllib.loads(STORY.read_text(encoding="utf-8"))


def length(story: Story) -> int:
    """Return how many events the whole story makes."""
    return sum(1 + len(ticket.get("acts", [])) for ticket in story["tickets"])


def load(story: Story, *, now: int) -> Iterator[int]:
    """Play the story up to now (UTC seconds), yielding after each act.

    Every act has a key of its own, so loading again after a power cut goes on where
    it stopped.
    """
    shop = {field: story["unit"][field] for field in ("code", "name", "phone")}
    # Before its first complaint: a page that names the rules in force says since when.
    unit_id = units.add_unit(_act("unit", now - 90 * DAY), **shop)
    groups = _form_classes(story, now)
    cast = _hire(story, groups, unit_id, now)
    calendar = calendar_in_force(unit_id)
    sources = source_codes(unit_id)
    cues: list[Cue] = []
    turns: list[Turn] = []
    stage: dict[str, Scene] = {}
    for index, ticket in enumerate(story["tickets"]):
        received = received_at(ticket, calendar, now)
        times = [received]
        scene = Scene(f"demo-{index}", ticket, unit_id, cast, sources, stage=stage)
        cues.append(Cue(received, partial(scene.open, received)))
        for n, each in enumerate(ticket.get("acts", [])):
            times.append(calendar.add(received, each["minutes"] * 60))
            play = partial(ALL_VERBS[each["do"]], scene, n, each, times[-1])
            cues.append(Cue(times[-1], play))
        turns += turns_of(ticket, times)
    Planner(story, unit_id, cast, calendar, now).plan(turns)
    for done, cue in enumerate(sorted(cues, key=lambda cue: cue.at), start=1):
        cue.play()
        yield done * 100 // len(cues)
    # What customers answered happened before what is done to the tickets now.
    feedback.play(unit_id, cast["pengawas"], now)
    reviews.draw(cast["guru"], unit_id, now)
    solutions.write(cast, sources, unit_id, now)
    door.send(unit_id, now=now)
    customers.keep(stage.values(), cast["pengawas"], unit_id, now)
    privacy.agree(cast, now)
    counts.enter(cast["pengawas"], unit_id, calendar, now)
    # Last: a grade says what is known of everything before.
    grading.grade(cast, groups, now)


def received_at(ticket: Story, calendar: ServiceCalendar, now: int) -> int:
    """Return when a ticket of the story reached the desk (UTC seconds)."""
    if "ago" in ticket:
        begin = now - 60 * DAY
        before = calendar.service(begin, now) - ticket["ago"] * 60
        return calendar.add(begin, before)
    zone = ZoneInfo(calendar.zone)
    day = datetime.fromtimestamp(now, zone).date()
    for _ in range(-ticket["day"]):
        day = _school_day_before(day, calendar, zone)
    at = datetime.combine(day, time.fromisoformat(ticket["time"]), zone)
    return int(at.timestamp())


def _school_day_before(day: Any, calendar: ServiceCalendar, zone: ZoneInfo) -> Any:
    while True:
        day -= timedelta(days=1)
        midnight = int(datetime.combine(day, time(), zone).timestamp())
        if calendar.service(midnight, midnight + DAY):
            return day


def _form_classes(story: Story, now: int) -> dict[str, int]:
    return {
        group["name"]: class_groups.add_class_group(
            _act(f"group-{group['name']}", now), name=group["name"]
        )
        for group in story["class_groups"]
    }


def _hire(
    story: Story, groups: dict[str, int], unit_id: int, now: int
) -> dict[str, Actor]:
    return {
        person["username"]: _hire_one(person, groups, unit_id, story["password"], now)
        for person in story["people"]
    }


def _hire_one(
    person: Story, groups: dict[str, int], unit_id: int, password: str, now: int
) -> Actor:
    role = Role(person["role"])
    person_id = people.add_person(
        _act(f"person-{person['username']}", now),
        Profile(
            username=person["username"],
            name=person["name"],
            role=role,
            unit_id=unit_id if role in {Role.STUDENT, Role.SUPERVISOR} else None,
            class_group_id=groups.get(person.get("class_group", "")),
            student_number=person.get("student_number", ""),
        ),
        password=password,
        must_change_password=False,
    )
    return get_actor(person_id)


def _act(key: str, now: int) -> Act:
    return Act(actor=SYSTEM, at=now, key=f"demo-{key}")
