"""A supervisor consents to a swap, who is neither of the two."""

import pytest

from desk.domain.errors import OwnSwap
from desk.domain.vocabulary import Attendance
from tests.support.rosters import at

MORNING = (at("07:00", days=1), at("11:00", days=1), None)
AFTERNOON = (at("11:00", days=2), at("15:00", days=2), None)


@pytest.fixture
def given(rosters):
    return rosters.plan("siswa", days=1)[0]


@pytest.fixture
def taken(rosters):
    return rosters.plan("siswi", hours="11:00-15:00", days=2)[0]


@pytest.fixture
def pengawas(open_browser):
    return open_browser("pengawas")


def test_a_shift_is_given(pengawas, rosters, given, world):
    swap = rosters.ask(given, "siswa", "siswi")
    pengawas.get("/roster/")
    assert "Siti Aminah ke Dewi Lestari" in pengawas.text
    pengawas.get(f"/roster/swaps/{swap}").submit("consent")
    assert "Piket sudah ditukar." in pengawas.page.get_text()
    assert "Disetujui oleh Bagus Prakoso." in pengawas.text
    assert rosters.standing() == [("siswi", *MORNING)]
    assert rosters.version().reason == "Ada ulangan."
    assert rosters.version().author == "Bagus Prakoso"
    assert "Siti Aminah ke Dewi Lestari" not in pengawas.get("/roster/").text


def test_two_shifts_are_exchanged_in_one_version(rosters, given, taken):
    versions = rosters.count_versions()
    rosters.consent(rosters.ask(given, "siswa", "siswi", taken))
    assert rosters.standing() == [("siswi", *MORNING), ("siswa", *AFTERNOON)]
    assert rosters.count_versions() == versions + 1


def test_the_student_reads_that_it_is_agreed(siswa, rosters, given):
    rosters.consent(rosters.ask(given, "siswa", "siswi"))
    assert "Disetujui" in siswa.get("/roster/").text


def test_a_double_tap_swaps_once(pengawas, rosters, given):
    swap = rosters.ask(given, "siswa", "siswi")
    pengawas.get(f"/roster/swaps/{swap}").submit("consent")
    versions = rosters.count_versions()
    pengawas.again()
    assert rosters.count_versions() == versions


@pytest.mark.parametrize("verb", ["consent", "decline"])
def test_the_second_decision_is_refused(open_browser, rosters, given, verb):
    swap = rosters.ask(given, "siswa", "siswi")
    late = open_browser("guru").get(f"/roster/swaps/{swap}")
    rosters.decline(swap)
    late.submit(verb, *([409] if verb == "decline" else []), **_answer(verb))
    assert "sudah diputuskan" in late.page.get_text()
    assert rosters.standing() == [("siswa", *MORNING)]


def _answer(verb):
    return {"answer": "Tidak."} if verb == "decline" else {}


@pytest.mark.parametrize("which", ["given", "taken"])
def test_a_shift_changed_meanwhile_stops_it(pengawas, rosters, given, taken, which):
    swap = rosters.ask(given, "siswa", "siswi", taken)
    pengawas.get(f"/roster/swaps/{swap}")
    rosters.attend({"given": given, "taken": taken}[which], Attendance.EXCUSED)
    before = rosters.standing()
    pengawas.submit("consent")
    assert "Piket ini sudah berubah." in pengawas.page.get_text()
    assert rosters.standing() == before


def test_a_receiver_planned_for_something_else_meanwhile(pengawas, rosters, given):
    swap = rosters.ask(given, "siswa", "siswi")
    rosters.plan("siswi", hours="10:00-12:00", days=1)
    pengawas.get(f"/roster/swaps/{swap}").submit("consent")
    words = pengawas.page.get_text()
    assert "Dewi Lestari sudah punya piket pada jam itu." in words
    assert rosters.standing()[0] == ("siswa", *MORNING)


def test_a_receiver_who_went_away_meanwhile(pengawas, rosters, given):
    swap = rosters.ask(given, "siswa", "siswi")
    rosters.away("siswi")
    pengawas.get(f"/roster/swaps/{swap}").submit("consent")
    assert "Dewi Lestari sedang PKL" in pengawas.page.get_text()
    assert rosters.standing() == [("siswa", *MORNING)]


@pytest.mark.parametrize("which", ["given", "taken"])
def test_a_shift_that_has_begun_stops_it(pengawas, rosters, given, which, clock):
    (soon,) = rosters.plan("siswi", hours="09:30-10:00")
    if which == "given":
        swap = rosters.ask(soon, "siswi", "siswa", given)
    else:
        swap = rosters.ask(given, "siswa", "siswi", soon)
    clock.move(minutes=30)
    pengawas.sign_in("pengawas").get(f"/roster/swaps/{swap}").submit("consent")
    assert "sudah mulai" in pengawas.page.get_text()
    assert rosters.standing()[1] == ("siswa", *MORNING)


@pytest.mark.parametrize("asker", [True, False])
def test_nobody_consents_to_their_own(pengawas, rosters, asker):
    people = ("pengawas", "siswa") if asker else ("siswa", "pengawas")
    (shift,) = rosters.plan(people[0], days=1)
    swap = rosters.ask(shift, *people)
    assert "menunggu keputusan" not in pengawas.get("/roster/").text
    assert not pengawas.get(f"/roster/swaps/{swap}").has_form("consent")
    with pytest.raises(OwnSwap):
        rosters.consent(swap)
    with pytest.raises(OwnSwap):
        rosters.decline(swap)
    rosters.consent(swap, by="guru")
    assert rosters.standing() == [(people[1], *MORNING)]


@pytest.mark.parametrize(
    ("username", "status"),
    [("siswa", 403), ("siswi", 403), ("tetangga_pengawas", 403), ("admin", 403)],
)
def test_who_may_not(open_browser, rosters, given, username, status):
    swap = rosters.ask(given, "siswa", "siswi")
    other = open_browser(username)
    other.get(f"/roster/swaps/{swap}", status)
    for verb in ("consent", "decline"):
        path = f"/roster/swaps/{swap}/{verb}"
        other.post(path, status, key="k", page=path, answer="x")
    assert rosters.standing() == [("siswa", *MORNING)]


@pytest.mark.parametrize("username", ["guru", "ketua"])
def test_teacher_and_head_may(open_browser, rosters, given, username):
    swap = rosters.ask(given, "siswa", "siswi")
    open_browser(username).get(f"/roster/swaps/{swap}").submit("consent")
    assert rosters.standing() == [("siswi", *MORNING)]
