"""The form that begins a period; filled in so that a teacher can send it as it is."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext
from wtforms import StringField

from desk.domain.reporting import term_of
from desk.queries.periods import OwnClass
from desk.web.fields import Boxes, DayField
from desk.web.forms import DeskForm, at_most
from desk.web.zone import midnight

LONGEST_NAME = 80
JULY = 7


class PeriodForm(DeskForm):
    """The name of a period, its first and last day, and the classes in it."""

    name = StringField(lazy_gettext("Name"), [at_most(LONGEST_NAME)])
    begin = DayField(lazy_gettext("First day"))
    end = DayField(lazy_gettext("Last day"))
    class_group_ids = Boxes(lazy_gettext("Classes"))

    def offer(self, own: Sequence[OwnClass]) -> None:
        """Offer a teacher's own classes, each with how many students it has."""
        self.class_group_ids.choices = [(each.id, _told(each)) for each in own]

    @property
    def begins_at(self) -> int | None:
        """Return when the first day begins (UTC seconds)."""
        return midnight(self.begin.data)

    @property
    def ends_at(self) -> int | None:
        """Return when the last day is over (UTC seconds)."""
        return midnight(self.end.data, 1)


def sensible(today: date, own: Sequence[OwnClass]) -> dict[str, Any]:
    """Return what the form starts with: this half school year, and what is free in it.

    Classes graded on some of its days already are offered, but not ticked.
    """
    days = term_of(today)
    span = midnight(days.first) or 0, midnight(days.last, 1) or 0
    return {
        "name": _name_of(days.first),
        "begin": days.first,
        "end": days.last,
        "class_group_ids": [each.id for each in own if each.is_free(*span)],
    }


def _name_of(first: date) -> str:
    """Return what schools call a term: by its half, and the years it is in."""
    if first.month == JULY:
        years = f"{first.year}/{first.year + 1}"
        return str(gettext("Odd semester %(years)s", years=years))
    years = f"{first.year - 1}/{first.year}"
    return str(gettext("Even semester %(years)s", years=years))


def _told(each: OwnClass) -> str:
    students = ngettext("%(num)s student", "%(num)s students", each.students)
    return f"{each.name} · {students}"
