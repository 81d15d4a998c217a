"""Transactions a day out of a table: what is read, and what is refused and why."""

from datetime import date

import pytest

from desk.domain.daily_counts import (
    IN_FUTURE,
    NEGATIVE,
    NO_DAY,
    NO_NUMBER,
    TOO_MANY,
    TWICE,
    count_errors,
    read_counts,
)
from desk.domain.errors import UnreadableFile
from desk.domain.table import read_table

TODAY = date(2026, 9, 2)


def read(text):
    counts, refused = read_counts(read_table(text.encode()), TODAY)
    return [(c.day.isoformat(), c.transactions) for c in counts], refused


@pytest.mark.parametrize(
    "text",
    [
        "tanggal;jumlah\n02/09/2026;118\n2026-09-01;1.096\n",
        "Jumlah transaksi,Tanggal\n118,2026-09-02\n1096,01.09.2026\n",
        "02/09/2026;118\n01/09/2026;1096\n",
    ],
)
def test_reads_days_and_numbers_as_people_write_them(text):
    assert read(text) == ([("2026-09-02", 118), ("2026-09-01", 1096)], [])


def test_names_every_row_it_leaves_out():
    rows = "03/09/2026;5", "31/02/2026;5", "01/09/2026;-5", "01/09/2026;1,5"
    more = "01/09/2026;999999999999", "01/09/2026;7", "01/09/2026;8"
    counts, refused = read("\n".join(["tanggal;jumlah", *rows, *more]))
    assert counts == [("2026-09-01", 7)]
    reasons = [IN_FUTURE, NO_DAY, NEGATIVE, NO_NUMBER, TOO_MANY, TWICE]
    assert [each.reason for each in refused] == reasons
    assert [each.line for each in refused] == [2, 3, 4, 5, 6, 8]


def test_a_table_without_the_two_columns_is_refused():
    with pytest.raises(UnreadableFile):
        read("kelas;siswa\nXII;30\n")


def test_what_is_typed_is_refused_beside_its_field():
    assert count_errors(date(2026, 9, 3), -1, TODAY) == {
        "day": IN_FUTURE,
        "transactions": NEGATIVE,
    }
    assert count_errors(TODAY, 0, TODAY) == {}
