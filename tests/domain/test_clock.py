"""The hard rules of the clock, each as a small table a teacher could check by hand.

The shop serves 07:00-12:00 and 13:00-15:00 every day; all instants are on
2 September 2026 (Jakarta) unless a day is given, like "3 08:00".
"""

import pytest

from desk.domain.calendar import ServiceCalendar
from desk.domain.clock import (
    QUEUE,
    Measures,
    Slice,
    Status,
    measure,
    slices,
)
from desk.domain.course import PAUSE_CAP, State
from desk.domain.due import due
from desk.domain.log import Event, EventKind
from desk.domain.vocabulary import Step

MINUTE, HOUR, DAY = 60, 3600, 86_400
MIDNIGHT = 1_788_282_000  # 2026-09-02T00:00:00+07:00
SHOP = ServiceCalendar(
    "Asia/Jakarta",
    dict.fromkeys(range(1, 8), ((7 * HOUR, 12 * HOUR), (13 * HOUR, 15 * HOUR))),
)
NEVER = ServiceCalendar("Asia/Jakarta", {})
ANI, BUDI, CICI = 1, 2, 3


def at(text: str) -> int:
    day, _, time = text.rpartition(" ")
    hour, minute = time.split(":")
    days = int(day or "2") - 2
    return MIDNIGHT + days * DAY + int(hour) * HOUR + int(minute) * MINUTE


def log(*rows: str) -> list[Event]:
    """Write a log of rows like "07:00 received 1" or "08:00 taken 2 recorded=09:00"."""
    return [_event(n, row) for n, row in enumerate(rows, start=1)]


def _event(n: int, row: str) -> Event:
    words = row.split()
    day = [words.pop(0)] if ":" not in words[0] else []
    when, kind, *rest = words
    facts = dict(word.split("=") for word in rest if "=" in word)
    by = [int(word) for word in rest if word.isdigit()]
    claimed = at(" ".join([*day, when]))
    recorded = facts.get("recorded")
    return Event(
        n,
        next(k for k in EventKind if k == kind),
        claimed,
        at(" ".join([*day, recorded])) if recorded else claimed,
        by[0] if by else None,
        to=next((s for s in Step if s == facts.get("to")), None),
        target=int(facts["target"]) if "target" in facts else None,
        reason=facts.get("reason"),
        is_duplicate="duplicate" in rest,
    )


def minutes(*rows: str, as_of: str = "14:00", **rest) -> Measures:
    return measure(log(*rows), SHOP, at(as_of), **rest)


def steps(measures: Measures) -> list[int]:
    return [seconds // MINUTE for seconds in measures.steps.values()]


TO_FULFIL = ("08:00 received 1", "08:10 recorded", "08:30 confirmed")
DONE = (*TO_FULFIL, "09:00 fulfilled", "09:05 thanked")


class TestSteps:
    def test_one_after_the_other(self):
        got = minutes(*DONE)
        assert steps(got) == [10, 20, 30, 5]
        assert got.status is Status.CLOSED
        assert (got.started_at, got.ended_at) == (at("08:00"), at("09:05"))
        assert (got.response, got.resolution) == (30 * MINUTE, 65 * MINUTE)
        assert (got.first_resolution, got.wall) == (65 * MINUTE, 65 * MINUTE)
        assert (got.paused, got.closed, got.off_hours, got.pickup) == (0, 0, 0, 0)
        assert got.shares == {ANI: 65 * MINUTE}
        assert got.shares_by_step == {
            Step.RECORD: {ANI: 10 * MINUTE},
            Step.CONFIRM: {ANI: 20 * MINUTE},
            Step.FULFIL: {ANI: 30 * MINUTE},
            Step.THANK: {ANI: 5 * MINUTE},
        }

    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            (["08:10 confirmed"], [120, 0, 0, 0]),
            (["08:10 fulfilled", "08:20 thanked"], [120, 0, 0, 0]),
            (["08:10 recorded", "08:20 recorded"], [10, 110, 0, 0]),
            (["08:10 recorded", "08:20 thanked", "08:30 confirmed"], [10, 20, 90, 0]),
            (["08:10 reopened"], [120, 0, 0, 0]),
            (["08:10 customer_contacted", "08:20 resumed"], [120, 0, 0, 0]),
            (["08:10 approval_granted"], [120, 0, 0, 0]),
        ],
    )
    def test_what_does_not_apply_changes_nothing(self, rows, expected):
        assert steps(minutes("08:00 received 1", *rows, as_of="10:00")) == expected

    def test_a_step_taken_twice_is_added_up(self):
        got = minutes(
            *TO_FULFIL,
            "09:00 stepped_back to=record",
            "09:01 recorded",
            "09:03 confirmed",
            "09:10 fulfilled",
            as_of="09:30",
        )
        assert steps(got) == [11, 22, 37, 20]
        assert got.response == 30 * MINUTE

    @pytest.mark.parametrize("to", ["fulfil", "thank", ""])
    def test_a_step_back_does_not_lead_forward(self, to):
        row = f"08:20 stepped_back to={to}"
        got = minutes(*TO_FULFIL[:2], row, as_of="08:40")
        assert steps(got) == [10, 30, 0, 0]


class TestEnd:
    @pytest.mark.parametrize(
        ("as_of", "wall", "resolution"),
        [("07:30", 0, 0), ("08:00", 0, 0), ("08:20", 20, 20), ("12:30", 270, 240)],
    )
    def test_an_open_ticket_ends_as_of_now(self, as_of, wall, resolution):
        got = minutes(*TO_FULFIL, as_of=as_of)
        assert got.status is Status.OPEN
        assert (got.wall, got.resolution) == (wall * MINUTE, resolution * MINUTE)
        assert got.first_resolution is None
        assert got.response == min(30 * MINUTE, got.resolution)

    @pytest.mark.parametrize("as_of", ["07:00", "08:45", "14:00"])
    def test_a_closed_ticket_ends_with_its_closing(self, as_of):
        assert minutes(*DONE, as_of=as_of) == minutes(*DONE)

    def test_never_received(self):
        assert minutes("08:00 taken 1", "08:10 recorded") == Measures()
        assert Measures().status is Status.CANCELLED
        assert Measures().steps == dict.fromkeys(Step, 0)
        assert Measures().shares_by_step == {step: {} for step in Step}
        assert slices(log("08:00 taken 1"), SHOP, at("09:00")) == []

    def test_a_receipt_undone_is_a_ticket_cancelled(self):
        assert minutes(*DONE, "09:06 voided target=1") == Measures()


class TestOffHours:
    def test_lunch_and_night_count_for_nothing(self):
        got = minutes("11:30 received 1", as_of="3 08:00")
        assert got.resolution == (30 + 120 + 60) * MINUTE
        assert got.off_hours == (60 + 16 * 60) * MINUTE
        assert not got.is_all_off_hours

    @pytest.mark.parametrize(
        ("received", "closed", "flagged"),
        [
            ("12:00", "12:59", True),
            ("12:00", "13:00", True),
            ("12:30", "12:30", True),
            ("11:59", "12:59", False),
            ("12:00", "13:01", False),
            ("09:00", "09:00", False),
        ],
    )
    def test_a_ticket_all_off_hours_is_flagged(self, received, closed, flagged):
        kinds = ("recorded", "confirmed", "fulfilled", "thanked")
        rows = [f"{closed} {kind}" for kind in kinds]
        got = minutes(f"{received} received 1", *rows)
        assert got.is_all_off_hours is flagged
        if flagged:
            assert (got.resolution, got.response, got.shares) == (0, 0, {})


class TestPause:
    def table(self, *rows: str, **rest) -> tuple[int, int]:
        got = minutes(*TO_FULFIL, *rows, as_of="11:00", **rest)
        return got.paused // MINUTE, got.resolution // MINUTE

    @pytest.mark.parametrize(
        ("rows", "paused"),
        [
            (["09:00 paused"], 120),
            (["09:00 paused", "09:20 resumed"], 20),
            (["09:00 paused", "09:20 customer_contacted"], 20),
            (["09:00 paused", "09:20 fulfilled"], 20),
            (["09:00 paused", "09:20 stepped_back to=confirm"], 20),
            (["09:00 paused", "09:20 stepped_back to=thank", "09:30 resumed"], 30),
            (["09:00 paused", "09:20 handover_accepted 2"], 120),
            (["09:00 paused", "09:20 confirmed", "09:30 resumed"], 30),
            (["09:00 paused", "09:20 resumed", "09:40 paused", "09:50 resumed"], 30),
            (["09:00 fulfilled", "09:10 paused"], 0),
        ],
    )
    def test_how_it_ends(self, rows, paused):
        assert self.table(*rows) == (paused, 180 - paused)

    def test_not_while_recording(self):
        assert minutes("08:00 received 1", "08:05 paused").paused == 0

    def test_while_confirming(self):
        got = minutes(*TO_FULFIL[:2], "08:15 paused", "08:25 confirmed", as_of="09:00")
        assert (got.paused, steps(got)) == (10 * MINUTE, [10, 5, 35, 0])
        assert got.response == 15 * MINUTE

    @pytest.mark.parametrize(
        ("cap", "paused"), [(0, 0), (1, 1), (20, 20), (59, 59), (60, 60), (120, 120)]
    )
    def test_the_cap_lets_the_clock_run_again(self, cap, paused):
        assert self.table("09:00 paused", pause_cap=cap * MINUTE)[0] == paused

    def test_the_cap_counts_service_seconds(self):
        got = minutes(*TO_FULFIL, "11:50 paused", as_of="14:00", pause_cap=20 * MINUTE)
        assert (got.paused, got.off_hours) == (20 * MINUTE, HOUR)
        assert got.steps[Step.FULFIL] == (200 + 50) * MINUTE

    def test_the_cap_is_one_school_day(self):
        assert PAUSE_CAP == 7 * HOUR
        got = minutes(*TO_FULFIL, "09:00 paused", as_of="4 09:00")
        assert (got.paused, got.off_hours) == (7 * HOUR, 34 * HOUR)

    def test_each_pause_has_its_own_cap(self):
        rows = ("09:00 paused", "09:20 resumed", "09:30 paused")
        assert self.table(*rows, pause_cap=25 * MINUTE)[0] == 20 + 25

    def test_a_pause_may_follow_one_whose_cap_is_used_up(self):
        rows = ("09:00 paused", "09:30 paused")
        assert self.table(*rows, pause_cap=10 * MINUTE)[0] == 20

    def test_a_handover_does_not_renew_the_cap(self):
        rows = ("09:00 paused", "09:05 handover_accepted 2", "09:40 released")
        assert self.table(*rows, pause_cap=10 * MINUTE)[0] == 10

    def test_a_rejected_pause_is_active_time(self):
        rows = ("09:00 paused", "09:20 resumed", "09:40 paused", "09:50 resumed")
        assert self.table(*rows, rejected_pauses={4})[0] == 10
        assert self.table(*rows, rejected_pauses={4, 6})[0] == 0

    @pytest.mark.parametrize(
        ("reason", "verified", "rejected", "paused"),
        [
            ("waiting_customer", set(), set(), 120),
            ("waiting_supplier", set(), set(), 0),
            ("waiting_decision", set(), set(), 0),
            ("waiting_supplier", {4}, set(), 120),
            ("waiting_decision", {4}, set(), 120),
            ("waiting_supplier", {3}, set(), 0),
            ("waiting_supplier", {4}, {4}, 0),
        ],
    )
    def test_some_reasons_need_a_supervisor(self, reason, verified, rejected, paused):
        row = f"09:00 paused reason={reason}"
        got = self.table(row, verified=verified, rejected_pauses=rejected)
        assert got[0] == paused

    def test_an_end_claimed_earlier_counts_from_the_claim(self):
        rows = ("09:00 paused", "09:15 resumed recorded=09:40")
        assert self.table(*rows)[0] == 15

    def test_an_end_claimed_before_the_pause_still_ends_it(self):
        for kind in ("resumed", "customer_contacted"):
            rows = ("09:00 paused", f"08:45 {kind} recorded=09:40")
            assert self.table(*rows)[0] == 0

    def test_it_is_never_backdated(self):
        assert self.table("08:40 paused recorded=09:00")[0] == 120

    def test_in_a_shop_that_never_serves(self):
        got = measure(log(*TO_FULFIL, "09:00 paused"), NEVER, at("10:00"), pause_cap=0)
        assert (got.wall, got.off_hours, got.resolution) == (2 * HOUR, 2 * HOUR, 0)


class TestHolders:
    def test_the_queue_until_taken(self):
        got = minutes("08:00 received", "08:20 taken 1", "08:30 recorded")
        assert got.shares_by_step[Step.RECORD] == {QUEUE: 20 * MINUTE, ANI: 10 * MINUTE}
        assert got.pickup == 20 * MINUTE

    @pytest.mark.parametrize(
        ("rows", "pickup"),
        [
            (["08:00 received"], 300),
            (["08:00 received 1", "08:10 released"], 0),
            (["08:00 received", "08:10 taken 1", "08:20 released"], 10),
            (["11:00 received", "13:30 taken 2"], 90),
        ],
    )
    def test_pickup_ends_with_the_first_owner(self, rows, pickup):
        assert minutes(*rows).pickup == pickup * MINUTE

    def test_handover_and_release(self):
        got = minutes(
            *TO_FULFIL, "09:00 handover_accepted 2", "09:30 released", as_of="10:00"
        )
        half = 30 * MINUTE
        assert got.shares == {ANI: 2 * half, BUDI: half, QUEUE: half}

    def test_whoever_holds_a_closed_ticket_reopens_it(self):
        rows = (*DONE, "09:10 taken 2", "10:00 reopened")
        assert minutes(*rows, as_of="10:30").shares == {ANI: 95 * MINUTE}

    @pytest.mark.parametrize(
        ("shifts", "ani"),
        [
            (None, 180),
            ([], 0),
            ([("08:00", "11:00")], 180),
            ([("07:00", "08:00"), ("11:00", "12:00")], 0),
            ([("07:00", "09:00")], 60),
            ([("08:30", "09:00"), ("10:00", "12:00")], 90),
        ],
    )
    def test_off_duty_seconds_are_the_queues(self, shifts, ani):
        roster = {ANI: shifts and [(at(on), at(off)) for on, off in shifts]}
        roster[ANI] = [] if shifts == [] else roster[ANI]
        got = minutes(*TO_FULFIL, as_of="11:00", roster=roster)
        wanted = {ANI: ani * MINUTE, QUEUE: (180 - ani) * MINUTE}
        assert got.shares == {
            who: seconds for who, seconds in wanted.items() if seconds
        }

    def test_a_student_without_roster_is_always_on_duty(self):
        got = minutes(*TO_FULFIL, as_of="11:00", roster={BUDI: []})
        assert got.shares == {ANI: 3 * HOUR}

    def test_a_shift_over_lunch_counts_served_seconds_only(self):
        roster = {ANI: [(at("11:30"), at("13:15"))]}
        got = minutes("11:00 received 1", as_of="14:00", roster=roster)
        assert got.shares == {ANI: 45 * MINUTE, QUEUE: 75 * MINUTE}

    def test_pause_and_closed_time_belong_to_nobody(self):
        rows = (*TO_FULFIL, "09:00 paused", "09:30 fulfilled", "09:31 thanked")
        assert minutes(*rows, "10:00 reopened", as_of="10:10").shares == {
            ANI: (60 + 1 + 10) * MINUTE
        }


class TestReopening:
    def test_closed_time_is_a_bucket_of_its_own(self):
        got = minutes(*DONE, "11:30 reopened", "13:10 fulfilled", "13:15 thanked")
        assert steps(got) == [10, 20, 30 + 40, 5 + 5]
        assert (got.closed, got.off_hours) == (145 * MINUTE, HOUR)
        assert got.first_resolution == 65 * MINUTE
        assert got.resolution == 110 * MINUTE
        assert got.response == 30 * MINUTE

    def test_open_again(self):
        got = minutes(*DONE, "10:00 reopened", as_of="10:30")
        assert (got.status, got.closed) == (Status.OPEN, 55 * MINUTE)
        assert got.first_resolution == 65 * MINUTE

    def test_it_counts_from_the_claim_but_not_before_the_closing(self):
        claimed = minutes(*DONE, "09:30 reopened recorded=10:00", as_of="10:30")
        assert claimed.closed == 25 * MINUTE
        early = minutes(*DONE, "08:50 reopened recorded=10:00", as_of="10:30")
        assert (early.closed, early.resolution) == (0, 150 * MINUTE)


class TestUndo:
    def test_undone_means_it_never_happened(self):
        undone = minutes(*DONE, "09:06 voided target=5", as_of="10:00")
        assert undone == minutes(*DONE[:4], as_of="10:00")

    def test_an_undo_may_be_undone(self):
        again = (*DONE, "09:06 voided target=5", "09:07 voided target=6")
        assert minutes(*again) == minutes(*DONE)
        twice = (*again, "09:08 voided target=7")
        assert minutes(*twice) == minutes(*DONE, "09:06 voided target=5")

    def test_a_pause_undone(self):
        rows = (*TO_FULFIL, "08:40 paused", "08:50 voided target=4")
        assert minutes(*rows).paused == 0


class TestClaims:
    PAPER = (
        "08:00 received 1 recorded=11:00",
        "08:10 recorded recorded=11:00",
        "08:30 confirmed recorded=11:01",
        "11:30 fulfilled",
    )

    def test_a_claim_cannot_shorten(self):
        got = minutes(*self.PAPER, as_of="11:30")
        assert steps(got) == [180, 1, 29, 0]
        assert got.response == 181 * MINUTE

    def test_unless_verified(self):
        got = minutes(*self.PAPER, as_of="11:30", verified={2, 3})
        assert steps(got) == [10, 20, 180, 0]

    def test_a_step_verified_alone_waits_for_the_one_before(self):
        got = minutes(*self.PAPER, as_of="11:30", verified={3})
        assert steps(got) == [180, 0, 30, 0]
        assert got.response == 180 * MINUTE

    def test_nothing_is_earlier_than_the_receipt(self):
        rows = ("08:00 received 1", "07:00 recorded recorded=09:00")
        assert steps(minutes(*rows, as_of="10:00", verified={2})) == [0, 120, 0, 0]

    def test_taking_it_counts_when_recorded(self):
        rows = ("08:00 received", "08:05 taken 2 recorded=08:30")
        assert minutes(*rows).pickup == 30 * MINUTE
        assert minutes(*rows, verified={2}).pickup == 5 * MINUTE


class TestMerge:
    OWN = ("08:00 received 1", "08:10 recorded")

    def test_the_earliest_receipt_counts(self):
        got = minutes(*self.OWN, "07:40 received 2 duplicate", as_of="09:00")
        assert steps(got) == [30, 50, 0, 0]
        assert got.shares == {BUDI: 20 * MINUTE, ANI: HOUR}

    def test_a_later_one_changes_nothing(self):
        got = minutes(*self.OWN, "08:30 received 2 duplicate", as_of="09:00")
        assert got == minutes(*self.OWN, as_of="09:00")

    def test_unmerged(self):
        rows = (*self.OWN, "07:40 received 2 duplicate", "08:40 voided target=3")
        assert minutes(*rows, as_of="09:00") == minutes(*self.OWN, as_of="09:00")

    def test_the_survivor_may_have_come_to_the_queue(self):
        rows = ("08:00 received", "07:40 received 2 duplicate")
        got = minutes(*rows, as_of="09:00")
        assert got.shares == {BUDI: 20 * MINUTE, QUEUE: HOUR}
        assert got.pickup == 0

    def test_only_the_duplicate_is_left(self):
        rows = (*self.OWN, "07:40 received 2 duplicate", "08:40 voided target=1")
        assert minutes(*rows, as_of="09:00").shares == {BUDI: 80 * MINUTE}


class TestDue:
    def due(self, target: int, *rows: str, **rest) -> int | None:
        return due(log(*(rows or TO_FULFIL)), SHOP, target * MINUTE, **rest)

    @pytest.mark.parametrize(
        ("target", "expected"),
        [
            (0, "08:00"),
            (10, "08:10"),
            (30, "08:30"),
            (240, "12:00"),
            (241, "13:01"),
            (360, "15:00"),
            (361, "3 07:01"),
        ],
    )
    def test_it_runs_in_service_time(self, target, expected):
        assert self.due(target) == at(expected)

    @pytest.mark.parametrize(
        ("rows", "target", "expected"),
        [
            (["08:40 paused"], 40, "08:40"),
            (["08:40 paused"], 41, "4 08:41"),
            (["08:40 paused", "09:00 resumed"], 41, "09:01"),
            (["08:40 paused", "09:00 resumed"], 60, "09:20"),
            (["08:40 paused", "09:00 fulfilled"], 60, "09:20"),
            (["08:40 paused", "09:00 released"], 41, "4 08:41"),
        ],
    )
    def test_a_pause_puts_it_off(self, rows, target, expected):
        expected = expected.replace("4 08:41", "3 08:41")
        assert self.due(target, *TO_FULFIL, *rows) == at(expected)

    def test_the_settings_count(self):
        rows = (*TO_FULFIL, "08:40 paused")
        assert self.due(50, *rows, rejected_pauses={4}) == at("08:50")
        assert self.due(50, *rows, pause_cap=5 * MINUTE) == at("08:55")
        paper = (*TO_FULFIL, "08:40 paused recorded=09:00")
        assert self.due(41, *paper, verified={4}) == at("3 08:41")
        assert self.due(41, *paper) == at("08:41")

    def test_long_after_a_pause_ran_out(self):
        rows = (*TO_FULFIL, "08:40 paused", "3 09:00 handover_accepted 2")
        assert self.due(70, *rows) == at("3 09:10")
        assert self.due(45, *rows) == at("3 08:45")

    @pytest.mark.parametrize(
        ("target", "expected"), [(65, "09:05"), (66, None), (500, None)]
    )
    def test_a_closed_ticket_may_never_reach_it(self, target, expected):
        assert self.due(target, *DONE) == (expected and at(expected))

    def test_after_reopening(self):
        assert self.due(66, *DONE, "10:00 reopened") == at("10:01")

    def test_never(self):
        assert due([], SHOP, 60) is None
        assert due(log("08:00 received 1"), NEVER, 60) is None
        assert due(log(*TO_FULFIL, "08:40 paused"), NEVER, 60) is None
        assert due(log(*TO_FULFIL), NEVER, 0) == at("08:00")


class TestSlices:
    def rows(self, *texts: str, as_of: str = "14:00", **rest) -> list[tuple]:
        return [
            (row.begin, row.end, row.counted_for, row.owner, row.holder)
            for row in slices(log(*texts), SHOP, at(as_of), **rest)
        ]

    def test_every_opening_step_and_shift_is_a_row(self):
        roster = {ANI: [(at("11:00"), at("11:40")), (at("13:10"), at("13:20"))]}
        texts = ("11:30 received 1", "11:50 recorded", "13:30 released")
        night = at("11:40"), at("11:50")
        assert self.rows(*texts, as_of="13:40", roster=roster) == [
            (at("11:30"), at("11:40"), Step.RECORD, ANI, ANI),
            (*night, Step.RECORD, ANI, QUEUE),
            (at("11:50"), at("12:00"), Step.CONFIRM, ANI, QUEUE),
            (at("12:00"), at("13:00"), State.OFF_HOURS, ANI, QUEUE),
            (at("13:00"), at("13:10"), Step.CONFIRM, ANI, QUEUE),
            (at("13:10"), at("13:20"), Step.CONFIRM, ANI, ANI),
            (at("13:20"), at("13:30"), Step.CONFIRM, ANI, QUEUE),
            (at("13:30"), at("13:40"), Step.CONFIRM, QUEUE, QUEUE),
        ]

    def test_pause_cap_and_closed_time(self):
        texts = (*TO_FULFIL, "09:00 paused", "10:00 fulfilled", "10:05 thanked")
        got = self.rows(*texts, "11:30 reopened", as_of="11:31", pause_cap=HOUR // 2)
        assert [(a, b, c, holder) for a, b, c, _, holder in got[2:]] == [
            (at("08:30"), at("09:00"), Step.FULFIL, ANI),
            (at("09:00"), at("09:30"), State.PAUSED, QUEUE),
            (at("09:30"), at("10:00"), Step.FULFIL, ANI),
            (at("10:00"), at("10:05"), Step.THANK, ANI),
            (at("10:05"), at("11:30"), State.CLOSED, QUEUE),
            (at("11:30"), at("11:31"), Step.FULFIL, ANI),
        ]

    def test_it_may_end_off_hours_or_be_paused_and_handed_over(self):
        texts = ("11:30 received 1", "11:40 recorded", "11:50 paused")
        (_, _, paused, night) = slices(log(*texts), SHOP, at("12:30"))
        assert (paused.end, paused.owner, paused.holder) == (at("12:00"), ANI, QUEUE)
        assert night == Slice(
            at("12:00"), at("12:30"), State.OFF_HOURS, Step.CONFIRM, ANI, QUEUE
        )

    def test_an_off_hour_between_knows_step_and_owner(self):
        (_, night, _) = slices(log("11:30 received 1"), SHOP, at("13:30"))
        assert (night.step, night.owner, night.seconds) == (Step.RECORD, ANI, HOUR)

    def test_the_settings_count(self):
        texts = (*TO_FULFIL, "08:40 paused recorded=09:00")
        got = self.rows(*texts, as_of="09:30", verified={4})
        assert got[-1][:3] == (at("08:40"), at("09:30"), State.PAUSED)
        got = self.rows(*texts, as_of="09:30", rejected_pauses={4})
        assert {row[2] for row in got} == {Step.RECORD, Step.CONFIRM, Step.FULFIL}

    def test_a_row_knows_its_length_and_state(self):
        (row,) = slices(log("08:00 received 1"), SHOP, at("08:05"))
        assert (row.seconds, row.state, row.step) == (300, State.ACTIVE, Step.RECORD)
