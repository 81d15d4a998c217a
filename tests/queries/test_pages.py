"""Pages by keyset: every row once, forwards and backwards, whatever the instants."""

import random

import pytest
from sqlalchemy import insert

from desk.domain.errors import NotFound
from desk.domain.vocabulary import Priority, Step
from desk.extensions import db
from desk.models import Ticket
from desk.queries import lists
from desk.queries.lists import Filters
from desk.queries.pages import ROWS, Cursor, read_cursor


@pytest.fixture
def fill(app, world):
    """Return what puts bare tickets, with instants given, into the list."""

    def put(instants, *, is_closed=False):
        rows = [
            {
                "number": f"KEL/MM/2026/09/{n:05}",
                "unit_id": world.units["MM"],
                "version": 1,
                "log_head": "0" * 64,
                "step": None if is_closed else Step.RECORD,
                "priority": Priority.MEDIUM,
                "received_at": instant,
                "closed_at": instant if is_closed else None,
                "ended_at": instant if is_closed else None,
                "due_at": None if is_closed else instant,
                "resolution": 0,
                "needs": [],
            }
            for n, instant in enumerate(instants)
        ]
        with app.app_context():
            if rows:
                db.session.execute(insert(Ticket), rows)
            db.session.commit()

    return put


@pytest.fixture
def turn(app, world, clock):
    """Return what reads one page of a list: ids, next and previous cursor, total."""

    def read(name, cursor=None):
        query = {"open": lists.open_tickets, "archive": lists.archive}[name]
        with app.app_context():
            page = query(world.actors["guru"], Filters(), now=clock.now, cursor=cursor)
            rows = [(row.closed_at or row.received_at, row.id) for row in page.rows]
            return rows, page.next, page.previous, page.total

    return read


def walk(turn, name):
    """Read a list to its end and back again."""
    there, cursor = [], None
    while True:
        rows, cursor, _, total = turn(name, cursor)
        there.append(rows)
        if cursor is None:
            break
    back: list[list] = []
    if len(there) > 1:
        _, _, cursor, _ = turn(name, Cursor(*there[-2][-1]))
        while cursor is not None:
            rows, _, cursor, _ = turn(name, cursor)
            back.insert(0, rows)
    return there, back, total


@pytest.mark.parametrize("count", [0, 1, ROWS - 1, ROWS, ROWS + 1, 3 * ROWS, 107])
@pytest.mark.parametrize("name", ["open", "archive"])
def test_every_row_stands_on_one_page(name, count, fill, turn):
    chance = random.Random(count)
    # Few different instants, so that many are equal and the id decides.
    instants = [1_788_000_000 + chance.randrange(5) for _ in range(count)]
    fill(instants, is_closed=name == "archive")
    there, back, total = walk(turn, name)
    rows = [row for page in there for row in page]
    assert total == count
    assert rows == sorted(rows, reverse=name == "archive")
    assert len(set(rows)) == len(rows) == count
    assert all(len(page) == ROWS for page in there[:-1])
    assert back == there[:-1]


@pytest.mark.parametrize("seed", range(3))
def test_rows_that_come_and_go_move_no_other_row(seed, fill, turn, app):
    chance = random.Random(seed)
    fill([1_788_000_000 + chance.randrange(40) for _ in range(80)])
    first, cursor, _, _ = turn("open")
    with app.app_context():
        # Somebody closes tickets of the first page meanwhile.
        for _, id_ in first[:10]:
            ticket = db.session.get_one(Ticket, id_)
            ticket.step, ticket.ended_at = None, 1_788_000_100
        db.session.commit()
    seen = list(first)
    while cursor is not None:
        rows, cursor, _, _ = turn("open", cursor)
        seen += rows
    assert len(seen) == len(set(seen)) == 80


def test_a_page_beyond_the_end_is_empty(fill, turn):
    fill([1_788_000_000])
    rows, following, previous, total = turn("open", Cursor(1_900_000_000, 1))
    assert (rows, following, previous, total) == ([], None, None, 1)


@pytest.mark.parametrize(
    "cursor", [Cursor(0, 1), Cursor(1_788_000_000, 42, is_backwards=True)]
)
def test_a_cursor_survives_the_address(cursor):
    assert read_cursor(str(cursor)) == cursor


@pytest.mark.parametrize("text", [None, ""])
def test_no_cursor_is_the_first_page(text):
    assert read_cursor(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("a", "b1", "a1.", "a.1", "c1.1", "a-1.1", "a1.1.1", "a1.x", "1.1", " a1.1"),
        *("a1e3.1", "a٣.1", f"a{'9' * 30}.1", f"a1.{'9' * 30}", "a1.1'--", "\x00"),
    ],
)
def test_nonsense_is_not_found(text):
    with pytest.raises(NotFound):
        read_cursor(text)


@pytest.mark.parametrize("text", ["a1.999999999", "a999999999999.1"])
def test_huge_numbers_are_only_numbers(text, fill, turn):
    fill([1_788_000_000])
    turn("open", read_cursor(text))


def test_a_page_costs_the_same_number_of_queries_however_full(
    fill, turn, tickets, count_queries
):
    def cost():
        with count_queries() as statements:
            turn("open")
        return len(statements)

    tickets.start()
    one = cost()
    for _ in range(12):
        tickets.at(Step.CONFIRM)
    assert cost() == one <= 9
