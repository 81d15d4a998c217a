"""Look: colleagues see who has a ticket open now; it is no event and soon forgotten."""

import pytest

from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import Viewer
from desk.queries.history import count_events
from tests.support.words import words

OPEN_NOW = words("id")["%(who)s has this ticket open now."]
BAGUS = OPEN_NOW.replace("%(who)s", "Pengawas Bagus Prakoso")


@pytest.fixture
def ticket(tickets):
    return tickets.at(Step.CONFIRM)


@pytest.fixture
def look(open_browser, ticket):
    """Return what lets somebody look, or leave, as the ticket's page does."""

    def beat(username, verb="look", of=ticket, **headers):
        browser = open_browser(username).get("/account/password")
        token = browser.value("csrf_token")
        headers = {"X-CSRFToken": token, "X-Live": "1", **headers}
        return browser.client.post(f"/tickets/{of}/{verb}", headers=headers)

    return beat


@pytest.fixture
def viewers(app):
    """Return what lists who is known to look, and since when."""

    def seen():
        with app.app_context():
            rows = db.session.query(Viewer).order_by(Viewer.person_id).all()
            return [(row.ticket_id, row.person_id, row.seen_at) for row in rows]

    return seen


def test_each_sees_the_other_and_nobody_sees_themselves(look):
    assert look("pengawas").text == ""
    assert look("siswa").text == BAGUS
    assert "Siti Aminah" in look("pengawas").text


def test_what_is_known_already_is_not_said_again(look):
    look("pengawas")
    said = look("siswa")
    again = look("siswa", **{"If-None-Match": said.headers["ETag"]})
    assert (again.status_code, again.text) == (204, "")
    look("pengawas", "leave")
    gone = look("siswa", **{"If-None-Match": said.headers["ETag"]})
    assert (gone.status_code, gone.text) == (200, "")


def test_who_says_nothing_any_more_is_gone_after_45_seconds(look, clock):
    look("pengawas")
    clock.move(seconds=44)
    assert look("siswa").text == BAGUS
    clock.move(seconds=1)
    assert look("siswa").text == ""


def test_a_screen_writes_once_in_20_seconds(look, clock, count_queries):
    def writes():
        with count_queries() as statements:
            look("pengawas")
        words = ("INSERT", "UPDATE", "DELETE")
        return [s for s in statements if s.lstrip().upper().startswith(words)]

    assert writes()
    clock.move(seconds=19)
    assert not writes()
    clock.move(seconds=1)
    assert writes()


def test_what_is_minutes_old_is_forgotten(look, ticket, tickets, viewers, clock):
    look("pengawas", of=tickets.at(Step.RECORD))
    clock.move(minutes=6)
    look("guru")
    guru = tickets.world.id_of("guru")
    assert viewers() == [(ticket, guru, clock.now)]


def test_leaving_twice_is_leaving(look, viewers):
    look("pengawas")
    assert look("pengawas", "leave").status_code == 204
    assert look("pengawas", "leave").status_code == 204
    assert viewers() == []


def test_it_is_no_event_of_the_ticket(look, app, ticket, tickets):
    with app.app_context():
        before = count_events()
    version = tickets.read(ticket).version
    look("pengawas")
    with app.app_context():
        assert count_events() == before
    assert tickets.read(ticket).version == version


@pytest.mark.parametrize("who", ["tetangga", "siswi", "admin"])
def test_who_may_not_read_it_may_not_look(who, look, viewers):
    assert look(who).status_code == 403
    assert viewers() == []


def test_a_screen_that_only_looks_keeps_nobody_signed_in(look):
    assert "Set-Cookie" not in look("pengawas").headers


def test_the_page_tells_the_script_where_to_ask(siswa, ticket):
    note = siswa.get(f"/tickets/{ticket}").page.select_one("[data-look]")
    assert note["data-look"] == f"/tickets/{ticket}/look"
    assert note["data-leave"] == f"/tickets/{ticket}/leave"
