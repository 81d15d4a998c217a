"""A student disputes a minute, and is shown every second of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.support.counter import BREAD, Counter
from tests.journeys.support.health import faults_of

pytestmark = pytest.mark.browser

A_PAGE = re.compile(rb"/Type\s*/Page\b")


def test_from_a_time_in_a_list_to_every_second_of_it(siswa, visit):
    counter = Counter(siswa)
    number = counter.start()
    counter.walk(BREAD)
    teacher = visit("guru")
    teacher.follow("Archive")
    row = teacher.page.locator(".ticket-table tbody tr").filter(has_text=number)
    teacher.hand.press(row.locator("a.time-link").last)
    teacher.is_at("Why these times?")
    teacher.sees("Every second")
    page = teacher.page
    expect(page).to_have_url(re.compile("#resolution$"))
    seconds = page.locator(".time-row .time-seconds data").evaluate_all(
        "all => all.reduce((sum, each) => sum + Number(each.value), 0)"
    )
    total = page.locator(".sum-wall").get_attribute("value")
    assert seconds == int(total or -1)
    # From a row to the event that began it.
    teacher.hand.press(page.locator(".time-row a").first)
    expect(page).to_have_url(re.compile("#event-1$"))
    expect(page.locator("#event-1")).to_be_in_viewport()


def test_a_segment_of_the_bar_leads_to_its_row(exhibition, visit):
    desk, gallery = exhibition
    student = visit("siswa1", desk=desk)
    student.open(gallery.path("/tickets/{explained}/time"))
    link = student.page.locator(".bar-links a").last
    row = link.get_attribute("href") or "#"
    link.click()
    expect(student.page).to_have_url(re.compile(f"{row}$"))
    expect(student.page.locator(row)).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_the_explanation_is_healthy(exhibition, visit, scheme, language):
    desk, gallery = exhibition
    student = visit("siswa1", desk=desk, is_mobile=False, color_scheme=scheme)
    student.speak(language)
    student.open(gallery.path("/tickets/{explained}/time"))
    assert not faults_of(student.page)
    student.speak("id")


def test_the_explanation_is_printed(exhibition, visit):
    desk, gallery = exhibition
    teacher = visit("guru", desk=desk)
    teacher.open(gallery.path("/tickets/{explained}/time"))
    teacher.page.emulate_media(media="print")
    for hidden in ("header.top", "nav", "button", "footer"):
        expect(teacher.page.locator(hidden).filter(visible=True)).to_have_count(0)
    expect(teacher.page.locator(".bar-picture")).to_be_visible()
    expect(teacher.page.locator(".time-table thead")).to_be_visible()
    paper = teacher.page.pdf(prefer_css_page_size=True)
    assert 1 <= len(A_PAGE.findall(paper)) <= 3
