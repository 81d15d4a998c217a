"""Search: what the query asks for and nothing else; alike on both databases."""

import random
from itertools import pairwise

import pytest
from sqlalchemy import select, text

from desk.domain.search import read, words
from desk.domain.vocabulary import Step
from desk.extensions import db
from desk.models import Ticket
from desk.queries.pages import Cursor
from desk.queries.results import every_result, results
from desk.queries.search import found, in_unit, numbered, unmatched

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
# Words that stand one after another, and some that do not.
PHRASES = [
    *('"roti sobek"', '"sobek roti"', '"roti sob"', '"kembalian kurang rp5"'),
    *('-"roti sobek"', 'roti -"sobek sudah"', '"kurang ramah" "tidak senyum"'),
    *(
        '"8812-33"',
        '"e-mail"',
        '"a.b@c.id"',
        '"النص العربي"',
        '"kutip satu"',
        '-"x y" "',
    ),
]


@pytest.fixture
def find(app, world, clock):
    """Return what searches the open tickets: the ids found."""

    def search(query, *, by="guru"):
        with app.app_context():
            where = [*in_unit(world.actors[by]), *found(query, now=clock.now)]
            return [*db.session.scalars(select(Ticket.id).where(*where).order_by("id"))]

    return search


@pytest.fixture
def there(tickets):
    """Return the tickets of all complaints by their id."""
    return {tickets.receive(text): text for text in COMPLAINTS}


def by_hand(app, queries) -> dict[str, list[int]]:
    """Find the same in plain Python: a second opinion for both databases."""
    with app.app_context():
        there = {
            ticket.id: words(
                ticket.number, ticket.item, ticket.complaint, ticket.customer
            )
            for ticket in db.session.query(Ticket).order_by(Ticket.id)
        }
    return {
        query: [id_ for id_, has in there.items() if _fits(read(query), has)]
        for query in queries
    }


def _fits(asked, there) -> bool:
    def begins(word):
        return any(each.startswith(word) for each in there)

    def stands(phrase):
        starts = range(len(there) - len(phrase) + 1)
        return any(tuple(there[at : at + len(phrase)]) == phrase for at in starts)

    return not asked.is_void and (
        all(map(begins, asked.words))
        and all(map(stands, asked.phrases))
        and not any(map(begins, asked.without_words))
        and not any(map(stands, asked.without_phrases))
    )


def test_finds_what_plain_python_finds(app, there, find):
    chance = random.Random("search")
    queries = [*PIECES]
    queries += [" ".join(chance.choices(PIECES, k=2)) for _ in range(60)]
    queries += [" ".join(chance.choices(PIECES, k=3)) for _ in range(60)]
    queries += [f"-{one} {two}" for one, two in pairwise(PIECES)]
    queries += [f"-{piece}" for piece in PIECES]
    queries += PHRASES
    assert {q: find(q) for q in queries} == by_hand(app, queries)


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
    assert {query: find(query)} == by_hand(app, [query])


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


@pytest.fixture
def search(app, world, clock):
    """Return what gives a page of results, of all tickets."""

    def search(query, *, by="guru", cursor=None):
        with app.app_context():
            actor = world.actors[by]
            return results(read(query), actor, now=clock.now, cursor=cursor)

    return search


def ids(page):
    return [row.id for row in page.rows]


def test_shows_the_newest_first_open_or_not(tickets, search):
    made = [tickets.at(None), tickets.receive("Roti"), tickets.at(None)]
    page = search("roti")
    assert ids(page) == made[::-1]
    assert [row.ended_at is None for row in page.rows] == [False, True, False]
    assert (page.total, page.next, page.previous) == (3, None, None)


@pytest.mark.parametrize("query", ["roti", "-xyzzy"])
def test_walks_there_and_back(query, tickets, search):
    made = [tickets.receive("Roti basi") for _ in range(60)][::-1]
    first = search(query)
    assert (ids(first), first.total, first.previous) == (made[:25], 60, None)
    second = search(query, cursor=first.next)
    third = search(query, cursor=second.next)
    assert (ids(second), ids(third)) == (made[25:50], made[50:])
    assert (third.total, third.next) == (60, None)
    back = search(query, cursor=third.previous)
    assert (ids(back), ids(search(query, cursor=back.previous))) == (
        made[25:50],
        made[:25],
    )


def test_counts_no_further_than_anybody_reads(tickets, search, monkeypatch):
    monkeypatch.setattr("desk.queries.results.MOST", 30)
    for _ in range(30):
        tickets.receive("Roti basi")
    assert search("roti").total == 30
    tickets.receive("Roti basi")
    assert search("roti").total == search("-xyzzy").total == 31
    tickets.receive("Roti basi")
    assert search("roti").total == 31


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_units_hits_are_counted_by_the_index(
    app, world, tickets, clock, count_queries
):
    later = Cursor(tickets.receive("Roti basi") + 1, tickets.receive("Roti tawar"))
    with app.app_context():
        with count_queries() as asked:
            supervisor = world.actors["pengawas"]
            results(read("roti"), supervisor, now=clock.now, cursor=later)
        counted = next(each for each in asked if "count(*)" in each)
        said = counted.replace("?", ":x")
        plan = db.session.execute(text(f"EXPLAIN QUERY PLAN {said}"), {"x": 1}).all()
    steps = [row.detail for row in plan if "ticket" in row.detail]
    assert "VIRTUAL TABLE" in steps[0], steps


def test_everything_comes_in_chunks(app, world, tickets, clock, monkeypatch):
    monkeypatch.setattr("desk.queries.results.CHUNK", 3)
    made = [tickets.receive("Roti basi") for _ in range(7)][::-1]
    with app.app_context():
        found = every_result(read("roti"), world.actors["guru"], now=clock.now)
        assert [each.id for each in found] == made


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("sumber:produk", [0, 1]),
        ('source:"wrong price"', [2]),
        ('sumber:"salah harga"', [2]),
        ("source:wrong", [2]),
        ("source:broken source:expired", [0, 1]),
        ("-sumber:produk", [2, 3]),
        ("pemegang:siti", [1, 3]),
        ("owner:aminah -step:confirm", [3]),
        ("langkah:tegaskan", [1]),
        ("step:confirm", [1]),
        ("channel:wa", [0, 2]),
        ("saluran:langsung", [1, 3]),
        ("unit:minimarket is:queue", [0, 2]),
        ("unit:MM status:antrean rusak", [0]),
        ("is:closed", [3]),
        ("status:selesai", [3]),
        ("is:open", [0, 1, 2]),
        ("-is:open", [3]),
        ("sumber:xyzzy", []),
        ("sumber:", []),
        ("-sumber:xyzzy", [0, 1, 2, 3]),
        ("is:open is:closed", [0, 1, 2, 3]),
    ],
)
def test_narrows_by_what_is_named(query, meant, tickets, world, find):
    sources = world.sources
    made = [
        tickets.receive("Rusak", source_id=sources["product.broken"]),
        tickets.at(Step.CONFIRM, source_id=sources["product.expired"]),
        tickets.receive("Mahal", source_id=sources["price.wrong_price"]),
        tickets.at(None, source_id=sources["service.slow"]),
    ]
    assert find(query) == [made[n] for n in meant]


def test_what_has_no_source_is_none_of_a_source(tickets, find):
    ticket = tickets.start()
    assert find("-sumber:produk") == [ticket]


def test_knows_what_is_past_and_paused(tickets, find, clock):
    paused, going = tickets.at(Step.FULFIL), tickets.at(Step.FULFIL)
    tickets.pause(paused)
    assert find("is:paused") == find("status:jeda") == [paused]
    assert find("is:past") == []
    clock.set(9, days=5)
    assert going in find("status:lewat")
    assert find("is:paused") == []


def test_says_what_names_nothing(app, world, tickets):
    def told(query, by="pengawas"):
        with app.app_context():
            terms = unmatched(read(query), world.actors[by])
        return [term.name for term in terms]

    assert told("source:xyzzy owner:siti step:catat unit:mm is:past") == ["xyzzy"]
    assert told("owner:joko") == ["joko"]  # of another unit
    assert told("owner:joko", by="guru") == []
    assert told("sumber: ") == [""]
    assert told("roti") == []


def test_a_number_leads_to_its_ticket(app, world, tickets):
    def number(query, by="pengawas"):
        with app.app_context():
            return numbered(read(query), world.actors[by])

    first, second = tickets.receive("Rusak"), tickets.receive("Nomor 0001 rusak")
    assert number("kel/mm/2026/09/0001") == number("0001") == first
    assert number("09/0002") == number("2026/09/0002") == second
    for nothing in ("0003", "8/0001", "001", "roti", '"0001"', "KEL/MM/2026/09/0003"):
        assert number(nothing) is None, nothing
    assert number("0001", by="tetangga_pengawas") is None


def test_the_end_of_several_numbers_leads_nowhere(app, world, tickets, clock):
    tickets.receive("Rusak")
    clock.set(9, days=40)
    later = tickets.receive("Rusak")
    with app.app_context():
        assert numbered(read("0001"), world.actors["guru"]) is None
        assert numbered(read("10/0001"), world.actors["guru"]) == later


@pytest.mark.parametrize("query", ["roti", "-xyzzy", '"roti basi" is:open'])
def test_few_queries_however_many_there_are(query, tickets, search, count_queries):
    def asked():
        with count_queries(remembers=True) as statements:
            search(query)
        return len(statements)

    tickets.receive("Roti basi")
    search(query)
    few = asked()
    for _ in range(30):
        tickets.receive("Roti basi")
    # Only more than one page has to be counted.
    assert few <= 2
    assert asked() == few + 1
