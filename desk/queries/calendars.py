"""The service calendar of a unit."""

from desk.domain.calendar import ServiceCalendar
from desk.extensions import db
from desk.models import CalendarVersion


def calendar_in_force(unit_id: int) -> ServiceCalendar:
    """Return the newest version of the unit's service calendar."""
    return db.session.scalars(CalendarVersion.in_force(unit_id)).one()
