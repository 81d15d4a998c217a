"""The log: append-only, chained, and everything else follows from it."""

import json
import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from desk.domain.errors import DeskError
from desk.domain.log import NO_EVENT, commit_to, seal
from desk.domain.vocabulary import PauseReason, Reply, Solution, Step
from desk.extensions import db
from desk.models import Evidence, Ticket, TicketEvent
from desk.queries.integrity import walk_chains
from desk.services import log, row

PEOPLE = ("siswa", "siswi", "pengawas", "guru", "tetangga", "tetangga_pengawas")
KEYS = {"id", "number", "unit_id", "import_key"}


def _columns(ticket: Ticket) -> dict:
    return {c.key: getattr(ticket, c.key) for c in Ticket.__table__.c}


def _events(ticket_id: int) -> list[TicketEvent]:
    query = select(TicketEvent).filter_by(ticket_id=ticket_id).order_by(TicketEvent.n)
    return list(db.session.scalars(query))


def chain_is_whole(ticket_id: int) -> bool:
    """Seal every event again, by hand, and compare."""
    head = NO_EVENT
    for n, event in enumerate(_events(ticket_id), start=1):
        evidence = db.session.get(Evidence, event.id)
        assert event.n == n
        assert event.hash == seal(head, event.sealed_facts())
        assert (event.digest is None) == (evidence is None)
        if evidence is not None:
            assert event.digest == commit_to(evidence.salt, evidence.words or {})
        head = event.hash
    return db.session.get_one(Ticket, ticket_id).log_head == head


def follows_from_its_log(ticket_id: int) -> bool:
    """Blank every column that is a projection, replay the log, and compare."""
    ticket = db.session.get_one(Ticket, ticket_id)
    before = _columns(ticket)
    for column in Ticket.__table__.c:
        if column.key not in KEYS:
            setattr(ticket, column.key, None)
    with db.session.no_autoflush:
        ticket.received_at = before["received_at"]
        history = log._history(ticket_id)
        row.project(ticket, history, row.rules_of)
        after = _columns(ticket)
    db.session.rollback()
    assert after == before
    return True


def _moves(tickets, twin=0):
    """Return everything that can be tried on a ticket, by anybody, in any order.

    Its twin is a ticket about the same thing, to merge it with.
    """
    return {
        "record": tickets.record,
        "confirm": tickets.confirm,
        "correct": lambda t, by: tickets.confirm(
            t, by, reply=Reply.CORRECTED, corrected_need="Uang kembali."
        ),
        "fulfil": tickets.fulfil,
        "refund": lambda t, by: tickets.fulfil(t, by, solution=Solution.REFUND),
        "thank": tickets.thank,
        "take": tickets.take,
        "release": tickets.release,
        "undo": tickets.undo,
        "back_to_record": lambda t, by: tickets.step_back(t, Step.RECORD, by),
        "back_to_confirm": lambda t, by: tickets.step_back(t, Step.CONFIRM, by),
        "back_to_fulfil": lambda t, by: tickets.step_back(t, Step.FULFIL, by),
        "ask_approval": tickets.ask_approval,
        "approve": tickets.approve,
        "refuse": tickets.refuse,
        "pause": tickets.pause,
        "pause_supplier": lambda t, by: tickets.pause(
            t, by, reason=PauseReason.WAITING_SUPPLIER
        ),
        "resume": tickets.resume,
        "contact": tickets.contact,
        "verify": lambda t, by: tickets.verify(t, _last_pause(tickets, t), by),
        "reject": lambda t, by: tickets.reject(t, _last_pause(tickets, t), by),
        "offer": lambda t, by: tickets.offer(t, "siswi", by),
        "offer_back": lambda t, by: tickets.offer(t, "siswa", by),
        "accept": tickets.accept,
        "decline": tickets.decline,
        "withdraw": tickets.withdraw,
        "assign": lambda t, by: tickets.assign(t, "siswi", by),
        "assign_back": lambda t, by: tickets.assign(t, "siswa", by),
        "take_over": tickets.take_over,
        "prioritise": lambda t, by: tickets.prioritise(t, by=by),
        "move": lambda t, by: tickets.move(t, "PC", by),
        "move_back": lambda t, by: tickets.move(t, "MM", by),
        "coach": tickets.coach,
        "reopen": tickets.reopen,
        "void": tickets.void,
        "merge_twin": lambda t, by: tickets.merge(t, twin, by),
        "unmerge_twin": lambda _, by: tickets.unmerge(twin, by),
        "merge_into_twin": lambda t, by: tickets.merge(twin, t, by),
        "unmerge": tickets.unmerge,
        "mark": tickets.mark,
        "confirm_mark": tickets.confirm_mark,
        "decline_mark": tickets.decline_mark,
        "restore": tickets.restore,
    }


def _last_pause(tickets, ticket_id):
    """Return the number of the last pause, or of the receipt if there was none."""
    kinds = tickets.log(ticket_id)
    return max(n for n, kind in enumerate(kinds, 1) if n == 1 or kind == "paused")


NAMES = tuple(_moves(type("Nobody", (), {"__getattr__": lambda *_: None})()))
WALK = ("record", "confirm", "fulfil", "thank")
# Half of the moves are the ones that carry a ticket on, so that walks get far.
MOVE = st.one_of(
    st.tuples(
        st.sampled_from([*WALK, "ask_approval", "pause", "pause_supplier", "offer"]),
        st.just("siswa"),
        st.integers(0, 4),
    ),
    st.tuples(st.just("accept"), st.just("siswi"), st.integers(0, 90)),
    st.tuples(
        st.sampled_from(["reopen", "merge_twin", "unmerge_twin", "confirm_mark"]),
        st.just("pengawas"),
        st.integers(0, 90),
    ),
    st.tuples(
        st.sampled_from(["assign", "take_over", "prioritise", "move", "coach"]),
        st.just("pengawas"),
        st.integers(0, 90),
    ),
    st.tuples(st.sampled_from(NAMES), st.sampled_from(PEOPLE), st.integers(0, 90)),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(MOVE, max_size=18))
def test_any_sequence_of_acts_keeps_the_log_whole(tickets, clock, moves):
    twin = tickets.receive()
    clock.move(minutes=1)
    ticket_id = tickets.start()
    verbs = _moves(tickets, twin)
    for name, by, minutes in moves:
        clock.move(minutes=minutes)
        before = tickets.log(ticket_id) + tickets.log(twin)
        is_done = True
        try:
            verbs[name](ticket_id, by)
        except DeskError:
            is_done = False  # refused, and then nothing must have happened
        after = tickets.log(ticket_id) + tickets.log(twin)
        assert (len(after) > len(before)) == is_done
        for each in (ticket_id, twin):
            assert tickets.read(each).version == len(tickets.log(each))
    with tickets.reading():
        for each in (ticket_id, twin):
            assert chain_is_whole(each)
            assert follows_from_its_log(each)
        assert set(walk_chains()) == {None}


def test_each_act_is_told_with_who_when_and_what(tickets, clock, world):
    ticket_id = tickets.at(Step.CONFIRM)
    clock.move(minutes=3)
    tickets.confirm(ticket_id)
    with tickets.reading():
        event = _events(ticket_id)[-1]
        assert event.kind == "confirmed"
        assert event.actor_id == world.id_of("siswa")
        assert event.at == event.recorded_at == clock.now
        assert event.facts == {"reply": "right"}
    assert tickets.words(ticket_id)["restatement"].startswith("Jadi Ibu")


def test_words_are_kept_apart_from_the_facts_the_chain_seals(tickets):
    ticket_id = tickets.at(None)
    with tickets.reading():
        sealed = json.dumps([event.sealed_facts() for event in _events(ticket_id)])
        for evidence in db.session.scalars(select(Evidence)):
            for words in (evidence.words or {}).values():
                assert words not in sealed


def test_two_tickets_with_the_same_words_have_different_digests(tickets):
    one, two = tickets.at(Step.CONFIRM), tickets.at(Step.CONFIRM)
    with tickets.reading():
        assert _events(one)[-1].digest != _events(two)[-1].digest


def test_a_clock_that_goes_backwards_is_told_and_not_believed(tickets, clock, caplog):
    ticket_id = tickets.at(Step.CONFIRM)
    last = clock.now
    clock.move(hours=-2)
    tickets.confirm(ticket_id)
    with tickets.reading():
        assert _events(ticket_id)[-1].recorded_at == last
    assert "behind the last event" in caplog.text
    caplog.clear()


def test_an_undone_record_is_no_longer_on_the_ticket(tickets, clock):
    ticket_id = tickets.at(Step.CONFIRM)
    tickets.undo(ticket_id)
    row = tickets.read(ticket_id)
    assert (row.step, row.complaint, row.source_id, row.needs) == (
        Step.RECORD,
        "",
        None,
        [],
    )


def test_response_and_resolution_come_from_the_clock(tickets, clock):
    start = clock.set(9)
    ticket_id = tickets.start()
    clock.move(minutes=5)
    tickets.record(ticket_id)
    clock.move(minutes=5)
    tickets.confirm(ticket_id)
    clock.set(14, 55)
    tickets.fulfil(ticket_id)
    clock.set(7, 10, days=1)
    tickets.thank(ticket_id)
    row = tickets.read(ticket_id)
    assert row.received_at == start
    assert row.response == 10 * 60
    # 09.00–12.00, 13.00–15.00 and 07.00–07.10 the next morning.
    assert row.resolution == (3 + 2) * 3600 + 10 * 60
    assert row.closed_at == clock.now == int(time.time())
