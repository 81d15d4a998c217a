"""Changes of the service hours, and what each refuses beside its field."""

from datetime import date, timedelta

import pytest

from desk.domain import calendar_edit as edit
from desk.domain.calendar import ServiceCalendar
from desk.domain.calendar_edit import Clash
from desk.domain.errors import InvalidInput
from desk.domain.hours import CalendarError

HOUR = 3600
MORNING = ((7 * HOUR, 12 * HOUR),)
SHORT = ((8 * HOUR, 10 * HOUR),)
WEEK = {**dict.fromkeys(range(1, 6), MORNING), 6: (), 7: ()}
SCHOOL = ServiceCalendar("Asia/Jakarta", WEEK)
TODAY = date(2026, 9, 2)
FRIDAY, SATURDAY = date(2026, 9, 4), date(2026, 9, 5)
BUSY = ServiceCalendar(
    "Asia/Jakarta", WEEK, closed={TODAY: "Listrik padam"}, overrides={FRIDAY: SHORT}
)


def refused(*args, **kwargs):
    verb, *rest = args
    with pytest.raises(InvalidInput) as refusal:
        verb(*rest, **kwargs)
    return refusal.value.errors


class TestDays:
    def test_one(self):
        assert edit.days_between(TODAY, None, today=TODAY) == (TODAY,)

    def test_some(self):
        found = edit.days_between(TODAY, FRIDAY, today=TODAY)
        assert found == (TODAY, date(2026, 9, 3), FRIDAY)

    @pytest.mark.parametrize(
        ("first", "last", "errors"),
        [
            (None, FRIDAY, {"first": edit.NO_DATE}),
            (FRIDAY, TODAY, {"last": edit.REVERSED}),
            (date(2199, 1, 1), None, {"first": edit.FAR_AWAY}),
            (TODAY, date(9999, 12, 31), {"last": edit.FAR_AWAY}),
            (date(1970, 1, 1), TODAY, {"first": edit.FAR_AWAY}),
            (TODAY, TODAY + timedelta(days=366), {"last": edit.TOO_LONG}),
        ],
    )
    def test_refused(self, first, last, errors):
        assert refused(edit.days_between, first, last, today=TODAY) == errors


class TestWeek:
    def test_holds_from_the_date_on(self):
        found = edit.with_week(SCHOOL, {1: SHORT}, since=FRIDAY)
        assert found.weekly == SCHOOL.weekly
        assert found.seasons[FRIDAY][1] == SHORT

    def test_a_second_change_for_the_same_date_replaces_the_first(self):
        once = edit.with_week(SCHOOL, {1: SHORT}, since=FRIDAY)
        twice = edit.with_week(once, {2: SHORT}, since=FRIDAY)
        assert list(twice.seasons) == [FRIDAY]
        assert twice.seasons[FRIDAY][1] == ()

    def test_the_old_hours_again_take_a_planned_change_back(self):
        planned = edit.with_week(SCHOOL, {1: SHORT}, since=FRIDAY)
        assert edit.with_week(planned, SCHOOL.weekly, since=FRIDAY) == SCHOOL

    def test_a_later_change_stays(self):
        planned = edit.with_week(SCHOOL, {1: SHORT}, since=FRIDAY)
        found = edit.with_week(planned, {2: SHORT}, since=TODAY)
        assert list(found.seasons) == [TODAY, FRIDAY]


class TestClosed:
    def test_closes_days(self):
        found = edit.with_closed(SCHOOL, {TODAY: "Libur", FRIDAY: "Libur"}, None)
        assert found.closed == {TODAY: "Libur", FRIDAY: "Libur"}

    def test_what_is_closed_keeps_its_reason(self):
        assert edit.with_closed(BUSY, {TODAY: "Libur"}, None) == BUSY

    def test_special_hours_must_be_decided_on(self):
        errors = refused(edit.with_closed, BUSY, {FRIDAY: "Libur"}, None)
        assert errors == {"clash": edit.SAY_WHICH}

    def test_special_hours_are_kept_or_replaced(self):
        names = {FRIDAY: "Libur", SATURDAY: "Libur"}
        kept = edit.with_closed(BUSY, names, Clash.KEEP)
        assert (FRIDAY in kept.closed, FRIDAY in kept.overrides) == (False, True)
        assert SATURDAY in kept.closed
        replaced = edit.with_closed(BUSY, names, Clash.REPLACE)
        assert (FRIDAY in replaced.closed, replaced.overrides) == (True, {})


class TestOverride:
    def test_gives_days_hours_of_their_own(self):
        found = edit.with_override(SCHOOL, {SATURDAY: SHORT}, None)
        assert found.overrides == {SATURDAY: SHORT}

    @pytest.mark.parametrize("day", [TODAY, FRIDAY])
    def test_a_day_with_a_rule_must_be_decided_on(self, day):
        errors = refused(edit.with_override, BUSY, {day: MORNING}, None)
        assert errors == {"clash": edit.SAY_WHICH}

    def test_rules_are_kept_or_replaced(self):
        hours = {TODAY: MORNING, FRIDAY: MORNING, SATURDAY: MORNING}
        kept = edit.with_override(BUSY, hours, Clash.KEEP)
        assert kept.closed == BUSY.closed
        assert kept.overrides == {FRIDAY: SHORT, SATURDAY: MORNING}
        replaced = edit.with_override(BUSY, hours, Clash.REPLACE)
        assert (replaced.closed, replaced.overrides) == ({}, hours)


class TestOwnHours:
    def test_only_days_the_desk_works_on(self):
        days = edit.days_between(TODAY, date(2026, 9, 7), today=TODAY)
        found = edit.own_hours(SCHOOL, days, SHORT, ())
        assert SATURDAY not in found
        assert set(found.values()) == {SHORT}
        assert len(found) == 4

    def test_fridays_may_differ(self):
        days = edit.days_between(TODAY, FRIDAY, today=TODAY)
        assert edit.own_hours(SCHOOL, days, SHORT, MORNING)[FRIDAY] == MORNING

    def test_a_day_named_alone_is_meant(self):
        assert edit.own_hours(SCHOOL, [SATURDAY], SHORT, ()) == {SATURDAY: SHORT}

    def test_refused(self):
        weekend = [SATURDAY, date(2026, 9, 6)]
        assert set(refused(edit.own_hours, SCHOOL, weekend, SHORT, ())) == {"first"}
        assert refused(edit.own_hours, SCHOOL, [TODAY], (), ()) == {
            "hours": edit.NO_HOURS
        }


def test_the_weekly_hours_hold_again():
    assert edit.without_rules(BUSY, [TODAY, FRIDAY, SATURDAY]) == SCHOOL


def test_the_zone():
    assert edit.with_zone(SCHOOL, "Asia/Makassar").zone == "Asia/Makassar"
    with pytest.raises(CalendarError) as refusal:
        edit.with_zone(SCHOOL, "Asia/Bandung")
    assert refusal.value.facts == {"name": "Asia/Bandung"}


def test_a_change_that_changes_nothing_is_refused():
    same = ServiceCalendar("Asia/Jakarta", WEEK)
    errors = refused(edit.demand_change, SCHOOL, same, "first")
    assert errors == {"first": edit.NOTHING_CHANGES}
    edit.demand_change(SCHOOL, BUSY, "first")


def test_days_that_have_a_rule():
    days = [SATURDAY, FRIDAY, TODAY]
    assert list(edit.clashing(BUSY, days)) == [TODAY, FRIDAY]
