"""The page behind every duration: each second, what it counts for, and why."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.domain.errors import DeskError
from desk.domain.vocabulary import Attendance, Language, PauseReason, Step
from desk.extensions import db
from desk.models import Person, RosterVersion, Shift
from desk.queries.explanation import explain_time
from tests.support.cast import SCHOOL_DAY
from tests.support.pages import text_of

BUCKETS = ("record", "confirm", "fulfil", "thank", "paused", "closed", "off_hours")


@pytest.fixture
def ticket(tickets, clock):
    """Return a ticket with five minutes of recording and ten of confirming."""
    ticket = tickets.start()
    clock.move(minutes=5)
    tickets.record(ticket)
    clock.move(minutes=10)
    tickets.confirm(ticket)
    return ticket


def look(browser, ticket):
    """Open the page as the student, whose session may be over by now."""
    return browser.sign_in("siswa").get(f"/tickets/{ticket}/time")


def values(browser, selector):
    """Return the seconds of the data elements found."""
    return [int(each["value"]) for each in browser.page.select(selector)]


def sums(browser):
    """Return the sums at the foot of the table."""
    return {b: values(browser, f"tfoot .sum-{b}")[0] for b in (*BUCKETS, "wall")}


def rows(browser):
    """Return the rows of the table: what each says, in its five columns."""
    return [
        [text_of(cell) for cell in row.find_all("td")]
        for row in browser.page.select("tr.time-row")
    ]


def test_shows_every_second_and_adds_them_up(siswa, ticket, clock):
    clock.move(minutes=1, seconds=30)
    look(siswa, ticket)
    assert values(siswa, ".time-row .time-seconds data") == [300, 600, 90]
    assert sums(siswa) == {
        **dict.fromkeys(BUCKETS, 0),
        "record": 300,
        "confirm": 600,
        "fulfil": 90,
        "wall": 990,
    }
    first, _, last = rows(siswa)
    assert "09.00" in first[0]
    assert "1. Diterima" in first[0]
    assert "09.05" in first[1]
    assert "Catat" in first[3]
    assert "Siti Aminah" in first[3]
    assert "09.16.30" in last[1]  # seconds where there are some
    assert "1 menit 30 detik" in last[4]
    assert "WIB (Asia/Jakarta)" in siswa.text


def test_the_figures_are_those_of_the_ticket(siswa, ticket, tickets, clock):
    clock.move(minutes=7)
    tickets.fulfil(ticket)
    tickets.thank(ticket)
    look(siswa, ticket)
    row = tickets.read(ticket)
    assert values(siswa, "#response data") == [row.response] == [900]
    assert values(siswa, "#resolution data") == [row.resolution] == [22 * 60]
    assert values(siswa, "#wall data") == [22 * 60]
    assert [values(siswa, f"#{step} data")[0] for step in Step] == [300, 600, 420, 0]
    # The foot of the table has them, too.
    assert values(siswa, "tfoot .sum-resolution") == [row.resolution]


def test_marks_the_end_of_the_response(siswa, ticket, clock):
    clock.move(minutes=1)
    look(siswa, ticket)
    (mark,) = siswa.page.select(".time-mark")
    assert "15 menit" in text_of(mark)
    assert mark.find_next_sibling("tr")["id"] == "row-3"


def test_sets_targets_beside_the_figures(siswa, ticket, clock):
    clock.move(minutes=5)
    look(siswa, ticket)
    assert "Target: 30 menit" in text_of(siswa.page.select_one("#response"))
    assert "Lewat" not in text_of(siswa.page.select_one("#response"))
    clock.set(14, 0, days=1)
    look(siswa, ticket)
    # 09.15–12.00, 13.00–15.00, 07.00–12.00 and 13.00–14.00; 6 hours 25 are the target
    late = text_of(siswa.page.select_one("#fulfil"))
    assert "Lewat target 4 jam 20 menit" in late


def test_names_the_rule_of_what_does_not_count(siswa, ticket, clock):
    clock.set(8, 0, days=5)  # Monday
    look(siswa, ticket)
    told = [row[2] for row in rows(siswa) if row[2].startswith("Luar jam")]
    assert "jam berhenti sampai 2 Sep 13.00" in told[0]
    assert any("Sabtu, 5 September – Minggu, 6 September 2026" in each for each in told)
    assert [text_of(d) for d in siswa.page.select("tbody .time-day")] == [
        "Rabu, 2 September 2026",
        "Kamis, 3 September 2026",
        "Jumat, 4 September 2026",
        "Senin, 7 September 2026",
    ]
    assert "Hari ini saja" in text_of(siswa.page.select_one(".time-sub"))


def test_the_queue_is_the_teams(siswa, ticket, tickets, clock):
    clock.move(minutes=10)
    tickets.release(ticket)
    clock.move(minutes=20)
    tickets.take(ticket)
    clock.move(minutes=1)
    look(siswa, ticket)
    queued = rows(siswa)[3]
    assert "Antrean. Tidak ada yang memegang tiket ini" in queued[2]
    assert "Antrean" in queued[3]
    shares = [text_of(each) for each in siswa.page.select(".shares li")]
    assert any("Antrean 20 menit" in each for each in shares)
    assert sum(values(siswa, ".share-time")) == values(siswa, "#resolution data")[0]


@pytest.fixture
def handed_over(ticket, tickets, clock):
    clock.move(minutes=10)
    tickets.release(ticket)
    tickets.take(ticket, by="siswi")
    clock.move(minutes=10)
    return ticket


def test_a_student_sees_no_colleague_by_name(siswa, open_browser, handed_over):
    siswa.get(f"/tickets/{handed_over}/time")
    assert "Siti Aminah" in siswa.text
    assert "Dewi Lestari" not in siswa.text
    assert "petugas piket lain" in siswa.text
    siswi = open_browser("siswi").get(f"/tickets/{handed_over}/time")
    assert "Siti Aminah" not in siswi.text


@pytest.mark.parametrize("username", ["pengawas", "guru", "ketua"])
def test_reviewers_see_everybody(username, open_browser, handed_over):
    browser = open_browser(username).get(f"/tickets/{handed_over}/time")
    assert "Siti Aminah" in browser.text
    assert "Dewi Lestari" in browser.text


def test_several_colleagues_are_told_apart(siswa, handed_over, tickets, clock):
    tickets.release(handed_over, by="siswi")
    tickets.take(handed_over, by="pengawas")
    clock.move(minutes=3)
    siswa.get(f"/tickets/{handed_over}/time")
    assert "petugas piket lain (1)" in siswa.text
    assert "petugas piket lain (2)" in siswa.text


@pytest.mark.parametrize(
    "username", ["siswi", "tetangga", "tetangga_pengawas", "admin"]
)
def test_is_closed_to_those_without_a_part(username, open_browser, ticket):
    browser = open_browser(username).get(f"/tickets/{ticket}/time", 403)
    assert "Roti sobek" not in browser.html


def test_who_may_read_the_ticket_may_read_its_time(open_browser, tickets, clock):
    queued = tickets.receive()
    clock.move(minutes=1)
    open_browser("siswi").get(f"/tickets/{queued}/time")
    open_browser("tetangga").get(f"/tickets/{queued}/time", 403)


@pytest.mark.parametrize("path", ["/tickets/999999/time", "/tickets/0/time"])
def test_knows_no_other_ticket(path, siswa):
    siswa.get(path, 404)


def test_an_undone_ticket_has_no_time(siswa, tickets, clock):
    ticket = tickets.start()
    clock.move(minutes=1)
    tickets.undo(ticket)
    look(siswa, ticket)
    assert "Dibatalkan berarti tidak pernah terjadi" in siswa.text
    assert not siswa.page.select("main table")


def test_an_undone_click_is_not_shown(siswa, ticket, tickets, clock):
    tickets.undo(ticket)
    clock.move(minutes=5)
    look(siswa, ticket)
    assert values(siswa, ".time-row .time-seconds data") == [300, 900]


def test_the_first_second_is_no_fault(siswa, tickets):
    siswa.get(f"/tickets/{tickets.start()}/time")
    assert "Belum ada satu detik pun" in siswa.text


def test_all_off_hours_is_said(siswa, tickets, clock):
    clock.set(20)
    ticket = tickets.start()
    clock.move(hours=1)
    look(siswa, ticket)
    assert "tidak masuk penilaian" in siswa.text
    assert values(siswa, "#off_hours data") == [3600]


def test_every_event_named_is_in_the_history(siswa, ticket, tickets, clock):
    clock.move(minutes=3)
    tickets.fulfil(ticket)
    clock.move(minutes=3)
    look(siswa, ticket)
    links = {a["href"] for a in siswa.page.select(".time-row a")}
    assert links == {f"/tickets/{ticket}#event-{n}" for n in (1, 2, 3, 4)}
    siswa.get(f"/tickets/{ticket}")
    for n in (1, 2, 3, 4):
        assert siswa.page.find(id=f"event-{n}")


def test_names_what_it_was_computed_with(siswa, ticket, clock):
    clock.move(minutes=1)
    look(siswa, ticket)
    versions = siswa.page.select("section")[-1]
    assert "Versi 1" in text_of(versions)
    assert "Belum ada: siapa pun yang memegang tiket" in text_of(versions)
    assert "Target waktu bawaan" in text_of(versions)
    assert "3 kejadian" in text_of(versions)


def test_every_time_on_a_page_leads_here(siswa, open_browser, ticket, clock):
    clock.move(minutes=1)
    time = f"/tickets/{ticket}/time"
    siswa.get(f"/tickets/{ticket}")
    links = [a["href"] for a in siswa.page.select(".time-link")]
    assert links == [
        f"{time}#{anchor}"
        for anchor in ("record", "confirm", "fulfil", "response", "resolution")
    ]
    siswa.get("/tickets/")
    assert [a["href"] for a in siswa.page.select(".time-link")] == [
        f"{time}#resolution"
    ]
    guru = open_browser("guru").get("/review/")
    links = guru.page.select(".time-link")
    assert [a["href"] for a in links] == [f"{time}#fulfil"]  # the target that presses
    assert "Mengapa?" in text_of(links[0])


def test_every_segment_of_the_bar_leads_to_its_row(siswa, handed_over):
    siswa.get(f"/tickets/{handed_over}/time")
    links = siswa.page.select(".bar-links a")
    assert len(links) == 4
    picture = siswa.page.select_one(".bar-picture")
    assert "Tegaskan: 10 menit" in picture["aria-label"]
    assert len(picture.find_all("rect", attrs={"y": "57"})) == 4


def test_asks_no_more_for_a_longer_story(siswa, tickets, clock, count_queries):
    def cost(ticket):
        with count_queries() as statements:
            look(siswa, ticket)
        return len(statements)

    short, long = tickets.at(Step.FULFIL), tickets.at(Step.FULFIL)
    for _ in range(6):
        clock.move(minutes=1)
        tickets.release(long)
        tickets.take(long)
    assert cost(long) == cost(short) <= 20


VERBS = ("record", "confirm", "fulfil", "thank", "pause", "take", "release", "undo")
MOVES = st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 400)), max_size=12)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(MOVES)
def test_the_sums_are_the_figures_after_any_story(siswa, tickets, clock, world, moves):
    clock.set(9)
    ticket = tickets.start()
    for name, minutes in moves:
        clock.move(minutes=minutes, seconds=minutes % 60)
        try:
            getattr(tickets, name)(ticket)
        except DeskError:
            continue
    clock.move(minutes=1)
    look(siswa, ticket)
    with tickets.reading():
        told = explain_time(ticket, world.actors["siswa"], now=clock.now)
    figures = told.measures
    if figures.started_at is None:
        return
    found = sums(siswa)
    assert found == {
        **{str(step): seconds for step, seconds in figures.steps.items()},
        "paused": figures.paused,
        "closed": figures.closed,
        "off_hours": figures.off_hours,
        "wall": figures.wall,
    }
    assert sum(values(siswa, ".time-row .time-seconds data")) == figures.wall
    assert sum(values(siswa, ".share-time")) == figures.resolution


def seconds_by(browser, bucket):
    """Return the sum at the foot of the table for a bucket."""
    return values(browser, f"tfoot .sum-{bucket}")[0]


@pytest.fixture
def paused(ticket, tickets, clock):
    """Return a ticket that waited half an hour for its customer."""
    clock.move(minutes=5)
    tickets.pause(ticket)
    clock.move(minutes=30)
    tickets.contact(ticket)
    clock.move(minutes=5)
    return ticket


def test_a_pause_is_told_with_its_rule(siswa, paused):
    look(siswa, paused)
    assert seconds_by(siswa, "paused") == 1800
    told = rows(siswa)[3]
    assert "jam berhenti sampai ada kabar dari pelanggan" in told[2]
    assert "4. Dijeda" in told[0]
    assert "5." in told[1]


def test_a_pause_turned_down_is_active_and_says_by_whom(siswa, paused, tickets):
    tickets.reject(paused, 4)
    look(siswa, paused)
    assert seconds_by(siswa, "paused") == 0
    assert seconds_by(siswa, "fulfil") == 40 * 60
    told = rows(siswa)[3][2]
    assert "Jeda ini ditolak Bagus Prakoso pada 2 Sep 09.55" in told


def test_a_supplier_counts_until_a_supervisor_approves(siswa, ticket, tickets, clock):
    clock.move(minutes=5)
    tickets.pause(ticket, reason=PauseReason.WAITING_SUPPLIER)
    clock.move(minutes=30)
    tickets.resume(ticket)
    look(siswa, ticket)
    assert "dihitung sebagai waktu aktif sampai pengawas menyetujui" in siswa.text
    tickets.verify(ticket, 4)
    look(siswa, ticket)
    assert "jeda ini disetujui Bagus Prakoso" in siswa.text
    assert seconds_by(siswa, "paused") == 1800


def test_a_claimed_time_says_from_when_it_counts(siswa, tickets, clock):
    ticket = tickets.start()
    clock.move(minutes=30)
    n = tickets.claim(ticket, "recorded", at=clock.now - 18 * 60)
    look(siswa, ticket)
    assert (
        "belum diverifikasi, jadi dihitung sejak dimasukkan, 2 Sep 09.30" in siswa.text
    )
    assert seconds_by(siswa, "record") == 1800
    tickets.verify(ticket, n)
    look(siswa, ticket)
    assert "sesuai catatan: Bagus Prakoso memverifikasinya" in siswa.text
    assert seconds_by(siswa, "record") == 12 * 60


def test_a_pause_ends_at_its_cap_by_itself(siswa, ticket, tickets, clock):
    tickets.pause(ticket)
    clock.set(9, 30, days=1)
    look(siswa, ticket)
    # 09.15–12.00, 13.00–15.00 and 07.00–09.15 are a school day
    assert seconds_by(siswa, "paused") == 25_200
    assert seconds_by(siswa, "fulfil") == 15 * 60
    assert "Batas jeda." in rows(siswa)[-1][2]


@pytest.fixture
def on_duty(app, world, clock):
    """Return what puts a person on the roster for some hours of the first day."""

    def plan(username, begin, end, **known):
        unit_id = world.units["MM"]
        with app.app_context():
            version = RosterVersion(
                unit_id=unit_id, reason="Piket September", created_at=clock.now
            )
            db.session.add(version)
            db.session.flush()
            shift = Shift(
                unit_id=unit_id,
                person_id=world.id_of(username),
                begins_at=int((SCHOOL_DAY + timedelta(hours=begin - 9)).timestamp()),
                ends_at=int((SCHOOL_DAY + timedelta(hours=end - 9)).timestamp()),
                added_in=version.id,
                **known,
            )
            db.session.add(shift)
            db.session.commit()

    return plan


def test_after_the_bell_the_time_is_the_queues(siswa, ticket, clock, on_duty):
    on_duty("siswa", 7, 10)
    clock.set(11)
    look(siswa, ticket)
    told = rows(siswa)[3]
    assert "Giliran piket Siti Aminah selesai 2 Sep 10.00" in told[2]
    assert "(Jadwal piket versi 1)" in told[2]
    assert "Antrean" in told[3]
    assert "giliran piket selesai" in told[0]
    assert values(siswa, ".share-time") == [3600, 3600]
    assert "Piket September" in siswa.text


def test_an_illness_is_no_colleagues_business(
    open_browser, ticket, tickets, clock, on_duty
):
    on_duty("siswa", 7, 15, attendance=Attendance.SICK)
    clock.move(minutes=10)
    tickets.release(ticket)
    tickets.take(ticket, by="siswi")
    clock.move(minutes=1)
    guru = open_browser("guru").get(f"/tickets/{ticket}/time")
    assert "Siti Aminah tidak hadir: Sakit." in guru.text
    siswi = open_browser("siswi").get(f"/tickets/{ticket}/time")
    assert "Sakit" not in siswi.text
    assert "Petugas piket lain sedang tidak bertugas" in siswi.text


def test_speaks_english_too(open_browser, paused, app, world):
    with app.app_context():
        person = db.session.get_one(Person, world.id_of("guru"))
        person.language = Language.EN
        db.session.commit()
    guru = open_browser("guru").get(f"/tickets/{paused}/time")
    for text in (
        "Why these times?",
        "The clock runs",
        "30 minutes",
        "Time so far",
        "All times are of WIB (Asia/Jakarta).",
    ):
        assert text in guru.text


def test_a_handover_changes_whose_time_it_is(open_browser, ticket, tickets, clock):
    clock.move(minutes=4)
    tickets.offer(ticket)
    clock.move(minutes=3)
    tickets.accept(ticket)
    clock.move(minutes=2)
    guru = open_browser("guru").get(f"/tickets/{ticket}/time")
    told = rows(guru)
    assert [("Siti" in row[3], "Dewi" in row[3]) for row in told[-2:]] == [
        (True, False),
        (False, True),
    ]
    assert "5. Serah terima diterima" in told[-1][0]
    assert values(guru, ".share-time") == [22 * 60, 2 * 60]


def test_closed_time_is_a_bucket_of_its_own(siswa, ticket, tickets, clock):
    clock.move(minutes=5)
    tickets.fulfil(ticket)
    tickets.thank(ticket)
    clock.move(minutes=30)
    tickets.reopen(ticket)
    clock.move(minutes=2)
    look(siswa, ticket)
    assert seconds_by(siswa, "closed") == 1800
    assert "Waktu tertutup dicatat tersendiri" in rows(siswa)[-2][2]
    assert values(siswa, "#first data") == [20 * 60]
    assert values(siswa, "#resolution data") == [22 * 60]


def test_a_duplicates_receipt_is_where_it_starts(siswa, tickets, clock):
    duplicate = tickets.receive()
    clock.move(minutes=10)
    survivor = tickets.start()
    tickets.merge(survivor, duplicate)
    clock.move(minutes=1)
    look(siswa, survivor)
    number = tickets.read(duplicate).number
    assert f"Dihitung sejak duplikat {number} diterima" in rows(siswa)[0][2]
    assert values(siswa, "#resolution data") == [11 * 60]


def test_a_complaint_from_paper_counts_from_when_it_was_heard(siswa, tickets, clock):
    ticket = tickets.enter_paper(received_at=clock.now - 3600)
    clock.move(minutes=1)
    look(siswa, ticket)
    assert "ini hanya bisa memperpanjang waktunya" in rows(siswa)[0][2]
    assert values(siswa, "#record data") == [61 * 60]
