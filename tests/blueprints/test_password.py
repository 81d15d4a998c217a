"""Change one's password."""

import pytest

from tests.support.cast import PASSWORD

NEW = "warung-biru-7"
GOOD = {"current": PASSWORD, "new": NEW, "repeat": NEW}


@pytest.fixture
def counter(siswa):
    return siswa.get("/account/password")


def can_sign_in(browser, username, password):
    browser.get("/sign-in")
    status = 200
    try:
        browser.submit("sign-in", username=username, password=password)
    except AssertionError:
        status = browser.status
    return status == 200


def test_changes_it(counter, open_browser):
    counter.submit("password", **GOOD)
    assert counter.path == "/tickets/"
    assert counter.flashes == ["success"]
    assert can_sign_in(open_browser(), "siswa", NEW)
    assert not can_sign_in(open_browser(), "siswa", PASSWORD)


def test_ends_every_other_session_and_keeps_this_one(counter, open_browser):
    elsewhere = open_browser("siswa").get("/tickets/")
    counter.submit("password", **GOOD)
    counter.get("/tickets/")
    assert counter.path == "/tickets/"
    elsewhere.get("/tickets/")
    assert elsewhere.path.startswith("/sign-in")


def test_lets_a_newcomer_in(visitor):
    visitor.sign_in_by_form("baru")
    visitor.submit("password", **GOOD)
    assert visitor.path == "/tickets/"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"current": "salah-sama-sekali"}, "current"),
        ({"current": ""}, "current"),
        ({"new": "pendek7", "repeat": "pendek7"}, "new"),
        ({"new": "", "repeat": ""}, "new"),
        ({"new": "siswa-2026", "repeat": "siswa-2026"}, "new"),
        ({"new": "SISWA-2026", "repeat": "SISWA-2026"}, "new"),
        ({"new": PASSWORD, "repeat": PASSWORD}, "new"),
        ({"new": "x" * 201, "repeat": "x" * 201}, "new"),
        ({"repeat": "warung-biru-8"}, "repeat"),
        ({"repeat": ""}, "repeat"),
    ],
)
def test_refuses(changed, field, counter, open_browser):
    counter.submit("password", 422, **{**GOOD, **changed})
    assert field in counter.errors
    assert NEW not in counter.html
    assert can_sign_in(open_browser(), "siswa", PASSWORD)


def test_takes_any_signs(counter, open_browser):
    strange = "  ké\u0301rt😡  "
    counter.submit("password", current=PASSWORD, new=strange, repeat=strange)
    assert can_sign_in(open_browser(), "siswa", strange)
    assert not can_sign_in(open_browser(), "siswa", strange.strip())


def test_is_for_people_signed_in(visitor):
    visitor.get("/account/password")
    assert visitor.path.startswith("/sign-in")
    visitor.post("/account/password", 401, **GOOD)
    assert NEW not in visitor.html


def test_a_double_tap_changes_it_once(counter):
    counter.submit("password", **GOOD)
    counter.again()
    assert counter.path == "/tickets/"


def test_passwords_are_never_kept_as_a_draft(counter, app):
    from sqlalchemy import select

    from desk.extensions import db
    from desk.models import Draft

    counter.submit("password", forged={"csrf_token": "old"}, **GOOD)
    assert counter.path == "/account/password"
    assert not counter.value("new")
    with app.app_context():
        kept = str([draft.fields for draft in db.session.scalars(select(Draft))])
    assert NEW not in kept
    assert PASSWORD not in kept
