"""The forms that change service hours; each makes another calendar of the present one.

What they hold is sent twice: first for the preview, then, unchanged, to be saved.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import (
    Form,
    HiddenField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.widgets import CheckboxInput, ListWidget

from desk.domain import calendar_edit as edit
from desk.domain.calendar import ServiceCalendar
from desk.domain.calendar_day import day_hours
from desk.domain.calendar_edit import Clash
from desk.domain.errors import DeskError, InvalidInput, PastServiceAdded, StaleCalendar
from desk.domain.evidence import LINE, MISSING
from desk.domain.hours import NO_ZONE, CalendarError, Hours, read_hours
from desk.queries.calendars import VersionView
from desk.queries.holidays import Holiday
from desk.web.fields import Chips, DayField, InstantField
from desk.web.formatting import ZONE_NAMES, day, duration, short_day
from desk.web.forms import SeenForm, at_most

WEEKDAYS = range(1, 8)
DAYS_NAMED = 10
QUOTED = 40


class AskForm(Form):
    """At which instant somebody wants to know whether the desk was open."""

    at = InstantField(lazy_gettext("Date and time"))


class ChangeForm(SeenForm):
    """A change of the service hours, with why it is made."""

    # What the preview showed; only that is saved.
    shown = HiddenField()
    reason = StringField(lazy_gettext("Why?"), [at_most(LINE)])

    # The field beside which stands that nothing would change.
    main = "reason"
    newer: Sequence[VersionView] = ()
    today: date
    # Each form says how: from the calendar as it is to the one meant, or InvalidInput.
    change: Callable[[ServiceCalendar], ServiceCalendar]

    def changed(self, calendar: ServiceCalendar) -> ServiceCalendar:
        """Return the changed calendar; refuse everything that is wrong at once."""
        errors = {} if self.reason.data else {"reason": MISSING}
        try:
            after = self.change(calendar)
            edit.demand_change(calendar, after, self.main)
        except InvalidInput as refused:
            raise InvalidInput({**errors, **refused.errors}) from refused
        if errors:
            raise InvalidInput(errors)
        return after

    def refuse(self, refused: DeskError) -> None:
        """Say above the fields why the desk did not carry it out."""
        super().refuse(refused)
        if isinstance(refused, StaleCalendar):
            self.is_stale = True
        if isinstance(refused, PastServiceAdded):
            told = _named(refused.facts["days"])  # type: ignore[arg-type]
            self.refusal = gettext(refused.message, days=told)

    def typed_hours(self, name: str, errors: dict[str, str]) -> Hours:
        """Return the hours typed into a field; note what is wrong with them."""
        try:
            return read_hours(self[name].data or "")
        except CalendarError as wrong:
            errors[name] = gettext(wrong.message, **wrong.facts)
            return ()


class DaysForm(ChangeForm):
    """A change of some days."""

    first = DayField(lazy_gettext("First day"))
    last = DayField(lazy_gettext("Last day"))

    main = "first"

    def days(self) -> tuple[date, ...]:
        """Return the days meant. Raises InvalidInput."""
        return edit.days_between(self.first.data, self.last.data, today=self.today)


class SpanForm(DaysForm):
    """A change of days of which some may have a rule of their own."""

    clash = Chips(lazy_gettext("What holds on these days?"), Clash, coerce=Clash)

    clashing: Sequence[date] = ()

    def note_clash(self, calendar: ServiceCalendar, days: Collection[date]) -> None:
        """Keep which of the days have a rule of their own, to show them."""
        self.clashing = list(edit.clashing(calendar, days))

    @property
    def clashing_named(self) -> str:
        """Return the first of those days in words."""
        named = [short_day(each) for each in self.clashing[:DAYS_NAMED]]
        return ", ".join([*named, *["…"] * (len(self.clashing) > DAYS_NAMED)])


class WeeklyForm(ChangeForm):
    """The hours of a week, from a date on."""

    first = DayField(lazy_gettext("From which date on?"))
    day_1 = StringField(lazy_gettext("Monday"), [at_most(LINE)])
    day_2 = StringField(lazy_gettext("Tuesday"), [at_most(LINE)])
    day_3 = StringField(lazy_gettext("Wednesday"), [at_most(LINE)])
    day_4 = StringField(lazy_gettext("Thursday"), [at_most(LINE)])
    day_5 = StringField(lazy_gettext("Friday"), [at_most(LINE)])
    day_6 = StringField(lazy_gettext("Saturday"), [at_most(LINE)])
    day_7 = StringField(lazy_gettext("Sunday"), [at_most(LINE)])

    main = "first"

    def change(self, calendar: ServiceCalendar) -> ServiceCalendar:
        """Return the calendar with these hours from the date on."""
        errors: dict[str, str] = {}
        week = {n: self.typed_hours(f"day_{n}", errors) for n in WEEKDAYS}
        try:
            (since,) = edit.days_between(self.first.data, None, today=self.today)
        except InvalidInput as refused:
            raise InvalidInput({**refused.errors, **errors}) from refused
        if errors:
            raise InvalidInput(errors)
        return edit.with_week(calendar, week, since=since)


class CloseForm(SpanForm):
    """Days on which the desk is closed; why stands in the calendar."""

    reason = StringField(lazy_gettext("Why is the desk closed?"), [at_most(LINE)])

    def change(self, calendar: ServiceCalendar) -> ServiceCalendar:
        """Return the calendar with the days closed."""
        days = self.days()
        self.note_clash(calendar, [day for day in days if day in calendar.overrides])
        names = dict.fromkeys(days, self.reason.data or "")
        return edit.with_closed(calendar, names, self.clash.data)


class OverrideForm(SpanForm):
    """Days with hours of their own."""

    hours = StringField(lazy_gettext("Hours on these days"), [at_most(LINE)])
    friday = StringField(lazy_gettext("Hours on Fridays"), [at_most(LINE)])

    def change(self, calendar: ServiceCalendar) -> ServiceCalendar:
        """Return the calendar with these hours on the days."""
        errors: dict[str, str] = {}
        hours = self.typed_hours("hours", errors)
        friday = self.typed_hours("friday", errors)
        try:
            days = self.days()
        except InvalidInput as refused:
            raise InvalidInput({**refused.errors, **errors}) from refused
        if not hours:
            errors.setdefault("hours", edit.NO_HOURS)
        if errors:
            raise InvalidInput(errors)
        meant = edit.own_hours(calendar, days, hours, friday)
        self.note_clash(calendar, meant)
        return edit.with_override(calendar, meant, self.clash.data)


class ClearForm(DaysForm):
    """Days that go by the weekly hours again."""

    def change(self, calendar: ServiceCalendar) -> ServiceCalendar:
        """Return the calendar without closed dates and special hours on the days."""
        return edit.without_rules(calendar, self.days())


class HolidaysForm(ChangeForm):
    """Which of a year's holidays the desk is closed on: ticked by a person."""

    days = SelectMultipleField(
        lazy_gettext("Closed on"),
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    main = "days"
    names: Mapping[date, str] = {}

    def offer(self, holidays: Iterable[Holiday], calendar: ServiceCalendar) -> None:
        """Offer the days that have no rule of their own yet."""
        self.names = {
            each.day: each.name
            for each in holidays
            if day_hours(calendar, each.day).is_weekly
        }
        self.days.choices = [
            SelectChoice(each.isoformat(), name) for each, name in self.names.items()
        ]

    @property
    def boxes(self) -> dict[date, Any]:
        """Return the box of each day offered."""
        return {date.fromisoformat(str(box.data)): box for box in self.days}

    def change(self, calendar: ServiceCalendar) -> ServiceCalendar:
        """Return the calendar with the ticked days closed, and no other."""
        ticked = {
            each: name
            for each, name in self.names.items()
            if each.isoformat() in (self.days.data or ())
        }
        if not ticked:
            raise InvalidInput({"days": edit.NOTHING_TICKED})
        return edit.with_closed(calendar, ticked, edit.Clash.KEEP)


class ZoneForm(ChangeForm):
    """The time zone of the unit."""

    zone = SelectField(lazy_gettext("Time zone"), validate_choice=False)

    main = "zone"

    def offer(self, zone: str) -> None:
        """Offer the zones of Indonesia, and the unit's own if it is another."""
        names = {**ZONE_NAMES, zone: ZONE_NAMES.get(zone, zone)}
        self.zone.choices = [
            SelectChoice(each, f"{name} – {each}") for each, name in names.items()
        ]

    def change(self, calendar: ServiceCalendar) -> ServiceCalendar:
        """Return the calendar in the zone, if it is one of those offered."""
        name = self.zone.data or ""
        try:
            if name not in [choice.value for choice in self.zone.choices]:
                raise CalendarError(NO_ZONE, name=name[:QUOTED])
            return edit.with_zone(calendar, name)
        except CalendarError as wrong:
            message = gettext(wrong.message, **wrong.facts)
            raise InvalidInput({"zone": message}) from wrong


class RestoreForm(ChangeForm):
    """An old version brought back."""

    rules: ServiceCalendar

    def change(
        self,
        calendar: ServiceCalendar,  # noqa: ARG002 -- nothing of it stays
    ) -> ServiceCalendar:
        """Return the old calendar."""
        return self.rules


def _named(days: dict[date, int]) -> str:
    """Return the first of some days, each with how much is added on it."""
    told = [
        f"{day(each)} (+{duration(seconds)})"
        for each, seconds in list(days.items())[:DAYS_NAMED]
    ]
    return ", ".join([*told, *["…"] * (len(days) > DAYS_NAMED)])
