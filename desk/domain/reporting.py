"""What a report tells: its figures, by what they are grouped, and over which days."""

from datetime import date, timedelta
from typing import NamedTuple

from desk.domain.vocabulary import N_, Ending, Word

# Three years: more is no report but a download.
LONGEST = 1_100
JULY = 7

REVERSED = N_("The last day is before the first one.")
TOO_LONG = N_("A report spans three years at most.")


class Dimension(Word):
    """By what the figures of a report are grouped."""

    WEEK = "week", N_("Week")
    SOURCE = "source", N_("Source")
    CHANNEL = "channel", N_("Channel")
    UNIT = "unit", N_("Unit")
    CLASS = "class", N_("Class group")
    SHIFT = "shift", N_("Shift")


class Figure(Word):
    """A number of a report; each leads to exactly the tickets it was made from."""

    RECEIVED = "received", N_("Received")
    CLOSED = "closed", N_("Closed")
    OPEN = "open", N_("Still open")
    RESPONDED = "responded", N_("With a response time")
    RESPONSE_OPEN = "response_open", N_("Response time still running")
    RESPONSE_MET = "response_met", N_("Response within target")
    RESPONSE_JUDGED = "response_judged", N_("Response met or past target")
    RESOLVED = "resolved", N_("With a resolution time")
    RESOLUTION_OPEN = "resolution_open", N_("Resolution time still running")
    RESOLUTION_MET = "resolution_met", N_("Resolution within target")
    RESOLUTION_JUDGED = "resolution_judged", N_("Resolution met or past target")
    DUPLICATES = "duplicates", N_("Left out: duplicates")
    NOT_COMPLAINTS = "not_complaints", N_("Left out: not a complaint")
    UNDONE = "undone", N_("Left out: undone")
    OFF_HOURS = "off_hours", N_("Wholly outside service hours")

    @property
    def left_out(self) -> Ending | None:
        """Return the ending by which these tickets are no complaints of their own."""
        return LEFT_OUT.get(self)


LEFT_OUT = {
    Figure.DUPLICATES: Ending.DUPLICATE,
    Figure.NOT_COMPLAINTS: Ending.NOT_A_COMPLAINT,
    Figure.UNDONE: Ending.CANCELLED,
}


class Period(Word):
    """Spans to choose with one click."""

    THIS_WEEK = "this_week", N_("This week")
    THIS_MONTH = "this_month", N_("This month")
    THIS_TERM = "this_term", N_("This term")
    LAST_TERM = "last_term", N_("Last term")


class Days(NamedTuple):
    """The days of a report, first and last included."""

    first: date
    last: date


def days_of(period: Period, today: date) -> Days:
    """Return the days of a period as seen from a day."""
    if period is Period.THIS_WEEK:
        monday = today - timedelta(days=today.weekday())
        return Days(monday, monday + timedelta(days=6))
    if period is Period.THIS_MONTH:
        first = today.replace(day=1)
        following = (first + timedelta(days=31)).replace(day=1)
        return Days(first, following - timedelta(days=1))
    if period is Period.LAST_TERM:
        return term_of(term_of(today).first - timedelta(days=1))
    return term_of(today)


def term_of(day: date) -> Days:
    """Return the term a day lies in: July to December, or January to June."""
    if day.month < JULY:
        return Days(date(day.year, 1, 1), date(day.year, 6, 30))
    return Days(date(day.year, 7, 1), date(day.year, 12, 31))


def days_error(days: Days) -> str | None:
    """Return why no report can span these days, if so."""
    if days.last < days.first:
        return REVERSED
    return TOO_LONG if (days.last - days.first).days >= LONGEST else None
