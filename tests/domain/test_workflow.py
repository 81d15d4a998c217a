"""The walk of a complaint as truth tables: which event leads where."""

import pytest

from desk.domain.log import Event, EventKind
from desk.domain.vocabulary import Approval, Ending, Step
from desk.domain.workflow import PASSES_ON, Standing, follow, last_undoable, standing

K = EventKind
RECORD, CONFIRM, FULFIL, THANK = Step
ANI, BUDI = 1, 2


def event(kind: EventKind, n: int = 9, **rest) -> Event:
    return Event(n, kind, 500, 500, rest.pop("by", BUDI), **rest)


def at_step(step: Step | None, **rest) -> Standing:
    if step is None:
        rest = {"closed_at": 400, "ending": Ending.CLOSED} | rest
    return Standing(step, ANI, 100, **rest)


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        (K.RECORDED, [CONFIRM, CONFIRM, FULFIL, THANK, None]),
        (K.CONFIRMED, [RECORD, FULFIL, FULFIL, THANK, None]),
        (K.FULFILLED, [RECORD, CONFIRM, THANK, THANK, None]),
        (K.THANKED, [RECORD, CONFIRM, FULFIL, None, None]),
        (K.REOPENED, [RECORD, CONFIRM, FULFIL, THANK, FULFIL]),
        (K.TAKEN, [RECORD, CONFIRM, FULFIL, THANK, None]),
        (K.ASSIGNED, [RECORD, CONFIRM, FULFIL, THANK, None]),
        (K.MOVED, [RECORD, CONFIRM, FULFIL, THANK, None]),
        (K.PRIORITISED, [RECORD, CONFIRM, FULFIL, THANK, None]),
        (K.COACHED, [RECORD, CONFIRM, FULFIL, THANK, None]),
        (K.VOIDED, [RECORD, CONFIRM, FULFIL, THANK, None]),
    ],
)
def test_where_it_leads(kind, after):
    for before, expected in zip([*Step, None], after, strict=True):
        got = follow(at_step(before), event(kind), 500)
        assert got.step is expected
        assert got.received_at == 100
        if kind not in PASSES_ON:
            assert got.owner == ANI


@pytest.mark.parametrize("kind", list(K))
def test_before_the_receipt_nothing_happens(kind):
    if kind is K.RECEIVED:
        return
    assert follow(Standing(), event(kind, to=RECORD), 500) == Standing()


MOVES_A_CLOSED_ONE = {K.REOPENED, K.RECEIVED, K.MERGED, K.NOT_A_COMPLAINT}


@pytest.mark.parametrize("kind", [k for k in K if k not in MOVES_A_CLOSED_ONE])
def test_nothing_but_reopening_changes_a_closed_ticket(kind):
    closed = at_step(None)
    assert follow(closed, event(kind, to=RECORD), 500) is closed


class TestReceived:
    def test_it_opens_the_ticket(self):
        got = follow(Standing(), event(K.RECEIVED), 500)
        assert got == Standing(RECORD, BUDI, 500)
        assert got.is_open
        assert not got.is_cancelled

    def test_the_tickets_own_receipt_takes_over_from_a_duplicate(self):
        first = follow(Standing(), event(K.RECEIVED, is_duplicate=True), 500)
        got = follow(first, event(K.RECEIVED, by=ANI), 600)
        assert got == Standing(RECORD, ANI, 500)

    def test_a_duplicate_afterwards_changes_nothing(self):
        before = at_step(CONFIRM)
        duplicate = event(K.RECEIVED, is_duplicate=True)
        assert follow(before, duplicate, 600) is before


class TestClosing:
    def test_closed_at(self):
        assert follow(at_step(THANK), event(K.THANKED), 500).closed_at == 500
        assert follow(at_step(CONFIRM), event(K.CONFIRMED), 500).closed_at is None
        assert not at_step(None).is_open

    def test_reopened(self):
        got = follow(at_step(None), event(K.REOPENED), 500)
        assert got == at_step(FULFIL)


class TestEnding:
    """A duplicate, and what is no complaint, leave the open tickets."""

    KINDS = ((K.MERGED, Ending.DUPLICATE), (K.NOT_A_COMPLAINT, Ending.NOT_A_COMPLAINT))

    @pytest.mark.parametrize(("kind", "ending"), KINDS)
    @pytest.mark.parametrize("step", list(Step))
    def test_ends_at_any_step(self, step, kind, ending):
        got = follow(at_step(step, paused_by=3, paused_at=300), event(kind), 500)
        assert got == Standing(None, ANI, 100, 500, ending=ending)

    @pytest.mark.parametrize(("kind", "ending"), KINDS)
    def test_a_closed_one_stays_closed_when_it_was(self, kind, ending):
        got = follow(at_step(None), event(kind), 500)
        assert got == at_step(None, ending=ending)

    @pytest.mark.parametrize(("_", "ending"), KINDS)
    @pytest.mark.parametrize("kind", [k for k in K if k is not K.RECEIVED])
    def test_nothing_changes_it_any_more(self, kind, _, ending):
        ended = at_step(None, ending=ending)
        assert follow(ended, event(kind, to=RECORD), 500) is ended


class TestOwner:
    @pytest.mark.parametrize("step", list(Step))
    @pytest.mark.parametrize(
        ("kind", "owner"),
        [(K.TAKEN, BUDI), (K.HANDOVER_ACCEPTED, BUDI), (K.RELEASED, None)],
    )
    def test_changes_the_owner_alone(self, step, kind, owner):
        before = at_step(step, paused_by=3, paused_at=300)
        assert follow(before, event(kind), 500) == before._replace(owner=owner)

    def test_assigning_names_the_next_owner(self):
        given = event(K.ASSIGNED, by=ANI, receiver=BUDI)
        assert follow(at_step(CONFIRM), given, 500).owner == BUDI

    def test_the_other_unit_has_it_in_its_queue(self):
        paused = at_step(CONFIRM, paused_by=3, paused_at=200)
        moved = follow(paused, event(K.MOVED), 500)
        assert moved == paused._replace(owner=None)


class TestPause:
    @pytest.mark.parametrize(
        ("step", "may"),
        [(RECORD, False), (CONFIRM, True), (FULFIL, True), (THANK, False)],
    )
    def test_only_in_confirm_and_fulfil(self, step, may):
        got = follow(at_step(step), event(K.PAUSED), 500)
        paused = {"paused_by": 9, "paused_at": 500} if may else {}
        assert got == at_step(step, **paused)

    @pytest.mark.parametrize("kind", [K.RESUMED, K.CUSTOMER_CONTACTED])
    def test_ends(self, kind):
        before = at_step(FULFIL, paused_by=3, paused_at=300)
        assert follow(before, event(kind), 500) == at_step(FULFIL)

    @pytest.mark.parametrize(
        ("step", "kind"), [(CONFIRM, K.CONFIRMED), (FULFIL, K.FULFILLED)]
    )
    def test_ends_with_the_step(self, step, kind):
        got = follow(at_step(step, paused_by=3, paused_at=300), event(kind), 500)
        assert (got.paused_by, got.paused_at) == (None, None)

    def test_another_begins_anew(self):
        before = at_step(FULFIL, paused_by=3, paused_at=300)
        got = follow(before, event(K.PAUSED), 500)
        assert (got.paused_by, got.paused_at) == (9, 500)

    def test_outlives_what_does_not_apply(self):
        before = at_step(FULFIL, paused_by=3, paused_at=300)
        assert follow(before, event(K.CONFIRMED), 500) is before


class TestStepBack:
    @pytest.mark.parametrize("step", list(Step))
    @pytest.mark.parametrize("to", list(Step))
    def test_leads_back_and_never_forward(self, step, to):
        before = at_step(step, paused_by=3, paused_at=300, approval=Approval.GRANTED)
        got = follow(before, event(K.STEPPED_BACK, to=to), 500)
        assert got == (at_step(to) if to.position <= step.position else before)

    def test_nowhere(self):
        assert follow(at_step(THANK), event(K.STEPPED_BACK), 500) == at_step(THANK)


class TestApproval:
    @pytest.mark.parametrize(
        ("kind", "approval"),
        [
            (K.APPROVAL_REQUESTED, Approval.REQUESTED),
            (K.APPROVAL_GRANTED, Approval.GRANTED),
            (K.APPROVAL_REFUSED, Approval.REFUSED),
        ],
    )
    def test_in_fulfil_alone(self, kind, approval):
        for step in Step:
            expected = at_step(step, approval=approval if step is FULFIL else None)
            assert follow(at_step(step), event(kind), 500) == expected

    def test_ends_with_the_step(self):
        before = at_step(FULFIL, approval=Approval.GRANTED)
        assert follow(before, event(K.FULFILLED), 500) == at_step(THANK)


class TestStanding:
    def test_after_a_whole_log(self):
        kinds = [K.RECEIVED, K.RECORDED, K.CONFIRMED, K.FULFILLED, K.THANKED]
        log = [Event(n, k, n * 10, n * 10, ANI) for n, k in enumerate(kinds, start=1)]
        closed = Standing(None, ANI, 10, 50, ending=Ending.CLOSED)
        assert standing(log[::-1]) == closed
        assert standing(log[:3]) == Standing(FULFIL, ANI, 10)
        undo = Event(6, K.VOIDED, 60, 60, ANI, target=1)
        assert standing([*log, undo]).is_cancelled
        assert standing([]).is_cancelled


class TestLastUndoable:
    LOG = (
        Event(1, K.RECEIVED, 100, 100, ANI),
        Event(2, K.RECORDED, 200, 200, ANI),
        Event(3, K.CONFIRMED, 300, 300, BUDI),
    )

    @pytest.mark.parametrize(
        ("log", "actor", "now", "expected"),
        [
            (LOG, BUDI, 300, 3),
            (LOG, BUDI, 600, 3),
            (LOG, BUDI, 601, None),
            (LOG, ANI, 300, None),
            (LOG[:2], ANI, 500, 2),
            ((*LOG, Event(4, K.VOIDED, 400, 400, BUDI, target=3)), ANI, 500, 2),
            ((), ANI, 500, None),
            # A merge concerns two tickets, on either of them.
            ((*LOG, Event(4, K.MERGED, 400, 400, BUDI)), BUDI, 500, None),
            (
                (*LOG, Event(4, K.RECEIVED, 90, 400, BUDI, is_duplicate=True)),
                *(BUDI, 500, None),
            ),
            ((*LOG, Event(4, K.NOT_A_COMPLAINT, 400, 400, BUDI)), BUDI, 500, 4),
            # That somebody read a note stands in nobody's way.
            ((*LOG, Event(4, K.COACH_READ, 400, 400, ANI)), BUDI, 500, 3),
            (
                (
                    Event(1, K.RECEIVED, 90, 400, BUDI, is_duplicate=True),
                    Event(2, K.MERGED, 400, 400, BUDI),
                    Event(3, K.TAKEN, 500, 500, BUDI),
                ),
                *(BUDI, 500, 3),
            ),
            # Before it was recorded, by a clock that went backwards.
            (LOG, BUDI, 299, None),
        ],
    )
    def test_the_own_last_click_for_five_minutes(self, log, actor, now, expected):
        got = last_undoable(log, actor_id=actor, now=now)
        assert (got and got.n) == expected
