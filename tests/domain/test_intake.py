"""Rows as complaints: columns guessed, bad rows named, good ones known again."""

from datetime import UTC, datetime

import pytest

from desk.domain import intake
from desk.domain.errors import UnreadableFile
from desk.domain.intake import (
    Field,
    columns_named,
    guess_columns,
    read_arrivals,
)
from desk.domain.table import Row, Table

NOW = int(datetime(2026, 9, 2, 2, tzinfo=UTC).timestamp())
COMPLAINT, ITEM = {Field.COMPLAINT: 0}, {Field.COMPLAINT: 0, Field.ITEM: 1}
WHEN = {Field.COMPLAINT: 0, Field.RECEIVED_AT: 1}


def read(*rows, columns=ITEM, unit_id=1):
    numbered = [Row(line, cells) for line, cells in enumerate(rows, start=2)]
    table = Table(["a", "b"], numbered, [])
    return read_arrivals(table, columns, unit_id=unit_id, zone="Asia/Jakarta", now=NOW)


def keys(*rows, **kwargs):
    return [arrival.key for arrival in read(*rows, **kwargs)[0]]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (
            ["category", "product", "location", "price_idr", "rating", "complaint"],
            {Field.COMPLAINT: 5, Field.ITEM: 1},
        ),
        (
            ["No", "Nama Pelanggan", "No HP", "Nama Barang", "Isi Keluhan", "Tanggal"],
            {
                Field.COMPLAINT: 4,
                Field.ITEM: 3,
                Field.CUSTOMER: 1,
                Field.CONTACT: 2,
                Field.RECEIVED_AT: 5,
            },
        ),
        (["Nama barang", "Keluhan"], {Field.COMPLAINT: 1, Field.ITEM: 0}),
        (["KELUHAN", "Struk"], {Field.COMPLAINT: 0, Field.RECEIPT: 1}),
        (["Ulasan", "Review"], {Field.COMPLAINT: 0}),
        (["x", ""], {}),
    ],
)
def test_columns_are_guessed_by_their_names(header, columns):
    assert guess_columns(header) == columns


def test_columns_are_found_by_name():
    header = ["Isi keluhan", "Barang", "barang"]
    names = {Field.COMPLAINT: " isi KELUHAN"}
    assert columns_named(names, header) == COMPLAINT
    for name, reason in (("x", intake.NO_COLUMN), ("Barang", intake.TWO_COLUMNS)):
        with pytest.raises(UnreadableFile) as refusal:
            columns_named({Field.COMPLAINT: name}, header)
        assert refusal.value.facts["reason"] == reason


def test_a_row_is_kept_as_it_is():
    arrivals, refused = read(["  Basi\r\nsekali 😡\rنص ", "=1+1"])
    assert not refused
    assert arrivals[0].words == {"complaint": "Basi\nsekali 😡\nنص", "item": "=1+1"}
    assert arrivals[0].line == 2
    assert arrivals[0].received_at is None


@pytest.mark.parametrize(
    ("cells", "reason", "facts"),
    [
        (["  ", "Roti"], intake.MISSING, {}),
        (["a\0b", ""], intake.NOT_TEXT, {"field": "complaint"}),
        (
            ["x" * 5_001, ""],
            intake.TOO_LONG,
            {"field": "complaint", "length": 5_001, "limit": 5_000},
        ),
        (
            ["x", "y" * 201],
            intake.TOO_LONG,
            {"field": "item", "length": 201, "limit": 200},
        ),
    ],
)
def test_a_bad_row_is_named_and_the_rest_goes_on(cells, reason, facts):
    arrivals, refused = read(["baik", ""], cells, ["baik juga", ""])
    assert [arrival.line for arrival in arrivals] == [2, 4]
    assert [(r.line, r.reason, r.facts) for r in refused] == [(3, reason, facts)]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-09-02 08:30", "2026-09-02T01:30"),
        ("2026-09-02T08:30:15+08:00", "2026-09-02T00:30:15"),
        ("02/09/2026 08:30", "2026-09-02T01:30"),
        ("02/09/2026 08.30", "2026-09-02T01:30"),
        ("2/9/2026", "2026-09-01T17:00"),
        ("2026-09-02 09:00:30", "2026-09-02T02:00"),  # within tolerance: now
    ],
)
def test_a_time_is_read_by_the_clocks_of_the_unit(text, at):
    arrivals, _ = read(["x", text], columns=WHEN)
    meant = datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert arrivals[0].received_at == int(meant.timestamp())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("kemarin", intake.NO_TIME),
        ("09/31/2026", intake.NO_TIME),
        ("1999-12-31 23:00", intake.TOO_EARLY),
        ("0001-01-01", intake.TOO_EARLY),
        ("2026-09-02 09:02", intake.IN_FUTURE),
        ("9999-12-31", intake.IN_FUTURE),
    ],
)
def test_a_time_that_cannot_be_leaves_the_row_out(text, reason):
    arrivals, refused = read(["x", text], columns=WHEN)
    assert not arrivals
    assert [(each.line, each.reason) for each in refused] == [(2, reason)]


def test_the_same_rows_have_the_same_keys():
    rows = [["x", "y"], ["x", "y"], ["x", "z"]]
    assert keys(*rows) == keys(*rows)
    assert len(set(keys(*rows))) == 3
    assert keys(*rows)[:2] == keys(*rows[:2])


def test_keys_differ_by_unit_and_by_field():
    both = ["x", "x"]
    other = {Field.COMPLAINT: 0, Field.CUSTOMER: 1}
    assert keys(both) != keys(both, unit_id=2)
    assert keys(both) != keys(both, columns=other)
