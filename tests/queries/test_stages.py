"""Nine stages over many tickets: the database finds what the rule finds on each."""

import pytest

from desk.domain.stages import Stage, State
from desk.domain.vocabulary import Channel, Quality, Reply, Solution, Step
from desk.queries.dimensions import Scope
from desk.queries.stages import (
    StageRows,
    all_stage_tickets,
    stage_shares,
    stages_of,
)
from desk.queries.tickets import get_ticket
from desk.services import codes


@pytest.fixture
def varied(tickets, clock):
    """Return closed tickets that lack one stage or another, or none."""
    written = {"channel": Channel.PUBLIC_FORM}
    made = [tickets.at(None), tickets.at(None, channel=Channel.PHONE)]
    explained = tickets.at(Step.FULFIL)
    tickets.fulfil(explained, solution=Solution.EXPLAIN)
    tickets.thank(explained)
    silent = tickets.at(Step.CONFIRM, **written)
    tickets.confirm(silent, reply=Reply.NOT_ANSWERED, sent_at=int(clock.now))
    tickets.fulfil(silent)
    tickets.note_fact(silent)
    tickets.undo(silent)
    tickets.thank(silent, channel=Channel.PUBLIC_FORM)
    found_out = tickets.at(None, **written)
    tickets.note_fact(found_out, qualities=frozenset(Quality))
    coded = tickets.at(None, **written)
    with tickets.reading():
        codes.give_code(tickets.act("siswa"), coded, digest="0" * 64)
    open_, merged = tickets.at(Step.THANK), tickets.at(Step.CONFIRM)
    tickets.merge(open_, merged)
    clock.set(9, days=5)
    made += [tickets.at(None), tickets.at(None)]
    tickets.happen(made[-1], "feedback_given", facts={"performance": "above"})
    return [*made, explained, silent, found_out, coded]


def test_over_many_as_on_each(varied, tickets, world, clock):
    now = int(clock.now)
    unit = world.units["MM"]
    scope = Scope((unit,), begin=0, end=now + 1, zone="Asia/Jakarta")
    actor = world.actors["pengawas"]
    with tickets.reading():
        judged = {
            id_: stages_of(id_, get_ticket(id_, actor, now=now).entries, now=now)
            for id_ in varied
        }
        total, shares = stage_shares(scope, now=now)
        assert total == len(varied)
        for share in shares:
            for state in State:
                expected = {
                    id_
                    for id_, stages in judged.items()
                    for each in stages
                    if each.stage is share.stage and each.state is state
                }
                rows = StageRows(scope, share.stage, state)
                lines = list(all_stage_tickets(rows, actor, now=now))
                assert {line.id for line in lines} == expected, (share.stage, state)
                assert getattr(share, state) == len(expected)
    lacking = {share.stage for share in shares if share.missing or share.open}
    assert lacking == {
        Stage.TRACKING,
        Stage.ACKNOWLEDGEMENT,
        Stage.INVESTIGATION,
        Stage.DECISION,
        Stage.CLOSING,
    }
