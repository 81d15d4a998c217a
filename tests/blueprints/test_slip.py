"""The slip: a code for the customer, shown once, that opens the complaint's page."""

import re

import pytest

from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import CustomerCode
from tests.support.words import say

CODE = re.compile(r"(?:[2-9A-Z]{4}-){2}[2-9A-Z]{4}")


@pytest.mark.parametrize("step", [Step.CONFIRM, None], ids=["open", "closed"])
def test_shows_a_code_that_opens_the_page(step, siswa, visitor, tickets):
    ticket = tickets.at(step)
    siswa.get(f"/tickets/{ticket}").submit("slip")
    (code,) = set(CODE.findall(siswa.page.select_one(".slip-code").text))
    assert f"/complaint/{code}" in siswa.text
    assert siswa.page.select_one(".qr svg")
    languages = [part["lang"] for part in siswa.page.select(".slip-words")]
    assert languages == ["id", "en"]
    assert visitor.get(f"/complaint/{code}").has_form("feedback") is (step is None)
    siswa.again()
    with tickets.reading():
        kept = db.session.query(CustomerCode).filter_by(ticket_id=ticket).all()
    assert len(kept) == 1
    assert code.replace("-", "") not in {each.digest for each in kept}


def test_is_for_the_owner_and_reviewers(siswa, open_browser, tickets):
    ticket = tickets.at(Step.CONFIRM)
    siswa.get(f"/tickets/{ticket}")
    tickets.release(ticket)
    tickets.take(ticket, by="siswi")
    siswa.submit("slip")
    assert siswa.flashes == ["warning"]
    assert not siswa.get(f"/tickets/{ticket}").has_form("slip")
    open_browser("tetangga_pengawas").post(f"/tickets/{ticket}/slip", 403, key="k")
    assert open_browser("pengawas").get(f"/tickets/{ticket}").has_form("slip")


def test_says_where_the_address_leads_nowhere(siswa, tickets):
    ticket = tickets.at(None)
    siswa.get(f"/tickets/{ticket}").submit("slip")
    assert say("This address opens on this computer only.") in siswa.text
