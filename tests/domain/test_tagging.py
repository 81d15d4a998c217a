"""The rule that tags: which source the words of a complaint speak for."""

import pytest

from desk.domain.default_words import WORDS
from desk.domain.defaults import SOURCES
from desk.domain.tagging import NO_WORD, TOO_LONG, TOO_MANY, Tagger, wrong_words

BROKEN, WRONG, LATE = 1, 2, 3
RULES = [
    (BROKEN, "rusak\nsobek\ntidak berfungsi"),
    (WRONG, "salah kirim\ntidak sesuai pesanan\nwarna"),
    (LATE, "lama\ntidak sesuai"),
]


@pytest.mark.parametrize(
    ("complaint", "source_id", "hits"),
    [
        ("Barangnya RUSAK, sobek pula!", BROKEN, ("rusak", "sobek")),
        # Once each: a word said three times is one reason.
        (
            "rusak rusak rusak, lama, warna lain: salah kirim",
            WRONG,
            ("warna", "salah kirim"),
        ),
        # Whole words only.
        ("rusaknya kerusakan", None, ()),
        # Signs and marks between and above letters do not matter.
        ("tidak-berfungsi … salah", BROKEN, ("tidak berfungsi",)),
        # Of phrases that begin at one place only the longest counts.
        ("tidak sesuai pesanan", WRONG, ("tidak sesuai pesanan",)),
        ("tidak sesuai gambar", LATE, ("tidak sesuai",)),
        # A tie is for a person to decide.
        ("rusak dan lama", None, ()),
        ("", None, ()),
    ],
)
def test_the_most_different_hits_win(complaint, source_id, hits):
    found = Tagger(RULES).propose(complaint)
    assert (found or (None, ())) == (source_id, hits)


def test_words_that_cannot_be_kept_are_refused():
    assert wrong_words("basi\n\n  sudah berjamur ") is None
    assert wrong_words("basi\n…") == NO_WORD
    assert wrong_words("b" * 81) == TOO_LONG
    assert wrong_words("\n".join(f"kata {n}" for n in range(501))) == TOO_MANY


def test_the_default_words_know_what_is_said_at_a_counter():
    """Each complaint, written without looking at the words, finds its source."""
    codes = list(WORDS)
    tagger = Tagger((n, WORDS[code]) for n, code in enumerate(codes))
    for complaint, code in {
        "Rotinya sudah berjamur padahal baru dibeli tadi": "product.expired",
        "Pulpennya macet, tintanya bocor": "product.broken",
        "Air mineral dingin stok habis terus": "product.out_of_stock",
        "Uang kembaliannya kurang dua ribu": "price.wrong_change",
        "QRIS gagal tapi saldo terpotong": "price.qris_failed",
        "Kasirnya jutek dan tidak ramah": "service.unfriendly",
        "Antreannya panjang, banyak yang menyerobot": "facility.queue",
        "Seragam pesanan saya belum datang, sudah telat seminggu": "order.late",
        "Meja makan kotor dan banyak lalat": "facility.cleanliness",
    }.items():
        found = tagger.propose(complaint)
        assert (found and codes[found.source_id]) == code, complaint
    below = {each.code for group in SOURCES for each in group.below}
    assert set(WORDS) <= below
    assert not any(map(wrong_words, WORDS.values()))
