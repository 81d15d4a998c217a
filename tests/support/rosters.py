"""Rosters made the way people make them: through the services, by one of the cast."""

from datetime import date, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from desk.domain.roster import DutyRoster
from desk.domain.shifts import local_instant
from desk.domain.vocabulary import Attendance
from desk.extensions import db
from desk.models import RosterVersion, Shift
from desk.queries.roster import VersionLine, duty_roster, version_in_force
from desk.services import absences, shifts, swaps
from tests.support.cast import SCHOOL_DAY, World
from tests.support.tickets import Tickets

TODAY = SCHOOL_DAY.date()
MONDAY = TODAY - timedelta(days=TODAY.weekday())
ZONE = "Asia/Jakarta"


def at(text: str, *, days: int = 0) -> int:
    """Return when the clocks show "09:30" on the first day, or some days later."""
    hours, minutes = map(int, text.split(":"))
    on = TODAY + timedelta(days=days)
    return local_instant(on, hours * 3600 + minutes * 60, ZONE)


class Rosters:
    """Plans shifts and changes them; each call is one act of one person, now."""

    def __init__(self, app: Flask, world: World) -> None:
        """Work on an app's database."""
        self.app, self.world, self.act = app, world, Tickets(app, world).act

    def plan(
        self,
        *people: str,
        hours: str = "07:00-11:00",
        days: int = 0,
        unit: str = "MM",
    ) -> list[int]:
        """Put people on duty; return the ids of their shifts."""
        begin, end = (at(text, days=days) for text in hours.split("-"))
        ids = [self.world.id_of(name) for name in people]
        with self.app.app_context():
            shifts.add_shifts(
                self.act("guru"),
                self.world.units[unit],
                person_ids=ids,
                begin=begin,
                end=end,
            )
            query = select(Shift).where(
                Shift.begins_at == begin,
                Shift.ends_at == end,
                Shift.removed_in.is_(None),
            )
            found = {shift.person_id: shift.id for shift in db.session.scalars(query)}
        return [found[person_id] for person_id in ids]

    def attend(self, shift_id: int, attendance: Attendance | None) -> int:
        """Say whether somebody came; return the shift's new id."""
        with self.app.app_context():
            return shifts.mark_attendance(
                self.act("guru"), shift_id, attendance=attendance
            )

    def remove(self, shift_id: int, reason: str = "Keliru.") -> None:
        """Take a shift off the roster."""
        with self.app.app_context():
            shifts.remove_shift(self.act("guru"), shift_id, reason=reason)

    def copy(self, monday: date, to: date) -> shifts.Report:
        """Copy a week."""
        with self.app.app_context():
            unit_id = self.world.units["MM"]
            return shifts.copy_week(self.act("guru"), unit_id, monday=monday, to=to)

    def ask(
        self, shift_id: int, by: str, receiver: str, other: int | None = None
    ) -> int:
        """Ask for a swap."""
        with self.app.app_context():
            return swaps.ask_swap(
                self.act(by),
                shift_id,
                receiver_id=self.world.id_of(receiver),
                other_shift_id=other,
                reason="Ada ulangan.",
            )

    def consent(self, swap_id: int, by: str = "pengawas") -> None:
        """Let two people swap."""
        with self.app.app_context():
            swaps.consent_to_swap(self.act(by), swap_id)

    def decline(self, swap_id: int, by: str = "pengawas") -> None:
        """Turn a swap down."""
        with self.app.app_context():
            swaps.decline_swap(self.act(by), swap_id, answer="Tidak bisa.")

    def away(
        self, username: str, begin: int | None = None, end: int | None = None
    ) -> int:
        """Let somebody be away on internship."""
        with self.app.app_context():
            return absences.add_absence(
                self.act("guru"),
                self.world.id_of(username),
                begin=begin,
                end=end,
                reason="PKL di swalayan",
            )

    def standing(self, unit: str = "MM") -> list[tuple[Any, ...]]:
        """Return who is on the roster, from when to when, and whether they came."""
        names = {actor.id: name for name, actor in self.world.actors.items()}
        with self.app.app_context():
            query = select(Shift).where(
                Shift.unit_id == self.world.units[unit], Shift.removed_in.is_(None)
            )
            rows = db.session.scalars(query.order_by(Shift.begins_at, Shift.person_id))
            return [
                (names[s.person_id], s.begins_at, s.ends_at, s.attendance) for s in rows
            ]

    def count_versions(self) -> int:
        """Return how many versions all rosters have."""
        with self.app.app_context():
            return len(list(db.session.scalars(select(RosterVersion.id))))

    def version(self, unit: str = "MM") -> VersionLine | None:
        """Return the version in force."""
        with self.app.app_context():
            return version_in_force(self.world.units[unit])

    def duties(self, *, version_id: int | None = None) -> DutyRoster:
        """Return the roster of the first day, now or in a version."""
        with self.app.app_context():
            return duty_roster(
                self.world.units["MM"],
                at("00:00"),
                at("00:00", days=1),
                version_id=version_id,
            )
