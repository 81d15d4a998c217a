"""Whose work a ticket is, and which tickets are drawn for a review."""

from desk.domain.log import Event, EventKind
from desk.domain.sampling import place
from desk.domain.sheets import completed, drawn_next, takes_part, workers

LOGGED, WALKED, ASSIGNED, BOSS, ENTERED = 1, 2, 3, 8, 9
LOG = [
    Event(1, EventKind.RECEIVED, 0, 0, by=LOGGED),
    Event(2, EventKind.RECORDED, 0, 0, by=LOGGED),
    Event(3, EventKind.CONFIRMED, 0, 0, by=WALKED),
    Event(4, EventKind.ASSIGNED, 0, 0, by=BOSS, receiver=ASSIGNED),
    Event(5, EventKind.PRIORITISED, 0, 0, by=BOSS),
    Event(6, EventKind.VOIDED, 0, 0, by=BOSS, target=3),
]


def test_who_logged_held_or_walked_a_ticket_worked_on_it():
    assert workers(LOG[:5]) == {LOGGED, WALKED, ASSIGNED}
    assert workers(LOG) == {LOGGED, ASSIGNED}  # what was undone is nobody's


def test_a_review_is_no_part_in_a_ticket_and_entering_it_is():
    events = {event.n: (event, event.by) for event in LOG}
    events[2] = (LOG[1], ENTERED)
    parts = {each for each in range(10) if takes_part(each, events, owner_id=7)}
    assert parts == {LOGGED, ASSIGNED, ENTERED, 7}
    merge = Event(7, EventKind.RECEIVED, 0, 0, by=LOGGED, is_duplicate=True)
    assert not takes_part(BOSS, {**events, 7: (merge, BOSS)}, owner_id=7)


def test_only_a_step_that_stands_is_completed():
    assert completed(LOG) == {LOGGED}
    assert completed(LOG[:5]) == {LOGGED, WALKED}


def test_the_smallest_places_are_drawn_and_what_was_drawn_stays():
    numbers = {f"KEL/MM/2026/09/{n:04}": n for n in range(1, 21)}
    in_order = [numbers[each] for each in sorted(numbers, key=lambda n: place(42, n))]
    assert drawn_next(numbers, seed=42, drawn=(), wanted=3) == in_order[:3]
    # One drawn before, although others would have come first.
    last = in_order[-1]
    assert drawn_next(numbers, seed=42, drawn=[last], wanted=3) == in_order[:2]
    assert drawn_next(numbers, seed=42, drawn=in_order[:3], wanted=3) == []
    assert (
        len(drawn_next(dict(list(numbers.items())[:2]), seed=42, drawn=(), wanted=3))
        == 2
    )
