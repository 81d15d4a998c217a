"""The invariants I1 to I17 of clock.md, each on random tickets; the engine is tried."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desk.domain.calendar import YEAR, ServiceCalendar
from desk.domain.clock import Measures, Status
from desk.domain.course import State, turns
from desk.domain.log import Event, EventKind
from desk.domain.vocabulary import Step
from desk.domain.workflow import standing
from tests.domain.strategies import (
    COMPLETIONS,
    DAY,
    MINUTE,
    QUICK,
    STUDENTS,
    Case,
    calendars,
    cases,
    weeks,
)

BUCKETS = ("resolution", "paused", "closed", "off_hours", "wall")


def ticket_level(measures: Measures) -> dict:
    """Everything but the shares of persons."""
    names = [*BUCKETS, "status", "steps", "response", "first_resolution"]
    return {name: getattr(measures, name) for name in names}


def undo(target: int, n: int, at: int) -> Event:
    return Event(n, EventKind.VOIDED, at, at, target=target)


@QUICK
@given(cases())
def test_i1_every_second_falls_in_exactly_one_bucket(case):
    got = case.measure()
    active = sum(got.steps.values())
    assert got.wall == active + got.paused + got.closed + got.off_hours


@QUICK
@given(cases())
def test_i1_the_rows_of_the_explanation_are_the_figures(case):
    got, rows = case.measure(), case.slices()
    assert [row.begin for row in rows[1:]] == [row.end for row in rows[:-1]]
    if rows:
        assert (rows[0].begin, rows[-1].end) == (got.started_at, got.ended_at)
    for step, seconds in got.steps.items():
        assert seconds == sum(row.seconds for row in rows if row.counted_for == step)
        for holder in (*STUDENTS, None):
            assert got.shares_by_step[step].get(holder, 0) == sum(
                row.seconds
                for row in rows
                if row.counted_for == step and row.holder == holder
            )
    for state in (State.PAUSED, State.CLOSED, State.OFF_HOURS):
        shown = sum(row.seconds for row in rows if row.counted_for is state)
        assert shown == getattr(got, state)


@QUICK
@given(calendars(), st.lists(st.integers(-DAY, 3 * DAY), min_size=3, max_size=3))
def test_i2_service_adds_up(drawn, offsets):
    calendar, start = drawn
    a, b, c = (start + offset for offset in sorted(offsets))
    whole = calendar.service(a, c)
    assert whole == calendar.service(a, b) + calendar.service(b, c)
    assert 0 <= calendar.service(a, b) <= b - a


@QUICK
@given(cases())
def test_i3_resolution_is_the_sum_of_steps_and_of_shares(case):
    got = case.measure()
    assert got.resolution == sum(got.steps.values()) == sum(got.shares.values())
    for step, held in got.shares_by_step.items():
        assert sum(held.values()) == got.steps[step]
        assert all(seconds > 0 for seconds in held.values())
    for holder, seconds in got.shares.items():
        by_step = got.shares_by_step.values()
        assert seconds == sum(held.get(holder, 0) for held in by_step)


@QUICK
@given(cases())
def test_i4_response_and_first_resolution_are_parts_of_the_resolution(case):
    got = case.measure()
    assert (got.response or 0) <= got.resolution
    assert (got.first_resolution or 0) <= got.resolution
    assert got.pickup <= got.shares.get(None, 0)


def with_less_service(calendar: ServiceCalendar, cut: tuple, day: date):
    """Take local hours away from one date."""
    dated = calendar.week_of((day - date(1970, 1, 1)).days)[day.isoweekday()]
    dated = () if day in calendar.closed else dated
    dated = calendar.overrides.get(day, dated)
    first, last = cut
    left = [
        part
        for a, b in dated
        for part in ((a, min(b, first)), (max(a, last), b))
        if part[0] < part[1]
    ]
    overrides = dict(calendar.overrides) | {day: tuple(left)}
    return replace(calendar, overrides=overrides)


@settings(QUICK, max_examples=120)
@given(cases(), st.integers(0, 4), st.tuples(st.integers(0, 24), st.integers(1, 24)))
def test_i5_less_service_never_lengthens_a_figure(case, days, cut):
    first, length = cut
    day = date(1970, 1, 1) + timedelta(days=case.events[0].at // DAY + days)
    hour_cut = first * 3600, min((first + length) * 3600, DAY)
    fewer = with_less_service(case.calendar, hour_cut, day)
    before, after = case.measure(), case.but(calendar=fewer).measure()
    assert after.wall == before.wall
    for name in ("resolution", "paused", "response", "first_resolution", "closed"):
        assert (getattr(after, name) or 0) <= (getattr(before, name) or 0)
    for step in Step:
        assert after.steps[step] <= before.steps[step]
        for holder in (*STUDENTS, None):
            left = after.shares_by_step[step].get(holder, 0)
            assert left <= before.shares_by_step[step].get(holder, 0)


@QUICK
@given(cases(), st.data())
def test_i6_an_event_and_its_undo_are_as_if_neither_were(case, data):
    extra = data.draw(st.sampled_from(list(case.events[1:]) or [case.events[0]]))
    n = max(event.n for event in case.events) + 1
    at = max(event.recorded_at for event in case.events)
    # Another undo of the same event would go on undoing it: leave those tickets out.
    assume(not any(event.target == extra.n for event in case.events))
    undone = case.but(events=(*case.events, undo(extra.n, n, at)))
    left = tuple(event for event in case.events if event != extra)
    assert undone.measure() == case.but(events=left).measure()


@QUICK
@given(cases(), st.data())
def test_i6_an_undo_and_its_undo_are_as_if_neither_were(case, data):
    target = data.draw(st.sampled_from(case.events)).n
    n = max(event.n for event in case.events) + 1
    at = max(event.recorded_at for event in case.events)
    twice = (*case.events, undo(target, n, at), undo(n, n + 1, at))
    assert case.but(events=twice).measure() == case.measure()


def verdict(n: int, kind: EventKind, target: int, at: int) -> Event:
    return Event(n, kind, at, at, 9, target=target)


def judged(case: Case, *verdicts: tuple[EventKind, int]) -> Case:
    """Return the case with verdicts at the end of its log."""
    first = max(event.n for event in case.events) + 1
    at = max(event.recorded_at for event in case.events)
    said = [verdict(first + i, *each, at) for i, each in enumerate(verdicts)]
    return case.but(events=(*case.events, *said))


def without_verdicts(case: Case) -> Case:
    kinds = {EventKind.VERIFIED, EventKind.REJECTED}
    events = tuple(event for event in case.events if event.kind not in kinds)
    return case.but(events=events, verified=frozenset(), rejected=frozenset())


@settings(QUICK, max_examples=200)
@given(cases(), st.data())
def test_a_verdict_is_the_same_given_or_in_the_log(case, data):
    case = without_verdicts(case)
    numbers = [event.n for event in case.events]
    is_good = data.draw(
        st.fixed_dictionaries({}, optional=dict.fromkeys(numbers, st.booleans()))
    )
    good = frozenset(n for n, said in is_good.items() if said)
    given = case.but(verified=good, rejected=frozenset(is_good) - good)
    kinds = {True: EventKind.VERIFIED, False: EventKind.REJECTED}
    told = judged(case, *((kinds[said], n) for n, said in is_good.items()))
    assert told.measure() == given.measure()
    assert told.slices() == given.slices()
    assert told.due(600) == given.due(600)


@QUICK
@given(cases(), st.data())
def test_the_last_verdict_counts_and_an_undone_one_does_not(case, data):
    case = case.but(verified=frozenset(), rejected=frozenset())
    target = data.draw(st.sampled_from(case.events)).n
    for said, before in [
        (EventKind.VERIFIED, EventKind.REJECTED),
        (EventKind.REJECTED, EventKind.VERIFIED),
    ]:
        once = judged(case, (said, target))
        assert (
            judged(case, (before, target), (said, target)).measure() == once.measure()
        )
        n, at = once.events[-1].n + 1, once.events[-1].at
        assert (
            once.but(events=(*once.events, undo(n - 1, n, at))).measure()
            == case.measure()
        )


def time_to_fulfilled(case: Case) -> int | None:
    """Return the active seconds before the ticket is first fulfilled."""
    course = turns(case.events, verified=case.verified, rejected_pauses=case.rejected)
    fulfilled = [at for at, standing in course if standing.step is Step.THANK]
    if not fulfilled:
        return None
    active = [row for row in case.slices() if row.state is State.ACTIVE]
    return sum(row.seconds for row in active if row.begin < fulfilled[0])


@settings(QUICK, max_examples=120)
@given(cases(plain=True), st.data())
def test_i7_verifying_a_completion_never_lengthens(case, data):
    # Without pauses: a completion verified into a pause ends it there, and what was
    # paused is then time of the next step. The effective-time rule goes before I7.
    events = tuple(e for e in case.events if e.kind is not EventKind.PAUSED)
    case = case.but(events=events, as_of=case.as_of + DAY)
    done = [event.n for event in events if event.kind in COMPLETIONS]
    assume(done)
    more = judged(case, (EventKind.VERIFIED, data.draw(st.sampled_from(done))))
    before, after = case.measure(), more.measure()
    assert after.status is before.status
    assert (after.response is None) is (before.response is None)
    assert (after.response or 0) <= (before.response or 0)
    assert after.resolution <= before.resolution
    sooner, later = time_to_fulfilled(more), time_to_fulfilled(case)
    assert (sooner is None) is (later is None)
    assert (sooner or 0) <= (later or 0)


@QUICK
@given(cases(), st.data())
def test_i8_rejecting_a_pause_never_lowers_active_time(case, data):
    pauses = [e.n for e in case.events if e.kind is EventKind.PAUSED]
    assume(pauses)
    more = judged(case, (EventKind.REJECTED, data.draw(st.sampled_from(pauses))))
    before, after = case.measure(), more.measure()
    assert after.resolution >= before.resolution
    assert after.resolution + after.paused == before.resolution + before.paused
    assert all(after.steps[step] >= before.steps[step] for step in Step)


@QUICK
@given(cases(), st.integers(0, 600))
def test_i9_a_lower_cap_never_lowers_active_time(case, less):
    lower = case.but(cap=max(0, case.cap - less * MINUTE))
    before, after = case.measure(), lower.measure()
    assert after.resolution >= before.resolution
    assert after.paused <= before.paused
    assert all(after.steps[step] >= before.steps[step] for step in Step)


@QUICK
@given(cases(), st.dictionaries(st.sampled_from(STUDENTS), st.just([])), st.data())
def test_i10_persons_never_change_the_figures_of_a_ticket(case, roster, data):
    someone = st.sampled_from([*STUDENTS, None])
    events = tuple(e._replace(by=data.draw(someone)) for e in case.events)
    got = ticket_level(case.measure())
    assert ticket_level(case.but(roster=roster).measure()) == got
    assert ticket_level(case.but(events=events).measure()) == got


@QUICK
@given(cases(), st.integers(-600, 600))
def test_i11_a_merge_never_lowers_the_resolution(case, minutes):
    n = max(event.n for event in case.events) + 1
    late = max(event.recorded_at for event in case.events)
    at = case.events[0].at + minutes * MINUTE
    merged = Event(n, EventKind.RECEIVED, at, late, 3, is_duplicate=True)
    before = case.measure()
    assume(before.status is not Status.CANCELLED)
    after = case.but(events=(*case.events, merged)).measure()
    assert after.resolution >= before.resolution
    assert after.wall >= before.wall
    assert after.status is before.status
    unmerged = (*case.events, merged, undo(n, n + 1, late))
    assert case.but(events=unmerged).measure() == before


@QUICK
@given(cases(), st.lists(st.integers(-600, 600), max_size=4), st.data())
def test_i11_so_do_several_in_any_order(case, minutes, data):
    n = max(event.n for event in case.events) + 1
    late = max(event.recorded_at for event in case.events)
    receipts = [case.events[0].at + each * MINUTE for each in minutes]
    merges = [
        Event(n + i, EventKind.RECEIVED, at, late, 3, is_duplicate=True)
        for i, at in enumerate(receipts)
    ]
    before = case.measure()
    assume(before.status is not Status.CANCELLED)
    got = case.but(events=(*case.events, *merges)).measure()
    assert got.resolution >= before.resolution
    assert got.started_at == min([before.started_at, *receipts])
    order = data.draw(st.permutations(merges))
    renumbered = [e._replace(n=n + i) for i, e in enumerate(order)]
    other = case.but(events=(*case.events, *renumbered)).measure()
    assert ticket_level(other) == ticket_level(got)


@QUICK
@given(cases(), st.sampled_from([EventKind.MERGED, EventKind.NOT_A_COMPLAINT]))
def test_an_ended_ticket_stays_as_it_is(case, kind):
    n = max(event.n for event in case.events) + 1
    at = max(event.recorded_at for event in case.events)
    ending = Event(n, kind, at, at, 9)
    more = [EventKind.REOPENED, *COMPLETIONS, EventKind.TAKEN, EventKind.PAUSED, kind]
    after = [Event(n + i, k, at + i, at + i, 1) for i, k in enumerate(more, start=1)]
    ended = case.but(events=(*case.events, ending))
    assert ended.measure().status is not Status.OPEN
    assert case.but(events=(*ended.events, *after)).measure() == ended.measure()
    back = (*ended.events, undo(n, n + 1, at))
    assert case.but(events=back).measure() == case.measure()


@QUICK
@given(cases(), st.data())
def test_i12_only_the_set_of_events_counts(case, data):
    twice = data.draw(st.lists(st.sampled_from(case.events), max_size=4))
    shuffled = data.draw(st.permutations([*case.events, *twice]))
    other = case.but(events=tuple(shuffled))
    assert other.measure() == case.measure()
    assert other.slices() == case.slices()
    assert other.due(600) == case.due(600)


@QUICK
@given(cases(), st.integers(0, 3000))
def test_i13_a_later_look_never_lowers_a_bucket(case, minutes):
    before = case.measure()
    after = case.but(as_of=case.as_of + minutes * MINUTE).measure()
    if before.status is not Status.OPEN:
        assert after == before
    for name in (*BUCKETS, "pickup"):
        assert getattr(after, name) >= getattr(before, name)
    assert all(after.steps[step] >= before.steps[step] for step in Step)
    for holder, seconds in before.shares.items():
        assert after.shares[holder] >= seconds


@QUICK
@given(cases(), st.integers(-11, 11))
def test_i14_zone_and_instants_may_be_shifted_together(case, east):
    shift = -east * 3600
    at_home = replace(case.calendar, zone="Etc/GMT")
    abroad = replace(case.calendar, zone=f"Etc/GMT{-east:+d}")
    moved = tuple(
        e._replace(at=e.at + shift, recorded_at=e.recorded_at + shift)
        for e in case.events
    )
    roster = case.roster and {
        who: [(on + shift, off + shift) for on, off in shifts]
        for who, shifts in case.roster.items()
    }
    here = case.but(calendar=at_home)
    there = case.but(
        calendar=abroad, events=moved, roster=roster, as_of=case.as_of + shift
    )
    assert unmoved(there.measure()) == unmoved(here.measure())


def unmoved(measures: Measures) -> Measures:
    return replace(measures, started_at=None, ended_at=None)


@QUICK
@given(cases())
def test_i15_whole_seconds_and_a_response_only_if_confirmed(case):
    got = case.measure()
    seconds = [*got.steps.values(), *got.shares.values(), got.response or 0]
    seconds += [getattr(got, name) for name in (*BUCKETS, "pickup")]
    assert all(type(number) is int and number >= 0 for number in seconds)
    reached = [row.step for row in case.but(as_of=case.as_of + 30 * DAY).slices()]
    if got.response is None:
        assert not {Step.FULFIL, Step.THANK} & set(reached)
    if got.first_resolution is None:
        assert got.status is not Status.CLOSED


@QUICK
@given(cases(plain=True))
def test_i15_response_is_there_exactly_if_the_walk_came_to_fulfil(case):
    place = standing(case.events).step
    is_confirmed = place not in {Step.RECORD, Step.CONFIRM}
    assert (case.measure().response is not None) is is_confirmed


@QUICK
@given(cases(), weeks(), st.data())
def test_i16_whole_weeks_change_nothing_in_a_plain_week(case, weekly, data):
    calendar = ServiceCalendar("Asia/Jakarta", weekly)
    shift = data.draw(st.integers(-100, 100)) * 7 * DAY
    moved = tuple(
        e._replace(at=e.at + shift, recorded_at=e.recorded_at + shift)
        for e in case.events
    )
    here = case.but(calendar=calendar, roster=None)
    there = here.but(events=moved, as_of=case.as_of + shift)
    assert unmoved(there.measure()) == unmoved(here.measure())


@QUICK
@given(cases(plain=True))
def test_i17_leaving_a_step_open_is_never_better_than_completing_it(case):
    step = standing(case.events).step
    if step is None:
        return
    last = max(event.recorded_at for event in case.events)
    now = max(case.as_of, last)
    n = max(event.n for event in case.events) + 1
    done = Event(n, COMPLETIONS[step.position], now, now)
    left_open = case.but(as_of=now).measure()
    completed = case.but(as_of=now, events=(*case.events, done)).measure()
    assert left_open.shares_by_step[step] == completed.shares_by_step[step]
    assert left_open.resolution >= completed.resolution


@QUICK
@given(cases(), st.lists(st.integers(-YEAR, YEAR), min_size=1))
def test_it_never_fails_on_any_log(case, far):
    wild = tuple(
        e._replace(at=e.at + far[e.n % len(far)], recorded_at=e.recorded_at - e.n * DAY)
        for e in case.events
    )
    nonsense = case.but(events=wild, verified=frozenset(range(20)))
    got = nonsense.measure()
    assert got.wall == got.resolution + got.paused + got.closed + got.off_hours


@pytest.mark.parametrize("instant", [-(2**62), -1, 0, 2**62])
def test_it_never_fails_however_far_away(instant):
    calendar = ServiceCalendar("Asia/Jakarta", {3: ((0, DAY),)})
    events = (
        Event(1, EventKind.RECEIVED, instant, instant),
        Event(2, EventKind.RECORDED, 2**60, 2**60),
    )
    got = Case(events, calendar, as_of=2**61).measure()
    assert got.wall == got.resolution + got.off_hours
    assert got.wall == max(2**61 - instant, 0)


@pytest.mark.parametrize("target", [0, 1, 600, 7200])
@settings(QUICK, max_examples=30)
@given(case=cases())
def test_due_is_where_the_resolution_reaches_the_target(case, target):
    due = case.due(target)
    if due is None:
        last = max(event.recorded_at for event in case.events)
        assert case.but(as_of=last).measure().resolution < max(target, 1)
    elif case.measure().status is Status.OPEN:
        assert case.but(as_of=due).measure().resolution == target
        before = case.but(as_of=due - 1).measure()
        assert before.resolution == max(target - 1, 0) or target == 0
