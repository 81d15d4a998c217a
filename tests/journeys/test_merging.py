"""Two tickets about one complaint become one, and two again."""

import pytest

from tests.journeys.support.counter import BREAD, Counter

pytestmark = pytest.mark.browser


def test_a_supervisor_merges_a_duplicate_and_takes_it_back(desk, siswa, visit):
    counter = Counter(siswa)
    number = counter.start()
    counter.record(BREAD.but(complaint="Roti gandum saya keras."))
    other = visit("siswa2")
    twin = Counter(other)
    duplicate = twin.start()
    twin.record(BREAD.but(complaint="Roti gandum tadi keras sekali."))

    supervisor = visit("pengawas")
    supervisor.follow(number)
    supervisor.unfold("Merge a duplicate into this ticket")
    supervisor.write("Number of the duplicate", duplicate.rpartition("/")[2])
    supervisor.write("Why are they one complaint?", "Roti dan ibu yang sama.")
    supervisor.press("Merge")
    supervisor.sees("Merged. The earliest receipt counts now.")
    assert desk.log.kinds(duplicate)[-1] == "merged"

    other.open(other.path)
    other.sees("Roti dan ibu yang sama.")
    other.follow("Open that ticket")
    other.is_at(number)
    other.sees("Roti gandum saya keras.")

    supervisor.follow(duplicate)
    supervisor.unfold("Unmerge")
    supervisor.write("Why are they two complaints after all?", "Dua pembeli berbeda.")
    supervisor.press("Unmerge")
    supervisor.sees("Unmerged. Both tickets stand as if they had never been merged.")
    twin.page.goto(supervisor.path)
    twin.stands_at("Confirm needs")
    twin.confirm()
    assert desk.log.kinds(duplicate)[-2:] == ["voided", "confirmed"]
    assert desk.log.kinds(number)[-1] == "voided"


def test_what_is_no_complaint_is_set_aside_by_two(desk, siswa, visit):
    number = Counter(siswa).start()
    siswa.unfold("Mark as not a complaint")
    siswa.write("Why is it not a complaint?", "Adik kelas cuma mencoba.")
    siswa.press("Mark as not a complaint")
    siswa.sees("Marked as not a complaint.")
    supervisor = visit("pengawas")
    supervisor.open(siswa.path)
    supervisor.sees("Adik kelas cuma mencoba.")
    supervisor.press("Confirm: not a complaint")
    supervisor.sees("Set aside: this is not a complaint.")
    assert desk.log.kinds(number) == ["received", "marked", "not_a_complaint"]
