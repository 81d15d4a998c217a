"""Tables out of files of spreadsheets: workbooks (XLSX), and CSV as Excel writes it.

What a workbook holds is read and nothing of it is computed: formulas stay formulas.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import islice
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook

from desk.domain.class_list import is_class_list
from desk.domain.errors import UnreadableFile
from desk.domain.table import (
    EMPTY,
    MOST_COLUMNS,
    NO_ROWS,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    Row,
    Table,
    read_table,
)
from desk.domain.vocabulary import N_

# A school has a thousand students or two.
MOST_STUDENTS = 3_000
# Of a workbook taken apart: far more than such a list needs, little to hold in memory.
MOST_BYTES = 20_000_000
MOST_PARTS = 500
# A spreadsheet has no more rows; with nothing in them, so many are looked at.
LAST_ROW = 1_048_576
MOST_BLANK = 50_000
# More digits than this a spreadsheet cannot keep.
LARGEST = 10**15

ZIPPED, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
OLD_WORKBOOK = N_(
    "it is an old or a locked workbook. Save it as XLSX without a password."
)
NOT_A_WORKBOOK = N_("it is not a workbook, or it is broken. Save it once more as XLSX.")
TOO_LARGE = N_("unpacked it is too large for a class list.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a file, which sheet of it that is (from 0), and the names of all."""

    table: Table
    n: int = 0
    names: Sequence[str] = ()


def read_sheet(content: bytes, n: int | None = None) -> Sheet:
    """Return a sheet of a file; without a number the first that is a class list.

    Of a CSV it is the table. Raises UnreadableFile.
    """
    if content.startswith(OLD):
        raise UnreadableFile(reason=OLD_WORKBOOK)
    if not content.startswith(ZIPPED):
        return Sheet(read_table(content, most_rows=MOST_STUDENTS))
    try:
        _check_size(content)
        return _of_workbook(content, n)
    except UnreadableFile:
        raise
    # A broken workbook breaks its reader in a dozen ways, none of them documented.
    except Exception as problem:
        raise UnreadableFile(reason=NOT_A_WORKBOOK) from problem


def _check_size(content: bytes) -> None:
    """Raise UnreadableFile for a file that would fill the memory.

    The sizes are those the file claims; no part is unpacked beyond what it claims.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except BadZipFile as problem:
        raise UnreadableFile(reason=NOT_A_WORKBOOK) from problem
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise UnreadableFile(reason=TOO_LARGE)


def _of_workbook(content: bytes, n: int | None) -> Sheet:
    # Read-only: row by row, without what decorates them. With formulas as such: what
    # they came to last is the word of whoever saved the file.
    book = load_workbook(
        BytesIO(content), read_only=True, data_only=False, keep_links=False
    )
    with closing(book):
        sheets = [each for each in book.worksheets if each.sheet_state == "visible"]
        if not sheets:
            raise UnreadableFile(reason=EMPTY)
        names = [each.title for each in sheets]
        if n is not None and n < len(sheets):
            return Sheet(_table_of(sheets[n]), n, names)
        return _first_list(sheets, names)


def _first_list(sheets: Sequence[Any], names: Sequence[str]) -> Sheet:
    """Return the first sheet that is a class list, else the first that is a table."""
    first, problems = None, []
    for n, sheet in enumerate(sheets):
        try:
            found = Sheet(_table_of(sheet), n, names)
        except UnreadableFile as problem:
            problems.append(problem)
            continue
        if is_class_list(found.table):
            return found
        first = first or found
    if first is None:
        raise problems[0]
    return first


def _rows(sheet: Any) -> Iterator[Row]:
    """Yield every row that is not blank, as wide as it is."""
    found = sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS + 1)
    before, blank = None, 0
    for line, cells in enumerate(found, start=1):
        # Rows that are not in the file at all come as one and the same.
        if cells is before:
            continue
        before = cells
        texts = _texts(cells)
        if texts:
            yield Row(line, texts)
            continue
        blank += 1
        if blank > MOST_BLANK:
            raise UnreadableFile(reason=TOO_MANY_ROWS, limit=MOST_STUDENTS)


def _texts(cells: Sequence[Any]) -> list[str]:
    texts = [_text(cell) for cell in cells]
    while texts and not texts[-1].strip():
        texts.pop()
    if len(texts) > MOST_COLUMNS:
        raise UnreadableFile(reason=TOO_MANY_COLUMNS, limit=MOST_COLUMNS)
    return texts


def _table_of(sheet: Any) -> Table:
    # A file may claim to be larger or smaller than it is.
    sheet.reset_dimensions()
    rows = list(islice(_rows(sheet), MOST_STUDENTS + 2))
    if not rows:
        raise UnreadableFile(reason=EMPTY)
    if len(rows) == 1:
        raise UnreadableFile(reason=NO_ROWS)
    if len(rows) > MOST_STUDENTS + 1:
        raise UnreadableFile(reason=TOO_MANY_ROWS, limit=MOST_STUDENTS)
    width = max(len(row.cells) for row in rows)
    wide = [
        Row(row.line, [*row.cells, *[""] * (width - len(row.cells))]) for row in rows
    ]
    return Table([cell.strip() for cell in wide[0].cells], wide[1:], ())


def _text(cell: Any) -> str:
    """Return what a cell holds as text; a number with all its digits."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in {"f", "e"}:
        text = str(value)
        return text if text.startswith("=") else f"={text}"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _digits(value, cell.number_format or "")
    if isinstance(value, date):
        return _day(value)
    return str(value)


def _digits(value: int | float, form: str) -> str:
    if value != int(value) or abs(value) >= LARGEST:
        # No number of a student: written so that whoever reads it sees that.
        return f"{value:.14E}"
    text = str(int(value))
    # A format such as 0000000000 shows zeros that the number itself does not have.
    return text.zfill(len(form)) if set(form) == {"0"} else text


def _day(value: date) -> str:
    form = "%Y-%m-%d %H:%M:%S"
    is_instant = isinstance(value, datetime)
    return value.strftime(form) if is_instant else f"{value.isoformat()} 00:00:00"
