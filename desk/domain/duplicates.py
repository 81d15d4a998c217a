"""Which two tickets may be about one complaint: a suggestion, for a person to judge.

Near in time always, that is within three school days. Then either the same customer and
some words in common, or nobody knows that the customers differ and most words are the
same. Two customers with a name or contact each are two complaints, however alike: a
broken machine annoys more than one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from desk.domain.search import words
from desk.domain.targets import SCHOOL_DAY

# In counted service seconds.
NEAR = 3 * SCHOOL_DAY
# Of the words of both, in percent, how many they share at least.
ALIKE_OF_ONE_CUSTOMER = 20
ALIKE = 50
# Below this many words in common, likeness is chance.
FEWEST = 3
# A word that so many tickets have tells none of them apart.
COMMON = 20
# The last digits of a telephone number are the same with 0 and with +62 before them.
DIGITS = 9
# Tickets whose words are kept in pieces: who reviews one sees its neighbours next.
REMEMBERED = 2_000
ANONYMOUS = frozenset({"anonim", "anonymous", "tanpa nama", "tidak ada", "hamba allah"})
# How people are addressed says nothing about who they are.
TITLES = frozenset({"bu", "ibu", "pak", "bapak", "kak", "kakak", "mas", "mbak", "dik"})
# The most common words of Indonesian complaints, which are in all of them.
STOP = frozenset(
    words(
        """
        ada adalah aja agar akan aku apa atau bagaimana banyak baru beli belum bisa bu
        buat dan dapat dari dengan di dia dong ga gak hanya harus ini itu jadi jangan
        jika juga kak kalau kami kan karena ke kemarin kita kok lagi lalu lebih mas
        masih mau mbak minta mohon nggak nih nya oleh pada padahal pak paling pas pun
        sama sampai sangat saya sebagai sekali semua seperti sih sudah supaya tadi tapi
        telah terus tetapi tidak tolong udah untuk ya yang yg
        """
    )
)


class Look(NamedTuple):
    """What of a ticket is compared; received at, in UTC seconds."""

    id: int
    customer: str
    contact: str
    said: frozenset[str]
    received_at: int


class Likeness(NamedTuple):
    """Why two tickets may be one: the share of their words, and how far apart.

    The share in percent, the time apart in counted service seconds.
    """

    is_same_customer: bool
    share: int
    apart: int


@lru_cache(REMEMBERED)
def look(
    id_: int,
    *,
    number: str,
    customer: str,
    contact: str,
    search_text: str,
    received_at: int,
) -> Look:
    """Return what of a ticket is compared: its words without number and customer."""
    beside = STOP | set(words(number, customer))
    said = frozenset(w for w in search_text.split() if w not in beside and len(w) > 1)
    return Look(id_, plain_name(customer), _digits(contact), said, received_at)


def is_same_customer(one: Look, other: Look) -> bool:
    """Say whether the name or the contact is the same."""
    is_same_contact = bool(one.contact) and one.contact == other.contact
    return is_same_contact or (bool(one.customer) and one.customer == other.customer)


def share(one: Look, other: Look) -> int:
    """Return the percentage of the words of both that both have (Jaccard)."""
    common = len(one.said & other.said)
    every = len(one.said) + len(other.said) - common
    return 100 * common // every if every else 0


def likeness(one: Look, other: Look, *, apart: int) -> Likeness | None:
    """Return why two tickets may be one complaint, None if nothing speaks for it.

    They were received so many counted service seconds apart.
    """
    if apart > NEAR:
        return None
    alike = Likeness(is_same_customer(one, other), share(one, other), apart)
    if alike.is_same_customer:
        return alike if alike.share >= ALIKE_OF_ONE_CUSTOMER else None
    if _are_known(one, other) or len(one.said & other.said) < FEWEST:
        return None
    return alike if alike.share >= ALIKE else None


def pairs(looks: Iterable[Look]) -> Iterator[tuple[Look, Look]]:
    """Yield the pairs worth comparing: of one customer, or with some words in common.

    Without comparing each with each: only what stands under the same name, contact or
    seldom word meets.
    """
    every = {each.id: each for each in looks}
    together: Counter[tuple[int, int]] = Counter()
    for key, ids in _index(every).items():
        if len(ids) <= COMMON:
            weight = 1 if key[0] == "word" else FEWEST
            for pair in combinations(ids, 2):
                together[pair] += weight
    for (one, other), n in together.items():
        if n >= FEWEST:
            yield every[one], every[other]


def _index(looks: Mapping[int, Look]) -> dict[tuple[str, str], list[int]]:
    found: dict[tuple[str, str], list[int]] = {}
    for id_ in sorted(looks):
        each = looks[id_]
        keys = [("word", word) for word in each.said]
        keys += [("customer", each.customer)] if each.customer else []
        keys += [("contact", each.contact)] if each.contact else []
        for key in keys:
            found.setdefault(key, []).append(id_)
    return found


def _are_known(one: Look, other: Look) -> bool:
    """Say whether both customers are known, so that they are known to differ."""
    return bool(one.customer or one.contact) and bool(other.customer or other.contact)


def plain_name(customer: str) -> str:
    """Return a name in plain words, without how people are addressed."""
    told = words(customer)
    name = " ".join(told)
    if name in ANONYMOUS:
        return ""
    return " ".join(word for word in told if word not in TITLES) or name


def _digits(contact: str) -> str:
    digits = "".join(c for c in contact if c.isascii() and c.isdigit())[-DIGITS:]
    return digits if len(digits) >= DIGITS else contact.strip().casefold()
