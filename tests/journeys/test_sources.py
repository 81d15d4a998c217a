"""A teacher tags complaints by their words, and follows a bar of the Pareto."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

MAP = "complaint=keluhan"
FILE = """keluhan
Pulpen rusak dan bocor
Map plastik sobek
Baju salah kirim
Kecewa
"""


def test_a_teacher_tags_by_rule_and_follows_a_bar(desk, visit, tmp_path):
    file = tmp_path / "keluhan.csv"
    file.write_text(FILE, encoding="utf-8")
    desk.run("import-complaints", str(file), "--map", MAP, "--channel", "paper")
    teacher = visit("guru")
    teacher.follow("Sources and solutions")
    teacher.follow("Set sources", teacher.page.locator("main nav"))
    teacher.follow("Set by the words in them")
    teacher.sees("Pulpen rusak dan bocor")
    teacher.press("Set these sources")
    expect(teacher.page.locator(".rule-examples")).to_have_count(1)

    teacher.follow("Pareto", teacher.page.locator("main nav"))
    teacher.select("Channel", "Paper")
    with teacher.page.expect_navigation(url=re.compile("channel=paper")):
        teacher.press("Show")
    first = teacher.page.locator("[aria-labelledby=ranking] tbody tr").first
    n = first.locator(".report-link").inner_text()
    bar = teacher.page.locator(".chart-places a").first
    expect(bar.locator("title")).to_have_text(re.compile(rf": {n}$"))
    bar.click()
    lead = teacher.page.locator(".lead")
    expect(lead).to_have_text(re.compile(rf"· {n} tiket"))
    rows = teacher.page.locator("main tbody tr")
    expect(rows).to_have_count(int(n))
    teacher.sees("Map plastik sobek")
