"""The board: a column a step, the most pressing first, filtered like the list."""

import pytest

from desk.domain.vocabulary import Step
from desk.queries.lists import BOARD_ROWS
from tests.support.pages import text_of


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


def columns(browser):
    """Return of each column its step, its count and the ids of its tickets."""
    return {
        column["id"]: (
            text_of(column.select_one(".count")),
            [int(card["data-ticket"]) for card in column.select("[data-ticket]")],
        )
        for column in browser.page.select(".board-column")
    }


def test_each_ticket_stands_at_its_step(guru, tickets, clock):
    late = {step: tickets.at(step) for step in Step}
    clock.move(minutes=1)
    later = {step: tickets.at(step) for step in Step}
    tickets.at(None)
    guru.get("/review/board")
    assert columns(guru) == {
        step.value: ("2", [late[step], later[step]]) for step in Step
    }


def test_is_filtered_as_the_list_and_leads_there(guru, tickets, world):
    confirm = tickets.at(Step.CONFIRM, by="siswi")
    tickets.at(Step.CONFIRM)
    guru.get("/review/board", owner=world.id_of("siswi"), step="confirm")
    assert columns(guru) == {"confirm": ("1", [confirm])}
    looks = [str(link["href"]) for link in guru.page.select(".looks a")]
    guru.get(looks[0])
    assert guru.rows == [confirm]


def test_shows_the_first_of_many_and_leads_to_the_rest(guru, tickets):
    made = [tickets.receive() for _ in range(BOARD_ROWS + 2)]
    tickets.at(Step.CONFIRM)
    guru.get("/review/board", source="")
    assert columns(guru)["record"] == (str(len(made)), made[:BOARD_ROWS])
    rest = guru.page.select_one("#record .btn")
    assert text_of(rest) == "2 lagi di daftar"
    assert guru.get(rest["href"]).rows == made


def test_says_so_when_nothing_fits(guru, tickets):
    tickets.start()
    guru.get("/review/board", queue=1, owner=1, foo="x")
    assert guru.page.select_one(".empty")
    assert guru.page.select_one(".notice")


def test_does_not_ask_more_for_more_tickets(guru, tickets, count_queries):
    def cost():
        with count_queries() as statements:
            guru.get("/review/board")
        return len(statements)

    for step in Step:
        tickets.at(step)
    few = cost()
    for _ in range(5):
        tickets.at(Step.FULFIL, by="siswi")
    assert cost() == few <= 28


@pytest.mark.parametrize("username", ["siswa", "admin"])
def test_is_for_reviewers(username, open_browser):
    open_browser(username).get("/review/board", 403)
