"""Who looks after the desk finds any ticket, open or closed."""

import pytest
from playwright.sync_api import expect

from tests.journeys.support.counter import BREAD, Counter
from tests.journeys.support.hands import Keys

pytestmark = pytest.mark.browser

ROWS = ".ticket-table tbody tr"


def test_the_open_list_is_narrowed_by_keyboard(siswa, visit):
    counter = Counter(siswa)
    number = counter.start()
    counter.record(BREAD.but(complaint="Roti zaitun saya berjamur."))
    supervisor = visit("pengawas", Keys)
    supervisor.is_at("Open tickets")
    rows = supervisor.page.locator(ROWS)
    all_of_them = rows.count()
    assert all_of_them > 1

    supervisor.write("Search", "zaitun")
    supervisor.press("Search")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(number)

    supervisor.write("Search", "")
    supervisor.unfold("Filter")
    supervisor.select("Step", "Confirm needs")
    supervisor.select("Source", "– Kedaluwarsa")
    supervisor.select("Channel", "In person")
    supervisor.select("Owner", "Alya Safitri Wulandari")
    supervisor.press("Search")
    expect(rows).to_have_count(1)
    supervisor.follow(number)
    supervisor.sees("Roti zaitun saya berjamur.")


@pytest.mark.parametrize("username", ["pengawas", "guru", "ketua"])
def test_the_archive_is_searched_by_number_date_and_source(siswa, visit, username):
    counter = Counter(siswa)
    number = counter.start()
    counter.walk(BREAD)
    reviewer = visit(username)
    reviewer.follow("Archive")
    reviewer.is_at("Archive")
    rows = reviewer.page.locator(ROWS)
    expect(rows.first).to_contain_text(number)  # the newest first

    reviewer.unfold("Filter")
    reviewer.write("Complaint number", number)
    reviewer.press("Search")
    expect(rows).to_have_count(1)
    reviewer.unfold("Filter")
    reviewer.write("Complaint number", "")
    reviewer.select("Source", "– Kedaluwarsa")
    reviewer.field("Closed until").fill("2020-01-01")
    reviewer.press("Search")
    reviewer.sees("No closed ticket fits.")
    reviewer.unfold("Filter")
    reviewer.field("Closed until").fill("")
    reviewer.field("Closed from").fill("2020-01-01")
    reviewer.press("Search")
    expect(rows.first).to_contain_text(number)
    reviewer.follow(number)
    reviewer.sees("This ticket is closed.")
