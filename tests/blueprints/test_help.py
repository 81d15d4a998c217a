"""The pocket guide: what each step is, why it is so, an example."""

import re

import pytest

from desk.domain.vocabulary import Step


@pytest.mark.parametrize("username", ["siswa", "pengawas", "guru", "ketua", "admin"])
def test_is_for_everybody(username, open_browser):
    open_browser(username).get("/help/")


def test_asks_who_is_out_to_sign_in(visitor):
    visitor.get("/help/")
    assert visitor.path.startswith("/sign-in")


@pytest.mark.parametrize("step", Step)
def test_explains_each_step(step, siswa):
    siswa.get("/help/")
    assert siswa.page.find(id=step.value) is not None


@pytest.mark.parametrize("step", Step)
def test_every_why_leads_to_a_place_in_it(step, siswa, tickets):
    siswa.get(f"/tickets/{tickets.at(step)}")
    links = siswa.page.find_all("a", href=re.compile("^/help/"))
    anchors = {str(a["href"]).partition("#")[2] for a in links} - {""}
    assert anchors
    siswa.get("/help/")
    missing = {anchor for anchor in anchors if siswa.page.find(id=anchor) is None}
    assert not missing


def test_speaks_both_languages(siswa):
    indonesian = siswa.get("/help/").text
    siswa.submit("language", language="en")
    assert siswa.text != indonesian


def test_rejects_post(siswa):
    siswa.post("/help/", 405)


@pytest.mark.parametrize(
    ("path", "anchor"),
    [
        ("/targets/{unit}/set", "targets"),
        ("/calendar/{unit}/close", "calendar"),
        ("/calendar/{unit}/weekly", "calendar"),
        ("/roster/{unit}/2026-W36/add", "roster"),
    ],
)
def test_what_teachers_keep_says_why(path, anchor, open_browser, world):
    guru = open_browser("guru").get(path.format(unit=world.units["MM"]))
    assert guru.page.find("a", href=f"/help/#{anchor}")
    guru.get("/help/")
    assert guru.page.find(id=anchor)


# What the forms' "Why?" links lead to, and what a student may want to look up.
RULES = (
    *("clock", "targets", "graded", "pause", "handover", "queue", "roster", "calendar"),
    *("reopen", "paper", "claims", "merge", "not-a-complaint", "undo"),
)


@pytest.mark.parametrize("username", ["siswa", "guru", "admin"])
def test_every_rule_of_time_has_a_place(username, open_browser):
    page = open_browser(username).get("/help/").page
    assert [rule for rule in RULES if page.find(id=rule) is None] == []


@pytest.mark.parametrize(
    ("username", "chapters"),
    [
        ("siswa", set()),
        ("pengawas", {"review"}),
        ("guru", {"review", "settings"}),
        ("ketua", {"review"}),
        ("admin", {"settings"}),
    ],
)
def test_each_role_reads_about_its_own_work(username, chapters, open_browser):
    page = open_browser(username).get("/help/").page
    found = {id_ for id_ in ("review", "settings") if page.find(id=id_)}
    assert found == chapters
    listed = {str(link["href"]) for link in page.select("nav a[href^='#']")}
    assert {f"#{id_}" for id_ in chapters} <= listed


def test_every_chapter_listed_is_there(siswa):
    siswa.get("/help/")
    links = siswa.page.select("nav a[href^='#']")
    assert len(links) > 10
    assert all(siswa.page.find(id=str(link["href"])[1:]) for link in links)


def test_says_past_target_and_never_late(siswa):
    siswa.get("/help/")
    assert "Lewat target" in siswa.text
    assert "terlambat" not in siswa.page.find(id="due").get_text().lower()


@pytest.mark.parametrize(("username", "leads"), [("siswa", True), ("admin", False)])
def test_leads_to_the_targets_whoever_may_read_them(username, leads, open_browser):
    browser = open_browser(username).get("/help/")
    assert ('href="/targets/"' in browser.page.main.decode()) is leads


def test_is_light(siswa):
    siswa.get("/help/")
    packed = siswa.client.get("/help/", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < 20_000
