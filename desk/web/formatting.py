"""Jinja filters: labels, instants and durations in the reader's language."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import format_decimal, get_locale

from desk.domain.errors import DeskError
from desk.domain.hours import Hours, shown
from desk.domain.masking import masked
from desk.domain.targets import SCHOOL_DAY
from desk.domain.vocabulary import Word
from desk.web.catalogues import gettext, ngettext
from desk.web.dates import told
from desk.web.now import now
from desk.web.zone import zone

ZONE_NAMES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
MINUTE, HOUR = 60, 3600
MOST = 5_000
JOINER = "\u2060"
MONDAY = date(2024, 1, 1)
LEAP_YEAR = 2024
# Of a number to reckon on with: more than a grade is ever rounded by.
DECIMALS = 4


def init_app(app: Flask) -> None:
    """Give templates the filters."""
    for read in (
        *(label, instant, short_instant, time_of_day, due, iso, masked),
        *(clock_time, local_day, short_local_day, zone_in_full),
        *(duration, to_the_second, school_time, number, score, exact),
        *(zone_name, birthday, day, short_day, month, weekday, hours, change),
    ):
        app.add_template_filter(read)


def label(word: Word) -> str:
    """Return the label of a vocabulary's value."""
    return str(gettext(word.label))


def why(refused: DeskError) -> str:
    """Return why the desk did not do something; facts named _at are instants."""
    facts = {name: _fact(name, fact) for name, fact in refused.facts.items()}
    return str(gettext(refused.message, **facts))


def _fact(name: str, fact: object) -> object:
    if isinstance(fact, Word):
        return label(fact)
    if name.endswith("_at") and isinstance(fact, int):
        return short_instant(fact)
    return fact


def instant(seconds: int, of: str = "") -> str:
    """Return an instant (UTC seconds) in full, with its zone, the page's by default."""
    told = _local(seconds, "EEEE, d MMMM yyyy HH.mm", of)
    return f"{told} {zone_name(of or zone())}"


def short_instant(seconds: int, of: str = "") -> str:
    """Return an instant (UTC seconds) as day and time in the page's zone.

    The year is told where it is not this one: a list goes years back.
    """
    return f"{_short_date(_at(seconds, of))} {time_of_day(seconds, of)}"


def time_of_day(seconds: int, of: str = "") -> str:
    """Return the time of day of an instant (UTC seconds) in the page's zone."""
    return _local(seconds, "HH.mm", of)


def zone_name(name: str) -> str:
    """Return the short name of a time zone, its own where it has none."""
    return ZONE_NAMES.get(name, name)


def day(date_: date) -> str:
    """Return a date in full, with its weekday."""
    return told(date_, "EEEE, d MMMM yyyy")


def birthday(text: str) -> str:
    """Return a month and day ("09-02") without a year."""
    return told(date.fromisoformat(f"{LEAP_YEAR}-{text}"), "d MMMM")


def short_day(date_: date) -> str:
    """Return a date without its year."""
    return told(date_, "EEE, d MMM")


def month(date_: date) -> str:
    """Return the month of a date."""
    return told(date_, "MMMM yyyy")


def weekday(number: int) -> str:
    """Return the name of an ISO weekday, 1 = Monday."""
    return told(MONDAY + timedelta(days=number - 1), "EEEE")


def hours(openings: Hours) -> str:
    """Return the local hours of a day; each opening stays on one line."""
    told = shown(openings).replace("–", f"{JOINER}–{JOINER}")
    return told or str(gettext("Not open"))


def due(seconds: int) -> str:
    """Return an instant (UTC seconds) as a time of today, or with its day."""
    is_today = _at(seconds).date() == _at(now()).date()
    return time_of_day(seconds) if is_today else short_instant(seconds)


def clock_time(seconds: int) -> str:
    """Return the time of day of an instant (UTC seconds), to the second if need be."""
    return _local(seconds, "HH.mm.ss" if seconds % MINUTE else "HH.mm")


def local_day(seconds: int) -> str:
    """Return the local date of an instant (UTC seconds) in full."""
    return _local(seconds, "EEEE, d MMMM yyyy")


def short_local_day(seconds: int) -> str:
    """Return the local date of an instant (UTC seconds), its year if not this one."""
    return _short_date(_at(seconds))


def zone_in_full(name: str) -> str:
    """Return a time zone as people call it, with its place."""
    short = ZONE_NAMES.get(name)
    return f"{short} ({name})" if short else name


def iso(seconds: int) -> str:
    """Return an instant (UTC seconds) for machines."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


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


def change(seconds: int) -> str:
    """Return by how much a time grows or shrinks."""
    sign = "+" if seconds > 0 else "−" if seconds < 0 else ""
    return sign + duration(abs(seconds))


def to_the_second(seconds: int) -> str:
    """Return a time in hours, minutes and seconds, leaving out nothing but zeros."""
    whole, rest = seconds // MINUTE * MINUTE, seconds % MINUTE
    parts = [duration(whole)] * bool(whole) + [duration(rest)] * bool(rest or not whole)
    return " ".join(parts)


def number(value: int) -> str:
    """Return a whole number with its thousands apart."""
    return str(format_decimal(value))


def score(value: Fraction | str | None) -> str:
    """Return a score or a mean with one decimal where it is not whole, half up."""
    return "–" if value is None else _score(value, get_locale().language)


@lru_cache(MOST)
def _score(value: Fraction | str, _language: str) -> str:
    """Return what a score is told as; a class has hundreds, the same every time."""
    return _decimal(_half_up(*_scaled(value, 1)), 1)


def exact(value: Fraction | str | None) -> str:
    """Return a number with up to 4 decimals, half up, to reckon on with by hand.

    More of them where these would round to another whole number than the number does:
    83.49999 is no 83.5, and so no 84.
    """
    if value is None:
        return "–"
    whole, places = _half_up(*_scaled(value, 0)), DECIMALS
    told = _half_up(*_scaled(value, places))
    while _half_up(told, 10**places) != whole:
        places += 1
        told = _half_up(*_scaled(value, places))
    return _decimal(told, places)


def _scaled(value: Fraction | str, places: int) -> tuple[int, int]:
    numerator, denominator = Fraction(value).as_integer_ratio()
    return numerator * 10**places, denominator


def _half_up(numerator: int, denominator: int) -> int:
    """Return a fraction rounded to a whole number.

    As grading.rounded does, in whole numbers: a page of a grade has a thousand of them.
    """
    return (2 * numerator + denominator) // (2 * denominator)


def _decimal(scaled: int, places: int) -> str:
    """Return so many units of a last decimal as the reader writes them.

    No zeros at its end. Not by Babel, whose pattern takes ten times as long.
    """
    whole, rest = divmod(abs(scaled), 10**places)
    decimals = f"{rest:0{places}}".rstrip("0")
    marks = get_locale().number_symbols["latn"]
    told = f"{whole:,}".replace(",", marks["group"])
    sign = "−" if scaled < 0 else ""
    return f"{sign}{told}{marks['decimal'] if decimals else ''}{decimals}"


def _short_date(moment: datetime) -> str:
    is_this_year = moment.year == _at(now()).year
    return told(moment, "d MMM" if is_this_year else "d MMM yyyy")


def _local(seconds: int, pattern: str, of: str = "") -> str:
    return told(_at(seconds, of), pattern)


def _at(seconds: int, of: str = "") -> datetime:
    return datetime.fromtimestamp(seconds, ZoneInfo(of or zone()))
