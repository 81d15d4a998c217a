"""How pressing a ticket is: past target, due before the end of the shift, or later.

It is Wednesday 2 September 2026, 09.00; the minimarket serves 07-12 and 13-15.
"""

import pytest

from desk.domain.log import EventKind
from desk.domain.vocabulary import Attendance, Step
from desk.extensions import db
from desk.models import RosterVersion, Shift
from desk.services import log
from desk.services.transaction import writing
from tests.support.pages import text_of


@pytest.fixture
def shift(app, world, clock):
    """Return what gives somebody a shift today, between two hours."""

    def give(username, first, last, attendance=None):
        now = clock.now
        with app.app_context(), writing():
            unit_id = world.units["MM"]
            version = RosterVersion(unit_id=unit_id, reason="Piket", created_at=now)
            db.session.add(version)
            db.session.flush()
            begins_at, ends_at = clock.set(first), clock.set(last)
            shift = Shift(
                unit_id=unit_id,
                person_id=world.id_of(username),
                begins_at=begins_at,
                ends_at=ends_at,
                attendance=attendance,
                added_in=version.id,
            )
            db.session.add(shift)
        clock.set(9)

    return give


def tags(browser) -> list[str]:
    return [text_of(tag) for tag in browser.page.select(".tag-due")]


def steps(browser) -> list[str]:
    """Return what stands beneath the time of each step."""
    return [
        " ".join(text_of(note) for note in step.select(".stepper-target"))
        for step in browser.page.select(".stepper > li")
    ]


def notes(browser) -> list[str]:
    return [text_of(note) for note in browser.page.select(".tags-panel .target-note")]


class TestDesk:
    def test_due_before_the_bell(self, siswa, tickets):
        tickets.start()
        siswa.get("/tickets/")
        assert tags(siswa) == [
            "Target pukul 09.05, sebelum piket ini selesai · Langkah ini"
        ]

    def test_past_target_in_calm_words(self, siswa, tickets, clock):
        tickets.start()
        clock.move(minutes=5)
        assert "Lewat target" not in siswa.get("/tickets/").text
        clock.move(seconds=1)
        siswa.get("/tickets/")
        assert tags(siswa) == ["Lewat target · Langkah ini"]
        assert "terlambat" not in siswa.text.lower()

    def test_the_widest_target_that_is_past(self, open_browser, tickets, clock):
        tickets.start()
        clock.move(minutes=31)
        siswa = open_browser("siswa").get("/tickets/")
        assert tags(siswa) == ["Lewat target · Waktu tanggap"]
        clock.set(14, days=1)  # and signs in again
        siswa = open_browser("siswa").get("/tickets/")
        assert tags(siswa) == ["Lewat target · Waktu penyelesaian"]

    def test_due_after_the_bell(self, siswa, tickets):
        tickets.at(Step.FULFIL)
        # 6 hours 25 minutes: 3 before noon, 2 in the afternoon, the rest tomorrow.
        assert tags(siswa.get("/tickets/")) == [
            "Target pukul 3 Sep 08.25 · Langkah ini"
        ]

    def test_the_one_in_the_queue_too(self, siswa, tickets):
        tickets.receive()
        assert tags(siswa.get("/tickets/")) == [
            "Target pukul 09.05, sebelum piket ini selesai · Langkah ini"
        ]

    def test_in_english(self, siswa, tickets, clock):
        tickets.start()
        siswa.get("/tickets/").submit("language", language="en")
        siswa.get("/tickets/")
        assert tags(siswa) == ["Due 09.05, before the end of this shift · This step"]
        clock.move(minutes=6)
        assert tags(siswa.get("/tickets/")) == ["Past target · This step"]

    def test_never_by_colour_alone(self, siswa, tickets, clock):
        tickets.start()
        for _ in range(2):
            siswa.get("/tickets/")
            (tag,) = siswa.page.select(".tag-due")
            assert tag.find("svg")
            assert text_of(tag)
            clock.move(minutes=6)


class TestShift:
    def test_the_roster_says_when_it_ends(self, siswa, tickets, shift):
        shift("siswa", 7, 11)
        tickets.at(Step.FULFIL)
        tickets.set_targets(medium_fulfil=119)
        tickets.at(Step.FULFIL)
        siswa.get("/tickets/")
        assert tags(siswa)[1] == (
            "Target pukul 10.59, sebelum piket ini selesai · Langkah ini"
        )

    def test_due_after_it(self, siswa, tickets, shift):
        shift("siswa", 7, 11)
        tickets.set_targets(medium_fulfil=121)
        tickets.at(Step.FULFIL)
        assert tags(siswa.get("/tickets/")) == ["Target pukul 11.01 · Langkah ini"]

    def test_who_is_not_there_has_no_end_of_shift(self, siswa, tickets, shift):
        shift("siswa", 7, 15, attendance=Attendance.SICK)
        tickets.start()
        assert tags(siswa.get("/tickets/")) == ["Target pukul 09.05 · Langkah ini"]

    def test_a_reviewer_sees_the_owner_s(self, open_browser, tickets, shift):
        shift("siswa", 7, 11)
        tickets.start("siswa")
        tickets.start("siswi")
        assert tags(open_browser("pengawas").get("/review/")) == [
            "Target pukul 09.05, sebelum piket ini selesai · Langkah ini",
            "Target pukul 09.05 · Langkah ini",
        ]


class TestPaused:
    @pytest.fixture
    def ticket(self, tickets, app):
        ticket_id = tickets.at(Step.CONFIRM)
        act = tickets.act("siswa")
        with app.app_context(), writing():
            ticket = log.load(ticket_id)
            facts = {"reason": "waiting_customer"}
            log.append(ticket, EventKind.PAUSED, act, recorded_at=act.at, facts=facts)
        return ticket_id

    def test_nothing_is_due(self, siswa, ticket, clock):
        clock.move(hours=2)
        assert tags(siswa.get("/tickets/")) == []
        siswa.get(f"/tickets/{ticket}")
        assert notes(siswa)[:2] == ["Target: 30 menit", "Target: 1 hari sekolah"]
        assert "Lewat target" not in siswa.text

    def test_until_the_clock_runs_again_by_itself(self, ticket, clock, open_browser):
        clock.set(9, days=1)
        siswa = open_browser("siswa")
        (tag,) = tags(siswa.get("/tickets/"))
        assert tag.startswith("Target pukul 09.25")


class TestTicket:
    def test_each_step_beside_its_target(self, siswa, tickets, clock):
        ticket = tickets.start()
        clock.move(minutes=2)
        tickets.record(ticket)
        clock.move(minutes=3)
        siswa.get(f"/tickets/{ticket}")
        assert steps(siswa) == [
            "dari 5 menit",
            "dari 25 menit target pukul 09.27",
            "",
            "",
        ]

    def test_a_step_past_its_target(self, siswa, tickets, clock):
        ticket = tickets.start()
        clock.move(minutes=6)
        assert steps(siswa.get(f"/tickets/{ticket}"))[0] == (
            "dari 5 menit Lewat target"
        )
        tickets.record(ticket)
        assert steps(siswa.get(f"/tickets/{ticket}"))[:2] == [
            "dari 5 menit Lewat target",
            "dari 25 menit target pukul 09.31",
        ]

    def test_response_and_resolution(self, siswa, tickets, clock):
        ticket = tickets.start()
        siswa.get(f"/tickets/{ticket}")
        assert notes(siswa) == [
            "Target: 30 menit",
            "Target pukul 09.30, sebelum piket ini selesai",
            "Target: 1 hari sekolah",
            "Target pukul 3 Sep 09.00",
            "Semua target",
        ]

    def test_the_response_given(self, siswa, tickets, clock):
        ticket = tickets.start()
        clock.move(minutes=30)
        tickets.record(ticket)
        tickets.confirm(ticket)
        assert notes(siswa.get(f"/tickets/{ticket}"))[1] == "Dalam target"

    def test_the_response_given_past_its_target(self, siswa, tickets, clock):
        ticket = tickets.start()
        clock.move(minutes=30, seconds=1)
        tickets.record(ticket)
        tickets.confirm(ticket)
        assert notes(siswa.get(f"/tickets/{ticket}"))[1] == "Lewat target"

    @pytest.mark.parametrize(
        ("hour", "expected"), [(9, "Dalam target"), (10, "Lewat target")]
    )
    def test_closed(self, hour, expected, open_browser, tickets, clock):
        ticket = tickets.at(Step.THANK)
        clock.set(hour, days=1)
        tickets.thank(ticket)
        siswa = open_browser("siswa").get(f"/tickets/{ticket}")
        assert notes(siswa)[1:4] == ["Dalam target", "Target: 1 hari sekolah", expected]

    def test_one_undone_has_no_targets(self, siswa, tickets):
        ticket = tickets.start()
        tickets.undo(ticket)
        assert notes(siswa.get(f"/tickets/{ticket}")) == ["Semua target"]

    def test_has_the_targets_of_when_it_was_received(self, siswa, tickets, clock):
        ticket = tickets.start()
        clock.move(minutes=1)
        tickets.set_targets(medium_confirm=10)
        assert notes(siswa.get(f"/tickets/{ticket}"))[0] == "Target: 30 menit"
        later = tickets.start()
        assert notes(siswa.get(f"/tickets/{later}"))[0] == "Target: 15 menit"


class TestCost:
    @pytest.mark.parametrize("path", ["/tickets/", "/review/"])
    def test_many_tickets_cost_no_more(
        self, path, open_browser, tickets, shift, count_queries
    ):
        shift("pengawas", 7, 15)
        pengawas = open_browser("pengawas")

        def cost():
            with count_queries() as statements:
                pengawas.get(path)
            return len(statements)

        tickets.start("pengawas")
        tickets.receive()
        few = cost()
        for _ in range(8):
            tickets.start("pengawas")
            tickets.receive()
        tickets.set_targets()
        tickets.start("pengawas")
        assert cost() == few
