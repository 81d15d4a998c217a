"""The photo of a paper record: for whoever may read its ticket."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import update

from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import Photo
from tests.support.photos import photo


@pytest.fixture
def ticket(tickets):
    return tickets.enter_paper(photo=photo())


def test_shows_the_photo(siswa, ticket):
    answer = siswa.client.get(f"/tickets/{ticket}/photo")
    assert answer.status_code == 200
    assert answer.mimetype == "image/jpeg"
    with Image.open(BytesIO(answer.data)) as image:
        assert image.size == (60, 40)


def test_a_browser_takes_it_for_nothing_else(siswa, ticket):
    headers = siswa.client.get(f"/tickets/{ticket}/photo").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"].startswith("inline")
    assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_a_browser_asks_each_time(siswa, ticket):
    first = siswa.client.get(f"/tickets/{ticket}/photo")
    assert first.headers["Cache-Control"] == "private, no-cache"
    asked = {"If-None-Match": first.headers["ETag"]}
    again = siswa.client.get(f"/tickets/{ticket}/photo", headers=asked)
    assert (again.status_code, again.data) == (304, b"")
    siswa.forget_session()
    gone = siswa.client.get(f"/tickets/{ticket}/photo", headers=asked)
    assert gone.status_code == 302


@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("pengawas", 200),
        ("guru", 200),
        ("ketua", 200),
        ("siswi", 403),
        ("admin", 403),
        ("tetangga", 403),
        ("tetangga_pengawas", 403),
    ],
)
def test_is_read_like_its_ticket(username, status, open_browser, ticket):
    answer = open_browser(username).client.get(f"/tickets/{ticket}/photo")
    assert answer.status_code == status


def test_a_ticket_without_one_has_none(siswa, tickets):
    siswa.get(f"/tickets/{tickets.at(Step.CONFIRM)}/photo", 404)
    siswa.get(f"/tickets/{tickets.enter_paper()}/photo", 404)
    siswa.get("/tickets/999999/photo", 404)


def test_may_be_erased_one_day(siswa, ticket, tickets):
    with tickets.reading():
        db.session.execute(update(Photo).values(content=None))
        db.session.commit()
    siswa.get(f"/tickets/{ticket}")
    siswa.get(f"/tickets/{ticket}/photo", 404)
