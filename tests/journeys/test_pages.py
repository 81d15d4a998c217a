"""Every page, as every role and in both languages: readable, reachable, quiet."""

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from tests.house.routes import doors
from tests.journeys.support.addresses import NOBODY, PAGES
from tests.journeys.support.health import faults_of

pytestmark = pytest.mark.browser

EVERYTHING = {*NOBODY, *(path for paths in PAGES.values() for path in paths)}
# Downloads, a way to a page, and a picture.
NO_PAGES = {
    "admin.refused_rows",
    "archive.export_number_tickets",
    "archive.export_numbers",
    "archive.export_stage_rows",
    "auth.home",
    "customers.similar",
    "feedback.export",
    "feedback.export_tickets",
    "grading.export_file",
    "reports.export",
    "reports.export_tickets",
    "review.export_archive",
    "review.export_open",
    "review.export_search",
    "complaint.thanks",
    "sources.export",
    "sources.export_tickets",
    "sources.tag_several",
    "tickets.photo",
    "tickets.sent_photo",
}
BUTTONS = {
    "record": "Save and go on",
    "confirm": "Save and go on",
    "fulfil": "Save and go on",
    "thank": "Save and close the ticket",
}
SICK = """<title>Sick</title><main><h1>Sick</h1><input><p class="wide">wide</p>
<button>x</button><style>.wide { width: 500px }</style></main>"""


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("username", PAGES)
def test_every_page_is_healthy(exhibition, visit, username, language):
    desk, gallery = exhibition
    visitor = visit(username, desk=desk, is_mobile=False)
    visitor.speak(language)
    faults = []
    for pattern in PAGES[username]:
        visitor.open(gallery.path(pattern))
        found = faults_of(visitor.page, again=language == "en")
        faults += [f"{pattern}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_door_is_healthy(exhibition, visit, language):
    visitor = visit(desk=exhibition[0], is_mobile=False)
    visitor.speak(language)
    for path in NOBODY:
        visitor.open(path)
        assert not faults_of(visitor.page)
    visitor.knock("siswa1", "salah")
    visitor.sees("User name and password do not match.")
    assert not faults_of(visitor.page)


@pytest.mark.parametrize(
    ("username", "path"),
    [
        ("siswa1", "/tickets/"),
        ("siswa1", "/tickets/{at_record}"),
        ("siswa1", "/tickets/{refused}"),
        ("siswa1", "/tickets/{closed}"),
        ("pengawas", "/review/"),
        ("admin", "/admin/sources"),
    ],
)
def test_dark_colours_are_readable(exhibition, visit, username, path):
    desk, gallery = exhibition
    visitor = visit(username, desk=desk, color_scheme="dark")
    visitor.open(gallery.path(path))
    assert visitor.page.locator("html").get_attribute("data-bs-theme") == "dark"
    assert not faults_of(visitor.page)


def test_a_form_sent_back_is_healthy(exhibition, visit):
    desk, gallery = exhibition
    student = visit("siswa1", desk=desk, is_mobile=False)
    # The desk is shared by these tests, and an account remembers its language.
    student.speak("id")
    for step, button in BUTTONS.items():
        student.open(gallery.path(f"/tickets/{{at_{step}}}"))
        student.press(button)
        student.sees("Please look at the marked fields once more.")
        faults = faults_of(student.page)
        assert not faults, step


def test_no_page_is_forgotten(exhibition):
    desk, gallery = exhibition
    seen = {endpoint_of(desk.app, gallery.path(p)) for p in EVERYTHING}
    pages = {rule.endpoint for method, rule in doors(desk.app) if method == "GET"}
    assert pages - seen == NO_PAGES


def test_the_check_itself_notices_what_is_wrong(visit, exhibition):
    page = visit(desk=exhibition[0], is_mobile=False).page
    page.goto("about:blank")
    page.set_content(SICK)
    told = "\n".join(faults_of(page))
    for fault in ("label", "html-has-lang", "scrolls sideways", "small <button"):
        assert fault in told


def endpoint_of(app: Flask, address: str) -> str | None:
    """Return the endpoint that answers an address."""
    try:
        endpoint, _ = app.url_map.bind("localhost").match(address.partition("?")[0])
    except NotFound:
        return None
    return str(endpoint)
