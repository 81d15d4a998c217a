"""The log: which events count, from which instant, in which order; and its seal."""

import pytest

from desk.domain.log import (
    NO_EVENT,
    Event,
    EventKind,
    commit_to,
    not_undone,
    seal,
    settle,
    verdicts,
)

K = EventKind


def event(n: int, kind: EventKind, at: int, recorded_at: int | None = None, **rest):
    return Event(n, kind, at, at if recorded_at is None else recorded_at, **rest)


def settled(*events: Event, verified=()) -> list[tuple[int, int]]:
    return [(at, e.n) for at, e in settle(events, verified=verified)]


RECEIVED = event(1, K.RECEIVED, 100)


class TestEffectiveTime:
    @pytest.mark.parametrize(
        "kind",
        [k for k in K if k not in {K.RECEIVED, K.RESUMED, K.CUSTOMER_CONTACTED}
         and k not in {K.REOPENED, K.VOIDED}],
    )  # fmt: skip
    def test_a_claim_counts_only_when_verified(self, kind):
        claim = event(2, kind, 150, 300)
        assert settled(RECEIVED, claim) == [(100, 1), (300, 2)]
        assert settled(RECEIVED, claim, verified={2}) == [(100, 1), (150, 2)]

    @pytest.mark.parametrize("kind", [K.RESUMED, K.CUSTOMER_CONTACTED, K.REOPENED])
    def test_what_lets_the_clock_run_counts_from_the_claim(self, kind):
        assert settled(RECEIVED, event(2, kind, 150, 300)) == [(100, 1), (150, 2)]

    def test_the_receipt_counts_from_the_claim(self):
        assert settled(event(1, K.RECEIVED, 100, 500)) == [(100, 1)]

    def test_nothing_is_earlier_than_the_receipt(self):
        early = event(2, K.TAKEN, 50)
        assert settled(RECEIVED, early) == [(100, 1), (100, 2)]

    def test_the_earliest_receipt_is_the_first_of_all(self):
        merged = event(5, K.RECEIVED, 40, 400, is_duplicate=True)
        early = event(2, K.TAKEN, 30)
        assert settled(RECEIVED, early, merged) == [(40, 5), (40, 2), (100, 1)]

    def test_of_two_receipts_at_once_the_one_logged_first(self):
        assert settled(event(3, K.RECEIVED, 100), RECEIVED) == [(100, 1), (100, 3)]

    def test_without_receipt_nothing_counts(self):
        assert settled(event(2, K.TAKEN, 50), event(3, K.RECORDED, 60)) == []
        assert settled() == []


class TestOrder:
    def test_by_instant_then_by_number(self):
        late, early = event(2, K.TAKEN, 300), event(3, K.RELEASED, 200)
        same = event(4, K.TAKEN, 200)
        expected = [(100, 1), (200, 3), (200, 4), (300, 2)]
        assert settled(RECEIVED, late, early, same) == expected
        assert settled(same, early, late, RECEIVED) == expected

    def test_repeated_delivery(self):
        assert settled(RECEIVED, RECEIVED) == [(100, 1)]

    @pytest.mark.parametrize(
        "kind", [K.RECORDED, K.CONFIRMED, K.FULFILLED, K.THANKED, K.STEPPED_BACK]
    )
    def test_a_completion_counts_after_what_led_to_it(self, kind):
        before = event(2, kind, 200, 400)
        after = event(3, K.CONFIRMED, 300, 500)
        got = settled(RECEIVED, before, after, verified={3})
        assert got == [(100, 1), (400, 2), (400, 3)]

    def test_a_reopening_counts_after_the_closing(self):
        closing, reopening = event(2, K.THANKED, 400), event(3, K.REOPENED, 300, 500)
        assert settled(RECEIVED, closing, reopening)[1:] == [(400, 2), (400, 3)]
        done = event(4, K.FULFILLED, 350, 600)
        assert settled(RECEIVED, closing, reopening, done, verified={4})[3] == (400, 4)

    def test_a_pause_counts_after_what_led_to_it_and_before_what_follows(self):
        pause, done = event(2, K.PAUSED, 400), event(3, K.CONFIRMED, 300, 500)
        assert settled(RECEIVED, pause, done, verified={3})[1:] == [(400, 2), (400, 3)]
        first = event(2, K.RECORDED, 350)
        pause = event(3, K.PAUSED, 300, 500)
        assert settled(RECEIVED, first, pause, verified={3})[1:] == [(350, 2), (350, 3)]

    @pytest.mark.parametrize("kind", [K.RESUMED, K.CUSTOMER_CONTACTED])
    def test_the_end_of_a_pause_counts_no_earlier_than_the_pause(self, kind):
        pause, end = event(2, K.PAUSED, 400), event(3, kind, 300, 500)
        assert settled(RECEIVED, pause, end)[1:] == [(400, 2), (400, 3)]
        between = event(3, K.CONFIRMED, 600), event(4, kind, 450, 700)
        got = settled(RECEIVED, pause, *between)
        assert got[1:] == [(400, 2), (450, 4), (600, 3)]

    def test_who_holds_it_does_not_wait_for_the_walk(self):
        walk, taken = event(2, K.RECORDED, 200, 400), event(3, K.TAKEN, 300, 500)
        got = settled(RECEIVED, walk, taken, verified={3})
        assert got == [(100, 1), (300, 3), (400, 2)]

    def test_a_contact_does_not_hold_up_a_verified_step(self):
        contact = event(2, K.CUSTOMER_CONTACTED, 400)
        step = event(3, K.RECORDED, 200, 500)
        got = settled(RECEIVED, contact, step, verified={3})
        assert got == [(100, 1), (200, 3), (400, 2)]


class TestUndo:
    @pytest.mark.parametrize(
        ("targets", "left"),
        [
            ({}, [1, 2, 3]),
            ({4: 3}, [1, 2]),
            ({4: 3, 5: 3}, [1, 2]),
            ({4: 3, 5: 4}, [1, 2, 3]),
            ({4: 3, 5: 4, 6: 5}, [1, 2]),
            ({4: 3, 5: 2, 6: 4}, [1, 3]),
            ({4: 4}, [1, 2, 3]),
            ({4: 5, 5: 3}, [1, 2]),
            ({4: None}, [1, 2, 3]),
            ({4: 99}, [1, 2, 3]),
            ({4: 1}, [2, 3]),
        ],
    )
    def test_what_is_left(self, targets, left):
        events = [RECEIVED, event(2, K.TAKEN, 110), event(3, K.RECORDED, 120)]
        undoing = [event(n, K.VOIDED, 200, target=t) for n, t in targets.items()]
        assert [e.n for e in not_undone([*events, *undoing])] == left
        assert [e.n for e in not_undone([*undoing, *events[::-1]])] == left

    def test_an_undo_reaches_back_only(self):
        events = [RECEIVED, event(2, K.VOIDED, 110, target=3), event(3, K.TAKEN, 120)]
        assert [e.n for e in not_undone(events)] == [1, 3]


def verified(n: int, target: int | None) -> Event:
    return event(n, K.VERIFIED, 900, target=target)


def rejected(n: int, target: int | None) -> Event:
    return event(n, K.REJECTED, 900, target=target)


class TestVerdicts:
    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ([], ((), ())),
            ([verified(5, 2)], ((2,), ())),
            ([rejected(5, 2)], ((), (2,))),
            ([rejected(5, 2), verified(6, 2)], ((2,), ())),
            ([verified(5, 2), rejected(6, 2)], ((), (2,))),
            ([verified(5, 2), rejected(6, 3)], ((2,), (3,))),
            ([verified(5, 2), verified(6, 3), rejected(7, 4)], ((2, 3), (4,))),
            ([verified(5, None)], ((), ())),
            ([rejected(5, None)], ((), ())),
            ([event(5, K.NOTED, 900, target=2)], ((), ())),
        ],
    )
    def test_the_last_word_on_an_event_counts(self, said, expected):
        got = verdicts([RECEIVED, *said])
        assert (got.verified, got.rejected) == tuple(map(frozenset, expected))

    def test_a_verified_claim_counts_from_the_claim(self):
        claim = event(2, K.RECORDED, 150, 300)
        assert settled(RECEIVED, claim, verified(3, 2))[1] == (150, 2)
        assert settled(RECEIVED, claim, rejected(3, 2))[1] == (300, 2)
        both = verified(3, 2), rejected(4, 2)
        assert settled(RECEIVED, claim, *both)[1] == (300, 2)

    def test_an_undone_verdict_was_never_said(self):
        claim, undo = event(2, K.RECORDED, 150, 300), event(4, K.VOIDED, 950, target=3)
        assert settled(RECEIVED, claim, verified(3, 2), undo)[1] == (300, 2)

    def test_a_verdict_itself_counts_when_it_was_recorded(self):
        late = event(3, K.VERIFIED, 100, 900, target=2)
        claim = event(2, K.RECORDED, 150, 300)
        assert settled(RECEIVED, claim, late) == [(100, 1), (150, 2), (900, 3)]


class TestRefusedPauses:
    """A pause refused, or not yet granted where that is needed, never was."""

    @pytest.mark.parametrize(
        ("reason", "said", "counts"),
        [
            (None, [], True),
            ("waiting_customer", [], True),
            ("waiting_customer", [verified(5, 2)], True),
            ("waiting_customer", [rejected(5, 2)], False),
            ("waiting_customer", [rejected(5, 2), verified(6, 2)], True),
            ("waiting_customer", [rejected(5, 4)], True),
            ("waiting_supplier", [], False),
            ("waiting_decision", [], False),
            ("waiting_supplier", [verified(5, 2)], True),
            ("waiting_decision", [verified(5, 2)], True),
            ("waiting_supplier", [verified(5, 3)], False),
            ("waiting_supplier", [verified(5, 2), rejected(6, 2)], False),
        ],
    )
    def test_table(self, reason, said, counts):
        pause = event(2, K.PAUSED, 200, reason=reason)
        left = [n for _, n in settled(RECEIVED, pause, *said)]
        assert (2 in left) is counts

    def test_as_arguments(self):
        pause = event(2, K.PAUSED, 200, reason="waiting_supplier")

        def count(**given) -> int:
            return len(settle([RECEIVED, pause], **given))

        assert count() == 1
        assert count(verified={2}) == 2
        assert count(verified={2}, rejected_pauses={2}) == 1

    def test_still_holds_its_place_in_the_order(self):
        """Otherwise refusing one could let a claim after it count from earlier."""
        pause = event(2, K.PAUSED, 400, reason="waiting_supplier")
        step, contact = event(3, K.CONFIRMED, 300, 500), event(4, K.RESUMED, 350, 600)
        got = settled(RECEIVED, pause, step, contact, verified={3})
        assert got == [(100, 1), (400, 3), (400, 4)]

    def test_only_pauses_are_dropped(self):
        step = event(2, K.RECORDED, 200, reason="waiting_supplier")
        assert settled(RECEIVED, step, rejected(3, 2))[1] == (200, 2)


class TestSeal:
    def test_it_is_bound_to_every_fact_and_to_what_came_before(self):
        facts = {"n": 1, "kind": "received"}
        seals = {
            seal(NO_EVENT, facts),
            seal(NO_EVENT, facts | {"n": 2}),
            seal("1" * 64, facts),
            seal(NO_EVENT, {}),
        }
        assert len(seals) == 4
        assert all(len(digest) == 64 for digest in seals)

    def test_the_order_of_the_facts_does_not_matter(self):
        assert seal(NO_EVENT, {"a": 1, "b": 2}) == seal(NO_EVENT, {"b": 2, "a": 1})

    def test_a_digest_of_words_is_salted(self):
        words = {"restatement": "Kue ulang tahun – diganti besok"}
        assert commit_to("salt", words) == commit_to("salt", dict(words))
        assert commit_to("salt", words) != commit_to("pepper", words)
        assert commit_to("salt", words) != commit_to("salt", {})

    def test_it_stays_the_same_for_ever(self):
        assert seal(NO_EVENT, {"n": 1, "words": "é"}) == (
            "7e98e691135b7191b915c86b63dc44aabce719fd291c004a2b774292e43ec931"
        )
