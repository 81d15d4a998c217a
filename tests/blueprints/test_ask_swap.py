"""A student asks to give a shift away."""

import pytest

from desk.domain.errors import InvalidInput
from desk.extensions import db
from desk.models import ShiftSwap
from desk.services import swaps
from tests.support.rosters import at


@pytest.fixture
def shift(rosters):
    """Return a shift of the student's, tomorrow morning."""
    return rosters.plan("siswa", days=1)[0]


@pytest.fixture
def page(siswa, shift):
    return siswa.get(f"/roster/shifts/{shift}/swap")


@pytest.fixture
def asked(app):
    """Return what reads the swaps asked for."""

    def read():
        with app.app_context():
            rows = db.session.scalars(db.select(ShiftSwap).order_by(ShiftSwap.id))
            return [(s.shift_id, s.receiver_id, s.other_shift_id) for s in rows]

    return read


def test_asking_changes_no_roster(page, shift, rosters, asked, world):
    before = rosters.standing()
    page.submit("swap", receiver_id=str(world.id_of("siswi")), reason="Ada ulangan.")
    assert page.path == f"/roster/{world.units['MM']}/2026-W36"
    assert asked() == [(shift, world.id_of("siswi"), None)]
    assert rosters.standing() == before
    assert "Menunggu pengawas" in page.text
    assert "Minta tukar" in page.text


def test_in_exchange_for_a_shift_of_theirs(siswa, shift, rosters, asked, world):
    (other,) = rosters.plan("siswi", hours="11:00-15:00", days=2)
    siswa.get(f"/roster/shifts/{shift}/swap")
    siswi = str(world.id_of("siswi"))
    siswa.submit("swap", receiver_id=siswi, other_shift_id=str(other), reason="Lomba.")
    assert asked() == [(shift, world.id_of("siswi"), other)]


def test_a_double_tap_asks_once(page, asked, world):
    page.submit("swap", receiver_id=str(world.id_of("siswi")), reason="Lomba.")
    page.again()
    assert len(asked()) == 1


def test_a_second_request_for_the_same_shift_is_refused(page, asked, world, shift):
    for status in (None, 422):
        page.get(f"/roster/shifts/{shift}/swap")
        page.submit("swap", status, receiver_id=str(world.id_of("siswi")), reason="x")
    assert page.errors == {"receiver_id": "Kamu sudah minta tukar piket ini."}
    assert len(asked()) == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"receiver_id": ""}, "receiver_id"), ({"reason": ""}, "reason")],
)
def test_what_is_missing_is_asked_for(page, asked, world, changed, field):
    typed = {"receiver_id": str(world.id_of("siswi")), "reason": "Lomba.", **changed}
    page.submit("swap", 422, **typed)
    assert set(page.errors) == {field}
    for name, text in typed.items():
        assert page.value(name, "swap") == text
    assert asked() == []


def test_a_receiver_who_has_a_shift_then_is_refused(page, rosters, asked, world):
    rosters.plan("siswi", hours="10:00-12:00", days=1)
    page.submit("swap", 409, receiver_id=str(world.id_of("siswi")), reason="Lomba.")
    assert page.refusal == "Dewi Lestari sudah punya piket pada jam itu."
    rosters.plan("pengawas", days=1)
    page.submit("swap", 409, receiver_id=str(world.id_of("pengawas")), reason="x")
    assert page.refusal == "Bagus Prakoso sudah punya piket pada jam itu."
    assert asked() == []


def test_overlapping_shifts_may_be_exchanged(app, shift, rosters, asked, world):
    (other,) = rosters.plan("siswi", hours="10:00-12:00", days=1)
    rosters.ask(shift, "siswa", "siswi", other)
    assert len(asked()) == 1


def test_who_is_away_then_is_neither_offered_nor_accepted(
    siswa, shift, rosters, asked, world
):
    rosters.away("siswi", begin=at("06:00", days=1))
    page = siswa.get(f"/roster/shifts/{shift}/swap")
    offered = {option["value"] for option in page.page.select("#receiver_id option")}
    assert str(world.id_of("siswi")) not in offered
    assert str(world.id_of("siswa")) not in offered
    forged = {"receiver_id": str(world.id_of("siswi"))}
    page.submit("swap", 409, reason="x", forged=forged)
    assert page.refusal == "Dewi Lestari sedang PKL pada waktu itu."
    assert asked() == []


def test_only_who_walks_steps_receives(page, asked, world):
    forged = {"receiver_id": str(world.id_of("guru"))}
    page.submit("swap", 409, reason="x", forged=forged)
    assert world.actors["guru"].name in page.refusal
    assert asked() == []


def test_only_people_of_the_unit_receive_and_no_other_is_named(page, asked, world):
    forged = {"receiver_id": str(world.id_of("tetangga"))}
    page.submit("swap", 409, reason="x", forged=forged)
    assert page.refusal == "Orang ini bekerja di unit lain."
    assert world.actors["tetangga"].name not in page.text
    assert asked() == []


def test_oneself_is_no_receiver(page, asked, world):
    forged = {"receiver_id": str(world.id_of("siswa"))}
    page.submit("swap", 422, reason="x", forged=forged)
    assert set(page.errors) == {"receiver_id"}


def test_only_a_shift_of_the_receiver_comes_in_exchange(page, rosters, asked, world):
    (other,) = rosters.plan("pengawas", days=2)
    page.submit(
        "swap",
        422,
        receiver_id=str(world.id_of("siswi")),
        reason="x",
        forged={"other_shift_id": str(other)},
    )
    assert set(page.errors) == {"other_shift_id"}
    assert asked() == []


def test_a_shift_that_has_begun_is_not_swapped(siswa, rosters, asked, world):
    (shift,) = rosters.plan("siswa", hours="09:00-11:00")
    assert not siswa.get(f"/roster/shifts/{shift}").page.select("a[href$='/swap']")
    page = siswa.get(f"/roster/shifts/{shift}/swap")
    page.submit("swap", 409, receiver_id=str(world.id_of("siswi")), reason="x")
    assert "sudah mulai" in page.refusal
    assert asked() == []


def test_only_ones_own_shift(open_browser, shift, asked, world):
    siswi = open_browser("siswi")
    siswi.get(f"/roster/{world.units['MM']}/2026-W36")
    siswi.get(f"/roster/shifts/{shift}/swap")
    assert "piket kamu sendiri" in siswi.page.get_text()
    assert asked() == []


def test_a_shift_changed_meanwhile_leads_to_the_roster(page, shift, rosters, asked):
    rosters.remove(shift)
    page.submit("swap", receiver_id="", reason="x")
    assert "Piket ini sudah berubah." in page.page.get_text()
    assert asked() == []


@pytest.mark.parametrize("username", ["guru", "ketua", "admin"])
def test_only_who_walks_steps_asks(open_browser, shift, asked, username):
    other = open_browser(username)
    other.get(f"/roster/shifts/{shift}/swap", 403)
    other.post(f"/roster/shifts/{shift}/swap", 403, key="k")
    assert asked() == []


def test_a_long_reason_is_refused_by_the_service_too(app, shift, rosters, world):
    with app.app_context(), pytest.raises(InvalidInput):
        swaps.ask_swap(
            rosters.act("siswa"),
            shift,
            receiver_id=world.id_of("siswi"),
            other_shift_id=None,
            reason="x" * 201,
        )
