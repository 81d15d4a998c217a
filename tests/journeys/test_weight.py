"""A school's network is slow: the first page is light and comes from here alone."""

from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser

MOST = 150_000


def test_the_first_pages_are_light_and_come_from_the_desk_alone(desk, visit):
    student = visit()
    hosts: set[str] = set()
    sizes: list[int] = []
    network = student.page.context.new_cdp_session(student.page)
    network.send("Network.enable")
    network.send("Network.clearBrowserCache")
    network.on(
        "Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"])
    )
    student.page.on("request", lambda r: hosts.add(urlsplit(r.url).netloc))
    student.open("/sign-in")
    student.page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) < MOST
    student.sign_in("siswa1")
    student.is_at("My desk")
    student.page.wait_for_load_state("networkidle")
    assert sum(sizes) < MOST
    assert hosts - {""} == {urlsplit(desk.url).netloc}
