"""A clock the tests move by hand."""

from datetime import datetime, timedelta

import time_machine


class Clock:
    """The instant it is; stands still until moved."""

    def __init__(self, start: datetime) -> None:
        """Stand at an instant."""
        self._travel = time_machine.travel(start, tick=False)
        self._start = start

    def __enter__(self) -> "Clock":
        """Stop the clocks."""
        self._coordinates = self._travel.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Let them go on."""
        self._travel.stop()

    @property
    def now(self) -> int:
        """Return the instant in UTC seconds."""
        return int(datetime.now(self._start.tzinfo).timestamp())

    def move(self, **ahead: float) -> int:
        """Move ahead: minutes=5, hours=1, days=2 ...; return the new instant."""
        self._coordinates.shift(timedelta(**ahead))
        return self.now

    def set(self, hour: int, minute: int = 0, *, days: int = 0) -> int:
        """Move to a local time of the first day, or of one some days later."""
        at = self._start.replace(hour=hour, minute=minute) + timedelta(days=days)
        self._coordinates.move_to(at)
        return self.now
