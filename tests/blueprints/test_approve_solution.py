"""Approve, decline, retire: a teacher decides on a card, and says why."""

import pytest

from tests.support.solutions import ADVICE, Solutions


@pytest.fixture
def source(world):
    return world.sources["product.expired"]


@pytest.fixture
def solutions(tickets):
    return Solutions(tickets)


@pytest.fixture
def guru(open_browser):
    return open_browser("guru")


def test_approved_it_is_in_force_and_the_old_one_is_history(
    guru, siswa, solutions, source
):
    solutions.propose(source, by="guru")
    card = solutions.propose(source, steps="Cara siswa.")
    guru.get("/solutions/")
    badge = guru.page.select_one(".queue-tabs .count")
    assert badge.text == "1"
    guru.get(f"/solutions/versions/{card}")
    assert "Cara siswa." in guru.text
    assert ADVICE["phrases"] in guru.text
    guru.submit("approve", remark="Bagus, Siti.").again()
    assert guru.flashes == ["success"]
    siswa.get(f"/solutions/{source}")
    assert "Berlaku: versi 2" in siswa.text
    assert "Diganti versi baru" in siswa.text
    assert "Bagus, Siti." in siswa.text
    assert guru.get("/solutions/").page.select_one(".queue-tabs .count") is None


def test_declined_the_proposer_reads_why(guru, siswa, solutions, source):
    card = solutions.propose(source)
    guru.get(f"/solutions/versions/{card}").submit("decline", 422)
    assert guru.errors == {"remark": "Bagian ini belum diisi."}
    guru.submit("decline", remark="Terlalu mahal.")
    siswa.get("/solutions/")
    assert "Terlalu mahal." in siswa.text
    assert "Tidak dipakai" in siswa.text


def test_an_older_proposal_does_not_undo_a_newer_one(guru, solutions, source):
    older = solutions.propose(source, steps="Lama.")
    newer = solutions.propose(source, by="siswi", steps="Baru.")
    solutions.approve(newer)
    guru.get(f"/solutions/versions/{older}")
    assert "Versi 2 disetujui setelah usulan ini ditulis" in guru.text
    guru.submit("approve", 409)
    assert "Versi 2 disetujui" in guru.refusal
    guru.submit("decline", remark="Sudah ada yang lebih baru.")
    assert guru.flashes == ["success"]


def test_a_second_decision_and_one_s_own_are_refused(
    guru, open_browser, solutions, source
):
    card = solutions.propose(source)
    guru.get(f"/solutions/versions/{card}")
    solutions.approve(card)
    guru.submit("approve", 409)
    assert guru.refusal == "Usulan ini sudah diputuskan orang lain."
    mine = solutions.propose(source, steps="Waktu masih siswa.", by="siswi")
    for name in ("siswa", "pengawas", "ketua"):
        browser = open_browser(name).get(f"/solutions/versions/{mine}")
        assert not browser.has_form("approve")
        browser.post(f"/solutions/versions/{mine}/approve", 403)
    solutions.promote("siswi")
    teacher = open_browser("siswi").get(f"/solutions/versions/{mine}")
    assert not teacher.has_form("approve")
    teacher.post(f"/solutions/versions/{mine}/approve", 409)
    assert "usulannya sendiri" in teacher.refusal


def test_retired_it_is_offered_no_more(guru, siswa, solutions, source):
    solutions.propose(source, by="guru", steps="Satu.")
    solutions.propose(source, by="guru", steps="Dua.")
    guru.get(f"/solutions/{source}").submit("retire")
    assert "Belum ada kartu" in guru.text
    guru.again()  # the same tap
    assert guru.flashes == ["success"]
    guru.post(f"/solutions/{source}/retire", version="2")
    assert guru.flashes == ["warning"]
    siswa.get("/solutions/")
    assert "Sumber tanpa kartu" in siswa.text


def test_the_sources_without_a_card_come_by_their_complaints(
    guru, siswa, tickets, solutions, world
):
    for _ in range(2):
        tickets.receive(source_id=world.sources["service.slow"])
    tickets.receive(source_id=world.sources["facility.queue"])
    solutions.propose(world.sources["product"], by="guru")
    guru.get("/solutions/")
    names = [a.text for a in guru.page.select("#missing-title ~ table .cell-ticket a")]
    assert names[:2] == ["Pelayanan · Lambat", "Fasilitas · Antrean"]
    assert not any(name.startswith("Produk") for name in names)
    link = guru.page.select_one("#missing-title ~ table .report-link")
    guru.get(str(link["href"]))
    assert len(guru.rows) == 2
    siswa.get("/solutions/")
    assert not siswa.page.select(".report-link")
