"""All open tickets of the unit, least time left first, narrowed by the address."""

import pytest

from desk.domain.vocabulary import Channel, Step
from tests.support.pages import text_of


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


def test_narrows_by_owner_class_or_queue(guru, four, world):
    owner = world.id_of("siswi")
    assert guru.get("/review/", owner=owner).rows == [four["siswi"]]
    assert guru.get("/review/", queue=1).rows == [four["queue"]]
    assert sorted(guru.get("/review/", class_group=1).rows) == sorted(
        [four["record"], four["confirm"], four["siswi"]]
    )


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
    ("query", "told"),
    [
        ({"step": "telepathy"}, "Langkah: “telepathy”"),
        ({"channel": "telepathy"}, "Saluran: “telepathy”"),
        ({"priority": "urgent"}, "Prioritas: “urgent”"),
        ({"source": "999999"}, "Sumber: “999999”"),
        ({"source": "abc"}, "Sumber: “abc”"),
        ({"source": "9" * 40}, "Sumber: “99999"),
        ({"owner": "999999"}, "Pemegang: “999999”"),
        ({"owner": "queue"}, "Pemegang: “queue”"),
        ({"unit": "999999"}, "Unit: “999999”"),
        ({"class_group": "x"}, "Kelas: “x”"),
        ({"silence": "for ever"}, "Diam lebih dari: “for ever”"),
        ({"paused": "maybe"}, "Dijeda: “maybe”"),
        ({"colour": "<b>"}, "colour: “<b>”"),
    ],
)
def test_a_filter_not_understood_is_told_and_left_out(query, told, guru, four):
    guru.get("/review/", **query)
    assert sorted(guru.rows) == sorted(four.values())
    assert told in text_of(guru.page.select_one(".notice"))
    assert not guru.page.select(".active-filter")


@pytest.mark.parametrize("after", ["nonsense", "a1.x", "\x00"])
def test_a_page_that_is_none_is_not_found(after, guru):
    guru.get("/review/", 404, after=after)


def test_a_supervisor_cannot_ask_for_another_unit_or_its_source(
    open_browser, app, world, four
):
    from desk.queries.sources import source_codes

    with app.app_context():
        theirs = source_codes(world.units["PC"])["product"]
    pengawas = open_browser("pengawas")
    for query in ({"source": theirs}, {"unit": world.units["PC"]}):
        pengawas.get("/review/", **query)
        assert sorted(pengawas.rows) == sorted(four.values())
        assert pengawas.page.select(".notice")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"queue": 1, "owner": "siswa"}, "“Hanya antrean” dan “Pemegang”"),
        ({"queue": 1, "class_group": 1}, "“Hanya antrean” dan “Kelas”"),
        ({"paused": 1, "due_this_shift": 1}, "“Dijeda” dan “Target sebelum bel”"),
        (
            {"past_target": 1, "due_this_shift": 1},
            "“Lewat target” dan “Target sebelum bel”",
        ),
    ],
)
def test_filters_that_exclude_each_other_are_named(query, told, guru, four, world):
    if "owner" in query:
        query = {**query, "owner": world.id_of("siswa")}
    guru.get("/review/", **query)
    assert guru.rows == []
    assert told in text_of(guru.page.select_one(".empty"))


def test_each_filter_in_force_can_be_taken_away(guru, four):
    guru.get("/review/", step="confirm", q="roti", queue=1)
    chips = guru.page.select(".active-filter")
    assert [text_of(chip) for chip in chips] == [
        "× Hapus Cari: roti",
        "× Hapus Langkah: Tegaskan",
        "× Hapus Hanya antrean",
    ]
    guru.get(chips[2]["href"])
    assert guru.rows == [four["confirm"]]
    assert guru.value("step") == "confirm"
    guru.get(guru.page.select_one(".clear-filters")["href"])
    assert len(guru.rows) == 4


@pytest.mark.parametrize("query", [{"q": "x" * 5_000}, {"q": "\x00"}, {"unknown": "1"}])
def test_other_nonsense_does_no_harm(query, guru, four):
    guru.get("/review/", **query)


@pytest.mark.parametrize("cursor", ["a1.99999999999999999", "b99999999999999999.1"])
def test_a_cursor_beyond_every_ticket_does_no_harm(cursor, guru, four):
    answer = guru.client.get("/review/", query_string={"after": cursor})
    assert answer.status_code in {200, 404}


def test_pages_hold_25_and_keep_the_filter(guru, tickets):
    made = [tickets.receive() for _ in range(60)]
    guru.get("/review/", q="roti", queue=1)
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
    assert cost() == few <= 24
