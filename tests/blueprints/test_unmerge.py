"""Unmerge: both tickets stand to the second as if they had never been merged."""

import pytest

from desk.domain.vocabulary import Ending, Step

REASON = "Ternyata dua pembeli berbeda."
# What tells only how long the log is.
OF_THE_LOG = {"version", "log_head", "touched_at", "counted", "counted_in_step"}


@pytest.fixture
def pair(tickets, clock):
    early = tickets.at(Step.CONFIRM, by="siswi", complaint="Donatnya keras.")
    clock.move(minutes=10)
    ticket = tickets.at(Step.FULFIL)
    clock.move(minutes=5)
    return ticket, early


def _standing(tickets, ticket):
    columns = tickets.read(ticket).columns
    return {name: told for name, told in columns.items() if name not in OF_THE_LOG}


@pytest.fixture
def counter(open_browser, pair, tickets):
    tickets.merge(*pair)
    return open_browser("pengawas").get(f"/tickets/{pair[1]}")


def test_restores_both_to_the_second(open_browser, pair, tickets, clock):
    before = [_standing(tickets, each) for each in pair]
    tickets.merge(*pair)
    assert [_standing(tickets, each) for each in pair] != before
    clock.move(hours=1)
    pengawas = open_browser("pengawas").get(f"/tickets/{pair[1]}")
    pengawas.submit("unmerge", reason=REASON)
    assert pengawas.flashes == ["success"]
    assert [_standing(tickets, each) for each in pair] == before
    for each in pair:
        assert tickets.log(each)[-1] == "voided"
        assert tickets.words(each) == {"reason": REASON}


def test_restores_after_later_events_on_the_survivor(tickets, clock):
    early = tickets.at(Step.CONFIRM, by="siswi")
    clock.move(minutes=10)
    ticket, twin = (tickets.at(Step.FULFIL) for _ in range(2))
    clock.move(minutes=5)
    tickets.merge(ticket, early)
    for verb in (tickets.fulfil, tickets.thank):
        clock.move(minutes=7)
        verb(ticket)
        verb(twin)
    assert tickets.read(ticket).resolution == tickets.read(twin).resolution + 600
    tickets.unmerge(early)
    own = {"id", "number", "search_text"}
    done, like = (_standing(tickets, each) for each in (ticket, twin))
    assert {name for name in done if done[name] != like[name]} == own
    assert done["ending"] is Ending.CLOSED


def test_the_duplicate_goes_on_with_all_its_time(pair, tickets, clock):
    ticket, early = pair
    tickets.merge(ticket, early)
    clock.move(minutes=30)
    tickets.unmerge(early)
    tickets.confirm(early, "siswi")
    # 15 minutes until the merge, and the 30 that never were a merge.
    assert tickets.read(early).response == 45 * 60


def test_can_be_merged_again_and_the_other_way_round(pair, tickets):
    ticket, early = pair
    tickets.merge(ticket, early)
    tickets.unmerge(early)
    tickets.merge(early, ticket)
    tickets.unmerge(ticket)
    tickets.merge(ticket, early)
    assert tickets.read(early).merged_into_id == ticket
    tickets.unmerge(early)
    assert tickets.read(early).ending is tickets.read(ticket).ending is None


def test_one_of_two_duplicates_stays(pair, tickets):
    ticket, early = pair
    other = tickets.at(Step.RECORD, by="siswi")
    tickets.merge(ticket, early)
    tickets.merge(ticket, other)
    tickets.unmerge(other)
    assert tickets.read(ticket).received_at == tickets.read(early).received_at
    assert tickets.read(early).merged_into_id == ticket


def test_the_way_back_is_the_way_there(pair, tickets, open_browser):
    ticket, early = pair
    last = tickets.at(Step.CONFIRM)
    before = [_standing(tickets, each) for each in (*pair, last)]
    tickets.merge(ticket, early)
    tickets.merge(last, ticket)
    pengawas = open_browser("pengawas").get(f"/tickets/{early}")
    pengawas.submit("unmerge", 409, reason=REASON)
    assert tickets.read(ticket).number in pengawas.refusal
    tickets.unmerge(ticket)
    tickets.unmerge(early)
    assert [_standing(tickets, each) for each in (*pair, last)] == before


def test_says_why(counter, pair, tickets):
    counter.submit("unmerge", 422)
    assert set(counter.errors) == {"unmerge-reason"}
    assert tickets.log(pair[1])[-1] == "merged"


def test_the_pages_lead_to_each_other_no_more(counter, pair):
    counter.submit("unmerge", reason=REASON)
    assert not counter.has_form("unmerge")
    assert REASON in counter.text
    assert not counter.get(f"/tickets/{pair[0]}").page.select(".merged")


def test_refuses_what_is_not_merged(open_browser, tickets):
    ticket = tickets.at(Step.CONFIRM)
    path = f"/tickets/{ticket}/unmerge"
    typed = {"version": "2", "page": path, "key": "k", "reason": REASON}
    pengawas = open_browser("pengawas").get(f"/tickets/{ticket}")
    pengawas.post(path, 409, **typed)
    assert tickets.log(ticket)[-1] == "recorded"


@pytest.mark.parametrize("username", ["pengawas", "guru", "ketua"])
def test_reviewers_may(username, counter, open_browser, pair, tickets):
    reviewer = open_browser(username).get(f"/tickets/{pair[1]}")
    reviewer.submit("unmerge", reason=REASON)
    assert tickets.read(pair[1]).ending is None


@pytest.mark.parametrize(
    "username", ["siswa", "siswi", "admin", "tetangga", "tetangga_pengawas"]
)
def test_others_may_not(username, counter, open_browser, pair, tickets):
    path = f"/tickets/{pair[1]}/unmerge"
    typed = {"version": "3", "key": "k", "reason": REASON}
    open_browser(username).post(path, 403, **typed)
    assert tickets.log(pair[1])[-1] == "merged"


def test_nobody_unmerges_their_own(open_browser, tickets):
    ticket, own = tickets.at(Step.CONFIRM), tickets.at(Step.CONFIRM, by="pengawas")
    tickets.merge(ticket, own, by="guru")
    pengawas = open_browser("pengawas").get(f"/tickets/{own}")
    assert not pengawas.has_form("unmerge")
    path = f"/tickets/{own}/unmerge"
    typed = {"version": "3", "page": path, "key": "k", "reason": REASON}
    pengawas.post(path, 409, **typed)
    assert tickets.log(own)[-1] == "merged"


def test_a_double_tap_unmerges_once(counter, pair, tickets):
    counter.submit("unmerge", reason=REASON)
    counter.again()
    assert counter.flashes == ["success"]
    assert [tickets.log(each).count("voided") for each in pair] == [1, 1]


def test_a_stale_page_unmerges_nothing(counter, pair, tickets):
    tickets.unmerge(pair[1])
    tickets.merge(*pair)
    counter.submit("unmerge", 409, reason=REASON)
    assert counter.value("reason", "unmerge") == REASON
    assert tickets.log(pair[1])[-1] == "merged"


def test_rejects_get(counter, pair):
    counter.get(f"/tickets/{pair[1]}/unmerge", 405)


def test_knows_no_other_ticket(counter):
    counter.post("/tickets/999999/unmerge", 404, reason=REASON, version="1", key="k")
