"""Service quality: five figures over a span, each with exactly its rows."""

from datetime import timedelta

import pytest

from desk.domain.vocabulary import Attendance, Performance
from desk.extensions import db
from desk.models import Ticket
from desk.services.transaction import writing
from tests.support.cast import SCHOOL_DAY
from tests.support.solutions import Solutions

TODAY = SCHOOL_DAY.date()


@pytest.fixture
def solutions(tickets):
    return Solutions(tickets)


def figures(browser):
    """Return the words of each principle's figure, by its name in addresses."""
    browser.get("/quality/?from=2026-07-01&until=2026-12-31")
    cards = browser.page.select(".principle")
    return [" ".join(card.select_one(".report-value").text.split()) for card in cards]


def rate_of(browser):
    """Return the words of the answer rate."""
    title = browser.page.find("dt", string=lambda text: "Tingkat jawaban" in text)
    return " ".join(title.find_next("dd").text.split())


def rows_behind(browser, part):
    found = browser.get(f"/quality/rows?part={part}")
    return found.rows or [
        tag.get_text(" ", True) for tag in found.page.select(".card-row")
    ]


def answer(tickets, ticket_id, performance, at):
    """Give a customer's answer, as the row holds it once it was given."""
    with tickets.app.app_context(), writing():
        ticket = db.session.get_one(Ticket, ticket_id)
        ticket.performance, ticket.feedback_at = performance, at


def test_without_anything_there_is_not_enough_data(open_browser):
    pengawas = open_browser("pengawas")
    assert figures(pengawas) == ["Belum cukup data"] * 5
    assert "0 %" not in pengawas.text
    assert rows_behind(pengawas, "closed") == []
    pengawas.get("/quality/rows?part=best", 404)
    open_browser("siswa").get("/quality/", 403)


def test_few_answers_are_counted_without_a_per_cent(open_browser, tickets, clock):
    answer(tickets, tickets.at(None), Performance.ABOVE, clock.now)
    tickets.at(None)
    pengawas = open_browser("pengawas")
    assert figures(pengawas)[0] == "1 dari 1"
    assert rate_of(pengawas) == "1 dari 2"


def test_each_figure_and_its_rows_agree(
    open_browser, tickets, rosters, solutions, clock
):
    closed = [tickets.at(None) for _ in range(6)]
    for ticket, performance in zip(closed, [*Performance, *Performance], strict=True):
        answer(tickets, ticket, performance, clock.now)
    quiet = tickets.at(None)
    rosters.plan("siswa", "siswi", "pengawas")
    (sick,) = rosters.plan("baru")
    rosters.attend(sick, Attendance.SICK)
    undone = tickets.start("siswi")
    tickets.record(undone, "siswi")
    tickets.undo(undone, "siswi")
    for _ in range(3):
        tickets.receive(source_id=tickets.world.sources["service.slow"])
    solutions.propose(tickets.world.sources["product"], by="guru")
    action = solutions.plan(tickets.world.sources["service"], TODAY)
    clock.move(days=7)
    solutions.begin(action, TODAY + timedelta(days=1))

    pengawas = open_browser("pengawas")
    assert figures(pengawas) == [
        "67 %",  # as expected or above, of six answers
        "1 dari 3",  # whoever undid a step completed none; the sick were not there
        "100 %",
        "1 dari 2",
        "0 dari 1",
    ]
    assert rate_of(pengawas) == "6 dari 7 (86 %)"  # one did not answer in time
    assert rows_behind(pengawas, "expected") == [closed[n] for n in (1, 2, 4, 5)]
    # The same rate as on the page of the feedback, over the same complaints.
    assert rows_behind(pengawas, "closed") == [*closed, quiet]
    assert "86 %" in pengawas.get("/feedback/").text
    assert rows_behind(pengawas, "worked") == ["Siti Aminah menyelesaikan langkah"]
    on_duty = rows_behind(pengawas, "rostered")
    assert [row.split()[0] for row in on_duty] == ["Bagus", "Dewi", "Siti"]
    assert rows_behind(pengawas, "tagged") == [*closed, quiet]
    vital = rows_behind(pengawas, "vital")
    assert [row.rsplit("· ", 1)[1] for row in vital] == [
        "punya kartu",
        "belum ada kartu",
    ]
    assert "Terlalu sedikit" in rows_behind(pengawas, "begun")[0]
    assert rows_behind(pengawas, "better") == []
