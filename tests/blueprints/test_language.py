"""Choose the language of the screens; the account remembers it."""

import pytest

from desk.extensions import db
from desk.models import Person


def lang(browser):
    return browser.page.html["lang"]


def test_indonesian_comes_first(visitor):
    visitor.get("/sign-in")
    assert lang(visitor) == "id"
    assert "Masuk" in visitor.text


def test_switches_there_and_back(siswa):
    siswa.get("/tickets/")
    siswa.submit("language", language="en")
    assert (siswa.path, lang(siswa)) == ("/tickets/", "en")
    assert "My desk" in siswa.text
    siswa.submit("language", language="id")
    assert lang(siswa) == "id"


def test_stays_on_the_page_with_its_address(open_browser):
    guru = open_browser("guru").get("/review/", q="roti", step="confirm")
    guru.submit("language", language="en")
    assert guru.path == "/review/?q=roti&step=confirm"


def test_the_account_remembers(siswa, open_browser, app, world):
    siswa.get("/tickets/").submit("language", language="en")
    assert lang(open_browser("siswa").get("/tickets/")) == "en"
    assert lang(open_browser("siswi").get("/tickets/")) == "id"
    with app.app_context():
        person = db.session.get_one(Person, world.id_of("siswa"))
        assert person.language == "en"


def test_the_browser_remembers_before_signing_in(visitor):
    visitor.get("/sign-in")
    visitor.submit("language", language="en")
    assert (visitor.path, lang(visitor)) == ("/sign-in", "en")
    visitor.get("/account/password")
    assert lang(visitor) == "en"


def test_the_account_wins_over_the_browser(visitor):
    visitor.get("/sign-in")
    visitor.submit("language", language="en")
    visitor.sign_in_by_form("siswa")
    assert lang(visitor) == "id"


@pytest.mark.parametrize("value", ["", "fr", "EN", "id\x00", "<b>", "x" * 10_000])
def test_knows_no_other(value, siswa):
    siswa.post("/account/language", 404, language=value, key="k")


@pytest.mark.parametrize("value", ["fr", "<script>", "", "../../etc"])
def test_a_strange_cookie_is_ignored(value, visitor):
    visitor.client.set_cookie("language", value)
    visitor.get("/sign-in")
    assert lang(visitor) == "id"


def test_a_form_without_a_key_works_again_and_again(siswa):
    siswa.get("/tickets/")
    for value in ("en", "id", "en"):
        siswa.post("/account/language", language=value, next="/tickets/")
        assert lang(siswa) == value


@pytest.mark.parametrize("key", ["x" * 1_000, "\x00", "😡" * 60])
def test_any_key_will_do(key, siswa):
    siswa.get("/tickets/")
    siswa.post("/account/language", language="en", key=key, next="/tickets/")
    assert lang(siswa) == "en"


@pytest.mark.parametrize("target", ["//example.com", "https://example.com", "/\\x"])
def test_never_leads_away(target, siswa):
    siswa.get("/tickets/")
    siswa.post("/account/language", language="en", key="k", next=target)
    assert siswa.path == "/tickets/"


def test_rejects_get(siswa):
    siswa.get("/account/language", 405)


@pytest.mark.parametrize("path", ["/review/", "/tickets/999999"])
def test_error_pages_speak_it_too(path, siswa):
    status = 403 if path == "/review/" else 404
    siswa.get(path, status)
    indonesian = siswa.text
    siswa.submit("language", status, language="en")
    assert lang(siswa) == "en"
    assert siswa.text != indonesian
