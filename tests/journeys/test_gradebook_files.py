"""A teacher takes the published grades of a class to Canvas, on a phone."""

from pathlib import Path

import pytest

from tests.journeys.support.health import faults_of
from tests.support.gradebook_readers import Canvas

pytestmark = pytest.mark.browser


def test_a_teacher_takes_grades_to_canvas(desk, visit):
    teacher = visit("guru")
    teacher.follow("Grades")
    teacher.page.locator("main a[href^='/grading/1/']").first.tap()
    teacher.follow("Files", teacher.page.locator("main nav").first)
    teacher.follow("Canvas")
    teacher.write("Name of the grade item", "Keluhan")
    teacher.press("Check again")
    teacher.sees("Before you download")
    rows = teacher.page.locator(".file-table tbody tr")
    shown = [row.split("\n") for row in rows.all_inner_texts()]
    assert not faults_of(teacher.page)
    with teacher.page.expect_download() as download:
        teacher.press("Download as text (CSV)")
    content = Path(download.value.path()).read_bytes()

    names = [cells[0] for cells in shown[1:]]
    students = {
        n: {"sis_id": cells[1], "login_id": "", "name": ""}
        for n, cells in enumerate(shown[1:])
    }
    canvas = Canvas(students)
    assert canvas.import_csv(content) == ["Keluhan"]
    (made,) = canvas.assignments.values()
    arrived = {names[n]: str(score) for n, score in made.scores.items()}
    assert arrived == {cells[0]: cells[-1] for cells in shown[1:]}
    assert arrived
