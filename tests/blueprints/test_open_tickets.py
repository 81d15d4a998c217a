"""All open tickets of the unit, least time left first, narrowed by the address."""

import pytest

from desk.domain.vocabulary import Channel, Step


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


def test_lists_every_open_ticket_the_most_pressing_first(guru, tickets, clock):
    made = []
    for step in Step:
        made.append(tickets.at(step))
        clock.move(minutes=1)
    made.append(tickets.receive())
    tickets.at(None)
    guru.get("/review/")
    assert guru.rows == sorted(made, key=lambda ticket: tickets.read(ticket).due_at)
    assert guru.rows != made


def test_a_supervisor_sees_the_own_unit_a_teacher_all(open_browser, tickets, guru):
    here = tickets.at(Step.CONFIRM)
    there = tickets.start(by="tetangga")
    assert open_browser("pengawas").get("/review/").rows == [here]
    assert open_browser("tetangga_pengawas").get("/review/").rows == [there]
    assert guru.get("/review/").rows == [there, here]


def test_shows_source_channel_owner_and_times(guru, tickets, clock):
    tickets.at(Step.FULFIL)
    clock.move(minutes=33)
    guru.get("/review/")
    for shown in ("Kedaluwarsa", "Siti Aminah", "33 menit"):
        assert shown in guru.text


@pytest.fixture
def four(tickets, world):
    """Return tickets that differ in step, source, channel and owner."""
    return {
        "record": tickets.start(),
        "confirm": tickets.at(
            Step.CONFIRM,
            source_id=world.sources["service.slow"],
            channel=Channel.PHONE,
        ),
        "siswi": tickets.at(Step.FULFIL, by="siswi"),
        "queue": tickets.receive(),
    }


def test_narrows_by_step(guru, four):
    assert guru.get("/review/", step="confirm").rows == [four["confirm"]]
    assert guru.get("/review/", step="thank").rows == []


def test_narrows_by_channel(guru, four):
    assert guru.get("/review/", channel="phone").rows == [four["confirm"]]
    assert guru.get("/review/", channel="whatsapp").rows == [four["queue"]]


def test_narrows_by_source_and_by_group_of_sources(guru, four, world):
    slow, service, product = (
        world.sources[code] for code in ("service.slow", "service", "product")
    )
    assert guru.get("/review/", source=slow).rows == [four["confirm"]]
    assert guru.get("/review/", source=service).rows == [four["confirm"]]
    assert guru.get("/review/", source=product).rows == [four["queue"], four["siswi"]]


def test_narrows_by_owner_or_queue(guru, four, world):
    owner = world.id_of("siswi")
    assert guru.get("/review/", owner=owner).rows == [four["siswi"]]
    assert guru.get("/review/", owner="queue").rows == [four["queue"]]


def test_narrows_by_several_at_once(guru, four, world):
    owner = world.id_of("siswa")
    assert guru.get("/review/", owner=owner, step="confirm", q="roti").rows == [
        four["confirm"]
    ]
    assert guru.get("/review/", owner=owner, step="confirm", q="payung").rows == []


def test_the_form_keeps_what_was_chosen(guru, four):
    guru.get("/review/", step="confirm", q="roti")
    assert guru.value("step") == "confirm"
    assert guru.value("q") == "roti"
    guru.submit("review", step="")
    assert len(guru.rows) == 3


@pytest.mark.parametrize(
    "query",
    [
        {"step": "telepathy"},
        {"channel": "telepathy"},
        {"source": "999999"},
        {"source": "abc"},
        {"source": "9" * 40},
        {"owner": "999999"},
        {"owner": "abc"},
        {"after": "nonsense"},
        {"after": "a1.x"},
        {"after": "\x00"},
    ],
)
def test_what_is_not_offered_is_not_found(query, guru):
    guru.get("/review/", 404, **query)


def test_a_supervisor_cannot_ask_for_another_units_source(open_browser, app, world):
    from desk.queries.sources import source_codes

    with app.app_context():
        theirs = source_codes(world.units["PC"])["product"]
    open_browser("pengawas").get("/review/", 404, source=theirs)


@pytest.mark.parametrize("query", [{"q": "x" * 5_000}, {"q": "\x00"}, {"unknown": "1"}])
def test_other_nonsense_does_no_harm(query, guru, four):
    guru.get("/review/", **query)


@pytest.mark.parametrize("cursor", ["a1.99999999999999999", "b99999999999999999.1"])
def test_a_cursor_beyond_every_ticket_does_no_harm(cursor, guru, four):
    answer = guru.client.get("/review/", query_string={"after": cursor})
    assert answer.status_code in {200, 404}


def test_pages_hold_25_and_keep_the_filter(guru, tickets):
    made = [tickets.receive() for _ in range(60)]
    guru.get("/review/", q="roti", owner="queue")
    seen = list(guru.rows)
    while (link := guru.page.find("a", rel="next")) is not None:
        guru.get(link["href"])
        assert guru.value("q") == "roti"
        seen += guru.rows
    assert seen == made
    guru.get(guru.page.find("a", rel="prev")["href"])
    assert guru.rows == made[25:50]


def test_tells_how_many_there_are(guru, tickets):
    for _ in range(26):
        tickets.receive()
    assert "26" in guru.get("/review/").text


@pytest.mark.parametrize("username", ["siswa", "admin"])
def test_is_for_reviewers(username, open_browser):
    open_browser(username).get("/review/", 403)


def test_says_so_when_nothing_fits(guru):
    assert guru.get("/review/").page.select_one(".empty")


def test_does_not_ask_more_for_more_tickets(guru, tickets, count_queries):
    def cost():
        with count_queries() as statements:
            guru.get("/review/")
        return len(statements)

    tickets.at(Step.FULFIL)
    few = cost()
    for _ in range(10):
        tickets.at(Step.FULFIL, by="siswi")
    assert cost() == few <= 20
