"""Files for spreadsheets: opened again, every cell is what it was."""

import csv
import io
import tracemalloc
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from desk.web.actor import find_actor
from desk.web.export import (
    Instant,
    Kind,
    Separator,
    Span,
    TextStyle,
    file_name,
    spreadsheet,
)

AT = 1_788_317_125  # Wednesday 2 September 2026, 09:45:25 in Jakarta
HEADER = ["Nomor", "Keluhan", "Diterima", "Waktu", "Hari", "Jumlah", "Bagian"]
ROW = ["KEL/1", "Roti; basi", Instant(AT), Span(111_605), date(2026, 9, 2), 7, 2.5]
FORMULAS = (
    "=1+1",
    "+62 812",
    "-5",
    "@sum",
    "\t=1",
    "\r=1",
    "  =1",
    "\uff1d1",
    "\u200b=1",
)


@pytest.fixture
def made(app, world, clock):
    """Return what makes a file in a request and gives its bytes."""

    def make(kind, rows, *, name="Tiket terbuka", separator=Separator.SEMICOLON):
        with app.test_request_context():
            assert find_actor() is None
            answer = spreadsheet(
                kind, name=name, header=HEADER, rows=rows, style=TextStyle(separator)
            )
            content = b"".join(answer.iter_encoded())
            answer.close()
            return answer, content

    return make


def as_text(content, delimiter=";"):
    assert content.startswith(b"\xef\xbb\xbf")
    file = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.reader(file, delimiter=delimiter, strict=True))


def as_cells(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [list(row) for row in sheet.iter_rows()]


def as_values(content):
    return [[cell.value for cell in row] for row in as_cells(content)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
class TestExport:
    """One kind of database is enough: nothing is asked of it but the zone."""

    def test_text(self, made):
        answer, content = made(Kind.CSV, [ROW])
        assert as_text(content) == [
            HEADER,
            [
                *("KEL/1", "Roti; basi", "2026-09-02 09:45:25"),
                *("31:00:05", "2026-09-02", "7", "2,5"),
            ],
        ]
        assert content.count(b"\r\n") == 2
        assert b'"Roti; basi"' in content
        assert answer.mimetype == "text/csv"
        disposition = answer.headers["Content-Disposition"]
        assert disposition == 'attachment; filename="Tiket terbuka 2026-09-02.csv"'

    def test_text_with_commas(self, made):
        _, content = made(Kind.CSV, [ROW], separator=Separator.COMMA)
        assert as_text(content, ",")[1][-1] == "2.5"
        assert b"KEL/1,Roti; basi," in content

    def test_workbook(self, made):
        answer, content = made(Kind.XLSX, [ROW])
        head, row = as_cells(content)
        assert [cell.value for cell in head] == HEADER
        assert all(cell.font.bold for cell in head)
        assert [cell.value for cell in row] == [
            *("KEL/1", "Roti; basi", datetime.fromisoformat("2026-09-02 09:45:25")),
            *(timedelta(seconds=111_605), datetime.fromisoformat("2026-09-02"), 7, 2.5),
        ]
        assert row[3].number_format == "[h]:mm:ss"
        assert answer.content_length == len(content)
        sheet = row[0].parent
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:G2")

    @pytest.mark.parametrize("text", FORMULAS)
    def test_no_text_becomes_a_formula(self, text, made):
        rows = [[text, 1]]
        _, content = made(Kind.CSV, rows)
        assert as_text(content)[1] == [f"'{text}", "1"]
        _, content = made(Kind.XLSX, rows)
        cell = as_cells(content)[1][0]
        assert (cell.data_type, unescape(cell.value)) == ("s", text)

    @pytest.mark.parametrize(
        "text", ["0812345", "1-2", "https://x.id", "a@b.id", "Es – teh", 'k"u"tip']
    )
    def test_text_stays_text(self, text, made):
        assert as_text(made(Kind.CSV, [[text]])[1])[1] == [text]
        cell = as_cells(made(Kind.XLSX, [[text]])[1])[1][0]
        assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)

    def test_a_number_below_zero_stays_a_number(self, made):
        assert as_text(made(Kind.CSV, [[-5, -0.5]])[1])[1] == ["-5", "-0,5"]
        assert as_values(made(Kind.XLSX, [[-5, None]])[1])[1][:2] == [-5, None]

    def test_no_rows_is_said(self, made):
        said = "Tidak ada yang cocok, jadi tidak ada baris."
        assert as_text(made(Kind.CSV, [])[1]) == [HEADER, [said]]
        head, row = as_values(made(Kind.XLSX, [])[1])
        assert (head, row[0]) == (HEADER, said)

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.text(st.characters(codec="utf-8", categories=["L", "P", "Z"]))))
    def test_whatever_people_write(self, made, texts):
        rows = [[f"x{text}"] for text in texts]
        assert as_text(made(Kind.CSV, rows)[1])[1 : len(rows) + 1] == rows or not rows

    @pytest.mark.parametrize("kind", Kind)
    def test_many_rows_need_no_more_memory(self, kind, made, app, world):
        """Held at once, these rows would be 20 MB and more."""
        rows = ([f"{n} " + "panjang " * 500] for n in range(5_000))
        with app.test_request_context():
            tracemalloc.start()
            answer = spreadsheet(
                kind,
                name="x",
                header=["a"],
                rows=rows,
                style=TextStyle(Separator.COMMA),
            )
            size = sum(len(part) for part in answer.response)
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            answer.close()
        assert size > 50_000
        assert peak < 5_000_000

    @pytest.mark.parametrize(
        ("name", "file"),
        [
            ("Tiket: semua / baru?", "Tiket semua baru 2026-09-02.csv"),
            ("NUL", "NUL 2026-09-02.csv"),
            ("titik...", "titik 2026-09-02.csv"),
            ("\n\x00", "2026-09-02.csv"),
            ("x" * 300, f"{'x' * 80} 2026-09-02.csv"),
        ],
    )
    def test_the_name_is_safe_anywhere(self, name, file, app, world, clock):
        with app.test_request_context():
            assert file_name(name, Kind.CSV) == file

    def test_a_name_of_other_letters_arrives(self, made):
        answer, _ = made(Kind.XLSX, [ROW], name="Keluhan “harga” é")
        assert "filename*=UTF-8''Keluhan" in answer.headers["Content-Disposition"]
