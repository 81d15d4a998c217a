"""Merge: a reviewer finds that two tickets are one complaint."""

import pytest
from sqlalchemy import select

from desk.domain.clock import measure
from desk.domain.log import NO_EVENT, seal
from desk.domain.vocabulary import Ending, Step
from desk.extensions import db
from desk.models import TicketEvent
from desk.queries.calendars import calendar_in_force
from tests.support.forms import STRANGE

REASON = "Ibu yang sama, roti yang sama."


@pytest.fixture
def early(tickets):
    """Return the ticket siswi logged first: the duplicate."""
    return tickets.at(Step.CONFIRM, by="siswi")


@pytest.fixture
def ticket(early, tickets, clock):
    """Return the ticket of siswa, ten minutes later: it goes on."""
    clock.move(minutes=10)
    ticket = tickets.at(Step.FULFIL)
    clock.move(minutes=5)
    return ticket


@pytest.fixture
def counter(open_browser, ticket):
    return open_browser("pengawas").get(f"/tickets/{ticket}")


def _number(tickets, ticket):
    return tickets.read(ticket).number


def _measures(tickets, ticket, now):
    with tickets.reading():
        query = select(TicketEvent).filter_by(ticket_id=ticket)
        events = [row.as_event() for row in db.session.scalars(query)]
        unit = tickets.world.units["MM"]
        return measure(events, calendar_in_force(unit), now)


def test_merges_by_number(counter, ticket, early, tickets, world):
    counter.submit("merge", duplicate=_number(tickets, early), reason=REASON)
    assert counter.flashes == ["success"]
    assert tickets.log(ticket)[-1] == "received"
    first = tickets.read(early).received_at
    assert tickets.facts(ticket) == {
        "ticket": early,
        "holder": world.id_of("siswi"),
        "number": _number(tickets, ticket),
    }
    assert tickets.read(ticket).received_at == first
    assert tickets.log(early)[-1] == "merged"
    assert tickets.facts(early) == {"into": ticket}
    assert tickets.words(early) == {"reason": REASON}
    merged = tickets.read(early)
    assert (merged.step, merged.ending) == (None, Ending.DUPLICATE)
    assert merged.merged_into_id == ticket


def test_merges_what_is_suggested(counter, ticket, early, tickets):
    counter.submit("merge", suggested=str(early), reason=REASON)
    assert tickets.read(early).merged_into_id == ticket


@pytest.mark.parametrize("typed", ["1", "0001", " kel/mm/2026/09/0001 "])
def test_understands_a_number_as_people_write_it(typed, counter, early, tickets):
    counter.submit("merge", duplicate=typed, reason=REASON)
    assert tickets.log(early)[-1] == "merged"


def test_the_earliest_receipt_counts_and_belongs_to_who_logged_it(
    counter, ticket, early, tickets, clock
):
    before = _measures(tickets, ticket, clock.now)
    counter.submit("merge", suggested=str(early), reason=REASON)
    after = _measures(tickets, ticket, clock.now)
    assert after.resolution == before.resolution + 600
    assert after.response == 600
    assert after.shares[tickets.world.id_of("siswi")] == 600
    assert after.shares[tickets.world.id_of("siswa")] == before.resolution


def test_a_later_duplicate_changes_no_time(open_browser, ticket, early, tickets):
    before = tickets.read(early)
    pengawas = open_browser("pengawas").get(f"/tickets/{early}")
    pengawas.submit("merge", suggested=str(ticket), reason=REASON)
    after = tickets.read(early)
    assert after.received_at == before.received_at
    assert after.owner_id == before.owner_id
    assert after.resolution_due == before.resolution_due


def test_what_the_duplicate_took_over_comes_along(tickets, ticket, early, clock):
    third = tickets.at(Step.CONFIRM)
    tickets.merge(ticket, early)
    tickets.merge(third, ticket)
    row = tickets.read(third)
    assert row.received_at == tickets.read(early).received_at
    assert tickets.facts(third)["holder"] == tickets.world.id_of("siswi")


def test_from_the_queue_the_time_stays_the_queues(tickets, clock):
    queued = tickets.receive()
    clock.move(minutes=10)
    ticket = tickets.at(Step.CONFIRM)
    tickets.merge(ticket, queued)
    assert tickets.facts(ticket)["holder"] is None
    assert _measures(tickets, ticket, clock.now).shares[None] == 600


def test_a_closed_ticket_takes_a_duplicate_and_stays_closed(tickets, clock):
    early = tickets.at(Step.CONFIRM, by="siswi")
    clock.move(minutes=10)
    closed = tickets.at(None)
    tickets.merge(closed, early)
    row = tickets.read(closed)
    assert row.ending is Ending.CLOSED
    assert row.resolution == 600


def test_two_closed_tickets_can_be_one_complaint(tickets):
    first, second = tickets.at(None), tickets.at(None, by="siswi")
    tickets.merge(first, second)
    assert tickets.read(second).ending is Ending.DUPLICATE
    assert tickets.read(second).closed_at is None


def test_the_logs_stay_sealed(counter, ticket, early, tickets):
    counter.submit("merge", suggested=str(early), reason=REASON)
    for each in (ticket, early):
        with tickets.reading():
            query = select(TicketEvent).filter_by(ticket_id=each).order_by("n")
            hashes = NO_EVENT
            for event in db.session.scalars(query):
                hashes = seal(hashes, event.sealed_facts())
                assert event.hash == hashes


def test_both_pages_lead_to_each_other(counter, ticket, early, tickets):
    counter.submit("merge", suggested=str(early), reason=REASON)
    links = {str(a.get("href")) for a in counter.page.select(".merged a")}
    assert links == {f"/tickets/{early}"}
    assert _number(tickets, early) in counter.text.replace("/ ", "/")
    counter.get(f"/tickets/{early}")
    notice = counter.page.select_one(".notice")
    assert _number(tickets, ticket) in notice.get_text()
    assert "Bagus Prakoso" in notice.get_text()
    assert REASON in notice.get_text()
    assert notice.select_one("a")["href"] == f"/tickets/{ticket}"
    assert counter.has_form("unmerge")


@pytest.mark.parametrize("username", ["siswa", "siswi"])
def test_whoever_has_part_in_one_reads_both(
    username, open_browser, ticket, early, tickets
):
    third = tickets.at(Step.CONFIRM, by="pengawas")
    tickets.merge(ticket, early)
    tickets.merge(third, ticket, by="guru")
    student = open_browser(username)
    for each in (early, ticket, third):
        student.get(f"/tickets/{each}")


def test_others_do_not(open_browser, tickets, world):
    one, other = tickets.at(Step.CONFIRM), tickets.at(Step.CONFIRM)
    tickets.merge(one, other)
    open_browser("siswi").get(f"/tickets/{other}", 403)
    open_browser("tetangga").get(f"/tickets/{other}", 403)


def test_a_duplicate_of_what_waits_in_the_queue_is_read_like_it(open_browser, tickets):
    queued, duplicate = tickets.receive(), tickets.at(Step.CONFIRM)
    tickets.merge(queued, duplicate)
    open_browser("siswi").get(f"/tickets/{duplicate}")


def test_the_duplicate_goes_on_no_more(siswa, open_browser, ticket, early):
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}")
    pengawas.submit("merge", suggested=str(early), reason=REASON)
    siswi = open_browser("siswi").get(f"/tickets/{early}")
    assert not [action for action in siswi.actions if "/tickets/" in action]
    assert early not in siswi.get("/tickets/").rows


def test_the_student_goes_on_with_the_survivor(siswa, ticket, early, tickets):
    tickets.merge(ticket, early)
    tickets.fulfil(ticket)
    tickets.thank(ticket)
    assert tickets.read(ticket).ending is Ending.CLOSED


def test_a_merge_is_not_undone_like_a_click(counter, ticket, early):
    counter.submit("merge", suggested=str(early), reason=REASON)
    assert not counter.has_form("undo")
    assert not counter.get(f"/tickets/{early}").has_form("undo")


def test_suggests_the_same_customer_first(open_browser, tickets, clock):
    far = tickets.at(Step.CONFIRM, customer="Bu Ratna", contact="")
    clock.move(hours=4)
    near = tickets.at(Step.CONFIRM, customer="Pak Joko", contact="0811")
    closed = tickets.at(None)
    ticket = tickets.at(Step.CONFIRM, contact="")
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}")
    offered = [box["value"] for box in pengawas.page.select("input[name=suggested]")]
    assert offered == [str(closed), str(far), str(near)]


def test_suggests_only_what_may_be_one_complaint(open_browser, tickets, clock):
    tickets.at(Step.CONFIRM, customer="Pak Joko", contact="0811")
    tickets.start("tetangga")
    clock.move(hours=4)
    ticket = tickets.at(Step.CONFIRM)
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}")
    assert not pengawas.page.select("input[name=suggested]")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("", REASON), ("KEL/MM/2026/09/0099", REASON), ("roti", REASON), ("99", REASON)],
)
def test_refuses_numbers_that_name_no_ticket(typed, reason, counter, ticket, tickets):
    counter.submit("merge", 422, duplicate=typed, reason=reason)
    assert set(counter.errors) == {"merge-duplicate"}
    assert counter.value("duplicate") == typed
    assert tickets.log(ticket)[-1] == "confirmed"


def test_refuses_a_merge_without_a_reason(counter, early, tickets):
    counter.submit("merge", 422, suggested=str(early))
    assert set(counter.errors) == {"merge-reason"}
    assert tickets.log(early)[-1] == "recorded"


def test_refuses_a_ticket_with_itself(counter, ticket, tickets):
    counter.submit("merge", 422, duplicate=_number(tickets, ticket), reason=REASON)
    assert "tiket ini sendiri" in counter.errors["merge-duplicate"]
    assert tickets.log(ticket)[-1] == "confirmed"


def test_refuses_another_unit(open_browser, ticket, tickets):
    other = tickets.start("tetangga")
    guru = open_browser("guru").get(f"/tickets/{ticket}")
    guru.submit("merge", 422, duplicate=_number(tickets, other), reason=REASON)
    assert "unit lain" in guru.errors["merge-duplicate"]
    assert tickets.log(other) == ["received"]


@pytest.mark.parametrize(
    ("end", "word"),
    [
        (
            lambda tickets, each: tickets.merge(tickets.at(Step.CONFIRM), each),
            "digabung",
        ),
        (lambda tickets, each: tickets.undo(each, by="siswi"), "dibatalkan"),
        (
            lambda tickets, each: (
                tickets.mark(each, by="siswi"),
                tickets.confirm_mark(each),
            ),
            "bukan keluhan",
        ),
    ],
    ids=["merged", "undone", "not a complaint"],
)
def test_refuses_a_duplicate_that_has_ended_otherwise(
    end, word, open_browser, ticket, tickets
):
    other = tickets.start("siswi")
    end(tickets, other)
    kinds = tickets.log(other)
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}")
    pengawas.submit("merge", 422, duplicate=_number(tickets, other), reason=REASON)
    assert word in pengawas.errors["merge-duplicate"]
    assert tickets.log(other) == kinds


def test_refuses_a_survivor_that_has_ended_otherwise(
    open_browser, ticket, early, tickets
):
    third = tickets.at(Step.CONFIRM)
    pengawas = open_browser("pengawas").get(f"/tickets/{early}")
    tickets.merge(ticket, early)
    pengawas.submit("merge", 409, suggested=str(third), reason=REASON)
    assert pengawas.refusal
    assert not pengawas.get(f"/tickets/{early}").has_form("merge")
    path = f"/tickets/{early}/merge"
    typed = {"version": "3", "page": path, "key": "k", "reason": REASON}
    pengawas.post(path, 409, suggested=str(third), **typed)
    assert "digabung" in pengawas.refusal
    assert tickets.log(third)[-1] == "recorded"


def test_refuses_a_ring(open_browser, tickets):
    a, b, c = (tickets.at(Step.CONFIRM) for _ in range(3))
    tickets.merge(b, a)
    tickets.merge(c, b)
    pengawas = open_browser("pengawas").get(f"/tickets/{c}")
    for each in (a, b):
        pengawas.submit("merge", 422, duplicate=_number(tickets, each), reason=REASON)
        path = f"/tickets/{each}/merge"
        seen = str(tickets.read(each).version)
        typed = {"version": seen, "page": path, "key": "k", "reason": REASON}
        pengawas.post(path, 409, duplicate=_number(tickets, c), **typed)
        pengawas.get(f"/tickets/{c}")
    assert tickets.read(c).ending is None


@pytest.mark.parametrize("mine", ["survivor", "duplicate"])
def test_nobody_merges_their_own(mine, open_browser, ticket, tickets):
    own = tickets.at(Step.CONFIRM, by="pengawas")
    tickets.release(own, by="pengawas")  # who logged it has part in it all the same
    survivor, duplicate = (own, ticket) if mine == "survivor" else (ticket, own)
    pengawas = open_browser("pengawas").get(f"/tickets/{survivor}")
    assert pengawas.has_form("merge") is (mine == "duplicate")
    path = f"/tickets/{survivor}/merge"
    seen = str(tickets.read(survivor).version)
    typed = {"version": seen, "page": path, "key": "k", "reason": REASON}
    pengawas.post(path, 409, duplicate=_number(tickets, duplicate), **typed)
    assert tickets.read(duplicate).ending is None


@pytest.mark.parametrize("username", ["pengawas", "guru", "ketua"])
def test_reviewers_may(username, open_browser, ticket, early, tickets):
    reviewer = open_browser(username).get(f"/tickets/{ticket}")
    reviewer.submit("merge", suggested=str(early), reason=REASON)
    assert tickets.log(early)[-1] == "merged"


@pytest.mark.parametrize(
    "username", ["siswa", "siswi", "admin", "tetangga", "tetangga_pengawas"]
)
def test_others_may_not(username, open_browser, ticket, early, tickets):
    path = f"/tickets/{ticket}/merge"
    typed = {"version": "3", "key": "k", "reason": REASON}
    open_browser(username).post(path, 403, suggested=str(early), **typed)
    assert tickets.log(early)[-1] == "recorded"


def test_a_double_tap_merges_once(counter, ticket, early, tickets):
    counter.submit("merge", suggested=str(early), reason=REASON)
    counter.again()
    assert counter.flashes == ["success"]
    assert tickets.log(ticket).count("received") == 2
    assert tickets.log(early).count("merged") == 1


def test_a_stale_page_merges_nothing_unseen(counter, ticket, early, tickets):
    tickets.fulfil(ticket)
    counter.submit("merge", 409, suggested=str(early), reason=REASON)
    assert counter.value("reason", "merge") == REASON
    assert tickets.log(early)[-1] == "recorded"
    counter.submit("merge")
    assert tickets.log(early)[-1] == "merged"


@pytest.mark.parametrize("forged", ["abc", "-1", "0", "99999999999999"])
def test_junk_is_no_ticket(forged, counter, early, tickets):
    counter.submit("merge", 422, forged={"suggested": forged}, reason=REASON)
    assert tickets.log(early)[-1] == "recorded"


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_keeps_text_as_typed(text, counter, early, tickets):
    counter.submit("merge", suggested=str(early), reason=text)
    assert tickets.words(early)["reason"] == text
    assert " ".join(text.split()) in counter.get(f"/tickets/{early}").text


def test_rejects_get(counter, ticket):
    counter.get(f"/tickets/{ticket}/merge", 405)


def test_knows_no_other_ticket(counter):
    counter.post("/tickets/999999/merge", 404, reason=REASON, version="1", key="k")
