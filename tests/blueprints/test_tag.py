"""Setting where a complaint springs from: one, several, by rule; and correcting it."""

import pytest

from desk.domain.log import EventKind
from desk.domain.vocabulary import Step

LIST = "/sources/tagging"
RULE = "/sources/tagging/rule"
BROKEN, WRONG = "product.broken", "order.wrong"


@pytest.fixture
def pengawas(open_browser):
    return open_browser("pengawas")


@pytest.fixture
def untagged(tickets):
    """Return complaints that came in without a source."""
    said = (
        "Pulpennya rusak dan bocor.",
        "Salah kirim, minta warna biru.",
        "Kecewa sekali.",
    )
    return [tickets.receive(text, source_id=None) for text in said]


def version(tickets, ticket_id):
    return tickets.read(ticket_id).version


def test_one_after_the_other(pengawas, untagged, tickets, world):
    page = pengawas.get(f"{LIST}/{untagged[0]}")
    assert "Sepertinya: Rusak" in page.text
    assert not page.page.select("[name=source_id][checked]")
    page.submit(str(untagged[0]), source_id=str(world.sources[BROKEN]))
    assert page.path == f"{LIST}/{untagged[1]}"
    assert tickets.read(untagged[0]).source_id == world.sources[BROKEN]
    assert tickets.facts(untagged[0]) == {"source_id": world.sources[BROKEN]}


def test_a_source_is_corrected_with_a_reason_only(pengawas, tickets, world):
    ticket = tickets.at(None)
    page = pengawas.get(f"{LIST}/{ticket}")
    chosen = {"source_id": str(world.sources[WRONG])}
    page.submit(str(ticket), 422, **chosen)
    assert "Tulis mengapa sumbernya diubah" in page.text
    page.submit(str(ticket), reason="Yang datang rasa keju.", **chosen)
    assert tickets.read(ticket).source_id == world.sources[WRONG]
    assert tickets.words(ticket) == {"reason": "Yang datang rasa keju."}
    assert "Yang datang rasa keju." in page.text
    assert tickets.read(ticket).step is None


def test_the_same_source_and_a_foreign_one_are_refused(pengawas, tickets, world, app):
    ticket = tickets.receive()
    page = pengawas.get(f"{LIST}/{ticket}")
    page.submit(str(ticket), 422, reason="Tetap.")
    assert "Sumbernya memang sudah itu" in page.text
    forged = {"source_id": "999999"}
    page.submit(str(ticket), 422, reason="Lain.", forged=forged)
    assert len(tickets.log(ticket)) == 1


def test_another_tab_was_quicker(pengawas, untagged, tickets, world):
    page = pengawas.get(f"{LIST}/{untagged[0]}")
    tickets.mark(untagged[0], by="pengawas")
    page.submit(str(untagged[0]), 409, source_id=str(world.sources[BROKEN]))
    assert tickets.read(untagged[0]).source_id is None
    page.submit(str(untagged[0]))
    assert tickets.read(untagged[0]).source_id == world.sources[BROKEN]


def test_several_at_once(pengawas, untagged, tickets, world):
    ticks = [f"{id_}:{version(tickets, id_)}" for id_ in untagged[:2]]
    page = pengawas.get(LIST)
    page.submit("several", 422, ticket=ticks)
    assert page.page.select("[name=ticket][checked]")
    page.submit("several", source_id=str(world.sources[BROKEN]), ticket=ticks)
    assert "2 keluhan sudah ditetapkan sumbernya" in page.text
    found = [tickets.read(id_).source_id for id_ in untagged]
    assert found == [world.sources[BROKEN], world.sources[BROKEN], None]


def test_the_rule_shows_then_sets(pengawas, untagged, tickets, world):
    page = pengawas.get(RULE)
    assert "rusak · bocor" in page.text
    assert "Kecewa sekali." in page.text
    assert tickets.read(untagged[0]).source_id is None
    key = page.value("key")
    page.submit("rule")
    found = [tickets.read(id_).source_id for id_ in untagged]
    assert found == [world.sources[BROKEN], world.sources[WRONG], None]
    assert tickets.facts(untagged[1])["rule"] is True
    # A double tap finds nothing more to do.
    page.post(f"{RULE}?unit={world.units['MM']}", 422, key=key, sources="1")
    assert [len(tickets.log(id_)) for id_ in untagged] == [2, 2, 1]


def test_only_the_accepted_sources_are_set(pengawas, untagged, tickets, world):
    page = pengawas.get(RULE)
    page.submit("rule", sources=[str(world.sources[WRONG])])
    assert tickets.read(untagged[0]).source_id is None
    assert tickets.read(untagged[1]).source_id == world.sources[WRONG]


def test_the_units_of_others_stay_theirs(open_browser, untagged, tickets, world):
    other = open_browser("tetangga_pengawas")
    other.get(f"{LIST}/{untagged[0]}", 403)
    other.get(LIST, 404, unit=world.units["MM"])
    assert "Semua keluhan sudah punya sumber" in other.get(RULE).text


def test_the_student_finds_a_hint_and_chooses(
    siswa, untagged, tickets, world, pengawas
):
    pengawas.get(RULE).submit("rule")
    tickets.take(untagged[0])
    page = siswa.get(f"/tickets/{untagged[0]}")
    assert "Sepertinya: Rusak" in page.text
    assert not page.page.select("[name=source_id][checked]")
    assert tickets.read(untagged[0]).step is Step.RECORD
    kinds = [event.kind for event in tickets.events(untagged[0])]
    assert kinds == [EventKind.RECEIVED, EventKind.TAGGED, EventKind.TAKEN]


def test_the_words_of_a_source_are_edited(open_browser, untagged, pengawas, world):
    path = f"/admin/sources/{world.sources['other.other']}/words"
    guru = open_browser("guru").get(path)
    guru.submit("words", 422, words="kecewa\n???")
    assert "Salah satu baris tidak berisi kata" in guru.text
    guru.submit("words", words="kecewa sekali\nkecewa")
    assert "kecewa sekali · kecewa" in guru.text
    assert "Kecewa sekali." in pengawas.get(RULE).text
    assert pengawas.page.select(".rule-sums dd")[2].get_text(strip=True) == "0"
