"""A student's desk: the tickets one holds and the queue, each with its next action."""

import pytest

from desk.domain.vocabulary import Step


def card(browser, ticket):
    """Return the list item of a ticket."""
    link = browser.page.find("a", href=f"/tickets/{ticket}")
    return link.find_parent("li")


def test_lists_what_one_holds_and_the_queue(siswa, tickets):
    mine = [tickets.at(step) for step in Step]
    waiting = tickets.receive()
    siswa.get("/tickets/")
    assert siswa.rows == [*mine, waiting]


def test_leaves_out_what_is_not_ones_own(siswa, tickets):
    tickets.at(Step.CONFIRM, by="siswi")
    tickets.start(by="tetangga")
    tickets.at(None)
    assert siswa.get("/tickets/").rows == []


@pytest.mark.parametrize("step", Step)
def test_each_ticket_has_its_next_action(step, siswa, tickets):
    ticket = tickets.at(step)
    siswa.get("/tickets/").submit("language", language="en")
    links = card(siswa, ticket).find_all("a", class_="btn")
    assert [link["href"] for link in links] == [f"/tickets/{ticket}"]
    assert step.label in links[0].get_text()


def test_each_ticket_in_the_queue_can_be_taken(siswa, tickets):
    waiting = [tickets.receive(), tickets.receive()]
    siswa.get("/tickets/")
    assert [f"/tickets/{ticket}/take" for ticket in waiting] == siswa.actions[1:]


def test_shows_what_it_is_about_and_how_long(siswa, tickets, clock):
    ticket = tickets.receive("Roti keras sekali", item="Roti tawar")
    clock.move(minutes=42)
    text = card(siswa.get("/tickets/"), ticket).get_text(" ")
    assert "Roti tawar" in text
    assert "Roti keras sekali" in text
    assert tickets.read(ticket).number in text
    assert "42" in text


def test_the_oldest_comes_first(siswa, tickets, clock):
    old = tickets.receive()
    clock.move(minutes=1)
    new = tickets.receive()
    assert siswa.get("/tickets/").rows == [old, new]


def test_pages_hold_25_and_both_lists_turn_alone(siswa, tickets):
    mine = [tickets.start() for _ in range(27)]
    queue = [tickets.receive() for _ in range(30)]
    siswa.get("/tickets/")
    assert siswa.rows == mine[:25] + queue[:25]
    mine_next, queue_next = siswa.page.find_all("a", rel="next")
    siswa.get(queue_next["href"])
    assert siswa.rows == mine[:25] + queue[25:]
    siswa.get(mine_next["href"])
    assert siswa.rows == mine[25:] + queue[:25]
    siswa.get(siswa.page.find("a", rel="prev")["href"])
    assert siswa.rows == mine[:25] + queue[:25]


def test_turning_one_list_keeps_the_other_where_it_is(siswa, tickets):
    for _ in range(26):
        tickets.start()
        tickets.receive()
    siswa.get("/tickets/")
    siswa.get(siswa.page.find_all("a", rel="next")[0]["href"])
    siswa.get(siswa.page.find_all("a", rel="next")[0]["href"])
    assert len(siswa.rows) == 2


def test_says_so_when_nothing_is_there(siswa):
    siswa.get("/tickets/")
    assert len(siswa.page.select(".empty")) == 2
    assert siswa.has_form("start")


@pytest.mark.parametrize("cursor", ["x", "a1", "b9", "a1.99999999999", "%00"])
@pytest.mark.parametrize("name", ["mine", "queue"])
def test_a_forged_page_is_not_there(name, cursor, siswa):
    answer = siswa.client.get(f"/tickets/?{name}={cursor}")
    assert answer.status_code in {200, 404}


@pytest.mark.parametrize("username", ["guru", "ketua", "admin"])
def test_is_for_those_who_serve(username, open_browser):
    open_browser(username).get("/tickets/", 403)


def test_asks_who_is_out_to_sign_in(visitor):
    visitor.get("/tickets/")
    assert visitor.path.startswith("/sign-in?next=")


def test_does_not_ask_more_for_more_tickets(siswa, tickets, count_queries):
    def cost():
        with count_queries() as statements:
            siswa.get("/tickets/")
        return len(statements)

    tickets.at(Step.FULFIL)
    tickets.receive()
    few = cost()
    for _ in range(10):
        tickets.at(Step.FULFIL)
        tickets.receive()
    assert cost() == few <= 24


def test_does_not_ask_more_for_more_offers(siswa, tickets, rosters, count_queries):
    def cost():
        with count_queries() as statements:
            siswa.get("/tickets/")
        return len(statements)

    def add():
        tickets.offer(tickets.at(Step.FULFIL, by="siswi"), to="siswa", by="siswi")
        tickets.at(Step.FULFIL, by="pengawas")

    rosters.plan("siswa", hours="08:00-12:00")
    add()
    few = cost()
    for _ in range(5):
        add()
    assert cost() == few <= 24
