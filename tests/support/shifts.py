"""A duty roster written straight into the database, for what follows from it."""

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask

from desk.domain.vocabulary import Attendance
from desk.extensions import db
from desk.models import Absence, RosterVersion, Shift
from tests.support.cast import SCHOOL_DAY, World

ZONE = ZoneInfo("Asia/Jakarta")


class Shifts:
    """Puts people on duty; times are local, "HH:MM", of the first day or days later."""

    def __init__(self, app: Flask, world: World) -> None:
        """Work on an app's database."""
        self.app, self.world = app, world

    def add(
        self,
        who: str,
        begin: str,
        end: str,
        *,
        days: int = 0,
        attendance: Attendance | None = None,
    ) -> None:
        """Put a person on duty at the minimarket."""
        with self.app.app_context():
            shift = Shift(
                unit_id=self.world.units["MM"],
                person_id=self.world.id_of(who),
                begins_at=instant(begin, days),
                ends_at=instant(end, days),
                attendance=attendance,
                added_in=self._version(),
            )
            db.session.add(shift)
            db.session.commit()

    def send_away(self, who: str) -> None:
        """Send a person on internship from now on."""
        with self.app.app_context():
            away = Absence(
                person_id=self.world.id_of(who),
                begins_at=int(time.time()),
                reason="PKL",
                added_in=self._version(),
            )
            db.session.add(away)
            db.session.commit()

    def _version(self) -> int:
        version = RosterVersion(
            unit_id=self.world.units["MM"], reason="Uji", created_at=int(time.time())
        )
        db.session.add(version)
        db.session.flush()
        return version.id


def instant(text: str, days: int = 0) -> int:
    """Return a local time of the first day, or of one some days later (UTC seconds)."""
    hours, minutes = map(int, text.split(":"))
    day: datetime = SCHOOL_DAY.astimezone(ZONE) + timedelta(days=days)
    return int(day.replace(hour=hours, minute=minutes).timestamp())
