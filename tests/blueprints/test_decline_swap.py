"""A supervisor turns a swap down, saying why."""

import pytest


@pytest.fixture
def swap(rosters):
    return rosters.ask(rosters.plan("siswa", days=1)[0], "siswa", "siswi")


@pytest.fixture
def pengawas(open_browser, swap):
    return open_browser("pengawas").get(f"/roster/swaps/{swap}")


def test_the_student_reads_why(pengawas, siswa, rosters):
    before = rosters.standing()
    pengawas.submit("decline", answer="Dewi sudah tiga kali minggu ini.")
    assert "Ditolak oleh Bagus Prakoso." in pengawas.text
    assert not pengawas.has_form("consent")
    assert rosters.standing() == before
    text = siswa.get("/roster/").text
    assert "Dewi sudah tiga kali minggu ini." in text
    assert "Minta tukar" not in text


@pytest.mark.parametrize("answer", ["", " ", "x" * 201])
def test_without_a_reason_it_waits_on(pengawas, swap, rosters, answer):
    pengawas.submit("decline", 422, answer=answer)
    assert set(pengawas.errors) == {"answer"}
    assert pengawas.has_form("consent")
    rosters.consent(swap)


def test_a_double_tap_declines_once(pengawas):
    pengawas.submit("decline", answer="Tidak.")
    pengawas.again()
    assert "Ditolak oleh" in pengawas.text


def test_it_can_be_asked_for_again(pengawas, rosters, siswa, world):
    pengawas.submit("decline", answer="Tidak.")
    (shift,) = rosters.plan("siswa", days=1)
    siswa.get(f"/roster/shifts/{shift}/swap")
    siswa.submit("swap", receiver_id=str(world.id_of("pengawas")), reason="Lomba.")
    assert "Menunggu pengawas" in siswa.text


def test_a_stranger_does_not_exist(pengawas):
    pengawas.get("/roster/swaps/999999", 404)
    pengawas.post("/roster/swaps/999999/consent", 404, key="k")
    pengawas.post("/roster/swaps/999999/decline", 404, key="k")
