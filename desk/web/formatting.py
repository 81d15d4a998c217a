"""Jinja filters: labels, instants and durations in the reader's language."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import format_date, format_datetime, gettext, ngettext

from desk.domain.targets import SCHOOL_DAY
from desk.domain.vocabulary import Word
from desk.web.now import now

ZONE_NAMES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
MINUTE, HOUR = 60, 3600


def init_app(app: Flask) -> None:
    """Give templates the filters."""
    for read in FILTERS:
        app.add_template_filter(read)


def label(word: Word) -> str:
    """Return the label of a vocabulary's value."""
    return str(gettext(word.label))


def instant(seconds: int, zone: str = "Asia/Jakarta") -> str:
    """Return an instant (UTC seconds) in full, with its zone."""
    at = datetime.fromtimestamp(seconds, UTC)
    name = ZONE_NAMES.get(zone, zone)
    return f"{_local(at, zone, 'EEEE, d MMMM yyyy HH.mm')} {name}"


def short_instant(seconds: int, zone: str = "Asia/Jakarta") -> str:
    """Return an instant (UTC seconds) as day, month and time."""
    return _local(datetime.fromtimestamp(seconds, UTC), zone, "d MMM HH.mm")


def due(seconds: int, zone: str = "Asia/Jakarta") -> str:
    """Return an instant (UTC seconds) as a time of today, or with its day."""
    day = "d MMM yyyy"
    today = _local(datetime.fromtimestamp(now(), UTC), zone, day)
    at = datetime.fromtimestamp(seconds, UTC)
    is_today = _local(at, zone, day) == today
    return _local(at, zone, "HH.mm") if is_today else short_instant(seconds, zone)


def iso(seconds: int) -> str:
    """Return an instant (UTC seconds) for machines."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def time_of_day(seconds: int, zone: str = "Asia/Jakarta") -> str:
    """Return the time of day of an instant (UTC seconds)."""
    return _local(datetime.fromtimestamp(seconds, UTC), zone, "HH.mm")


def day(at: date) -> str:
    """Return a date with its weekday, without the year."""
    return str(format_date(at, "EEEE, d MMMM"))


def short_day(at: date) -> str:
    """Return a date in the width of a column."""
    return str(format_date(at, "EEE d MMM"))


def duration(seconds: int | None) -> str:
    """Return a time in hours and minutes, or in seconds below a minute."""
    if seconds is None:
        return "–"
    if seconds < MINUTE:
        return str(ngettext("%(num)s second", "%(num)s seconds", seconds))
    hours, minutes = seconds // HOUR, seconds % HOUR // MINUTE
    parts = []
    if hours:
        parts.append(ngettext("%(num)s hour", "%(num)s hours", hours))
    if minutes:
        parts.append(ngettext("%(num)s minute", "%(num)s minutes", minutes))
    return " ".join(parts)


def school_time(seconds: int) -> str:
    """Return service time in school days of 7 hours, hours and minutes."""
    days, rest = divmod(seconds, SCHOOL_DAY)
    parts = [ngettext("%(num)s school day", "%(num)s school days", days)] * bool(days)
    if rest or not days:
        parts.append(duration(rest))
    return " ".join(parts)


def masked(contact: str) -> str:
    """Return a contact with all but its last three characters hidden."""
    shown = contact[-3:]
    return "•" * (len(contact) - len(shown)) + shown


def _local(at: datetime, zone: str, pattern: str) -> str:
    # Babel would convert to the zone of the whole app; units have their own.
    return str(format_datetime(at.astimezone(ZoneInfo(zone)), pattern, rebase=False))


FILTERS = (
    label,
    instant,
    short_instant,
    due,
    time_of_day,
    day,
    short_day,
    duration,
    school_time,
    iso,
    masked,
)
