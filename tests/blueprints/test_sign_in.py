"""Sign in: name and password, a safe way on, and a lock after five wrong tries."""

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from desk.extensions import db
from desk.models import Person
from desk.services import passwords
from tests.support.cast import PASSWORD

LANDING = {
    "siswa": "/tickets/",
    "pengawas": "/review/",
    "guru": "/review/",
    "ketua": "/review/",
    "admin": "/admin/people",
}


@pytest.fixture
def person(app):
    """Return what reads or sets a column of a person."""

    def access(username, **changed):
        with app.app_context():
            if changed:
                db.session.execute(
                    update(Person).where(Person.username == username).values(**changed)
                )
                db.session.commit()
            found = db.session.scalars(select(Person).filter_by(username=username))
            return found.one()

    return access


def fail(browser, times, password="salah-semua"):
    for _ in range(times):
        browser.get("/sign-in")
        browser.submit("sign-in", 409, username="siswa", password=password)


@pytest.mark.parametrize("username", LANDING)
def test_lands_on_the_page_of_ones_role(username, visitor):
    visitor.sign_in_by_form(username)
    assert visitor.path == LANDING[username]


@pytest.mark.parametrize("username", ["SISWA", "  siswa ", "Siswa"])
def test_forgives_capitals_and_spaces_in_the_name(username, visitor):
    visitor.sign_in_by_form(username)
    assert visitor.path == "/tickets/"


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("siswa", "salah"),
        ("siswa", ""),
        ("siswa", PASSWORD.upper()),
        ("siswa", f" {PASSWORD}"),
        ("", PASSWORD),
        ("", ""),
        ("nobody", PASSWORD),
        ("siswa' --", PASSWORD),
        ("sis\x00wa\x00x", PASSWORD),
        ("siswa", f"{PASSWORD}\x00"),
        ("😡", "😡"),
    ],
)
def test_refuses_what_does_not_match(username, password, visitor):
    visitor.get("/sign-in")
    visitor.submit("sign-in", 409, username=username, password=password)
    assert visitor.refusal
    assert PASSWORD not in visitor.html
    visitor.get("/tickets/")
    assert visitor.path.startswith("/sign-in")


def test_says_the_same_whether_the_name_exists_or_not(visitor):
    visitor.get("/sign-in")
    visitor.submit("sign-in", 409, username="siswa", password="salah")
    known = visitor.refusal
    visitor.submit("sign-in", 409, username="tidak-ada", password="salah")
    assert visitor.refusal == known


def test_keeps_the_name_and_forgets_the_password(visitor):
    visitor.get("/sign-in")
    visitor.submit("sign-in", 409, username="siswa", password="salah")
    assert visitor.value("username") == "siswa"
    assert not visitor.value("password")


@pytest.mark.parametrize("field", ["username", "password"])
def test_limits_long_text(field, visitor):
    visitor.get("/sign-in")
    typed = {"username": "siswa", "password": PASSWORD, field: "x" * 201}
    visitor.submit("sign-in", 422, **typed)
    assert set(visitor.errors) == {field}


def test_a_closed_account_stays_out(visitor, person):
    person("siswa", is_active=False)
    visitor.get("/sign-in")
    visitor.submit("sign-in", 409, username="siswa", password=PASSWORD)
    assert visitor.refusal


def test_an_account_closed_meanwhile_is_out_at_once(siswa, person):
    siswa.get("/tickets/")
    person("siswa", is_active=False)
    siswa.get("/tickets/")
    assert siswa.path.startswith("/sign-in")


def test_five_wrong_passwords_lock_the_account(visitor, person, clock):
    fail(visitor, 5)
    assert person("siswa").locked_until == clock.now + 15 * 60
    visitor.submit("sign-in", 409, username="siswa", password=PASSWORD)
    assert "15" in visitor.refusal


def test_the_lock_is_of_the_account_not_the_browser(visitor, open_browser):
    fail(visitor, 5)
    open_browser().sign_in_by_form("siswi")
    other = open_browser()
    other.get("/sign-in")
    other.submit("sign-in", 409, username="siswa", password=PASSWORD)


def test_the_lock_ends_by_itself(visitor, clock):
    fail(visitor, 5)
    clock.move(minutes=14, seconds=59)
    fail(visitor, 1, PASSWORD)
    clock.move(seconds=1)
    visitor.sign_in_by_form("siswa")
    assert visitor.path == "/tickets/"


def test_trying_on_while_locked_does_not_lengthen_it(visitor, person, clock):
    fail(visitor, 5)
    locked = person("siswa").locked_until
    clock.move(minutes=10)
    fail(visitor, 8)
    assert person("siswa").locked_until == locked


def test_four_wrong_and_one_right_count_for_nothing(visitor, person):
    fail(visitor, 4)
    visitor.sign_in_by_form("siswa")
    assert person("siswa").failures == 0


def test_a_weak_old_hash_is_made_anew(visitor, person):
    weak = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    person("siswa", password_hash=weak.hash(PASSWORD))
    visitor.sign_in_by_form("siswa")
    assert not passwords.is_outdated(person("siswa").password_hash)


def test_goes_on_to_the_page_asked_for(visitor):
    visitor.get("/account/password")
    assert visitor.path.startswith("/sign-in?next=")
    visitor.submit("sign-in", username="siswa", password=PASSWORD)
    assert visitor.path == "/account/password"


def test_goes_on_with_the_whole_address(visitor):
    visitor.get("/review/?q=roti&step=confirm")
    visitor.submit("sign-in", username="pengawas", password=PASSWORD)
    assert visitor.path == "/review/?q=roti&step=confirm"


@pytest.mark.parametrize(
    "target",
    [
        "https://example.com/",
        "http://localhost.example.com/",
        "//example.com",
        "///example.com",
        "/\\example.com",
        "\\\\example.com",
        "/\t/example.com",
        "/\n/example.com",
        "\t//example.com",
        " //example.com",
        "javascript:alert(1)",
        "example.com",
        "//[",
        "http://[",
        "/\x00",
        "@example.com",
    ],
)
def test_never_goes_on_to_another_site(target, visitor):
    visitor.get("/sign-in", next=target)
    visitor.submit("sign-in", username="siswa", password=PASSWORD)
    assert visitor.path == "/tickets/"


@pytest.mark.parametrize("target", ["/nowhere", "/tickets/999999"])
def test_a_page_that_is_not_there_is_told(target, visitor):
    visitor.get("/sign-in", next=target)
    visitor.submit("sign-in", 404, username="siswa", password=PASSWORD)


def test_who_is_in_already_goes_on_home(siswa):
    siswa.get("/sign-in")
    assert siswa.path == "/tickets/"


def test_starts_a_fresh_session(visitor):
    visitor.get("/sign-in")
    before = visitor.client.get_cookie("session").value
    token = visitor.value("csrf_token")
    visitor.submit("sign-in", username="siswa", password=PASSWORD)
    assert visitor.client.get_cookie("session").value != before
    assert visitor.value("csrf_token") != token


def test_the_cookie_is_for_the_server_alone(visitor):
    visitor.sign_in_by_form("siswa")
    cookie = visitor.client.get_cookie("session")
    assert cookie.http_only
    assert cookie.same_site == "Lax"


def test_a_session_ends_with_the_working_day(visitor, clock):
    visitor.sign_in_by_form("siswa")
    clock.move(hours=10, minutes=1)
    visitor.get("/tickets/")
    assert visitor.path.startswith("/sign-in")


@pytest.mark.parametrize(
    "session_id", ["", "1", "1.x", "x.1", "999999.1", "1.999", "-1.1"]
)
def test_a_strange_session_is_nobodys(session_id, visitor):
    with visitor.client.session_transaction() as session:
        session["_user_id"] = session_id
    visitor.get("/tickets/")
    assert visitor.path.startswith("/sign-in")


def test_an_expired_token_only_asks_again(visitor):
    visitor.get("/sign-in")
    typed = {"username": "siswa", "password": PASSWORD}
    visitor.submit("sign-in", 400, forged={"csrf_token": "old"}, **typed)
    visitor.submit("sign-in", **typed)
    assert visitor.path == "/tickets/"


def test_a_newcomer_changes_the_password_first(visitor):
    visitor.sign_in_by_form("baru")
    assert visitor.path == "/account/password"
    for path in ("/tickets/", "/help/", "/"):
        visitor.get(path)
        assert visitor.path == "/account/password"


def test_a_newcomer_does_nothing_else_before(visitor, tickets):
    visitor.sign_in_by_form("baru")
    visitor.post("/tickets/start", key="k")
    assert visitor.path == "/account/password"
    assert tickets.count() == 0


def test_a_newcomer_chooses_a_language_and_leaves(visitor):
    visitor.sign_in_by_form("baru")
    visitor.submit("language", language="en")
    assert visitor.page.html["lang"] == "en"
    visitor.submit("sign-out")
    assert visitor.path == "/sign-in"


def test_headers_keep_the_page_to_itself(visitor):
    headers = visitor.get("/sign-in").response.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
