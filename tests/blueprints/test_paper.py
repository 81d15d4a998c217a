"""Enter a paper record: a complaint of the paper book, with a page or a photo."""

import hashlib
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from sqlalchemy import func, select

from desk.domain.errors import InvalidInput
from desk.domain.evidence import LINE
from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import Photo
from desk.services import photos
from tests.support.photos import heavy, photo, sent

WIB = ZoneInfo("Asia/Jakarta")


def at(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=WIB).timestamp())


def gray(image, x, y):
    """Return how light one pixel is."""
    return image.convert("L").crop((x, y, x + 1, y + 1)).tobytes()[0]


def kept(tickets):
    """Return what of each photo there is: its ticket and its size."""
    with tickets.reading():
        return db.session.execute(
            select(Photo.ticket_id, func.length(Photo.content)).order_by(Photo.id)
        ).all()


@pytest.fixture
def counter(siswa):
    return siswa.get("/tickets/paper")


@pytest.fixture
def typed():
    """Return what stands on page 17: 08.15 this morning; it is 09.00."""
    return {"received_at": "2026-09-02T08:15", "page_number": "17"}


def test_enters_with_a_page_number(counter, typed, tickets, clock, world):
    counter.submit("paper", **typed)
    assert counter.flashes == ["success"]
    (ticket,) = tickets.ids()
    assert counter.path == f"/tickets/{ticket}"
    assert tickets.facts(ticket) == {
        "is_paper": True,
        "page_number": "17",
        "number": "KEL/MM/2026/09/0001",
    }
    row = tickets.read(ticket)
    assert row.received_at == at("2026-09-02T08:15")
    assert (row.step, row.owner_id) == (Step.RECORD, world.id_of("siswa"))
    assert row.is_paper
    assert row.claims_to_review == 1
    assert row.channel is None


def test_the_student_is_told_what_it_means(counter, typed):
    assert "belum dipakai untuk nilai" in counter.text
    counter.submit("paper", **typed)
    panel = counter.page.select_one(".paper-record").get_text()
    assert "belum dipakai untuk nilai" in panel
    assert "17" in panel
    assert not counter.page.select(".paper-record img")


def test_the_desk_leads_there(siswa):
    siswa.get("/tickets/")
    assert siswa.page.select_one("a[href='/tickets/paper']")


def test_enters_with_a_photo(counter, tickets):
    counter.submit(
        "paper",
        received_at="2026-09-02T08:15",
        forged={"photo": sent(photo())},
    )
    (ticket,) = tickets.ids()
    facts = tickets.facts(ticket)
    with tickets.reading():
        found = db.session.scalars(select(Photo)).one()
        assert (found.ticket_id, found.id) == (ticket, facts["photo"])
        assert found.digest == facts["photo_digest"]
        assert hashlib.sha256(found.content or b"").hexdigest() == found.digest
    assert counter.page.select_one(".paper-record img")["src"] == (
        f"/tickets/{ticket}/photo"
    )


@pytest.mark.parametrize("number", ["17", "B-17", "3/17", "XII 4", "12a", "17-18"])
def test_knows_the_ways_to_number_a_page(number, counter, typed, tickets):
    counter.submit("paper", **{**typed, "page_number": number})
    assert tickets.facts(tickets.ids()[0])["page_number"] == number


@pytest.mark.parametrize(
    "number", ["Bu Ratna", "halaman tujuh belas", "1234567", "17 Bu Ratna", "x" * LINE]
)
def test_a_page_number_says_nothing_about_people(number, counter, typed, tickets):
    counter.submit("paper", 422, **{**typed, "page_number": number})
    assert set(counter.errors) == {"page_number"}
    assert counter.value("page_number") == number
    assert tickets.count() == 0


def test_needs_a_page_or_a_photo(counter, tickets):
    counter.submit("paper", 422, received_at="2026-09-02T08:15")
    assert set(counter.errors) == {"page_number"}
    assert counter.value("received_at") == "2026-09-02T08:15"
    assert tickets.count() == 0


def test_needs_the_time(counter, tickets):
    counter.submit("paper", 422, page_number="17")
    assert set(counter.errors) == {"received_at"}
    assert counter.value("page_number") == "17"


@pytest.mark.parametrize("claimed", ["2026-09-02T09:02", "2099-01-01T00:00", "kemarin"])
def test_refuses_what_has_not_been_yet(claimed, counter, typed, tickets):
    counter.submit("paper", 422, **{**typed, "received_at": claimed})
    assert set(counter.errors) == {"received_at"}
    assert tickets.count() == 0


def test_a_minute_ahead_is_now(counter, typed, tickets, clock):
    counter.submit("paper", **{**typed, "received_at": "2026-09-02T09:01"})
    row = tickets.read(tickets.ids()[0])
    assert row.received_at == clock.now
    assert row.claims_to_review == 0


@pytest.mark.parametrize(
    ("claimed", "is_refused"),
    [
        # Today is Wednesday: Tuesday, Monday and Friday are three school days ago.
        ("2026-08-28T07:00", False),
        ("2026-08-27T23:59", True),
        ("2026-08-29T10:00", False),  # a Saturday: no school day to count
        ("2026-09-02T02:30", False),  # at night
    ],
)
def test_goes_back_three_school_days(claimed, is_refused, counter, typed, tickets):
    status = 422 if is_refused else 200
    counter.submit("paper", status, **{**typed, "received_at": claimed})
    assert tickets.count() == (0 if is_refused else 1)
    assert set(counter.errors) == ({"received_at"} if is_refused else set())


def test_a_photo_is_kept_until_the_rest_is_right(counter, tickets):
    counter.submit(
        "paper",
        422,
        received_at="2026-09-03T08:15",
        forged={"photo": sent(photo())},
    )
    assert set(counter.errors) == {"received_at"}
    assert counter.page.select(".notice-good")
    assert [ticket for ticket, _ in kept(tickets)] == [None]
    counter.submit("paper", received_at="2026-09-02T08:15")
    assert [ticket for ticket, _ in kept(tickets)] == tickets.ids()


def test_a_photo_is_kept_even_if_a_field_cannot_be_read(counter, tickets):
    counter.submit("paper", 422, received_at="kemarin", forged={"photo": sent(photo())})
    counter.submit("paper", received_at="2026-09-02T08:15")
    assert [ticket for ticket, _ in kept(tickets)] == tickets.ids()


def test_another_photo_replaces_it(counter, tickets):
    for claimed in ("2026-09-03T08:15", "2026-09-02T08:15"):
        counter.submit(
            "paper",
            422 if claimed.startswith("2026-09-03") else 200,
            received_at=claimed,
            forged={"photo": sent(photo(width=40 + len(kept(tickets))))},
        )
    assert [ticket for ticket, _ in kept(tickets)] == [None, *tickets.ids()]


def test_another_persons_photo_is_not_taken(open_browser, tickets):
    siswi = open_browser("siswi").get("/tickets/paper")
    siswi.submit("paper", 422, forged={"photo": sent(photo())})
    with tickets.reading():
        photo_id = db.session.scalars(select(Photo.id)).one()
    siswa = open_browser("siswa").get("/tickets/paper")
    typed = {"received_at": "2026-09-02T08:15", "page_number": "17"}
    siswa.submit("paper", 422, **typed, forged={"kept": str(photo_id)})
    assert set(siswa.errors) == {"photo"}
    assert siswa.value("kept") == ""
    siswa.submit("paper")
    assert tickets.count() == 1
    assert [ticket for ticket, _ in kept(tickets)] == [None]


def test_a_photo_belongs_to_one_ticket(counter, tickets):
    ticket = tickets.enter_paper(photo=photo())
    taken = str(tickets.facts(ticket)["photo"])
    counter.submit("paper", 422, received_at="2026-09-02T08:15", forged={"kept": taken})
    assert tickets.count() == 1


def test_photos_of_forgotten_forms_are_forgotten(counter, tickets, clock):
    counter.submit("paper", 422, forged={"photo": sent(photo())})
    tickets.enter_paper(photo=photo())
    clock.move(hours=25)
    tickets.enter_paper(photo=photo())
    assert [ticket for ticket, _ in kept(tickets)] == tickets.ids()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_any_usual_photo_becomes_a_jpeg(kind, counter, tickets):
    content = photo(kind=kind)
    counter.submit(
        "paper",
        received_at="2026-09-02T08:15",
        # What the browser says about it counts for nothing.
        forged={"photo": sent(content, name="foto.txt")},
    )
    with tickets.reading():
        found = db.session.scalars(select(Photo)).one()
        with Image.open(BytesIO(found.content or b"")) as image:
            assert image.format == "JPEG"
        assert found.kind == "image/jpeg"


def test_nothing_but_the_picture_is_kept():
    content = photo(width=3_000, height=1_000, exif=True, orientation=6)
    assert b"Kamera Siti" in content
    clean = photos.clean(content)
    assert b"Kamera" not in clean
    assert b"catatan" not in clean
    with Image.open(BytesIO(clean)) as image:
        # Lying on its side it was 3000 wide; upright it is 2000 high at most.
        assert image.size == (667, 2_000)
        assert not image.getexif()
        # What was at the left edge of the lying photo is on top now.
        assert gray(image, 333, 20) > 200
        assert gray(image, 333, 1_900) < 60


def test_what_is_transparent_is_white():
    clean = photos.clean(photo(kind="PNG", mode="RGBA", color=(0, 0, 0, 0)))
    with Image.open(BytesIO(clean)) as image:
        assert gray(image, 5, 5) > 240


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"PK\x03\x04" + bytes(200),
        b"%PDF-1.7 " + bytes(200),
        photo()[:300],
        photo(kind="PNG")[:60],
        b"\xff\xd8\xff\xe0" + bytes(2_000),
        photo(kind="GIF"),
        photo(kind="BMP"),
        heavy(),
    ],
    ids=["empty", "svg", "zip", "pdf", "cut", "cut png", "torn", "gif", "bmp", "bomb"],
)
def test_refuses_what_is_no_photo(content, counter, typed, tickets):
    forged = {"photo": sent(content, name="halaman.jpg", kind="image/jpeg")}
    counter.submit("paper", 422, **typed, forged=forged)
    assert set(counter.errors) == {"photo"}
    assert counter.value("page_number") == "17"
    assert counter.value("received_at") == "2026-09-02T08:15"
    assert tickets.count() == 0
    assert kept(tickets) == []
    counter.submit("paper")
    assert tickets.count() == 1


def test_refuses_what_is_too_large():
    with pytest.raises(InvalidInput) as refused:
        photos.clean(photo() + bytes(photos.MOST_BYTES))
    assert refused.value.errors == {"photo": photos.TOO_LARGE}


def test_a_double_tap_enters_once(counter, tickets):
    forged = {"photo": sent(photo())}
    counter.submit("paper", received_at="2026-09-02T08:15", forged=forged)
    counter._last["data"]["photo"] = sent(photo())
    counter.again()
    assert tickets.count() == 1
    assert len(kept(tickets)) == 1


@pytest.mark.parametrize("username", ["siswa", "siswi", "pengawas", "tetangga"])
def test_whoever_walks_steps_may(username, open_browser, typed, tickets):
    open_browser(username).get("/tickets/paper").submit("paper", **typed)
    assert tickets.count() == 1


@pytest.mark.parametrize("username", ["guru", "ketua", "admin"])
def test_others_may_not(username, open_browser, typed, tickets):
    open_browser(username).post("/tickets/paper", 403, **typed, key="k")
    assert tickets.count() == 0


def test_the_draft_is_kept(counter, typed, siswa):
    assert counter.save_draft("paper", **typed) == 204
    siswa.get("/tickets/paper")
    assert siswa.value("page_number") == "17"
    assert siswa.value("received_at") == "2026-09-02T08:15"


def test_speaks_english(siswa):
    siswa.get("/tickets/paper")
    siswa.submit("language", language="en")
    assert "excluded from grades until a supervisor has verified it" in siswa.text
