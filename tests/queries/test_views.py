"""The count beside a view is the number of rows behind it, for everybody."""

import pytest

from desk.domain.filters import Filters, View
from desk.domain.vocabulary import Channel, Step
from desk.queries import lists
from desk.queries.views import count


@pytest.fixture
def many(tickets, clock, world):
    """Return tickets that differ in everything a view asks for."""
    clock.set(9, days=-3)
    made = [tickets.receive(), tickets.at(Step.FULFIL)]
    clock.set(9)
    made += [tickets.at(step, by=by) for step in Step for by in ("siswa", "siswi")]
    made += [tickets.start(by="tetangga"), tickets.start(by="pengawas")]
    paused = tickets.at(Step.CONFIRM)
    tickets.pause(paused)
    tickets.at(None)
    clock.move(minutes=20)
    return [*made, paused, tickets.receive(channel=Channel.PHONE)]


@pytest.mark.parametrize("username", ["pengawas", "guru", "tetangga_pengawas"])
def test_every_count_is_the_rows_behind_it(username, many, app, world, clock):
    actor, now = world.actors[username], clock.now
    more = [
        Filters(text="roti"),
        Filters(text="roti", step=Step.CONFIRM, is_past_target=True),
        Filters(owner_id=world.id_of("siswi")),
        Filters(is_queue=True, owner_id=1),
    ]
    wanted = [*(view.filters for view in View), *more]
    with app.app_context():
        counts = count(wanted, actor, now=now)
        for filters, counted in zip(wanted, counts, strict=True):
            page = lists.open_tickets(actor, filters, now=now)
            assert (counted, page.next) == (len(page.rows), None), filters
            assert counted == page.total
            columns = lists.board(actor, filters, now=now)
            assert sum(column.total for column in columns) == counted
    if username == "pengawas":
        assert all(counts[: len(View)]) or counts[list(View).index(View.HIGH)] == 0


def test_all_counts_are_one_statement(many, app, world, clock, count_queries):
    actor, now = world.actors["guru"], clock.now
    with app.app_context():

        def cost(wanted):
            with count_queries() as statements:
                count(wanted, actor, now=now)
            return sum("count(ticket.id)" in each for each in statements)

        assert cost([Filters()]) == 1
        assert cost([*(view.filters for view in View), *[Filters(text="x")] * 20]) == 1
