"""Searches: what is typed is read as people mean it, and nothing cannot be read."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

import desk
from desk.domain.search import (
    LONGEST_QUERY,
    MOST_WORDS,
    NAMES,
    VOCABULARIES,
    Key,
    Query,
    Standing,
    Term,
    excerpt,
    is_named,
    named,
    read,
    words,
)
from desk.domain.vocabulary import Channel, Step

CATALOGUE = Path(desk.__file__).parent / "translations/id/LC_MESSAGES/messages.po"
TYPED = st.text(st.characters(codec="utf-8"))


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", Query()),
        ("  \n ", Query()),
        ("Roti BASI", Query(words=("roti", "basi"))),
        ("café Rp5.000", Query(words=("cafe", "rp5", "000"))),
        ("e-mail 10:30", Query(words=("e", "mail", "10", "30"))),
        ('"tidak segar"', Query(phrases=(("tidak", "segar"),))),
        ("“tidak segar”", Query(phrases=(("tidak", "segar"),))),
        ('roti "tidak segar', Query(words=("roti",), phrases=(("tidak", "segar"),))),
        ("-roti", Query(without_words=("roti",))),
        ("−roti", Query(without_words=("roti",))),
        ("-e-mail", Query(without_phrases=(("e", "mail"),))),
        ('-"es teh" x', Query(words=("x",), without_phrases=(("es", "teh"),))),
        ("source:produk", Query(terms=(Term(Key.SOURCE, "produk"),))),
        ("SUMBER: produk", Query(terms=(Term(Key.SOURCE, "produk"),))),
        ('sumber:"salah harga"', Query(terms=(Term(Key.SOURCE, "salah harga"),))),
        ("pemegang:siti", Query(terms=(Term(Key.OWNER, "siti"),))),
        ("langkah:catat", Query(terms=(Term(Key.STEP, "catat"),))),
        ("saluran:wa", Query(terms=(Term(Key.CHANNEL, "wa"),))),
        ("-unit:mm", Query(terms=(Term(Key.UNIT, "mm", is_without=True),))),
        ("status:lewat", Query(terms=(Term(Key.IS, "lewat"),))),
        ("source:", Query(terms=(Term(Key.SOURCE, ""),))),
        ('source:"', Query(terms=(Term(Key.SOURCE, ""),))),
        ("ref:12", Query(words=("ref", "12"))),
        ("https://a.id", Query(words=("https", "a", "id"))),
        ("%", Query(is_void=True)),
        ("_", Query(is_void=True)),
        ("- -", Query(is_void=True)),
        ('""', Query(is_void=True)),
        ("😡", Query(is_void=True)),
        ("\x00", Query(is_void=True)),
        ("a AND b", Query(words=("a", "and", "b"))),
        ("NEAR(a, 2)", Query(words=("near", "a", "2"))),
        ("a* ^b {c}", Query(words=("a", "b", "c"))),
        ("0012", Query(words=("0012",), number="0012")),
        ("09/0012", Query(words=("09", "0012"), number="09/0012")),
    ],
)
def test_reads(typed, query):
    assert read(typed) == query


@pytest.mark.parametrize("typed", ["12", "5.000", '"0012"', "-0012", "0012 roti", "/1"])
def test_is_no_number(typed):
    assert read(typed).number == ""


def test_a_whole_number_in_any_case():
    assert read(" kel/mm/2026/09/0001 ").number == "KEL/MM/2026/09/0001"


def test_too_much_is_cut_and_said():
    assert read("x " * 12) == Query(words=("x",) * 12)
    cut = read("x " * 13)
    assert (cut.words, cut.is_cut) == (("x",) * MOST_WORDS, True)
    assert read("y" * 10_000).is_cut
    assert read('"' + "z " * 5_000).is_cut


@given(TYPED)
def test_everything_can_be_read(typed):
    query = read(typed)
    asked = [*query.words, *query.without_words, *sum(query.phrases, ())]
    assert len(asked) + len(query.terms) <= MOST_WORDS
    assert all(words(word) == [word] for word in asked)
    if len(typed.strip()) > LONGEST_QUERY:
        assert query.is_cut


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), max_size=MOST_WORDS))
def test_plain_words_are_themselves(plain):
    assert read(" ".join(plain)).words == tuple(plain)


def test_every_label_in_both_languages_names_its_value():
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="id")
    for key, vocabulary in VOCABULARIES.items():
        for word in vocabulary:
            for label in (word.value, word.label, str(catalogue[word.label].string)):
                assert word in named(key, label), (key, label)
    assert set(NAMES) == {*Step, *Channel, *Standing}


@pytest.mark.parametrize(
    ("key", "name", "meant"),
    [
        (Key.STEP, "wuj", [Step.FULFIL]),
        (Key.CHANNEL, "WA", [Channel.WHATSAPP]),
        (Key.CHANNEL, "media sos", [Channel.SOCIAL_MEDIA]),
        (Key.IS, "antrian", [Standing.QUEUE]),
        (Key.IS, "xyz", []),
        (Key.IS, "", []),
        (Key.OWNER, "siti", []),
    ],
)
def test_names(key, name, meant):
    assert named(key, name) == meant


def test_every_word_of_a_name_begins_one():
    assert is_named("lest dew", "Dewi Lestari")
    assert not is_named("dewi x", "Dewi Lestari")
    assert not is_named("  ", "Dewi")


def marked(typed, text):
    return "".join(
        f"[{piece}]" if is_hit else piece
        for piece, is_hit in excerpt(read(typed), text)
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("roti", "[Rotinya] tidak segar, CAFÉ_[roti]"),
        ("cafe", "Rotinya tidak segar, [CAFÉ]_roti"),
        ('"tidak segar"', "Rotinya [tidak] [segar], CAFÉ_roti"),
        ('"segar tidak"', "Rotinya tidak segar, CAFÉ_roti"),
        ("-roti", "Rotinya tidak segar, CAFÉ_roti"),
        ("rotinya segar", "[Rotinya] tidak [segar], CAFÉ_roti"),
    ],
)
def test_marks_what_was_asked_for(typed, shown):
    assert marked(typed, "Rotinya tidak segar, CAFÉ_roti") == shown


def test_shows_the_text_from_the_first_hit_on():
    text = "kata " * 100 + "roti basi" + " lagi" * 100
    shown = marked("roti", text)
    assert shown.startswith("… kata kata")
    assert shown.index("[roti]") < 40
    assert shown.endswith("…")
    assert len(shown) < 330


@given(TYPED, TYPED)
def test_an_excerpt_shows_nothing_else(typed, text):
    shown = "".join(piece for piece, _ in excerpt(read(typed), text))
    assert shown.removeprefix("… ").removesuffix("…") in text
