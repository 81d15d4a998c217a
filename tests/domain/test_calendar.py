"""The service calendar: what it refuses, and how it counts service seconds."""

import json
import sys
from datetime import UTC, date, datetime, time, timedelta
from threading import Thread
from zoneinfo import ZoneInfo

import businesstimedelta
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain.calendar import ANCHOR, ERA_END, YEAR, NoServiceError, ServiceCalendar
from desk.domain.hours import (
    BACKWARDS,
    NO_TIME,
    OVERLAP,
    CalendarError,
    offsets,
    read_hours,
    shown,
)
from tests.domain.simulator import WallClock
from tests.domain.strategies import QUICK, calendars

HOUR, DAY = 3600, 86_400
LUNCH = ((7 * HOUR, 12 * HOUR), (13 * HOUR, 15 * HOUR))
WHOLE_DAY = ((0, DAY),)


def at(text: str, zone: str = "Asia/Jakarta", *, fold: int = 0) -> int:
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)
    return int(local.timestamp())


def every_day(
    hours: tuple, zone: str = "Asia/Jakarta", **rest: dict
) -> ServiceCalendar:
    return ServiceCalendar(zone, dict.fromkeys(range(1, 8), hours), **rest)


SCHOOL = ServiceCalendar(
    "Asia/Jakarta",
    {**dict.fromkeys(range(1, 5), LUNCH), 5: ((7 * HOUR, 11 * HOUR + 1800),)},
    closed={date(2026, 8, 17): "Proklamasi", date(2026, 8, 18): "closed, but"},
    overrides={date(2026, 8, 18): ((9 * HOUR, 10 * HOUR),)},
)


class TestRefused:
    @pytest.mark.parametrize(
        ("hours", "problem"),
        [
            ([["12:00", "07:00"]], "1: 12:00–07:00 must end later than it begins"),
            ([["22:00", "02:00"]], "split hours over midnight"),
            ([["07:00", "07:00"]], "1: 07:00–07:00 must end later"),
            ([["24:00", "24:00"]], "1: 24:00–24:00 must end later"),
            ([["07:00", "12:00"], ["11:59", "13:00"]], "1: Two openings overlap at 11"),
            ([["07:00", "12:00"], ["07:00", "12:00"]], "1: Two openings overlap at 07"),
            ([["7:00", "12:00"]], "1: '7:00' is not a time of day"),
            ([["07:60", "12:00"]], "1: '07:60' is not a time of day"),
            ([["07:00", "24:01"]], "1: '24:01' is not a time of day"),
            ([["07:00", "24:30"]], "1: '24:30' is not a time of day"),
            ([["07:00", "25:00"]], "1: '25:00' is not a time of day"),
            ([["07:00", "12:00\n"]], "is not a time of day"),
            ([["07:00"]], "1: not enough values"),
            ([7], "1: cannot unpack"),
            ([[7, 8]], "1: expected string"),
            (7, "1: 'int' object is not iterable"),
        ],
    )
    def test_hours(self, hours, problem):
        for place in ("weekly", "overrides"):
            key = "1" if place == "weekly" else "2026-09-02"
            raw = {"tz": "Asia/Jakarta", "weekly": {}, place: {key: hours}}
            with pytest.raises(CalendarError) as refusal:
                ServiceCalendar.from_json(raw)
            assert problem.removeprefix("1: ") in str(refusal.value)
            assert str(refusal.value).startswith(f"{key}: ")

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            ({"tz": "Asia/Bandung"}, "The time zone “Asia/Bandung” is not known"),
            ({"tz": ""}, "The time zone “” is not known"),
            ({"tz": "/etc/passwd"}, "The time zone “/etc/passwd” is not known"),
            ({"tz": 7}, "The time zone “7” is not known"),
            ({"weekly": {"0": []}}, "weekday '0': not one of 1"),
            ({"weekly": {"8": []}}, "weekday '8': not one of 1"),
            ({"weekly": {"12": []}}, "weekday '12': not one of 1"),
            ({"weekly": {"X": []}}, "weekday 'X': not one of 1"),
            ({"weekly": []}, "not a calendar: 'list' object"),
            ({"closed": {"2026-02-29": "x"}}, "'2026-02-29' is not a date"),
            ({"overrides": {"soon": []}}, "'soon' is not a date"),
        ],
    )
    def test_calendar(self, change, problem):
        with pytest.raises(CalendarError) as refusal:
            ServiceCalendar.from_json({"tz": "Asia/Jakarta", "weekly": {}} | change)
        assert problem in str(refusal.value)

    @pytest.mark.parametrize("missing", ["tz", "weekly"])
    def test_missing(self, missing):
        raw = {"tz": "Asia/Jakarta", "weekly": {}}
        del raw[missing]
        with pytest.raises(CalendarError, match=f"^{missing}: missing$"):
            ServiceCalendar.from_json(raw)

    @pytest.mark.parametrize("day", [0, 8])
    def test_weekday_given_as_a_number(self, day):
        with pytest.raises(CalendarError, match=f"weekday {day}: not one of 1"):
            ServiceCalendar("Asia/Jakarta", {day: ()})

    @pytest.mark.parametrize("hours", [((-1, 60),), ((0, DAY + 1),)])
    def test_hours_beyond_the_day(self, hours):
        with pytest.raises(CalendarError, match="on the same day"):
            ServiceCalendar("Asia/Jakarta", {1: hours})

    def test_both_are_value_errors(self):
        assert issubclass(CalendarError, ValueError)
        assert issubclass(NoServiceError, ValueError)


class TestJson:
    def test_round_trip(self):
        again = ServiceCalendar.from_json(json.loads(json.dumps(SCHOOL.to_json())))
        assert again == SCHOOL
        assert again.to_json() == SCHOOL.to_json()

    def test_shape(self):
        assert SCHOOL.to_json() == {
            "tz": "Asia/Jakarta",
            "weekly": {
                **{
                    str(d): [["07:00", "12:00"], ["13:00", "15:00"]]
                    for d in range(1, 5)
                },
                "5": [["07:00", "11:30"]],
                "6": [],
                "7": [],
            },
            "closed": {"2026-08-17": "Proklamasi", "2026-08-18": "closed, but"},
            "overrides": {"2026-08-18": [["09:00", "10:00"]]},
        }

    def test_openings_are_put_in_order(self):
        assert every_day(LUNCH[::-1]) == every_day(LUNCH)

    def test_closed_and_overrides_may_be_left_out(self):
        raw = {"tz": "Asia/Jakarta", "weekly": {"1": [["00:00", "24:00"]]}}
        calendar = ServiceCalendar.from_json(raw)
        assert calendar == ServiceCalendar("Asia/Jakarta", {1: WHOLE_DAY})
        assert calendar.to_json()["weekly"]["1"] == [["00:00", "24:00"]]

    def test_what_was_compiled_is_no_part_of_it(self):
        used = every_day(LUNCH)
        used.service(0, DAY)
        assert used == every_day(LUNCH)
        assert "_line" not in repr(used)


class TestSeasons:
    TERM = date(2027, 1, 4)
    CALENDAR = ServiceCalendar(
        "Asia/Jakarta",
        {1: LUNCH, 2: LUNCH},
        closed={date(2027, 1, 5): "Libur"},
        seasons={date(2027, 7, 12): {1: WHOLE_DAY}, TERM: {1: ((0, HOUR),)}},
    )

    @pytest.mark.parametrize(
        ("day", "seconds"),
        [
            ("2026-12-28", 7 * HOUR),
            ("2026-12-29", 7 * HOUR),
            ("2027-01-04", HOUR),
            ("2027-01-05", 0),
            ("2027-01-12", 0),
            ("2027-07-05", HOUR),
            ("2027-07-12", DAY),
        ],
    )
    def test_weekly_hours_hold_from_a_date_on(self, day, seconds):
        begin = at(day)
        assert self.CALENDAR.service(begin, begin + DAY) == seconds

    def test_what_was_before_stays(self):
        before = ServiceCalendar("Asia/Jakarta", {1: LUNCH, 2: LUNCH})
        span = at("2020-01-01"), at("2027-01-04")
        assert self.CALENDAR.service(*span) == before.service(*span)

    def test_json(self):
        raw = json.loads(json.dumps(self.CALENDAR.to_json()))
        assert list(raw["seasons"]) == ["2027-01-04", "2027-07-12"]
        assert raw["seasons"]["2027-01-04"]["1"] == [["00:00", "01:00"]]
        assert ServiceCalendar.from_json(raw) == self.CALENDAR

    def test_without_any_the_stored_form_stays_as_it_was(self):
        assert "seasons" not in SCHOOL.to_json()

    @pytest.mark.parametrize(
        ("seasons", "problem"),
        [
            ({"soon": {}}, "'soon' is not a date"),
            ({"2027-01-04": {"8": []}}, "weekday '8': not one of 1"),
            ({"2027-01-04": {"1": [["12:00", "07:00"]]}}, "must end later"),
        ],
    )
    def test_refused(self, seasons, problem):
        raw = {"tz": "Asia/Jakarta", "weekly": {}, "seasons": seasons}
        with pytest.raises(CalendarError) as refusal:
            ServiceCalendar.from_json(raw)
        assert problem in str(refusal.value)


class TestTyped:
    @pytest.mark.parametrize(
        "text",
        [
            "07:00–12:00, 13:00–15:00",
            "07.00-12.00,13.00-15.00",
            "7-12; 13—15",
            " 07.00 – 12.00\n13.00 s/d 15.00 ",
            "13.00–15.00, 07.00–12.00",
            "07.00 sampai 12.00 dan 13.00 to 15.00",
        ],
    )
    def test_hours(self, text):
        assert read_hours(text) == LUNCH

    @pytest.mark.parametrize("text", ["", "  ", "-", "–"])
    def test_nothing_is_closed(self, text):
        assert read_hours(text) == ()

    def test_a_whole_day(self):
        assert read_hours("00.00–24.00") == WHOLE_DAY

    @pytest.mark.parametrize(
        ("text", "message", "facts"),
        [
            ("pagi", NO_TIME, {"text": "pagi"}),
            ("07.00", NO_TIME, {"text": "07.00"}),
            ("07.60–08.00", NO_TIME, {"text": "07.60–08.00"}),
            ("07.00–24.30", NO_TIME, {"text": "07.00–24.30"}),
            ("25.00–26.00", NO_TIME, {"text": "25.00–26.00"}),
            ("07.00–12.00 13.00–15.00", NO_TIME, {"text": "07.00–12.00 13.00–15.00"}),
            ("12–7", BACKWARDS, {"opening": "12:00", "closing": "07:00"}),
            ("22–2", BACKWARDS, {"opening": "22:00", "closing": "02:00"}),
            ("7–12, 11–13", OVERLAP, {"opening": "11:00"}),
        ],
    )
    def test_refused_with_facts(self, text, message, facts):
        with pytest.raises(CalendarError) as refusal:
            read_hours(text)
        assert (refusal.value.message, refusal.value.facts) == (message, facts)

    def test_shown_as_read(self):
        assert shown(LUNCH) == "07.00–12.00, 13.00–15.00"
        assert read_hours(shown(WHOLE_DAY)) == WHOLE_DAY
        assert shown(()) == ""


class TestService:
    @pytest.mark.parametrize(
        ("begin", "end", "seconds"),
        [
            ("2026-09-02 07:00:00", "2026-09-02 07:00:01", 1),
            ("2026-09-02 06:59:59", "2026-09-02 07:00:00", 0),
            ("2026-09-02 06:59:59", "2026-09-02 07:00:01", 1),
            ("2026-09-02 11:59:59", "2026-09-02 13:00:01", 2),
            ("2026-09-02 12:00:00", "2026-09-02 13:00:00", 0),
            ("2026-09-02 00:00:00", "2026-09-03 00:00:00", 7 * HOUR),
            ("2026-09-04 00:00:00", "2026-09-07 00:00:00", 4 * HOUR + 1800),
            ("2026-08-17 00:00:00", "2026-08-18 00:00:00", 0),
            ("2026-08-18 00:00:00", "2026-08-19 00:00:00", HOUR),
            ("2026-09-02 09:00:00", "2026-09-02 09:00:00", 0),
            ("2026-09-02 10:00:00", "2026-09-02 09:00:00", 0),
            ("2025-12-31 14:00:00", "2026-01-01 08:00:00", 2 * HOUR),
        ],
    )
    def test_seconds(self, begin, end, seconds):
        assert SCHOOL.service(at(begin), at(end)) == seconds

    def test_a_ticket_may_wait_for_years(self):
        daily = every_day(((0, HOUR),))
        assert daily.service(at("2020-01-01"), at("2030-01-01")) == 3653 * HOUR

    def test_years_are_compiled_in_any_order(self):
        asked = [at(f"{year}-05-05 09:00") for year in (2026, 1999, 2040, 1998, 2026)]
        fresh = {t: every_day(LUNCH).service(at("1998-01-01"), t) for t in asked}
        calendar = every_day(LUNCH)
        for instant in asked:
            before = calendar.position(at("2026-09-02"))
            calendar.position(instant)
            assert calendar.position(at("2026-09-02")) == before
        for instant in asked:
            assert calendar.service(at("1998-01-01"), instant) == fresh[instant]

    def test_a_gap_is_not_left_between_years_that_are_far_apart(self):
        calendar = every_day(WHOLE_DAY)
        calendar.position(at("2020-06-01"))
        assert calendar.service(at("2020-06-01"), at("2026-06-01")) == 2191 * DAY

    @pytest.mark.parametrize(
        "zone", ["UTC", "America/New_York", "Pacific/Kiritimati", "Asia/Jakarta"]
    )
    @pytest.mark.parametrize("years", [-1, 0, 1, 2])
    def test_no_second_is_lost_where_years_meet(self, zone, years):
        border = ANCHOR + years * YEAR
        span = border - 2 * DAY, border + 2 * DAY
        calendar = every_day(WHOLE_DAY, zone)
        assert calendar.service(*span) == 4 * DAY
        assert list(calendar.intervals(*span)) == [span]

    def test_outside_the_era_there_is_no_service(self):
        calendar = every_day(WHOLE_DAY, "UTC")
        assert calendar.service(-10 * DAY, 10) == 10
        assert calendar.service(ERA_END - 11, ERA_END + 10 * YEAR) == 10
        assert not calendar.is_open(-1)
        assert calendar.is_open(0)

    def test_open_and_closed(self):
        table = {
            "06:59:59": False, "07:00:00": True, "11:59:59": True, "12:00:00": False,
            "13:00:00": True, "14:59:59": True, "15:00:00": False,
        }  # fmt: skip
        for clock, is_open in table.items():
            assert SCHOOL.is_open(at(f"2026-09-02 {clock}")) is is_open

    def test_threads_may_compile_at_once(self):
        calendar = every_day(WHOLE_DAY, "UTC")
        wrong = []

        def ask(first: int) -> None:
            for year in [*range(first, 60, 4), *range(first, 60, 4)]:
                begin = year * YEAR
                if calendar.service(begin, begin + 5 * DAY) != 5 * DAY:
                    wrong.append(year)

        switching = sys.getswitchinterval()
        sys.setswitchinterval(1e-6)
        threads = [Thread(target=ask, args=(first,)) for first in (3, 1, 2, 0)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        sys.setswitchinterval(switching)
        assert wrong == []


class TestAdd:
    @pytest.mark.parametrize(
        ("instant", "seconds", "due"),
        [
            ("2026-09-02 09:00", 60, "2026-09-02 09:01"),
            ("2026-09-02 11:59", 60, "2026-09-02 12:00"),
            ("2026-09-02 11:59", 61, "2026-09-02 13:00:01"),
            ("2026-09-02 14:59", 120, "2026-09-03 07:01"),
            ("2026-09-02 03:00", 1, "2026-09-02 07:00:01"),
            ("2026-09-04 11:00", 1801, "2026-09-07 07:00:01"),
            ("2026-08-14 11:00", 1800 + HOUR, "2026-08-18 10:00"),
            ("2026-09-02 12:30", 0, "2026-09-02 12:30"),
            ("2026-09-02 12:30", -5, "2026-09-02 12:30"),
        ],
    )
    def test_due(self, instant, seconds, due):
        assert SCHOOL.add(at(instant), seconds) == at(due)

    def test_years_ahead(self):
        yearly = ServiceCalendar(
            "UTC", {}, overrides={date(2036 - 1, 12, 1): ((0, HOUR),)}
        )
        assert yearly.add(at("2026-09-02", "UTC"), HOUR) == at(
            "2035-12-01 01:00", "UTC"
        )

    def test_without_service_it_gives_up_after_ten_years(self):
        never = every_day(())
        with pytest.raises(NoServiceError, match="Asia/Jakarta for ten years"):
            never.add(at("2026-09-02"), 1)
        assert 10 * YEAR <= never._line.end - at("2026-09-02") < 11 * YEAR
        assert never.add(at("2026-09-02"), 0) == at("2026-09-02")

    def test_the_ten_years_begin_with_the_last_service(self):
        once = ServiceCalendar("UTC", {}, overrides={date(2035, 1, 1): ((0, HOUR),)})
        with pytest.raises(NoServiceError):
            once.add(at("2026-09-02", "UTC"), HOUR + 1)
        assert once._line.end - at("2035-01-01", "UTC") >= 10 * YEAR

    def test_it_ends_at_the_end_of_the_era(self):
        calendar = every_day(WHOLE_DAY, "UTC")
        assert calendar.add(ERA_END - 100, 50) == ERA_END - 50
        assert calendar.add(ERA_END - 100, 100) == ERA_END
        with pytest.raises(NoServiceError):
            calendar.add(ERA_END - 100, 101)


class TestIntervals:
    def test_openings_within(self):
        inside = SCHOOL.intervals(at("2026-09-02 11:00"), at("2026-09-03 07:30"))
        assert list(inside) == [
            (at("2026-09-02 11:00"), at("2026-09-02 12:00")),
            (at("2026-09-02 13:00"), at("2026-09-02 15:00")),
            (at("2026-09-03 07:00"), at("2026-09-03 07:30")),
        ]

    @pytest.mark.parametrize(
        ("begin", "end"),
        [
            ("2026-09-02 12:00", "2026-09-02 13:00"),
            ("2026-09-02 09:00", "2026-09-02 09:00"),
            ("2026-09-02 10:00", "2026-09-02 09:00"),
        ],
    )
    def test_none(self, begin, end):
        assert list(SCHOOL.intervals(at(begin), at(end))) == []

    def test_the_last_opening_there_is(self):
        once = ServiceCalendar("UTC", {}, overrides={date(2026, 9, 2): ((0, HOUR),)})
        day = at("2026-09-02", "UTC")
        assert list(once.intervals(day - DAY, day + DAY)) == [(day, day + HOUR)]

    def test_openings_that_touch_are_one(self):
        span = at("2019-03-03 05:00"), at("2026-03-03 05:00")
        assert list(every_day(WHOLE_DAY).intervals(*span)) == [span]
        halves = every_day(((0, HOUR), (HOUR, DAY)))
        assert list(halves.intervals(*span)) == [span]


# Sydney: on 2026-04-05 03:00 becomes 02:00, on 2026-10-04 02:00 becomes 03:00.
class TestChangeOfClocks:
    @pytest.mark.parametrize(
        ("hours", "autumn", "spring"),
        [
            ((0, 24), 25, 23),
            ((0, 6), 7, 5),
            ((2, 3), 2, 0),
            ((2, 2.5), 1, 0),
            ((2.5, 5), 3, 2),
            ((0, 2.5), 3, 2),
            ((2.25, 2.75), 1, 0),
            ((2.5, 3.25), 1.25, 0.25),
            ((1.75, 2.25), 0.75, 0.25),
            ((3, 5), 2, 2),
            ((0, 2), 2, 2),
        ],
    )
    def test_hours_of_service(self, hours, autumn, spring):
        opening, closing = hours
        local = ((int(opening * HOUR), int(closing * HOUR)),)
        calendar = every_day(local, "Australia/Sydney")
        for day, expected in (("2026-04-05", autumn), ("2026-10-04", spring)):
            begin = at(day, "Australia/Sydney")
            end = at(str(date.fromisoformat(day) + timedelta(1)), "Australia/Sydney")
            assert calendar.service(begin, end) == expected * HOUR
            assert calendar.service(end, end + DAY) == (closing - opening) * HOUR

    def test_a_doubled_hour_opens_and_closes_twice(self):
        calendar = every_day(
            ((int(2.25 * HOUR), int(2.75 * HOUR)),), "Australia/Sydney"
        )
        begin = at("2026-04-05", "Australia/Sydney")
        first, second = calendar.intervals(begin, begin + 12 * HOUR)
        assert first[0] == at("2026-04-05 02:15", "Australia/Sydney")
        assert second[0] == at("2026-04-05 02:15", "Australia/Sydney", fold=1)
        assert first[1] - first[0] == second[1] - second[0] == HOUR // 2

    def test_a_missing_midnight(self):
        cairo = every_day(((0, HOUR), (23 * HOUR, DAY)), "Africa/Cairo")
        begin = at("2026-04-23 12:00", "Africa/Cairo")
        assert [end - start for start, end in cairo.intervals(begin, begin + DAY)] == [
            HOUR
        ]

    def test_a_date_that_never_was(self):
        apia = every_day(WHOLE_DAY, "Pacific/Apia")
        begin, end = at("2011-12-29", "Pacific/Apia"), at("2011-12-31", "Pacific/Apia")
        assert apia.service(begin, end) == DAY == end - begin

    def test_stretches_of_one_offset(self):
        zone = ZoneInfo("Australia/Sydney")
        begin, end = at("2026-04-05", zone.key) - DAY, at("2026-10-05", zone.key)
        change = [at("2026-04-05 03:00", zone.key), at("2026-10-04 03:00", zone.key)]
        change[0] = at("2026-04-05 02:00", zone.key, fold=1)
        assert list(offsets(zone, begin, end)) == [
            (begin, change[0], 11 * HOUR),
            (change[0], change[1], 10 * HOUR),
            (change[1], end, 11 * HOUR),
        ]

    @pytest.mark.parametrize("shift", [0, 1, 2, DAY - 1, DAY, DAY + 1])
    def test_a_change_is_found_wherever_the_compiling_begins_or_ends(self, shift):
        zone = ZoneInfo("Australia/Sydney")
        change = at("2026-04-05 02:00", zone.key, fold=1)
        parts = list(offsets(zone, change - shift, change + 3 * DAY))
        assert parts[-1] == (change, change + 3 * DAY, 10 * HOUR)
        parts = list(offsets(zone, change + shift, change + 3 * DAY))
        assert parts == [(change + shift, change + 3 * DAY, 10 * HOUR)]
        parts = list(offsets(zone, change - 3 * DAY, change + shift))
        assert [part[0] for part in parts] == [change - 3 * DAY, change][: shift + 1]
        assert parts[-1][1] == change + shift


def test_positions_are_counted_from_the_anchor():
    calendar = every_day(WHOLE_DAY, "UTC")
    assert [calendar.position(ANCHOR + s) for s in (-7, 0, 7)] == [-7, 0, 7]


@settings(QUICK)
@given(calendars(), st.integers(-DAY, DAY), st.integers(0, 2 * DAY))
def test_it_agrees_with_a_wall_clock(drawn, offset, length):
    calendar, start = drawn
    begin = (start + offset) // 60 * 60
    end = begin + length // 60 * 60
    wall = WallClock(calendar.to_json())
    open_minutes = [t for t in range(begin, end, 60) if wall.serves(t)]
    assert calendar.service(begin, end) == 60 * len(open_minutes)
    inside = calendar.intervals(begin, end)
    assert [t for a, b in inside for t in range(a, b, 60)] == open_minutes
    assert calendar.is_open(begin) is wall.serves(begin)


@settings(QUICK)
@given(calendars(), st.integers(-DAY, DAY), st.integers(1, 2 * DAY))
def test_add_is_the_first_instant_with_so_much_service(drawn, offset, seconds):
    calendar, start = drawn
    begin = start + offset
    try:
        due = calendar.add(begin, seconds)
    except NoServiceError:
        assert calendar.service(begin, begin + YEAR) < seconds
        return
    assert calendar.service(begin, due) == seconds
    assert calendar.service(begin, due - 1) == seconds - 1


@settings(QUICK, max_examples=15)
@given(st.integers(0, 300), st.integers(0, 40 * 24), st.booleans())
def test_it_agrees_with_businesstimedelta(day, hours, is_jakarta):
    zone = "Asia/Jakarta" if is_jakarta else "America/New_York"
    closed = {date(2026, 2, 17): "Imlek", date(2026, 12, 25): "Natal"}
    weekly = {**dict.fromkeys(range(1, 6), LUNCH), 6: ((8 * HOUR, 11 * HOUR),)}
    calendar = ServiceCalendar(zone, weekly, closed=closed)
    begin = datetime(2026, 1, 1, 5, 17, 3, tzinfo=UTC) + timedelta(days=day)
    end = begin + timedelta(hours=hours)
    seconds = calendar.service(int(begin.timestamp()), int(end.timestamp()))
    assert timedelta(seconds=seconds) == _oracle(zone, closed, begin, end)


def _oracle(zone: str, closed: dict, begin: datetime, end: datetime) -> timedelta:
    import pytz

    def rule(first: int, last: int, days: list[int]) -> object:
        return businesstimedelta.WorkDayRule(
            start_time=time(first),
            end_time=time(last),
            working_days=days,
            tz=pytz.timezone(zone),
        )

    holidays = businesstimedelta.HolidayRule(closed, tz=pytz.timezone(zone))
    week = [*range(5)]
    rules = [rule(7, 12, week), rule(13, 15, week), rule(8, 11, [5]), holidays]
    spent = businesstimedelta.Rules(rules).difference(begin, end)
    return timedelta(hours=spent.hours, seconds=spent.seconds)
