"""Service calendars changed straight in the database."""

import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from flask import Flask

from desk.extensions import db
from desk.models import CalendarVersion
from desk.services.row import calendar_of


def close(app: Flask, unit_id: int, days: Iterable[date]) -> None:
    """Close a unit on some dates."""
    with app.app_context():
        closed = dict.fromkeys(days, "Libur")
        version = CalendarVersion(
            unit_id=unit_id,
            rules=replace(calendar_of(unit_id), closed=closed),
            reason="Libur",
            created_at=int(time.time()),
        )
        db.session.add(version)
        db.session.commit()
