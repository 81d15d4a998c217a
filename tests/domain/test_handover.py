"""Who can go on with a ticket, and what of its log can be corrected."""

from datetime import UTC, datetime

import pytest

from desk.domain.calendar import ServiceCalendar
from desk.domain.log import Event, EventKind
from desk.domain.roster import Away, Duty, DutyRoster, Presence
from desk.domain.vocabulary import Attendance
from desk.domain.workflow import last_correctable

K = EventKind
ANI, BUDI = 1, 2
NINE = int(datetime(2026, 9, 2, 9, tzinfo=UTC).timestamp())
HOUR = 3600
CALENDAR = ServiceCalendar("UTC", dict.fromkeys(range(1, 8), ((0, 86400),)))


def roster(*duties: Duty, aways: tuple[Away, ...] = ()) -> DutyRoster:
    return DutyRoster(duties, aways, CALENDAR)


def presence(found: DutyRoster, at: int = NINE, works_here: bool = True) -> Presence:
    return found.presence(ANI, at, works_here=works_here)


def test_a_shift_is_on_duty_to_the_second():
    found = roster(Duty(ANI, NINE, NINE + HOUR))
    assert presence(found, NINE - 1) is Presence.OFF_DUTY
    assert presence(found, NINE) is Presence.ON_DUTY
    assert presence(found, NINE + HOUR - 1) is Presence.ON_DUTY
    assert presence(found, NINE + HOUR) is Presence.OFF_DUTY


def test_without_a_roster_everybody_is_on_duty_but_who_is_away_or_gone():
    away = roster(aways=(Away(ANI, NINE - HOUR),))
    assert presence(roster()) is Presence.ON_DUTY
    assert presence(away) is Presence.AWAY
    assert presence(roster(), works_here=False) is Presence.GONE


def test_on_internship_says_more_than_off_duty():
    away = (Away(ANI, NINE - HOUR, NINE + HOUR),)
    found = roster(Duty(BUDI, NINE, NINE + HOUR), aways=away)
    assert presence(found) is Presence.AWAY
    assert presence(found, NINE + HOUR) is Presence.OFF_DUTY


def test_the_next_shift_is_the_first_to_come_that_will_be_worked():
    found = roster(
        Duty(ANI, NINE - HOUR, NINE + HOUR),
        Duty(ANI, NINE + 9 * HOUR, NINE + 10 * HOUR),
        Duty(ANI, NINE + 5 * HOUR, NINE + 6 * HOUR),
        Duty(ANI, NINE + 3 * HOUR, NINE + 4 * HOUR, Attendance.SICK),
        Duty(BUDI, NINE + 2 * HOUR, NINE + 4 * HOUR),
    )
    assert found.next_shift(ANI, NINE) == NINE + 5 * HOUR
    assert found.next_shift(ANI, NINE + 9 * HOUR) is None


def test_a_shift_during_an_internship_is_not_the_next():
    shifts = [Duty(ANI, NINE + n * HOUR, NINE + (n + 1) * HOUR) for n in (2, 4)]
    away = (Away(ANI, NINE, NINE + 3 * HOUR),)
    assert roster(*shifts, aways=away).next_shift(ANI, NINE) == NINE + 4 * HOUR


def log(*kinds: EventKind, **last) -> list[Event]:
    events = [Event(n, kind, n, n, ANI) for n, kind in enumerate(kinds, start=1)]
    return [*events[:-1], events[-1]._replace(**last)]


@pytest.mark.parametrize(
    ("kinds", "n"),
    [
        ((K.RECEIVED,), None),
        ((K.RECEIVED, K.RECORDED), 2),
        ((K.RECEIVED, K.RECORDED, K.HANDOVER_OFFERED), 2),
        ((K.RECEIVED, K.RECORDED, K.HANDOVER_OFFERED, K.HANDOVER_DECLINED), 2),
        ((K.RECEIVED, K.RECORDED, K.HANDOVER_OFFERED, K.HANDOVER_ACCEPTED), 4),
        ((K.RECEIVED, K.RECORDED, K.NOTED, K.MARKED, K.MARK_DECLINED), 2),
        ((K.RECEIVED, K.RECORDED, K.CONFIRMED, K.PAUSED, K.VERIFIED), 4),
        ((K.RECEIVED, K.RECORDED, K.APPROVAL_REQUESTED, K.APPROVAL_GRANTED), 4),
        ((K.RECEIVED, K.RECORDED, K.MERGED), None),
        ((K.RECEIVED, K.MARKED, K.NOT_A_COMPLAINT), None),
        ((), None),
    ],
)
def test_only_the_last_of_the_walk_can_be_corrected(kinds, n):
    found = last_correctable(log(*kinds)) if kinds else last_correctable([])
    assert (found.n if found else None) == n


def test_what_is_undone_is_passed_over():
    events = log(K.RECEIVED, K.RECORDED, K.CONFIRMED, K.VOIDED, target=3)
    found = last_correctable(events)
    assert found is not None
    assert found.n == 2


def test_the_receipt_of_a_duplicate_is_passed_over():
    events = log(K.RECEIVED, K.RECORDED, K.RECEIVED, is_duplicate=True)
    found = last_correctable(events)
    assert found is not None
    assert found.n == 2
