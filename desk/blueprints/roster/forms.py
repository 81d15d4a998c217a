"""Forms of the roster."""

import hashlib
from collections.abc import Sequence
from datetime import date, time

from flask_babel import gettext, lazy_gettext
from wtforms import (
    FileField,
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)

from desk.domain.errors import InvalidInput, UnreadableFile
from desk.domain.evidence import LINE, MISSING
from desk.domain.shifts import local_instant, monday_of
from desk.domain.table import read_text
from desk.queries.absences import StaffLine
from desk.queries.shifts import ShiftLine
from desk.web.fields import (
    DayField,
    InstantField,
    Ticks,
    TimeOfDayField,
    as_id,
    id_or_none,
)
from desk.web.formatting import short_instant, time_of_day
from desk.web.forms import DeskForm, at_most


class AddShiftsForm(DeskForm):
    """Several people on duty for the same hours."""

    day = DayField(lazy_gettext("Date"))
    begin = TimeOfDayField(lazy_gettext("From"), default=time(7))
    end = TimeOfDayField(lazy_gettext("Until"), default=time(11))
    person_ids = Ticks(lazy_gettext("Who"), (), coerce=as_id, validate_choice=False)

    def offer(self, staff: Sequence[StaffLine], at: int) -> None:
        """Offer everybody of the unit who is not away now (UTC seconds)."""
        self.person_ids.choices = [
            SelectChoice(str(each.id), each.name)
            for each in staff
            if not each.is_away(at)
        ]

    @property
    def on(self) -> date | None:
        """Return the day entered."""
        entered: date | None = self.day.data
        return entered

    def span(self, zone: str) -> tuple[int, int]:
        """Return the hours in UTC seconds. Raises InvalidInput if one is missing."""
        on, begin, end = self.on, self.begin.seconds, self.end.seconds
        if on is None or begin is None or end is None:
            told = {"day": on, "begin": begin, "end": end}
            empty = [name for name, said in told.items() if said is None]
            raise InvalidInput(dict.fromkeys(empty, MISSING))
        return local_instant(on, begin, zone), local_instant(on, end, zone)


class RemoveForm(DeskForm):
    """Why a shift goes."""

    reason = StringField(lazy_gettext("Why"), [at_most(LINE)])


class WeekForm(DeskForm):
    """The week to copy to, by any day of it."""

    to = DayField(lazy_gettext("Copy to the week of"))

    @property
    def monday(self) -> date | None:
        """Return the Monday of the week entered."""
        entered: date | None = self.to.data
        return None if entered is None else monday_of(entered)


class TableForm(DeskForm):
    """A table of shifts, from a file or typed."""

    file = FileField(lazy_gettext("File"))
    table = TextAreaField(lazy_gettext("Table"))
    # Which table the preview on the page is of.
    shown = HiddenField()

    def take_file(self) -> None:
        """Put what is in the file, if one was chosen, into the table.

        Raises InvalidInput if it holds no text.
        """
        if not getattr(self.file.data, "filename", ""):
            return
        try:
            self.table.data = read_text(self.file.data.read()).strip()
        except UnreadableFile as problem:
            raise InvalidInput({"file": unreadable(problem)}) from problem

    @property
    def text(self) -> str:
        """Return the table."""
        return self.table.data or ""

    @property
    def digest(self) -> str:
        """Return what the table is known by."""
        return hashlib.sha256(self.text.encode(errors="replace")).hexdigest()[:16]


class SwapForm(DeskForm):
    """To whom one's shift goes, and perhaps for which."""

    receiver_id = SelectField(
        lazy_gettext("Give it to"), coerce=id_or_none, validate_choice=False
    )
    other_shift_id = SelectField(
        lazy_gettext("In exchange for"), coerce=id_or_none, validate_choice=False
    )
    reason = StringField(lazy_gettext("Why"), [at_most(LINE)])

    def offer(
        self, staff: Sequence[StaffLine], shifts: Sequence[ShiftLine], zone: str
    ) -> None:
        """Offer colleagues, and the shifts they have to come."""
        self.receiver_id.choices = [
            SelectChoice("", gettext("– choose –")),
            *(SelectChoice(str(each.id), each.name) for each in staff),
        ]
        self.other_shift_id.choices = [
            SelectChoice("", gettext("– nothing –")),
            *(
                SelectChoice(str(each.id), f"{each.name}: {hours(each, zone)}")
                for each in shifts
            ),
        ]


class DeclineForm(DeskForm):
    """Why a swap is turned down."""

    answer = StringField(lazy_gettext("Why not"), [at_most(LINE)])


class AbsenceForm(DeskForm):
    """From when to when somebody is away, and why."""

    reason = StringField(lazy_gettext("Why"), [at_most(LINE)])
    begin = InstantField(lazy_gettext("Away from"))
    end = InstantField(lazy_gettext("Away until"))

    def use_clocks_of(self, zone: str) -> None:
        """Let the times be those of a zone."""
        self.begin.zone = self.end.zone = zone


class ReleaseForm(DeskForm):
    """Why somebody's tickets go back to the queue."""

    reason = StringField(lazy_gettext("Why"), [at_most(LINE)])


def hours(shift: ShiftLine, zone: str) -> str:
    """Return when a shift is, in the reader's language."""
    begin = short_instant(shift.begins_at, zone)
    return f"{begin}–{time_of_day(shift.ends_at, zone)}"


def unreadable(problem: UnreadableFile) -> str:
    """Return why a table cannot be read, in the reader's language."""
    reason = gettext(str(problem.facts["reason"]), **problem.facts)
    return str(gettext(problem.message, reason=reason))
