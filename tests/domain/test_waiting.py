"""What waits for an answer, as truth tables: offers, marks, claims and pauses."""

import pytest

from desk.domain.log import Event, EventKind
from desk.domain.vocabulary import PauseReason
from desk.domain.waiting import is_claim, waits_for

K = EventKind
ANI, BUDI, CITRA = 1, 2, 3
RECEIVED = Event(1, K.RECEIVED, 100, 100, ANI)


def log(*rows: Event | EventKind) -> list[Event]:
    """Return a log of what came, in order; a kind alone is an event of Ani."""
    events = [
        row if isinstance(row, Event) else Event(0, row, 0, 0, ANI) for row in rows
    ]
    timed = [
        e if e.at else e._replace(at=n * 10 + 100, recorded_at=n * 10 + 100)
        for n, e in enumerate(events, start=2)
    ]
    return [RECEIVED, *(e._replace(n=n) for n, e in enumerate(timed, start=2))]


def offer(to: int) -> Event:
    return Event(0, K.HANDOVER_OFFERED, 0, 0, ANI, receiver=to)


def mark(by: int) -> Event:
    return Event(0, K.MARKED, 0, 0, by)


def on(kind: EventKind, target: int) -> Event:
    return Event(0, kind, 0, 0, CITRA, target=target)


ANSWERS_AN_OFFER = {
    K.HANDOVER_ACCEPTED,
    K.HANDOVER_DECLINED,
    K.RELEASED,
    K.TAKEN,
    K.ASSIGNED,
    K.MOVED,
    K.THANKED,
    K.MERGED,
    K.NOT_A_COMPLAINT,
}


class TestHandover:
    @pytest.mark.parametrize("kind", [k for k in K if k is not K.HANDOVER_OFFERED])
    def test_an_offer_waits_until_it_is_answered(self, kind):
        expected = None if kind in ANSWERS_AN_OFFER else BUDI
        assert waits_for(log(offer(BUDI), kind)).handover_to == expected

    def test_none_was_made(self):
        assert waits_for(log()).handover_to is None
        assert waits_for([]) == (None, False, None, (), (), None)

    def test_the_last_offer_waits(self):
        assert waits_for(log(offer(BUDI), offer(CITRA))).handover_to == CITRA
        again = log(offer(BUDI), K.HANDOVER_DECLINED, offer(CITRA))
        assert waits_for(again).handover_to == CITRA

    def test_an_undone_answer_was_none(self):
        undone = log(offer(BUDI), K.HANDOVER_DECLINED, on(K.VOIDED, 3))
        assert waits_for(undone).handover_to == BUDI

    def test_an_undone_offer_waits_for_nobody(self):
        assert waits_for(log(offer(BUDI), on(K.VOIDED, 2))).handover_to is None


class TestMark:
    @pytest.mark.parametrize("kind", [k for k in K if k is not K.MARKED])
    def test_waits_until_a_supervisor_answers(self, kind):
        waiting = waits_for(log(mark(BUDI), kind))
        # A merged ticket is out of the desk already: there is nothing to decide.
        is_answered = kind in {K.MARK_DECLINED, K.NOT_A_COMPLAINT, K.MERGED}
        assert waiting.is_marked is not is_answered
        assert waiting.marked_by == (None if is_answered else BUDI)

    def test_the_last_one_names_who(self):
        waiting = waits_for(log(mark(BUDI), K.MARK_DECLINED, mark(CITRA)))
        assert (waiting.is_marked, waiting.marked_by) == (True, CITRA)


class TestClaims:
    @pytest.mark.parametrize("kind", list(K))
    @pytest.mark.parametrize("is_paper", [True, False])
    @pytest.mark.parametrize("late", [0, 1])
    def test_what_is_one(self, kind, is_paper, late):
        event = Event(2, kind, 200, 200 + late, ANI, is_paper=is_paper)
        completes = {K.RECORDED, K.CONFIRMED, K.FULFILLED, K.THANKED}
        assert is_claim(event) is bool(late and (is_paper or kind in completes))

    def test_wait_until_a_verdict_stands(self):
        claims = [Event(0, K.RECORDED, 150, 300, ANI), Event(0, K.CONFIRMED, 160, 310)]
        assert waits_for(log(*claims)).claims == (2, 3)
        for verdict in (K.VERIFIED, K.REJECTED):
            assert waits_for(log(*claims, on(verdict, 2))).claims == (3,)
            both = log(*claims, on(verdict, 2), on(verdict, 3))
            assert waits_for(both).claims == ()
            undone = log(*claims, on(verdict, 2), on(K.VOIDED, 4))
            assert waits_for(undone).claims == (2, 3)

    def test_an_undone_one_waits_no_more(self):
        claim = Event(0, K.RECORDED, 150, 300, ANI)
        assert waits_for(log(claim, on(K.VOIDED, 2))).claims == ()


class TestPauses:
    @pytest.mark.parametrize("kind", list(K))
    @pytest.mark.parametrize("reason", PauseReason)
    def test_every_pause_is_looked_at(self, kind, reason):
        got = waits_for(log(Event(0, kind, 0, 0, ANI, reason=reason.value)))
        assert got.pauses == ((2,) if kind is K.PAUSED else ())

    def test_but_not_those_of_another_desk(self):
        assert waits_for(log(K.PAUSED)).pauses == ()

    @pytest.mark.parametrize("verdict", [K.VERIFIED, K.REJECTED])
    def test_until_a_verdict_stands(self, verdict):
        pause = Event(0, K.PAUSED, 0, 0, ANI, reason="waiting_customer")
        rows: list[Event | EventKind] = [pause, K.RESUMED, pause]
        assert waits_for(log(*rows)).pauses == (2, 4)
        assert waits_for(log(*rows, on(verdict, 4))).pauses == (2,)
