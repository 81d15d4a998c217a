"""The power was out: what stands in the paper book is entered afterwards."""

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.support.counter import BREAD, Counter
from tests.support.photos import photo

pytestmark = pytest.mark.browser

WIB = ZoneInfo("Asia/Jakarta")
DONE_AT = "When was this done (from the paper)?"


def ago(minutes):
    """Return a time before now as the field takes it."""
    moment = datetime.fromtimestamp(time.time(), WIB) - timedelta(minutes=minutes)
    return moment.strftime("%Y-%m-%dT%H:%M")


def write_time(visitor, label, minutes):
    """Enter a time of day as a person picks it."""
    visitor.field(label).fill(ago(minutes))


def test_a_complaint_of_the_power_cut_is_entered_and_closed(desk, siswa):
    siswa.follow("Enter a paper record")
    siswa.is_at("Enter a paper record")
    write_time(siswa, "When was the complaint received?", 60)
    siswa.write("Page number in the paper book", "17")
    siswa.press("Enter the record")
    siswa.sees("Entered. Now go on as at the counter, step by step.")
    siswa.sees(
        "The times from the paper are excluded from grades until a supervisor has "
        "verified them."
    )
    counter = Counter(siswa)
    number = counter.number
    for minutes, step in (
        (57, counter.record),
        (55, counter.confirm),
        (45, counter.fulfil),
        (43, counter.thank),
    ):
        write_time(siswa, DONE_AT, minutes)
        step(BREAD)
    assert desk.log.kinds(number) == [
        "received",
        "recorded",
        "confirmed",
        "fulfilled",
        "thanked",
    ]


def test_a_photo_is_not_lost_over_a_slip_in_another_field(siswa):
    siswa.follow("Enter a paper record")
    page = {"name": "17.jpg", "mimeType": "image/jpeg", "buffer": photo(width=600)}
    siswa.field("Photo of the page").set_input_files(page)
    siswa.press("Enter the record")
    siswa.sees("Your photo is kept. You need not choose it again.")
    write_time(siswa, "When was the complaint received?", 60)
    siswa.press("Enter the record")
    siswa.sees("Open the photo")
    image = siswa.page.locator(".photo img")
    assert (
        image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 600
    )
