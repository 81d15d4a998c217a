"""An old phone, or scripts switched off: everything still works."""

import pytest

from tests.journeys.support.counter import Counter
from tests.journeys.support.hands import Keys

pytestmark = pytest.mark.browser


def test_a_complaint_walks_without_scripts(visit):
    student = visit("siswa2", Keys, java_script_enabled=False)
    counter = Counter(student)
    counter.start()
    counter.walk()
    assert counter.tag("Resolution time") != "–"
