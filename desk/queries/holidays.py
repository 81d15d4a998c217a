"""Public holidays and days of collective leave, to be suggested as closed dates."""

from dataclasses import dataclass
from datetime import date

from holidays import country_holidays

ESTIMATED = "(perkiraan)"
COUNTRY, LANGUAGE = "ID", "id"
PUBLIC, COLLECTIVE_LEAVE = "public", "government"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day the country keeps; collective leave (cuti bersama) is the school's choice.

    Estimated: the day hangs on the moon and is not announced yet.
    """

    day: date
    name: str
    is_leave: bool
    is_estimated: bool


def holidays_of(year: int) -> list[Holiday]:
    """Return the holidays of a year in their order, named in Indonesian."""
    found = {}
    for category in (COLLECTIVE_LEAVE, PUBLIC):
        days = country_holidays(
            COUNTRY, years=year, categories=(category,), language=LANGUAGE
        )
        for day, name in days.items():
            found[day] = Holiday(
                day=day,
                name=name.replace(ESTIMATED, "").strip(),
                is_leave=category == COLLECTIVE_LEAVE,
                is_estimated=ESTIMATED in name,
            )
    return [found[day] for day in sorted(found)]
