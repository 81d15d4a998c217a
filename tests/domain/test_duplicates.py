"""Which two tickets may be about one complaint, and which only look like it."""

import csv
import itertools
from pathlib import Path

import pytest

from desk.domain.duplicates import NEAR, likeness, look, pairs
from desk.domain.search import words

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "complaints-id.csv"
BREAD = "Roti sobek yang saya beli tadi pagi sudah berjamur di bagian bawah."
AGAIN = "Roti sobek saya berjamur, bagian bawah hijau semua."
PRINT = "Hasil cetak laporan buram dan halamannya tertukar."
numbers = itertools.count(1)


def of(text, customer="", contact="", at=0):
    n = next(numbers)
    return look(
        n,
        number=f"KEL/MM/2026/09/{n:04}",
        customer=customer,
        contact=contact,
        search_text=" ".join(words(f"KEL/MM/2026/09/{n:04}", text, customer)),
        received_at=at,
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of(BREAD, "Bu Ratna"), of(AGAIN, "ratna")),
        (of(BREAD, "Ratna W."), of(AGAIN, "Ibu Ratna W")),
        (of(BREAD, "", "0812-0000-0145"), of(AGAIN, "Ratna", "+62 812 0000 0145")),
        (of(BREAD, "Bu Ratna"), of("Roti saya kemarin berjamur", "Bu Ratna")),
        # Nobody knows who: then most of the words have to be the same.
        (of(BREAD), of("roti sobek berjamur bagian bawah, beli pagi")),
        (of(BREAD, "anonim"), of(BREAD, "Bu Ratna")),
        (of(BREAD), of(AGAIN)),
    ],
)
def test_may_be_one(one, other):
    assert likeness(one, other, apart=600)
    assert likeness(one, other, apart=600) == likeness(other, one, apart=600)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of(BREAD, "Bu Ratna"), of(PRINT, "Bu Ratna")),
        (of(BREAD), of(PRINT)),
        # A broken machine annoys more than one.
        (of(BREAD, "Bu Ratna"), of(BREAD, "Pak Joko")),
        (of(BREAD, "anonim"), of("Roti saya basi", "Anonim")),
        # What everybody writes says nothing.
        (of("Saya mau minta tolong ya kak"), of("Kak, saya minta tolong dong")),
        (of(""), of("")),
    ],
)
def test_only_looks_like_it(one, other):
    assert likeness(one, other, apart=600) is None


def test_says_why():
    alike = likeness(of(BREAD, "Ratna"), of(AGAIN, "Ratna"), apart=1_500)
    assert alike is not None
    assert alike.is_same_customer
    assert alike.apart == 1_500
    # roti, sobek, berjamur, bagian, bawah of these and: pagi, hijau.
    assert alike.share == 100 * 5 // 7


@pytest.mark.parametrize(("apart", "found"), [(NEAR, True), (NEAR + 1, False)])
def test_is_near_in_time(apart, found):
    one, other = of(BREAD, "Bu Ratna"), of(BREAD, "Bu Ratna")
    assert bool(likeness(one, other, apart=apart)) is found


def test_the_number_of_a_ticket_is_none_of_its_words():
    assert of(BREAD).said == of(BREAD).said


def test_only_what_could_be_alike_is_compared():
    looks = [of(BREAD, "Ratna"), of(PRINT), of(AGAIN, "Ratna"), of(BREAD)]
    ids = {(one.id, other.id) for one, other in pairs(looks)}
    bread, again, anonymous = looks[0].id, looks[2].id, looks[3].id
    assert ids == {(bread, again), (bread, anonymous), (again, anonymous)}


@pytest.mark.skipif(not REAL.exists(), reason="needs ../shared/data/complaints-id.csv")
def test_few_real_complaints_are_taken_for_another():
    with REAL.open(encoding="utf-8", errors="replace") as file:
        texts = list(dict.fromkeys(row["complaint"] for row in csv.DictReader(file)))
    looks = [of(text) for text in texts]
    found = [p for p in pairs(looks) if likeness(*p, apart=0)]
    assert len(found) < len(texts) / 20
