"""To review: everything in a unit that waits for a reviewer, oldest first."""

import pytest
from sqlalchemy import text

from desk.domain.vocabulary import PauseReason, Step
from desk.extensions import db
from desk.queries.sources import source_codes
from tests.support.words import say


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


@pytest.fixture
def four(tickets, clock):
    """Return tickets that wait for four different answers, in order of receipt."""
    asked = tickets.at(Step.FULFIL)
    tickets.ask_approval(asked)
    clock.move(minutes=1)
    paused = tickets.at(Step.FULFIL)
    tickets.pause(paused)
    clock.move(minutes=1)
    claimed = tickets.at(Step.CONFIRM)
    clock.move(minutes=5)
    tickets.claim(claimed, "confirmed", at=clock.now - 60)
    marked = tickets.at(Step.CONFIRM, by="siswi")
    tickets.happen(marked, "marked", by="siswi")
    return [asked, paused, claimed, marked]


def test_lists_what_waits_oldest_first_with_what_it_is(guru, four, tickets):
    tickets.at(Step.FULFIL)
    tickets.at(None)
    guru.get("/review/waiting")
    assert guru.rows == four
    tags = [" ".join(tag.get_text().split()) for tag in guru.page.select(".waits li")]
    assert tags == [
        say("A solution to approve"),
        "1 jeda untuk diperiksa",
        "1 waktu untuk diverifikasi",
        say("Marked as not a complaint"),
    ]


def test_what_is_answered_is_gone(guru, four, tickets):
    asked, paused, claimed, _ = four
    tickets.approve(asked)
    tickets.verify(paused, tickets.read(paused).version)
    tickets.reject(claimed, tickets.read(claimed).version)
    assert guru.get("/review/waiting").rows == four[3:]


def test_names_to_whom_a_handover_was_offered(guru, tickets, world):
    ticket = tickets.at(Step.CONFIRM)
    tickets.happen(ticket, "handover_offered", facts={"receiver": world.id_of("siswi")})
    guru.get("/review/waiting")
    assert guru.rows == [ticket]
    offered = say("Handover to %(name)s, not accepted yet")
    assert offered % {"name": "Dewi Lestari"} in guru.text


def test_a_closed_ticket_still_waits(guru, tickets):
    ticket = tickets.at(Step.FULFIL)
    tickets.pause(ticket, reason=PauseReason.WAITING_SUPPLIER)
    tickets.fulfil(ticket)
    tickets.thank(ticket)
    assert guru.get("/review/waiting").rows == [ticket]


@pytest.mark.parametrize("ending", ["not_a_complaint", "merged"])
def test_what_is_none_needs_nobodys_judgement(ending, guru, tickets):
    ticket = tickets.at(Step.FULFIL)
    tickets.pause(ticket)
    assert guru.get("/review/waiting").rows == [ticket]
    tickets.happen(ticket, ending, by="guru")
    assert guru.get("/review/waiting").rows == []


def test_own_work_is_shown_but_for_another(open_browser, tickets):
    ticket = tickets.at(Step.FULFIL, by="pengawas")
    tickets.pause(ticket, by="pengawas")
    other = say("You hold this ticket, so another reviewer decides.")
    assert other in open_browser("pengawas").get("/review/waiting").text
    assert other not in open_browser("guru").get("/review/waiting").text


def test_a_supervisor_sees_the_own_unit_a_teacher_all(
    open_browser, guru, app, tickets, world
):
    with app.app_context():
        theirs = source_codes(world.units["PC"])["product.expired"]
    here = tickets.at(Step.FULFIL)
    tickets.pause(here)
    there = tickets.at(Step.FULFIL, by="tetangga", source_id=theirs)
    tickets.pause(there, by="tetangga")
    assert open_browser("pengawas").get("/review/waiting").rows == [here]
    neighbour = open_browser("tetangga_pengawas")
    assert neighbour.get("/review/waiting").rows == [there]
    assert guru.get("/review/waiting").rows == [here, there]


def test_says_so_when_nothing_waits(guru):
    guru.get("/review/waiting")
    assert guru.page.select_one(".empty")
    assert not guru.page.select(".top-nav .count")


def test_the_menu_counts(guru, open_browser, siswa, four):
    counted = guru.get("/review/").page.select_one(".top-nav .count")
    assert counted.get_text() == "4"
    there = open_browser("tetangga_pengawas").get("/review/")
    assert not there.page.select(".top-nav .count")
    assert not siswa.get("/tickets/").page.select(".top-nav .count")


def test_pages_hold_25(guru, tickets):
    made = []
    for _ in range(27):
        made.append(tickets.at(Step.FULFIL))
        tickets.pause(made[-1])
    assert guru.get("/review/waiting").rows == made[:25]
    guru.get(guru.page.find("a", rel="next")["href"])
    assert guru.rows == made[25:]
    guru.get(guru.page.find("a", rel="prev")["href"])
    assert guru.rows == made[:25]


@pytest.mark.parametrize("username", ["siswa", "admin"])
def test_is_for_reviewers(username, open_browser):
    open_browser(username).get("/review/waiting", 403)


@pytest.mark.parametrize("after", ["nonsense", "a1.x", "\x00"])
def test_nonsense_is_not_found(after, guru):
    guru.get("/review/waiting", 404, after=after)


def test_does_not_ask_more_for_more_tickets(guru, tickets, count_queries):
    def cost():
        with count_queries() as statements:
            guru.get("/review/waiting")
        return len(statements)

    tickets.pause(tickets.at(Step.FULFIL))
    few = cost()
    for _ in range(10):
        ticket = tickets.at(Step.FULFIL, by="siswi")
        tickets.pause(ticket, by="siswi")
    assert cost() == few <= 8


def test_asks_the_index_of_what_waits(guru, app, four, database, count_queries):
    with count_queries() as statements:
        guru.get("/review/waiting")
    (listed,) = (s for s in statements if "ORDER BY ticket.received_at" in s)
    assert "handover_to_id IS NOT NULL)" in listed
    if database.kind == "sqlite":
        with app.app_context():
            plan = db.session.execute(
                text(
                    "EXPLAIN QUERY PLAN SELECT count(*) FROM ticket WHERE unit_id = 1"
                    " AND (pauses_to_review > 0 OR claims_to_review > 0 OR is_marked"
                    " OR approval = 'requested' OR handover_to_id IS NOT NULL)"
                )
            )
            assert "ix_ticket_waiting" in str(plan.all())
