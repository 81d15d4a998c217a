"""Complaint numbers: one series a unit and month, without gaps."""

from datetime import datetime
from zoneinfo import ZoneInfo

from desk.extensions import db
from desk.models import TicketSeries, Unit


def next_number(unit: Unit, *, at: int, zone: str) -> str:
    """Return the next number of the unit's series in the month of at (UTC seconds).

    A number taken in a transaction that is rolled back is given again.
    """
    day = datetime.fromtimestamp(at, ZoneInfo(zone))
    month = f"{day:%Y/%m}"
    key = {"unit_id": unit.id, "month": month}
    series = db.session.get(TicketSeries, key, with_for_update=True)
    if series is None:
        series = TicketSeries(**key, last=0)
        db.session.add(series)
    series.last += 1
    return f"KEL/{unit.code}/{month}/{series.last:04}"
