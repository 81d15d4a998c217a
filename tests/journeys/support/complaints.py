"""Ten real complaints out of the public file, and what a student does about each."""

import csv
from pathlib import Path

import pytest

from tests.journeys.support.counter import Case

FILE = Path(__file__).resolve().parents[4] / "shared" / "data" / "complaints-id.csv"

# By the place of the row in the file, counted from 1.
ANSWERS: dict[int, Case] = {
    127: Case(
        source="Rusak",
        needs=("Practical", "Emotional"),
        restatement="Jadi pianya hancur semua waktu dibuka dan Kakak ingin gantinya?",
        done="Satu kotak pia baru, dibuka dan diperiksa bersama pelanggan.",
    ),
    141: Case(
        source="Salah pesanan",
        receipt="MM-1141",
        restatement="Kakak memesan cashew dua, yang datang almond satu. Betul, Kak?",
        done="Dua cashew diserahkan, almond dikembalikan ke rak.",
    ),
    155: Case(
        source="Kedaluwarsa",
        needs=("Physical",),
        restatement="Jeruk di bakso acinya busuk dan pilusnya keras, ya Kak?",
        done="Paket diganti, tanggal semua paket di rak diperiksa.",
    ),
    183: Case(
        source="Lambat",
        needs=("Emotional",),
        remedy="An apology",
        restatement="Kakak sudah menyampaikan keluhan tapi tidak ditanggapi, betul?",
        solution="Apologise",
        done="Petugas meminta maaf dan mengganti pulpen yang macet.",
    ),
    617: Case(
        source="Salah pesanan",
        restatement="Kakak pesan ukuran XL, yang datang M, dan ingin ditukar?",
        done="Celana ditukar dengan ukuran XL.",
    ),
    673: Case(
        source="Salah pesanan",
        needs=("Practical", "Emotional"),
        restatement="Ibu memesan tas merah muda, yang datang biru. Betul, Bu?",
        done="Tas merah muda dipesankan, tiba besok pagi.",
        outcome="Partly met",
    ),
    925: Case(
        source="Terlambat",
        remedy="An explanation",
        restatement="Vitaminnya datang terlalu lama dan Ibu ingin tahu sebabnya?",
        solution="Explain",
        done="Dijelaskan jadwal kiriman, nomor kontak toko diberikan.",
    ),
    1037: Case(
        source="Rusak",
        receipt="MM-2037",
        remedy="Repair",
        restatement="Lem bukunya lepas dan Kakak ingin dijilid ulang, betul?",
        solution="Repair",
        done="Buku dijilid ulang di pojok cetak.",
    ),
    1163: Case(
        source="Salah pesanan",
        restatement="Tali masker kuning yang dipesan, abu-abu yang datang, ya?",
        done="Ditukar dengan yang kuning.",
        card="No",
    ),
    1247: Case(
        source="Informasi salah",
        needs=("Emotional",),
        remedy="That it does not happen again",
        restatement="Jawaban admin tidak sesuai dengan yang Ibu tanyakan, betul?",
        solution="Pass on",
        done="Diteruskan ke pengawas untuk latihan admin.",
        outcome="Not met",
    ),
}


def read_rows() -> list[dict[str, str]]:
    """Return the rows of the file; skip the test where there is no such file."""
    if not FILE.exists():
        pytest.skip(f"no {FILE.name} beside the project")
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def ten_cases() -> list[Case]:
    """Return the ten complaints, in the customers' words."""
    rows = read_rows()
    return [
        case.but(
            complaint=rows[n - 1]["complaint"].strip(),
            item=rows[n - 1]["product"].strip(),
        )
        for n, case in ANSWERS.items()
    ]


def write_file(path: Path, cases: list[Case]) -> Path:
    """Write complaints into a CSV file, as a shop would bring them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["product", "complaint"])
        writer.writerows([case.item, case.complaint] for case in cases)
    return path
