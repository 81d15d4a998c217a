"""Why every second counts as it does: the rows add up to the figures, and say why."""

from datetime import date
from itertools import pairwise

from hypothesis import given

from desk.domain.calendar import ServiceCalendar
from desk.domain.clock import measure
from desk.domain.closing import (
    Closure,
    ClosureKind,
    OffDuty,
    OffDutyKind,
    closures,
    off_duty,
)
from desk.domain.course import State
from desk.domain.explanation import Border, Edge, Reason, Row, Rule, explain
from desk.domain.log import Event, EventKind
from desk.domain.roster import Away, Duty, DutyRoster
from desk.domain.vocabulary import Attendance, PauseReason, Step
from tests.domain.strategies import QUICK, Case, cases

WEEK = {
    day: [["07:00", "12:00"], ["13:00", "15:00"]] for day in ("1", "2", "3", "4", "5")
}
CALENDAR = ServiceCalendar.from_json(
    {
        "tz": "Asia/Jakarta",
        "weekly": {**WEEK, "6": [], "7": []},
        "closed": {"2026-09-07": "Rapat guru", "2026-09-08": "Rapat guru"},
        "overrides": {"2026-09-09": [["09:00", "10:00"]]},
    }
)
MONDAY = 1_788_109_200  # 31 August 2026, 00.00 in Jakarta
MINUTE, HOUR, DAY = 60, 3600, 86_400
SISWA, SISWI, PENGAWAS = 1, 2, 3
# These borders name the events that drew them.
NAMED = {Border.EVENT, Border.CLAIM, Border.WRITTEN}


def at(hour: int, minute: int = 0, *, day: int = 0) -> int:
    """Return a local time of that Monday, or of a day after it."""
    return MONDAY + day * DAY + hour * HOUR + minute * MINUTE


def log(*told: tuple) -> list[Event]:
    """Return a log of (kind, instant, other fields), recorded at once unless told."""
    return [
        Event(
            n=n,
            kind=kind,
            at=instant,
            **{"recorded_at": instant, "by": SISWA, **(rest[0] if rest else {})},
        )
        for n, (kind, instant, *rest) in enumerate(told, start=1)
    ]


def reasons(rows: list[Row]) -> list[tuple[Rule, ...]]:
    return [tuple(reason.rule for reason in row.reasons) for row in rows]


def sums(rows: list[Row]) -> dict:
    found: dict = {}
    for row in rows:
        bucket = row.part.counted_for
        found[bucket] = found.get(bucket, 0) + row.part.seconds
    return found


RECEIVED = (EventKind.RECEIVED, at(9))
RECORDED = (EventKind.RECORDED, at(9, 10))
CONFIRMED = (EventKind.CONFIRMED, at(9, 20))


@QUICK
@given(cases())
def test_the_rows_add_up_to_the_figures_without_hole_or_overlap(case: Case):
    judged = case.but(verified=frozenset(), rejected=frozenset(), cap=25_200)
    rows = explain(judged.events, judged.calendar, judged.as_of, roster=judged.roster)
    figures = judged.measure()
    assert all(a.part.end == b.part.begin for a, b in pairwise(rows))
    assert all(row.part.seconds > 0 for row in rows)
    found = sums(rows)
    assert {step: found.get(step, 0) for step in Step} == figures.steps
    assert found.get(State.PAUSED, 0) == figures.paused
    assert found.get(State.CLOSED, 0) == figures.closed
    assert found.get(State.OFF_HOURS, 0) == figures.off_hours
    shares: dict = {}
    for row in rows:
        if row.part.state is State.ACTIVE:
            held = shares.get(row.part.holder, 0)
            shares[row.part.holder] = held + row.part.seconds
    assert shares == figures.shares


@QUICK
@given(cases())
def test_every_row_that_is_no_ones_work_says_why(case: Case):
    for row in explain(case.events, case.calendar, case.as_of, roster=case.roster):
        is_plain = row.part.state is State.ACTIVE and row.part.holder is not None
        assert is_plain or row.reasons
        for edge in (row.begins, row.ends):
            assert (edge.border in NAMED) == bool(edge.events)


@QUICK
@given(cases())
def test_midnight_is_at_midnight(case: Case):
    for row in explain(case.events, case.calendar, case.as_of, roster=case.roster):
        day = case.calendar.local_day(row.part.begin)
        is_midnight = case.calendar.day_span(day)[0] == row.part.begin
        assert is_midnight or row.begins.border is not Border.MIDNIGHT


def test_a_plain_morning_names_the_events_between():
    rows = explain(log(RECEIVED, RECORDED, CONFIRMED), CALENDAR, at(9, 30))
    assert reasons(rows) == [(), (), ()]
    edges = [rows[0].begins, *(row.ends for row in rows)]
    events = [Edge(Border.EVENT, (n,)) for n in (1, 2, 3)]
    assert edges == [*events, Edge(Border.NOW)]


def test_off_hours_stay_whole_over_night_and_say_what_opens_and_closes():
    rows = explain(log(RECEIVED), CALENDAR, at(8, day=1))
    assert [row.part.state for row in rows] == [
        State.ACTIVE,
        State.OFF_HOURS,
        State.ACTIVE,
        State.OFF_HOURS,
        State.ACTIVE,
    ]
    night = rows[3]
    assert (night.part.begin, night.part.end) == (at(15), at(7, day=1))
    assert (night.begins, night.ends) == (Edge(Border.CLOSES), Edge(Border.OPENS))
    assert reasons(rows)[1] == (Rule.OFF_HOURS,)


def test_service_round_the_clock_is_cut_at_midnight_for_the_sums_of_a_day():
    week = {str(day): [["00:00", "24:00"]] for day in range(1, 8)}
    calendar = ServiceCalendar.from_json({"tz": "Asia/Jakarta", "weekly": week})
    rows = explain(log(RECEIVED), calendar, at(8, day=2))
    assert [row.part.begin for row in rows] == [at(9), at(0, day=1), at(0, day=2)]
    assert rows[0].ends == Edge(Border.MIDNIGHT)


def test_what_nobody_held_is_the_queues():
    rows = explain(log((EventKind.RECEIVED, at(9), {"by": None})), CALENDAR, at(10))
    assert reasons(rows) == [(Rule.QUEUE,)]


def test_what_the_owner_was_off_duty_for_is_the_queues():
    shifts = {SISWA: [(at(7), at(11))]}
    rows = explain(log(RECEIVED), CALENDAR, at(12), roster=shifts)
    assert reasons(rows) == [(), (Rule.OFF_DUTY,)]
    assert rows[1].begins == Edge(Border.SHIFT_ENDS)
    later = explain(log(RECEIVED), CALENDAR, at(12), roster={SISWA: [(at(10), at(12))]})
    assert later[1].begins == Edge(Border.SHIFT_BEGINS)


PAUSED = (EventKind.PAUSED, at(9, 30), {"reason": PauseReason.WAITING_CUSTOMER})
SUPPLIER = (EventKind.PAUSED, at(9, 30), {"reason": PauseReason.WAITING_SUPPLIER})
RESUMED = (EventKind.RESUMED, at(10))
WALK = (RECEIVED, RECORDED, CONFIRMED)


def test_a_pause_stops_the_clock():
    rows = explain(log(*WALK, PAUSED, RESUMED), CALENDAR, at(10, 30))
    assert rows[3].reasons == (Reason(Rule.PAUSED, 4),)
    assert rows[4].reasons == ()


def test_a_pause_ends_at_its_cap():
    rows = explain(log(*WALK, PAUSED), CALENDAR, at(10, day=1))
    capped = [row for row in rows if row.begins.border is Border.CAP]
    assert [row.part.begin for row in capped] == [at(9, 30, day=1)]
    assert capped[0].reasons == (Reason(Rule.PAUSE_CAP, 4),)


def test_a_pause_for_a_supplier_counts_until_a_supervisor_approves():
    events = log(*WALK, SUPPLIER, RESUMED)
    rows = explain(events, CALENDAR, at(10, 30))
    assert rows[3].part.counted_for is Step.FULFIL
    assert rows[3].reasons == (Reason(Rule.PAUSE_WAITS, 4),)
    assert rows[3].begins == Edge(Border.EVENT, (4,))
    approved = (EventKind.VERIFIED, at(10, 10), {"by": PENGAWAS, "target": 4})
    rows = explain(log(*WALK, SUPPLIER, RESUMED, approved), CALENDAR, at(10, 30))
    assert rows[3].reasons == (Reason(Rule.PAUSE_APPROVED, 4),)
    assert rows[3].part.state is State.PAUSED


def test_a_pause_that_changes_hands_began_once():
    taken = (EventKind.TAKEN, at(9, 50), {"by": SISWI})
    rows = explain(log(*WALK, SUPPLIER, taken), CALENDAR, at(10, 30))
    named = [n for row in rows for n in row.begins.events]
    assert sorted(named) == [1, 2, 3, 4, 5]
    assert rows[-1].reasons == (Reason(Rule.PAUSE_WAITS, 4),)


def test_a_pause_turned_down_is_active_time_and_says_so():
    refused = (EventKind.REJECTED, at(10, 10), {"by": PENGAWAS, "target": 4})
    rows = explain(log(*WALK, PAUSED, RESUMED, refused), CALENDAR, at(10, 30))
    assert rows[3].part.counted_for is Step.FULFIL
    assert rows[3].reasons == (Reason(Rule.PAUSE_TURNED_DOWN, 4),)
    assert (rows[3].part.begin, rows[3].part.end) == (at(9, 30), at(10))
    undone = (EventKind.VOIDED, at(10, 11), {"by": PENGAWAS, "target": 6})
    rows = explain(log(*WALK, PAUSED, RESUMED, refused, undone), CALENDAR, at(10, 30))
    assert rows[3].reasons == (Reason(Rule.PAUSED, 4),)


PAPER = {"recorded_at": at(10), "is_paper": True}


def test_a_claim_counts_from_its_recording_until_it_is_verified():
    claim = (EventKind.RECORDED, at(9, 12), PAPER)
    rows = explain(log(RECEIVED, claim), CALENDAR, at(10, 30))
    assert [row.part.begin for row in rows] == [at(9), at(9, 12), at(10)]
    assert reasons(rows) == [(), (Rule.CLAIM_WAITS,), ()]
    assert rows[1].begins == Edge(Border.CLAIM, (2,))
    verified = (EventKind.VERIFIED, at(10, 20), {"by": PENGAWAS, "target": 2})
    rows = explain(log(RECEIVED, claim, verified), CALENDAR, at(10, 30))
    assert [row.part.counted_for for row in rows] == [
        Step.RECORD,
        Step.CONFIRM,
        Step.CONFIRM,
    ]
    assert reasons(rows) == [(), (Rule.CLAIM_VERIFIED,), ()]
    assert rows[2].begins == rows[1].ends == Edge(Border.WRITTEN, (2,))
    rejected = (EventKind.REJECTED, at(10, 20), {"by": PENGAWAS, "target": 2})
    rows = explain(log(RECEIVED, claim, rejected), CALENDAR, at(10, 30))
    assert reasons(rows) == [(), (Rule.CLAIM_TURNED_DOWN,), ()]


def test_a_late_receipt_counts_from_when_it_reached_the_desk():
    rows = explain(log((EventKind.RECEIVED, at(9), PAPER)), CALENDAR, at(10, 30))
    assert reasons(rows) == [(Rule.CLAIM_COUNTS,), ()]
    assert rows[0].ends == Edge(Border.WRITTEN, (1,))


def test_a_duplicates_receipt_comes_first():
    merged = (EventKind.RECEIVED, at(8), {"is_duplicate": True, "recorded_at": at(10)})
    rows = explain(log(RECEIVED, merged), CALENDAR, at(10, 30))
    assert Rule.DUPLICATE in reasons(rows)[0]
    assert (rows[0].part.begin, rows[0].part.end) == (at(8), at(9))


def test_closed_time_is_its_own_bucket():
    done = [(EventKind.FULFILLED, at(9, 30)), (EventKind.THANKED, at(9, 40))]
    back = (EventKind.REOPENED, at(11))
    rows = explain(log(*WALK, *done, back), CALENDAR, at(11, 30))
    assert (Rule.CLOSED,) in reasons(rows)
    assert sums(rows)[State.CLOSED] == 80 * MINUTE


def test_what_was_undone_is_not_there():
    undone = (EventKind.VOIDED, at(9, 12), {"target": 2})
    rows = explain(log(RECEIVED, RECORDED, undone), CALENDAR, at(9, 30))
    assert len(rows) == 1
    assert (
        explain(
            log(RECEIVED, (EventKind.VOIDED, at(9, 1), {"target": 1})), CALENDAR, at(10)
        )
        == []
    )


def test_names_the_days_without_service():
    found = closures(CALENDAR, at(15, day=4), at(9, day=9))
    assert found == [
        Closure(ClosureKind.WEEKDAY, date(2026, 9, 5), date(2026, 9, 6)),
        Closure(ClosureKind.CLOSED, date(2026, 9, 7), date(2026, 9, 8), "Rapat guru"),
        Closure(
            ClosureKind.SPECIAL,
            date(2026, 9, 9),
            date(2026, 9, 9),
            hours=((9 * HOUR, 10 * HOUR),),
        ),
    ]
    assert closures(CALENDAR, at(12), at(13)) == []


def test_says_why_somebody_was_off_duty():
    duties = (
        Duty(SISWA, at(7), at(9)),
        Duty(SISWA, at(11), at(12)),
        Duty(SISWI, at(7), at(12), Attendance.SICK),
    )
    roster = DutyRoster(duties, (Away(PENGAWAS, at(0), at(0, day=5)),), CALENDAR)
    why = {
        (SISWA, at(8, day=1)): OffDuty(OffDutyKind.NO_SHIFT),
        (SISWA, at(6)): OffDuty(OffDutyKind.SHIFT_AHEAD, at(7)),
        (SISWA, at(10)): OffDuty(OffDutyKind.SHIFT_ENDED, at(9)),
        (SISWI, at(8)): OffDuty(OffDutyKind.NOT_THERE, attendance=Attendance.SICK),
        (SISWI, at(13)): OffDuty(OffDutyKind.NO_SHIFT),
        (PENGAWAS, at(8)): OffDuty(OffDutyKind.AWAY, at(0, day=5)),
        (PENGAWAS, at(8, day=6)): OffDuty(OffDutyKind.NO_SHIFT),
    }
    assert {asked: off_duty(roster, *asked) for asked in why} == why


def test_an_explanation_is_of_the_same_figures_the_ticket_shows():
    events = log(*WALK, PAUSED, RESUMED)
    figures = measure(events, CALENDAR, at(10, 30))
    assert sums(explain(events, CALENDAR, at(10, 30)))[State.PAUSED] == figures.paused
