"""To review: queues of what waits for a reviewer, worked through one after another."""

import pytest

from desk.domain.vocabulary import PauseReason, Step
from desk.queries.sources import source_codes
from tests.support.words import say

NOTE = "Lihat struknya dulu."


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


@pytest.fixture
def four(tickets, clock):
    """Return tickets that wait for four different answers."""
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
    tickets.mark(marked, by="siswi")
    return {"approval": asked, "pause": paused, "claim": claimed, "mark": marked}


def queue(browser, kind, **more):
    return browser.get("/review/waiting", queue=kind, **more)


def counts(browser):
    """Return the counts on the tabs by the queue they lead to."""
    found = {}
    for tab in browser.page.select(".queue-tabs a"):
        kind = tab["href"].partition("queue=")[2]
        # Nobody asks about duplicates, so they are not counted.
        if kind != "duplicate":
            found[kind] = int(tab.select_one(".count").get_text())
    return found


@pytest.mark.parametrize("kind", ["approval", "pause", "claim", "mark"])
def test_each_queue_holds_exactly_what_its_count_says(kind, guru, four):
    queue(guru, kind)
    assert guru.rows == [four[kind]]
    assert counts(guru)[kind] == 1


def test_begins_with_the_first_queue_in_which_something_waits(guru, four, tickets):
    guru.get("/review/waiting")
    assert guru.rows == [four["approval"]]
    tickets.approve(four["approval"])
    assert guru.get("/review/waiting").rows == [four["mark"]]


@pytest.mark.parametrize(
    ("kind", "yes"),
    [
        ("approval", "approve"),
        ("pause", "verify"),
        ("claim", "verify"),
        ("mark", "confirm-mark"),
    ],
)
def test_decides_right_there_and_goes_on(kind, yes, guru, four, tickets):
    queue(guru, kind).submit(yes)
    assert guru.path == f"/review/waiting?queue={kind}&done={four[kind]}"
    assert guru.flashes == ["success"]
    assert counts(guru)[kind] == 0


@pytest.mark.parametrize(
    ("kind", "no", "field"),
    [
        ("approval", "refuse", "note"),
        ("pause", "reject", "reason"),
        ("claim", "reject", "reason"),
        ("mark", "decline-mark", "note"),
    ],
)
def test_asks_for_the_reason_in_place(kind, no, field, *, guru, four, tickets):
    queue(guru, kind).submit(no, 422)
    assert guru.page.select_one(".queue-tabs a[aria-current]")
    assert guru.errors
    guru.submit(no, **{field: NOTE})
    assert tickets.words(four[kind]) == {field: NOTE}
    assert counts(guru)[kind] == 0


def test_keeps_the_text_of_who_was_slower(guru, open_browser, four, tickets):
    queue(guru, "approval")
    tickets.approve(four["approval"])
    guru.submit("refuse", 409, note=NOTE)
    assert guru.value("note") == NOTE
    assert guru.refusal


@pytest.mark.parametrize("nonsense", ["9" * 24, "-1", "x", "%00"])
def test_an_address_of_no_ticket_opens_the_first(nonsense, guru, four):
    guru.get(f"/review/waiting?queue=pause&ticket={nonsense}")
    assert guru.page.select_one(f"[data-ticket='{four['pause']}'] [aria-current]")


def test_the_next_one_is_in_reach(guru, tickets, clock):
    first, second = tickets.at(Step.FULFIL), tickets.at(Step.FULFIL, by="siswi")
    tickets.pause(first)
    clock.move(minutes=3)
    tickets.pause(second, by="siswi")
    queue(guru, "pause")
    assert guru.rows == [first, second]
    following = guru.page.select_one(".queue-next")["href"]
    guru.get(following.partition("#")[0])
    guru.submit("verify")
    assert tickets.log(second)[-1] == "verified"


def test_says_what_is_asked_by_whom_since_when_and_what_is_at_stake(
    guru, tickets, clock
):
    ticket = tickets.at(Step.FULFIL)
    tickets.pause(ticket)
    clock.move(minutes=12)
    queue(guru, "pause")
    row = guru.page.select_one(".queue-row").get_text(" ", strip=True)
    assert "Siti Aminah" in row
    assert "menunggu 12 menit" in row
    assert "12 menit dipertaruhkan" in row


def test_an_offered_handover_is_put_back_in_the_queue(guru, tickets, world):
    ticket = tickets.at(Step.CONFIRM)
    tickets.offer(ticket)
    queue(guru, "handover")
    assert guru.rows == [ticket]
    assert "Dewi Lestari" in guru.text
    guru.submit("release")
    assert tickets.read(ticket).owner_id is None
    assert guru.path.startswith("/review/waiting?queue=handover")


def test_a_closed_ticket_still_waits(guru, tickets):
    ticket = tickets.at(Step.FULFIL)
    tickets.pause(ticket, reason=PauseReason.WAITING_SUPPLIER)
    tickets.fulfil(ticket)
    tickets.thank(ticket)
    assert queue(guru, "pause").rows == [ticket]


@pytest.mark.parametrize("ending", ["not_a_complaint", "merged"])
def test_what_is_none_needs_nobodys_judgement(ending, guru, tickets):
    ticket = tickets.at(Step.FULFIL)
    tickets.pause(ticket)
    assert queue(guru, "pause").rows == [ticket]
    tickets.happen(ticket, ending, by="guru")
    assert queue(guru, "pause").rows == []


def paused(tickets, ticket, by):
    tickets.pause(ticket, by=by)


def marked(tickets, ticket, by):
    tickets.mark(ticket, by=by)


def asked(tickets, ticket, by):
    tickets.ask_approval(ticket, by=by)


def claimed(tickets, ticket, by):
    tickets.claim(ticket, "fulfilled", by=by, at=tickets.read(ticket).received_at)


@pytest.mark.parametrize(
    ("kind", "ask", "yes"),
    [
        ("approval", asked, "approve"),
        ("mark", marked, "confirm-mark"),
        ("pause", paused, "verify"),
        ("claim", claimed, "verify"),
    ],
)
def test_nobody_reviews_own_work(kind, ask, yes, *, open_browser, guru, tickets, clock):
    """Even after putting the ticket back; the queue says what the service says."""
    ticket = tickets.at(Step.FULFIL, by="pengawas")
    clock.move(minutes=5)
    ask(tickets, ticket, "pengawas")
    tickets.release(ticket, by="pengawas")
    pengawas = queue(open_browser("pengawas"), kind)
    assert counts(pengawas)[kind] == 0
    assert pengawas.rows == [ticket]
    assert say("You have a part in it, so another reviewer decides.") in pengawas.text
    assert not pengawas.page.select(".top-nav .count")
    n = len(tickets.log(ticket)) - 1
    path = f"/events/{n}/verify" if yes == "verify" else f"/{yes}"
    form = {"version": str(tickets.read(ticket).version), "key": "k"}
    form["page"] = f"/tickets/{ticket}{path}"
    pengawas.post(form["page"], 409, queue=kind, **form)
    queue(guru, kind).submit(yes)
    assert tickets.log(ticket)[-1] != "released"


def test_who_offers_or_is_offered_does_not_review_the_handover(
    open_browser, guru, tickets
):
    given = tickets.at(Step.CONFIRM, by="pengawas")
    tickets.offer(given, to="siswi", by="pengawas")
    received = tickets.at(Step.CONFIRM)
    tickets.offer(received, to="pengawas")
    pengawas = queue(open_browser("pengawas"), "handover")
    assert counts(pengawas)["handover"] == 0
    assert set(pengawas.rows) == {given, received}
    assert counts(queue(guru, "handover"))["handover"] == 2


def test_a_supervisor_sees_the_own_unit_a_teacher_all(
    open_browser, guru, app, tickets, world
):
    with app.app_context():
        theirs = source_codes(world.units["PC"])["product.expired"]
    here = tickets.at(Step.FULFIL)
    tickets.pause(here)
    there = tickets.at(Step.FULFIL, by="tetangga", source_id=theirs)
    tickets.pause(there, by="tetangga")
    assert queue(open_browser("pengawas"), "pause").rows == [here]
    assert queue(open_browser("tetangga_pengawas"), "pause").rows == [there]
    assert queue(guru, "pause").rows == [here, there]


def test_says_so_when_nothing_waits_and_leads_on(guru, tickets):
    guru.get("/review/waiting")
    assert guru.page.select_one(".empty")
    assert not guru.page.select(".top-nav .count")
    tickets.pause(tickets.at(Step.FULFIL))
    queue(guru, "mark")
    assert "queue=pause" in guru.page.select_one(".empty a")["href"]


def test_the_menu_counts_all_queues(guru, open_browser, siswa, four, tickets):
    own = tickets.at(Step.FULFIL, by="pengawas")
    tickets.pause(own, by="pengawas")
    pengawas = open_browser("pengawas")
    for browser, n in ((guru, 5), (pengawas, 4)):
        counted = browser.get("/review/").page.select_one(".top-nav .count")
        assert int(counted.get_text()) == n
        browser.get("/review/waiting")
        assert sum(counts(browser).values()) == n
    there = open_browser("tetangga_pengawas").get("/review/")
    assert not there.page.select(".top-nav .count")
    assert not siswa.get("/tickets/").page.select(".top-nav .count")


def test_pages_hold_25(guru, tickets):
    made = []
    for _ in range(27):
        made.append(tickets.at(Step.FULFIL))
        tickets.pause(made[-1])
    assert queue(guru, "pause").rows == made[:25]
    assert counts(guru)["pause"] == 27
    guru.get(guru.page.find("a", rel="next")["href"])
    assert guru.rows == made[25:]
    guru.get(guru.page.find("a", rel="prev")["href"])
    assert guru.rows == made[:25]


@pytest.mark.parametrize("username", ["siswa", "admin"])
def test_is_for_reviewers(username, open_browser):
    open_browser(username).get("/review/waiting", 403)


@pytest.mark.parametrize(
    "address", [{"queue": "nonsense"}, {"queue": "pause", "after": "a1.x"}]
)
def test_nonsense_is_not_found(address, guru):
    guru.get("/review/waiting", 404, **address)


def test_a_ticket_decided_meanwhile_says_so(guru, tickets):
    ticket = tickets.at(Step.FULFIL)
    queue(guru, "pause", ticket=ticket)
    assert say("Nothing waits here any more.") in guru.text


def test_does_not_ask_more_for_more_tickets(guru, tickets, count_queries):
    def cost():
        with count_queries() as statements:
            queue(guru, "pause")
        return len(statements)

    tickets.pause(tickets.at(Step.FULFIL))
    few = cost()
    for _ in range(10):
        ticket = tickets.at(Step.FULFIL, by="siswi")
        tickets.pause(ticket, by="siswi")
    assert cost() == few


def test_a_swap_waits_for_who_has_no_part_in_it(open_browser, guru, rosters):
    shift = rosters.plan("siswa", days=1)[0]
    swap = rosters.ask(shift, "siswa", "siswi")
    assert counts(queue(guru, "swap"))["swap"] == 1
    assert guru.page.select_one(f'a[href="/roster/swaps/{swap}"]')
    rosters.decline(swap)
    assert counts(queue(guru, "swap"))["swap"] == 0


def test_nobody_is_counted_the_swap_of_their_own_shift(open_browser, rosters):
    swap = rosters.ask(rosters.plan("siswa", days=1)[0], "siswa", "pengawas")
    pengawas = queue(open_browser("pengawas"), "swap")
    assert counts(pengawas)["swap"] == 0
    assert pengawas.page.select_one(f'a[href="/roster/swaps/{swap}"]')
