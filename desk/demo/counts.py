"""The demo's cash register: transactions of the last school days, two not entered."""

from datetime import timedelta

from desk.domain.calendar import ServiceCalendar
from desk.domain.hours import EPOCH
from desk.domain.people import Act, Actor
from desk.services import daily_counts

DAYS = 28
FEWEST, SPREAD, STEP = 70, 61, 37
# So that a page can say what is missing.
FORGOTTEN = frozenset({3, 11})


def enter(by: Actor, unit_id: int, calendar: ServiceCalendar, now: int) -> None:
    """Enter how many customers paid on each school day before today (UTC seconds)."""
    today = calendar.local_day(now)
    for ago in range(1, DAYS + 1):
        begin, end = calendar.day_span(today - ago)
        if ago in FORGOTTEN or not calendar.service(begin, end):
            continue
        daily_counts.count_day(
            Act(actor=by, at=now, key=f"demo-count-{ago}"),
            unit_id,
            day=EPOCH.date() + timedelta(days=today - ago),
            transactions=FEWEST + ago * STEP % SPREAD,
        )
