"""Which cards may be of the customer being written down."""

from desk.domain.similar import Likely, folded, similar


def card(id_: int, name: str, phone: str = "") -> Likely:
    return Likely(id_, folded(name), phone)


RATNA = card(1, "Bu Ratna Dewi", "+628123456789")
CARDS = [
    RATNA,
    card(2, "Ratnasari"),
    card(3, "Noer Aisyah"),
    card(4, "Toko Sumber Makmur, Ratna"),
    card(5, "Budi"),
]


def test_the_same_number_comes_first_whatever_the_name():
    assert similar("Budi", "+628123456789", CARDS) == [1, 5]


def test_whole_words_come_before_beginnings():
    assert similar("ratna", "", CARDS) == [1, 4, 2]
    assert similar("Bu Rat", "", CARDS) == [1, 2, 4]


def test_every_word_typed_has_to_fit_unless_the_card_says_less():
    assert similar("Ratna Budi", "", CARDS) == [5]
    assert similar("Dewi Ratna", "", CARDS) == [1]


def test_one_sound_is_one_name_however_it_is_spelt():
    assert similar("Nur Aisya", "", CARDS) == [3]
    assert folded("MUHAMMAD") == folded("Muhamad")


def test_nobody_is_like_somebody_without_a_name():
    for name in ("", "R", "anonim", "Hamba Allah", "%", "_"):
        assert similar(name, "", CARDS) == [], name


def test_at_most_five_are_suggested():
    assert len(similar("Siti", "", [card(n, f"Siti {n}") for n in range(9)])) == 5
