"""Which cards may be of the customer being written down: for a person to judge.

The same telephone number first; then names that begin alike, however they are spelt.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from desk.domain.duplicates import plain_name

# Shorter beginnings fit half of all names.
SHORTEST = 2
MOST = 5
# Spellings of one sound in Indonesian names: Noer and Nur, Aisyah and Aisya.
SPELLINGS = (("oe", "u"), ("kh", "k"), ("dh", "d"), ("th", "t"), ("sy", "s"))
TWICE = re.compile(r"(\w)\1+")


class Likely(NamedTuple):
    """A card as it is compared: its words as `folded` has them, and its number."""

    id: int
    words: str
    phone: str


def folded(name: str) -> str:
    """Return a name as it is compared: plain words, one spelling for each sound."""
    return " ".join(_spelt(word) for word in plain_name(name).split())


def beginnings(name: str) -> list[str]:
    """Return the words of a name with which a similar one has a word begin."""
    return [word for word in folded(name).split() if len(word) >= SHORTEST]


def similar(name: str, phone: str, cards: Iterable[Likely]) -> list[int]:
    """Return the ids of the cards that are alike, the likeliest first, five at most."""
    begun = beginnings(name)
    ranked = [(_rank(begun, phone, card), card) for card in cards]
    alike = sorted((rank, card.words, card.id) for rank, card in ranked if rank)
    return [id_ for _, _, id_ in alike[:MOST]]


def _rank(begun: list[str], phone: str, card: Likely) -> int:
    """Return how likely a card is meant, 1 the likeliest, 0 not at all."""
    words = card.words.split()
    if phone and phone == card.phone:
        return 1
    if not begun:
        return 0
    if all(word in words for word in begun):
        return 2
    fitting = [any(word.startswith(each) for word in words) for each in begun]
    if all(fitting):
        return 3
    # Of "Ratna Dewi" the card may say "Ratna" alone.
    is_part = bool(words) and all(word in begun for word in words)
    return 4 if is_part else 0


def _spelt(word: str) -> str:
    for written, sound in SPELLINGS:
        word = word.replace(written, sound)
    word = TWICE.sub(r"\1", word)
    return word.removesuffix("h") if len(word) > SHORTEST else word
