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
