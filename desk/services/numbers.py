"""Complaint numbers: one series a unit and month, without gaps."""

from datetime import datetime
from zoneinfo import ZoneInfo

from desk.extensions import db
from desk.models import TicketSeries, Unit


def next_numbers(unit: Unit, count: int, *, at: int, zone: str) -> list[str]:
    """Return the next so many numbers of the unit's series in the month of at.

    A number taken in a transaction that is rolled back is given again.
    """
    day = datetime.fromtimestamp(at, ZoneInfo(zone))
    month = f"{day:%Y/%m}"
    key = {"unit_id": unit.id, "month": month}
    # The unit's row is the lock: a new month's series has no row yet to lock.
    db.session.refresh(unit, with_for_update=True)
    series = db.session.get(TicketSeries, key)
    if series is None:
        series = TicketSeries(**key, last=0)
        db.session.add(series)
    first = series.last + 1
    series.last += count
    return [
        f"KEL/{unit.code}/{month}/{number:04}"
        for number in range(first, series.last + 1)
    ]
