"""The demo's two periods: one published, with an objection; one still being reviewed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import cycle
from operator import attrgetter

from desk.domain.errors import Forbidden, NotFound
from desk.domain.grade_life import OverrideCategory
from desk.domain.grade_refusals import ReviewsOpen
from desk.domain.hours import DAY
from desk.domain.people import SYSTEM, Act, Actor
from desk.domain.rubric import Level, RubricItem
from desk.domain.sheets import Work
from desk.domain.shifts import local_date, local_instant
from desk.queries.calendars import zone_in_force
from desk.queries.grade_sheets import grade_sheet, own_sheet
from desk.queries.gradebooks import books, find_book
from desk.services import class_groups, grades, objections, publishing, recomputing
from desk.services.periods import begin_period
from desk.services.rubric import begin_sheet, mark
from desk.services.rubric_draws import draw

# The first period ended so long ago, and was published so long ago.
ENDED, PUBLISHED = 14, 2
# When in the day a sheet was filled in, in seconds.
TEN = 10 * 3600
BEFORE, AHEAD = 60, 75
# How often each level stands on a sheet, in the order of the items.
LEVELS = {
    "siswa1": (Level.GOOD, Level.VERY_GOOD, Level.GOOD),
    "siswa2": (Level.FAIR, Level.GOOD, Level.GOOD, Level.FAIR),
    "siswa3": (Level.VERY_GOOD, Level.GOOD),
    "siswa4": (Level.GOOD, Level.FAIR, Level.GOOD),
    "siswa5": (Level.VERY_GOOD, Level.VERY_GOOD, Level.GOOD),
    "siswa6": (Level.FAIR, Level.GOOD, Level.NEEDS_GUIDANCE),
}
COMMENTS = {
    RubricItem.RESTATES: "Mengulang dengan kata-kata pelanggan sendiri.",
    RubricItem.APPEARANCE: "Seragam rapi, kartu nama terpasang.",
}
WHY = "Printer kasir rusak selama dua giliran piketnya; catatan kerusakannya ada pada saya."
OBJECTION = (
    "Waktu itu saya diminta Bu Rina mengantar barang ke gudang, jadi tiketnya "
    "terbuka lebih lama dari yang saya kerjakan."
)


def grade(cast: Mapping[str, Actor], groups: Mapping[str, int], now: int) -> None:
    """Begin two periods for both classes, and carry the first to its end (UTC)."""
    teacher = cast["guru"]
    if books(teacher):
        return
    for group_id in groups.values():
        act = Act(SYSTEM, now - BEFORE * DAY, f"demo-teach-{group_id}")
        class_groups.set_teachers(act, group_id, person_ids=[teacher.id])
    middle = _midnight(now - ENDED * DAY)
    first = _begin(
        teacher, "Tengah semester", now - BEFORE * DAY, middle, groups.values()
    )
    _observe(cast, cast["pengawas"], middle - 3 * DAY + TEN)
    for book_id in first:
        _review(cast, teacher, book_id, now - PUBLISHED * DAY)
    # The other class waits for the verdict on a long pause: that is to be seen, too.
    act = Act(teacher, now - PUBLISHED * DAY, "demo-publish")
    # On some days of the year the first class waits for one, too.
    with suppress(ReviewsOpen):
        publishing.publish(act, first[0], seen=find_book(first[0]).version)
    end = _midnight(now + AHEAD * DAY)
    second = _begin(teacher, "Akhir semester", middle, end, groups.values())
    _observe(
        {name: cast[name] for name in list(LEVELS)[:5]},
        teacher,
        _midnight(now - DAY) + TEN,
    )
    for book_id in second:
        draw(Act(teacher, now, f"demo-draw-{book_id}"), book_id)
        recomputing.recompute(Act(teacher, now, f"demo-compute-{book_id}"), book_id)
    _object(cast["siswa2"], first, now)


def _begin(
    teacher: Actor, name: str, begin: int, end: int, groups: Collection[int]
) -> list[int]:
    act = Act(teacher, begin, f"demo-period-{name}")
    return begin_period(
        act,
        name=name,
        begin=_midnight(begin),
        end=end,
        class_group_ids=tuple(groups),
    )


def _observe(cast: Mapping[str, Actor], observer: Actor, at: int) -> None:
    """Fill in a sheet at the counter for each student."""
    for username, levels in LEVELS.items():
        if username not in cast:
            continue
        key = f"demo-sheet-{observer.id}-{username}"
        person_id = cast[username].id
        work = Work(person_id, sheet_id=begin_sheet(Act(observer, at, key), person_id))
        for item, level in zip(RubricItem, cycle(levels), strict=False):
            mark(
                Act(observer, at, f"{key}-{item}"),
                work,
                item,
                seen=0,
                level=level,
                comment=COMMENTS.get(item, ""),
            )


def _review(cast: Mapping[str, Actor], teacher: Actor, book_id: int, at: int) -> None:
    """Compute the grades of a class and review them (UTC seconds)."""

    def act(what: str) -> Act:
        return Act(teacher, at, f"demo-{what}-{book_id}")

    draw(act("draw"), book_id)
    recomputing.recompute(act("compute"), book_id)
    seen = dict(_versions(book_id, cast, teacher))
    third = cast["siswa3"].id
    if third in seen:
        seen[third] = grades.override(
            act("override"),
            book_id,
            third,
            seen=seen[third],
            value=88,
            category=OverrideCategory.CIRCUMSTANCES,
            reason=WHY,
        )
    grades.review_all(act("review"), book_id, seen=seen)


def _versions(
    book_id: int, cast: Mapping[str, Actor], teacher: Actor
) -> Iterator[tuple[int, int]]:
    """Yield the students that a gradebook grades, with the versions of their grades."""
    for username in LEVELS:
        person_id = cast[username].id
        with suppress(NotFound):
            yield person_id, grade_sheet(book_id, person_id, teacher).row.n


def _object(student: Actor, book_ids: Iterable[int], now: int) -> None:
    """Let a student dispute the slowest row of the published grade (UTC seconds)."""
    for book_id in book_ids:
        with suppress(Forbidden):
            _, sheet = own_sheet(book_id, student)
            if sheet is None or not sheet.inputs.observations:
                continue
            slowest = max(sheet.inputs.observations, key=attrgetter("ratio"))
            objections.raise_objection(
                Act(student, now, "demo-objection"),
                book_id,
                seen=sheet.shown.n or 0,
                disputed=[slowest.key],
                words=OBJECTION,
            )


def _midnight(at: int) -> int:
    """Return when the local day of an instant began (UTC seconds)."""
    zone = zone_in_force(None)
    return local_instant(local_date(at, zone), 0, zone)
