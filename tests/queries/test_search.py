"""Search: every word of the query begins a word of the ticket; alike on both."""

import random

import pytest

from desk.domain.search import words
from desk.extensions import db
from desk.models import Ticket
from desk.queries import lists, search
from desk.queries.lists import Filters

COMPLAINTS = (
    "Roti sobek sudah berjamur, padahal baru dibeli.",
    "Kembalian kurang Rp5.000 di kasir dua",
    "Antrean fotokopi terlalu lama! Saya terlambat masuk kelas.",
    "QRIS gagal tetapi saldo terpotong (ref. 8812-33)",
    "Seragam XL tidak sesuai pesanan; jahitan lepas",
    "Petugas kurang ramah... tidak senyum 😡",
    "Café latte tumpah, cangkir PECAH",
    "Es teh manis isi 250ml tidak dingin",
    "النص العربي من اليمين",
    "<script>alert('halo')</script> & \"kutip\" 'satu'",
    "Kertas A4_80gsm habis; e-mail: a.b@c.id",
    "\uff21\uff22\uff23 fullwidth, ﬁnal ligature, Straße",
    "50% diskon tidak berlaku * bintang ^ pangkat : titik ! seru",
)
PIECES = (
    *("roti", "rot", "r", "jamur", "berjamur", "kembalian", "kurang", "tidak", "TIDAK"),
    *("5", "000", "5.000", "rp5", "8812", "8812-33", "qris", "café", "cafe", "pecah"),
    *(
        "النص",
        "العربي",
        "script",
        "alert",
        "a4",
        "80gsm",
        "a4_80",
        "a.b@c.id",
        "e-mail",
    ),
    *("abc", "final", "strasse", "straße", "50%", "*", '"', "'", "and", "or", "not"),
    *("near", "(", ")", ":", "!", "&", "|", "😡", "-", "kel", "mm", "2026", "0003"),
    *("KEL/MM/2026/09/0002", "ramah", "senyum", "xl", "x", "250ml", "250", "ml", "\\"),
)


@pytest.fixture
def find(app, world, clock):
    """Return what searches the open tickets: the ids found."""

    def search(query, *, by="guru"):
        with app.app_context():
            page = lists.open_tickets(
                world.actors[by], Filters(text=query), now=clock.now
            )
            assert page.total == len(page.rows)
            return [row.id for row in page.rows]

    return search


@pytest.fixture
def there(tickets):
    """Return the tickets of all complaints by their id."""
    return {tickets.receive(text): text for text in COMPLAINTS}


def by_hand(app, query) -> list[int]:
    """Find the same in plain Python: a second opinion for both databases."""
    wanted = words(query)[: search.MOST_WORDS]
    with app.app_context():
        found = []
        for ticket in db.session.query(Ticket).order_by(Ticket.id):
            has = words(ticket.number, ticket.item, ticket.complaint, ticket.customer)
            if not query.strip() or (
                wanted and all(any(h.startswith(w) for h in has) for w in wanted)
            ):
                found.append(ticket.id)
        return found


def test_finds_what_plain_python_finds(app, there, find):
    chance = random.Random("search")
    queries = [*PIECES]
    queries += [" ".join(chance.choices(PIECES, k=2)) for _ in range(60)]
    queries += [" ".join(chance.choices(PIECES, k=3)) for _ in range(60)]
    assert {q: find(q) for q in queries} == {q: by_hand(app, q) for q in queries}


def test_says_which(there, find):
    expected = {
        "jamur": [],  # words are found from their beginning
        "berjam": [0],
        "BERJAMUR roti": [0],
        "cafe": [6],
        "CAFÉ": [6],
        "strasse": [11],
        "العربي": [8],
        "80gsm": [10],
        "fotokopi kasir": [],  # every word must be there
    }
    ids = list(there)
    assert {q: [ids.index(i) for i in find(q)] for q in expected} == expected


def test_finds_by_number_item_and_customer(tickets, find):
    ticket_id = tickets.receive("Rusak", item="Payung lipat", customer="Pak Bambang")
    tickets.receive("Rusak", item="Sapu", customer="Bu Ani")
    assert find("bambang") == find("payung") == find("pak payung") == [ticket_id]
    assert find(tickets.read(ticket_id).number) == [ticket_id]


def test_does_not_find_what_is_private(tickets, find):
    tickets.receive("Rusak")
    assert find("0812") == []


def test_nothing_asked_is_everything(there, find):
    assert len(find("")) == len(find("  \n ")) == len(COMPLAINTS)


def test_no_word_in_it_finds_nothing(there, find):
    for query in ("*", "'", '"', "()", "!&|:", "😡", "\x00", "%_"):
        assert find(query) == [], query


@pytest.mark.parametrize(
    "query",
    [
        "a" * 200,
        "㌀" * 200,  # one sign that is four letters
        "ﷺ" * 200,
        " ".join(["roti"] * 100),
        "roti\x00sobek",
        "\ud7ff\ue000",
        "'; DROP TABLE ticket; --",
    ],
    ids=["long", "unfolding", "unfolding words", "many", "NUL", "edges", "injection"],
)
def test_strange_queries_do_no_harm(query, app, there, find):
    assert find(query) == by_hand(app, query)


def test_a_very_long_word_in_a_complaint_does_no_harm(tickets, find):
    ticket_id = tickets.receive("panjang " + "x" * 4_900)
    assert find("panjang") == [ticket_id]


def test_follows_a_change_of_the_complaint(tickets, find, clock):
    ticket_id = tickets.start()
    tickets.record(ticket_id, complaint="Payung patah")
    assert find("payung") == [ticket_id]
    tickets.undo(ticket_id)
    assert find("payung") == []


def test_stays_inside_the_unit(tickets, find):
    tickets.receive("Rusak")
    assert find("rusak", by="tetangga_pengawas") == []
    assert find("rusak", by="pengawas")
