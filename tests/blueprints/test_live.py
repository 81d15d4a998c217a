"""Lists that refresh by themselves: what changes, and nothing if it has not."""

import pytest

from desk.domain.vocabulary import Step

LISTS = {
    "/review/": "guru",
    "/review/board": "ketua",
    "/review/waiting": "pengawas",
    "/tickets/": "siswa",
}


@pytest.fixture(params=LISTS)
def path(request):
    return request.param


@pytest.fixture
def ask(open_browser, path):
    """Return what asks for the list as the script does."""
    browser = open_browser(LISTS[path])

    def send(name="", **headers):
        known = {"If-None-Match": name} if name else {}
        headers = {"X-Live": "1", **known, **headers}
        return browser.client.get(path, headers=headers)

    return send


@pytest.fixture
def ticket(tickets):
    """Return a ticket that is on every list."""
    ticket = tickets.at(Step.FULFIL)
    tickets.ask_approval(ticket)
    return ticket


def test_a_script_gets_the_part_that_changes(ask, ticket):
    answer = ask()
    assert answer.text.count('id="live"') == 1
    assert f'data-ticket="{ticket}"' in answer.text
    for made_anew in ("<html", "csrf_token", 'name="key"'):
        assert made_anew not in answer.text
    assert answer.headers["Cache-Control"] == "no-cache, private"
    assert "X-Live" in answer.headers["Vary"]


def test_nothing_is_sent_again_until_something_changes(ask, ticket, tickets):
    name = ask().headers["ETag"]
    assert not name.startswith("W/")
    same = ask(name)
    assert (same.status_code, same.data) == (304, b"")
    assert same.headers["ETag"] == name
    tickets.approve(ticket)
    changed = ask(name)
    assert changed.status_code == 200
    assert changed.headers["ETag"] != name


def test_a_packed_answer_has_a_name_too(ask, ticket, tickets):
    packed = {"Accept-Encoding": "gzip"}
    answer = ask(**packed)
    assert answer.headers.get("Content-Encoding") == "gzip"
    assert ask(answer.headers["ETag"], **packed).status_code == 304


def test_the_page_holds_the_same_part(ask, ticket, open_browser, path):
    page = open_browser(LISTS[path]).get(path)
    assert ask().text.strip() in page.html
    assert page.response.headers["Cache-Control"] == "no-store"
    assert "X-Live" in page.response.headers["Vary"]


def test_without_a_script_a_link_refreshes(open_browser, path, ticket):
    page = open_browser(LISTS[path]).get(path).page
    assert page.select_one("[data-live-reload]")["href"] == path


def test_a_list_that_refreshes_keeps_nobody_signed_in(ask, open_browser, path):
    ask()  # the first answer marks the session of a test as one not just begun
    assert "Set-Cookie" not in ask().headers
    page = open_browser(LISTS[path]).get(path)
    assert "session=" in page.response.headers["Set-Cookie"]


def test_who_is_signed_out_is_sent_to_the_door(open_browser, path):
    answer = open_browser().client.get(path, headers={"X-Live": "1"})
    assert answer.status_code == 302
