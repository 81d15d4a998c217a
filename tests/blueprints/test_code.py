"""A customer's code: it opens one complaint, tells no name, and nothing else."""

import pytest

from desk.domain.log import EventKind
from desk.domain.vocabulary import PauseReason, Step
from desk.services import log
from desk.services.transaction import writing
from tests.support.words import say

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
NAMES = ("Siti", "Aminah", "Bagus", "siswa", "0812")


@pytest.fixture
def complaint(tickets):
    return tickets.complain(customer="Bu Ratna", contact="0812-3456-789")


def test_shows_where_it_stands_and_no_name(visitor, complaint, tickets):
    ticket, code = complaint
    visitor.get(f"/complaint/{code}")
    assert visitor.page.select_one("[aria-current=step] b").get_text() == say(
        "Record the request"
    )
    assert "2 September 2026" in visitor.text  # until when an answer is promised
    tickets.take(ticket)
    tickets.record(ticket)
    tickets.confirm(ticket, restatement="Jadi Ibu ingin rotinya ditukar?")
    visitor.get(f"/complaint/{code}")
    assert "Jadi Ibu ingin rotinya ditukar?" in visitor.text
    first = visitor.text[visitor.text.index("Petugas no.") :].split()[2]
    tickets.fulfil(ticket, done="Siti menukar rotinya.")
    tickets.thank(ticket, words="Terima kasih, Bu.")
    visitor.get(f"/complaint/{code}")
    assert say("We exchanged it for you.") in visitor.text
    assert "Terima kasih, Bu." in visitor.text
    assert first.isdigit()
    assert not [name for name in NAMES if name in visitor.text]


def test_shows_what_the_customer_wrote_however_it_is_recorded(visitor, tickets):
    ticket, code = tickets.complain("Rotinya keras & basi.")
    tickets.take(ticket)
    tickets.record(ticket, complaint="Pelanggan salah simpan roti.")
    said = visitor.get(f"/complaint/{code}").text
    assert "Rotinya keras & basi." in said
    assert "salah simpan" not in said


def test_an_officer_has_one_number_and_it_is_not_the_account(
    visitor, complaint, tickets, world
):
    found = set()
    for each in (complaint, tickets.complain("Lain.")):
        tickets.take(each[0])
        text = visitor.get(f"/complaint/{each[1]}").text
        found.add(text[text.index("Petugas no.") :].split()[2])
    (number,) = found
    assert number != str(world.id_of("siswa"))


def test_says_for_what_one_waits_and_asks_only_what_is_for_the_customer(
    visitor, complaint, tickets
):
    ticket, code = complaint
    tickets.take(ticket)
    tickets.record(ticket)
    tickets.pause(ticket, question="Roti yang mana?")
    visitor.get(f"/complaint/{code}")
    assert say("We are waiting for your answer.") in visitor.text
    assert "Roti yang mana?" in visitor.text
    tickets.resume(ticket)
    tickets.pause(ticket, reason=PauseReason.WAITING_SUPPLIER, question="Pak Budi?")
    tickets.verify(ticket, tickets.read(ticket).version)
    visitor.get(f"/complaint/{code}")
    assert say("We are waiting for our supplier.") in visitor.text
    assert "Pak Budi?" not in visitor.text


def test_a_merged_one_says_which_goes_on_and_nothing_of_it(visitor, complaint, tickets):
    ticket, code = complaint
    other = tickets.at(Step.CONFIRM, complaint="Kata orang lain.", customer="Pak Joko")
    tickets.merge(other, ticket)
    visitor.get(f"/complaint/{code}")
    assert tickets.read(other).number in visitor.text
    assert "Kata orang lain." not in visitor.text
    assert "Pak Joko" not in visitor.text
    assert not visitor.has_form("message")


@pytest.mark.parametrize("is_small", [True, False])
def test_opens_however_it_is_typed(is_small, visitor, complaint):
    code = complaint[1].replace("-", " ")
    code = code.lower() if is_small else code
    visitor.get("/complaint/status").submit("/complaint/status", code=code)
    assert visitor.path == f"/complaint/{complaint[1]}"


def test_what_opens_nothing_is_answered_the_same(app, visitor, complaint, tickets):
    ticket, code = complaint
    with app.app_context(), writing():
        log.append(
            log.load(ticket),
            EventKind.ERASED,
            tickets.act("admin"),
            recorded_at=tickets.act("admin").at,
            facts={"scope": "contact"},
        )
    answers = set()
    for tried in (code, "2222-3333-4444", "nonsense", "%00", "a" * 500):
        visitor.get(f"/complaint/{tried}", 404)
        answers.add(visitor.text)
        visitor.get("/complaint/status").submit("/complaint/status", 404, code=tried)
        answers.add(visitor.text)
    assert len(answers) == 1


def test_who_tries_many_codes_is_held_up_even_at_the_right_one(visitor, complaint):
    for _ in range(20):
        visitor.get("/complaint/2222-3333-4444", 404)
    visitor.get("/complaint/2222-3333-4444", 429)
    visitor.get(f"/complaint/{complaint[1]}", 429)
    assert complaint[1] not in visitor.text


def test_opening_a_good_one_often_is_no_guessing(visitor, complaint):
    for _ in range(30):
        visitor.get(f"/complaint/{complaint[1]}")


def test_its_page_is_kept_and_told_nowhere(visitor, complaint):
    headers = visitor.get(f"/complaint/{complaint[1]}").response.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in headers["X-Robots-Tag"]


def test_the_page_speaks_the_visitors_language(visitor, complaint):
    visitor.get(f"/complaint/{complaint[1]}").submit("language", language="en")
    assert "How is my complaint going?" in visitor.text
    assert visitor.path == f"/complaint/{complaint[1]}"
