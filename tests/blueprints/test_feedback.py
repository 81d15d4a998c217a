"""The figures of feedback: each leads to its rows; zero is nobody's fault."""

import csv
import io
from dataclasses import replace

import pytest

from desk.domain.errors import NotFound
from desk.domain.vocabulary import Channel, Performance
from desk.queries.dimensions import Scope
from desk.queries.forecasts import forecasts_of
from tests.support.words import say

SAID = (
    (Performance.ABOVE, True),
    (Performance.ABOVE, None),
    (Performance.AS_EXPECTED, True),
    (Performance.AS_EXPECTED, True),
    (Performance.BELOW, False),
)


@pytest.fixture
def closed(tickets, clock):
    """Close seven complaints: five answered, one zero by now, one still waiting."""
    ids = [tickets.at(None) for _ in range(6)]
    for ticket, (performance, would_tell) in zip(ids, SAID, strict=False):
        tickets.give_feedback(
            ticket, performance=performance, would_tell=would_tell, line="Baik."
        )
    clock.move(days=6)  # more than 3 school days
    return [*ids, tickets.at(None, channel=Channel.WHATSAPP)]


def _figures(browser, selector=".feedback-kinds a"):
    return [link.text for link in browser.page.select(selector)]


def test_each_figure_leads_to_exactly_its_rows(open_browser, closed):
    reader = open_browser("guru").get("/feedback/")
    assert _figures(reader) == ["2", "2", "1", "1", "1"]
    links = [a["href"] for a in reader.page.select(".feedback-kinds a")]
    rows = [reader.get(link).rows for link in links]
    assert rows == [closed[:2], closed[2:4], closed[4:5], closed[5:6], closed[6:]]


def test_the_answer_rate_stands_beside_every_score(open_browser, closed):
    reader = open_browser("guru").get("/feedback/")
    scores = [" ".join(dd.text.split()) for dd in reader.page.select("dd")]
    assert "71 % 5 dari 7" in scores[0]
    assert "80 % 4 dari 5" in scores[1]
    assert say("Not enough data") in scores[2]
    assert all("5 dari 7 (71 %)" in score for score in scores[1:])
    content = reader.page.select(".feedback-scores a")[2]["href"]
    assert reader.get(content).rows == closed[:4]


def test_by_channel_the_lines_add_up(open_browser, closed):
    reader = open_browser("pengawas").get("/feedback/?by=channel")
    lines = [
        [link.text for link in row.select("td a")[:6]]
        for row in reader.page.select(".feedback-table tbody tr")
    ]
    assert lines == [
        ["6", "2", "2", "1", "1", "0"],
        ["1", "0", "0", "0", "0", "1"],
        ["7", "2", "2", "1", "1", "1"],
    ]
    first = reader.page.select(".feedback-table tbody tr")[1].select("a")[0]["href"]
    assert reader.get(first).rows == closed[6:]


def test_the_file_says_what_the_screen_says(open_browser, closed):
    reader = open_browser("ketua")
    text = reader.client.get("/feedback/export?format=csv&separator=comma").text
    *_, total = csv.reader(io.StringIO(text.lstrip("\ufeff")))
    assert total[1:10] == ["7", "5", "2", "2", "1", "1", "1", "3", "4"]
    assert total[10:12] == ["71", "80"]
    path = "/feedback/tickets/export?figure=answered&format=csv"
    assert reader.client.get(path).text.count("Baik.") == 5


def test_a_student_sees_forecasts_of_their_own_and_teachers_of_all_by_name(
    open_browser, closed, tickets, world
):
    other = tickets.at(None, by="siswi")
    own = open_browser("siswa").get("/feedback/forecasts/mine")
    cells = [a.text for a in own.page.select(".forecast-table a")]
    assert cells == ["0", "0", "0", "0", "1", "2", "2", "2", "0", "0", "0", "0"]
    hit = own.page.select_one(".forecast-table tr:nth-child(2) .is-hit a")["href"]
    assert own.get(hit).rows == closed[2:4]
    guru = open_browser("guru").get("/feedback/forecasts")
    names = [h2.text for h2 in guru.page.select(".forecast-students h2")]
    assert names == sorted(world.actors[each].name for each in ("siswa", "siswi"))
    guru.get(f"/feedback/forecasts/{world.id_of('siswi')}")
    last = guru.page.select(".forecast-table a")[7]["href"]
    assert guru.get(last).rows == [other]


@pytest.mark.parametrize(
    "address",
    ["tickets?figure=luck", "?by=luck", "tickets?figure=zero&value=99-x&by=week"],
)
def test_nonsense_is_not_found(address, open_browser):
    open_browser("guru").get(f"/feedback/{address}", 404)


def test_a_teacher_of_another_unit_learns_no_name_by_its_number(
    app, world, closed, clock
):
    here, elsewhere = (
        replace(world.actors["guru"], unit_id=unit) for unit in world.units.values()
    )
    student, span = world.id_of("siswa"), (0, int(clock.now) + 1, "Asia/Jakarta")
    with app.app_context():
        scope = Scope((world.units["MM"],), *span)
        assert forecasts_of(student, scope, here).counts
        with pytest.raises(NotFound):
            forecasts_of(student, Scope((world.units["PC"],), *span), elsewhere)
