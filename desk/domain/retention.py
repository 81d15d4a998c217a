"""How long the desk keeps what is personal. Source: product.md, "Privacy".

The name and the contact on a ticket go 90 days after it was closed, every word anybody
wrote at the end of the next school year. What is counted (codes, times, who held the
ticket) stays: it names no customer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from desk.domain.hours import DAY
from desk.domain.shifts import local_date
from desk.domain.vocabulary import N_, Purpose, Word

# In seconds.
CONTACT_KEPT = 90 * DAY
# An Indonesian school year goes from July to June.
YEAR_BEGINS = 7
# The words of a log that say who a customer is and how to reach one.
CONTACT_WORDS = ("customer", "contact")
# Consent to these outlives a complaint; asking how it went is over with it.
KEEPS_CARD = tuple(each for each in Purpose if each is not Purpose.FOLLOW_UP)


class Kept(Word):
    """What the desk keeps for a time, and then erases; in the order of the job."""

    CONTENTS = "contents", N_("What was written on tickets")
    CONTACTS = "contacts", N_("Names and contacts on tickets")
    CUSTOMERS = "customers", N_("Customers' cards")


@dataclass(frozen=True, slots=True)
class Limits:
    """Up to when something had to end to be past its time by now (UTC seconds).

    What is kept for 90 days ended at `contact` or before; what is kept to the end of
    the next school year ended before that of its unit, in the unit's own zone.
    """

    contact: int
    content: Mapping[int, int]

    @classmethod
    def at(cls, now: int, zones: Mapping[int, str]) -> "Limits":
        """Return the limits at an instant (UTC seconds), for the zones of units."""
        content = {unit: content_ends_before(now, zone) for unit, zone in zones.items()}
        return cls(now - CONTACT_KEPT, content)


def school_year(day: date) -> int:
    """Return the year in which the school year of a day began."""
    return day.year if day.month >= YEAR_BEGINS else day.year - 1


def content_ends_before(now: int, zone: str) -> int:
    """Return before when a ticket ended whose words are past their time (UTC seconds).

    They are kept for the school year of the end and the whole next one.
    """
    return _begin(school_year(local_date(now, zone)) - 1, zone)


def content_goes_at(ended_at: int, zone: str) -> int:
    """Return from when on the words of a ticket may be erased (UTC seconds)."""
    return _begin(school_year(local_date(ended_at, zone)) + 2, zone)


def _begin(year: int, zone: str) -> int:
    return int(datetime(year, YEAR_BEGINS, 1, tzinfo=ZoneInfo(zone)).timestamp())
