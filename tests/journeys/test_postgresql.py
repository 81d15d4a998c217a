"""A school that has a database server of its own: the same desk."""

import pytest

from tests.journeys.support.counter import Counter
from tests.journeys.support.live import served, tell_story

pytestmark = pytest.mark.browser


def test_a_complaint_walks_on_postgresql(postgres, visit):
    url = postgres.create_database("journey")
    tell_story(url)
    with served(url) as desk:
        student = visit("siswa2", desk=desk)
        counter = Counter(student)
        number = counter.start()
        counter.walk()
        supervisor = visit("pengawas", desk=desk)
        supervisor.follow("Archive")
        supervisor.write("Search", "roti sobek cokelat")
        supervisor.press("Search")
        supervisor.follow(number)
        supervisor.sees("This ticket is closed.")
        assert "whole" in desk.run("verify-log")
