"""The service hours of a unit as tests read and change them."""

from typing import Any

from desk.domain.calendar import ServiceCalendar
from desk.queries.calendars import VersionView, version_in_force, versions
from desk.services import calendars
from tests.support.tickets import Tickets


class ServiceHours:
    """The calendar in force at the minimarket, and changes of it."""

    def __init__(self, tickets: Tickets) -> None:
        """Work on the database the tickets are in."""
        self.tickets = tickets
        self.unit_id = tickets.world.units["MM"]
        self.path = f"/calendar/{self.unit_id}"

    @property
    def version(self) -> VersionView:
        """Return the version in force."""
        with self.tickets.reading():
            return version_in_force(self.unit_id)

    @property
    def rules(self) -> ServiceCalendar:
        """Return the calendar in force."""
        return self.version.rules

    @property
    def reasons(self) -> list[str]:
        """Return why each version was made, the newest first."""
        with self.tickets.reading():
            return [version.reason for version in versions(self.unit_id)]

    def change(
        self, by: str = "admin", *, reason: str = "Uji coba", **rules: Any
    ) -> int:
        """Put the present calendar with other rules in force; return its version."""
        present = self.version
        raw = present.rules.to_json()
        with self.tickets.app.app_context():
            return calendars.change_calendar(
                self.tickets.act(by),
                self.unit_id,
                seen=present.id,
                calendar=ServiceCalendar.from_json({**raw, **rules}),
                reason=reason,
            )
