"""Tables in files: whatever a spreadsheet writes comes back, cell by cell."""

import csv
import io
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import table
from desk.domain.errors import UnreadableFile
from desk.domain.table import Row, read_table, write_table

HEADER = ["keluhan", "barang", "nama"]
# Blank rows are left out, so the first cell always says something.
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
ROWS = st.lists(st.tuples(TEXT.map(lambda text: f"x{text}"), TEXT, TEXT), min_size=1)
LATIN = st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]))


def written(rows, *, delimiter=",", encoding="utf-8", **style):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, **style).writerows([HEADER, *rows])
    return file.getvalue().encode(encoding)


def refused(content):
    return [(each.line, each.reason) for each in read_table(content).refused]


@given(
    rows=ROWS,
    delimiter=st.sampled_from(table.DELIMITERS),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_every_row_comes_back(rows, delimiter, encoding, quoting):
    content = written(rows, delimiter=delimiter, encoding=encoding, quoting=quoting)
    # Characters that no text has, in such numbers, are rightly taken for no text.
    sample = content.decode(encoding)
    controls = sum(sample.count(control) for control in table.CONTROLS)
    if controls > table.FEW and controls * 20 > len(sample):
        with pytest.raises(UnreadableFile):
            read_table(content)
        return
    read = read_table(content)
    assert list(read.header) == HEADER
    assert [tuple(row.cells) for row in read.rows] == rows
    assert not read.refused


@given(rows=st.lists(st.tuples(LATIN.map(lambda text: f"é{text}"), LATIN, LATIN)))
def test_windows_1252_comes_back(rows):
    # The accent and the comma after it are no UTF-8, so the whole file is none.
    rows = [("é", "", ""), *rows]
    read = read_table(written(rows, encoding="cp1252"))
    assert [tuple(row.cells) for row in read.rows] == rows


@given(content=st.binary())
def test_any_bytes_are_a_table_or_refused(content):
    try:
        read = read_table(content)
    except UnreadableFile:
        return
    assert read.header
    assert {len(row.cells) for row in read.rows} <= {len(read.header)}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_know_the_line_they_begin_on(end):
    lines = ["", "a,b", "1,2", "", '"3', "", '3",4', "5,6", ""]
    read = read_table(end.join(lines).encode())
    assert [row.line for row in read.rows] == [3, 5, 8]
    assert read.rows[1].cells == [f"3{end}{end}3", "4"]


def test_blank_cells_may_be_missing_or_over():
    read = read_table(b"a,b\n1\n2,3,,\n , \n")
    assert read.rows == [Row(2, ["1", ""]), Row(3, ["2", "3"])]
    assert not read.refused


def test_a_row_wider_than_the_header_is_left_out():
    assert refused(b"a,b\n1,2\n3,4,5\n") == [(3, table.TOO_MANY_CELLS)]


def test_quotation_marks_out_of_order_cost_one_row():
    read = read_table(b'a,b\n"1" x,2\n3,4\n')
    assert [row.line for row in read.rows] == [3]
    assert [(each.line, each.reason) for each in read.refused] == [
        (2, table.BROKEN_QUOTES)
    ]


def test_a_quotation_mark_never_closed_names_where_it_opens():
    read = read_table(b'a,b\n1,2\n"3,4\n5,6\n')
    assert [row.line for row in read.rows] == [2]
    assert [(each.line, each.facts) for each in read.refused] == [(3, {"last": 4})]


def test_the_delimiter_is_the_one_that_fits_the_rows():
    content = b"keluhan;nama, alamat, kota\n1;2\n3;4, 5\n"
    assert list(read_table(content).header) == ["keluhan", "nama, alamat, kota"]


def test_one_column_needs_no_delimiter():
    read = read_table(b"keluhan\nRoti basi\n")
    assert [row.cells for row in read.rows] == [["Roti basi"]]


def test_ten_thousand_lines_in_a_cell_are_kept():
    long = "\n".join(["baris yang panjang sekali"] * 10_000)
    assert read_table(written([(long, "", "")])).rows[0].cells[0] == long


def test_the_usual_limit_of_cells_comes_back():
    usual = csv.field_size_limit()
    contents = [written([("x" * 300_000, str(n), "")]) for n in range(8)]
    threads = [Thread(target=read_table, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert csv.field_size_limit() == usual


def test_a_nul_and_an_emoji_are_no_reason_to_refuse_the_file():
    read = read_table("a,b\nx\0y,😡\n".encode())
    assert read.rows[0].cells == ["x\0y", "😡"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", table.EMPTY),
        (b" \r\n\t\n", table.EMPTY),
        (b"\0\0\0", table.EMPTY),
        (b"\xef\xbb\xbf", table.EMPTY),
        (b"a,b\n", table.NO_ROWS),
        (b'"a" x,b\n1,2\n', table.NO_HEADER),
        (b"PK\x03\x04 and the rest of a workbook", table.WORKBOOK),
        (b"\xd0\xcf\x11\xe0 and the rest of an old one", table.WORKBOOK),
        (bytes(range(256)) * 8, table.NOT_TEXT),
        (bytes(range(1, 32)) * 8, table.NOT_TEXT),
        (b"\xef\xbb\xbfa,b\nS\xe9da,2\n", table.NOT_TEXT),
        (("a,b\n" + "1,2\n" * 9).encode("utf-16-le"), table.NOT_TEXT),
        (b",".join([b"a"] * 201) + b"\n1\n", table.TOO_MANY_COLUMNS),
        (b"a\n" * (table.MOST_ROWS + 2), table.TOO_MANY_ROWS),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(content, reason):
    with pytest.raises(UnreadableFile) as refusal:
        read_table(content)
    assert refusal.value.facts["reason"] == reason


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_written_is_a_formula(start):
    content = write_table([["keluhan", 7], [f"{start}1+1", "a, b"]])
    assert content.startswith(b"\xef\xbb\xbf")
    read = read_table(content)
    assert list(read.header) == ["keluhan", "7"]
    assert read.rows[0].cells == [f"'{start}1+1", "a, b"]
