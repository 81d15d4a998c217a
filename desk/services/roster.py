"""The duty roster of a unit, as the rules of other actions need it."""

from desk.domain.hours import DAY
from desk.domain.roster import DutyRoster
from desk.extensions import db
from desk.models import Absence, Shift
from desk.services.log import calendar_of


def duty_roster(unit_id: int, begin: int, end: int) -> DutyRoster:
    """Return what the unit's roster says about a span of time (UTC seconds)."""
    shifts = db.session.scalars(Shift.planned(unit_id, begin - DAY, end + DAY))
    absences = db.session.scalars(Absence.within(begin, end))
    return DutyRoster(
        tuple(shift.as_duty() for shift in shifts),
        tuple(absence.as_away() for absence in absences),
        calendar_of(unit_id),
    )
