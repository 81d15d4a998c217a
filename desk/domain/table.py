"""Tables in text files (CSV): from bytes to rows that know their line, and back."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from threading import Lock
from typing import TypeVar

from desk.domain.errors import UnreadableFile
from desk.domain.search import words
from desk.domain.vocabulary import N_

Name = TypeVar("Name")

DELIMITERS = ",;\t"
# One import is one transaction; longer ones would keep the counter waiting.
MOST_ROWS = 20_000
MOST_COLUMNS = 200
SAMPLE_ROWS = 100

EMPTY = N_("it is empty.")
NO_ROWS = N_("it has column names, but no rows below them.")
WORKBOOK = N_("it is a workbook. Save it as CSV UTF-8 first.")
NOT_TEXT = N_("it is not a text file. Save the table as CSV UTF-8 first.")
NO_HEADER = N_("its first row should hold the names of the columns.")
TOO_MANY_ROWS = N_("it has more than %(limit)s rows. Divide it into several files.")
TOO_MANY_COLUMNS = N_("it has more than %(limit)s columns.")

BROKEN_QUOTES = N_("The quotation marks from here to line %(last)s are out of order.")
TOO_MANY_CELLS = N_(
    "This row has %(cells)s cells under %(columns)s column names. "
    "Text with commas needs quotation marks."
)

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# None of these belongs in a text; a few may have slipped in, many mean it is none.
CONTROLS = [chr(code) for code in range(32) if chr(code) not in "\t\n\v\f\r"]
SAMPLE_CHARACTERS = 65_536
FEW = 8
# What a spreadsheet would take for a formula, at the start of a cell or after signs
# that it, or somebody tidying up, leaves out; full-width ones too.
FORMULA = re.compile(
    r"[\t\r]|[\s\u200b-\u200f\u2060\ufeff]*[-=+@\uff1d\uff0b\uff0d\uff20]"
)

# The limit is one for the whole process, and the server works in threads.
_field_limit = Lock()


@dataclass(frozen=True, slots=True)
class Refused:
    """A row left out: its line, why, and the facts the reason names."""

    line: int
    reason: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, one per column; line is where it begins, from 1."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, the rows below them, and rows that are none."""

    header: Sequence[str]
    rows: Sequence[Row]
    refused: Sequence[Refused]


def read_table(content: bytes, *, most_rows: int = MOST_ROWS) -> Table:
    """Return the table in a file: comma, semicolon or tab; UTF-8 or Windows-1252.

    Raises UnreadableFile where there is no table at all.
    """
    text = _text(content)
    with _cells_up_to(len(text)):
        records = list(islice(_records(text, _delimiter(text)), most_rows + 2))
    header, body = records[0], records[1:]
    if isinstance(header, Refused):
        raise UnreadableFile(reason=NO_HEADER)
    if len(header.cells) > MOST_COLUMNS:
        raise UnreadableFile(reason=TOO_MANY_COLUMNS, limit=MOST_COLUMNS)
    if not body:
        raise UnreadableFile(reason=NO_ROWS)
    if len(body) > most_rows:
        raise UnreadableFile(reason=TOO_MANY_ROWS, limit=most_rows)
    return _table(header, body)


def read_text(content: bytes) -> str:
    """Return the text of a file. Raises UnreadableFile where it is none."""
    return _text(content)


def columns_called(
    header: Sequence[str], known: Mapping[Name, Sequence[str]]
) -> dict[Name, int]:
    """Return the columns (from 0) whose names begin with the words known for them.

    What is known first chooses first; each column is used once.
    """
    names = [" ".join(words(name)) for name in header]
    found: dict[Name, int] = {}
    for meaning, beginnings in known.items():
        for column in _named(names, beginnings):
            if column not in found.values():
                found[meaning] = column
                break
    return found


def write_table(rows: Iterable[Sequence[object]]) -> bytes:
    """Return a file that spreadsheets open with every cell as plain text."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([harmless(str(cell)) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def _named(names: Sequence[str], known: Sequence[str]) -> Iterator[int]:
    """Yield the columns that are named exactly so, then those that begin so."""
    for column, name in enumerate(names):
        if name in known:
            yield column
    for column, name in enumerate(names):
        if any(name.startswith(f"{word} ") for word in known):
            yield column


def _text(content: bytes) -> str:
    if not content.strip(b"\0\t\n\v\f\r "):
        raise UnreadableFile(reason=EMPTY)
    if content.startswith(WORKBOOKS):
        raise UnreadableFile(reason=WORKBOOK)
    text = _decoded(content)
    sample = text[:SAMPLE_CHARACTERS]
    controls = sum(sample.count(control) for control in CONTROLS)
    if controls > FEW and controls * 20 > len(sample):
        raise UnreadableFile(reason=NOT_TEXT)
    if not text.strip():
        raise UnreadableFile(reason=EMPTY)
    return text


def _decoded(content: bytes) -> str:
    marked = [code for mark, code in MARKS.items() if content.startswith(mark)]
    for encoding in marked or ["utf-8", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(reason=NOT_TEXT)


@contextmanager
def _cells_up_to(length: int) -> Iterator[None]:
    with _field_limit:
        usual = csv.field_size_limit(length)
        try:
            yield
        finally:
            csv.field_size_limit(usual)


def _delimiter(text: str) -> str:
    return max(DELIMITERS, key=lambda delimiter: _fitness(text, delimiter))


def _fitness(text: str, delimiter: str) -> tuple[bool, int, int]:
    """Say how well a delimiter divides the first rows: the best ones fit the header."""
    sample = islice(_records(text, delimiter), SAMPLE_ROWS)
    widths = [len(record.cells) for record in sample if isinstance(record, Row)]
    width = widths[0] if widths else 0
    return width > 1, widths.count(width), width


def _records(text: str, delimiter: str) -> Iterator[Row | Refused]:
    """Yield every row that is not blank, as wide as it is."""
    # Kept as they are, line ends inside quotation marks come back unchanged.
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            yield Refused(line, BROKEN_QUOTES, {"last": reader.line_num})
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield Row(line, cells)


def _table(header: Row, body: Iterable[Row | Refused]) -> Table:
    width = len(header.cells)
    rows, refused = [], []
    for record in body:
        fitted = record if isinstance(record, Refused) else _fitted(record, width)
        if isinstance(fitted, Refused):
            refused.append(fitted)
        else:
            rows.append(fitted)
    return Table([cell.strip() for cell in header.cells], rows, refused)


def _fitted(row: Row, width: int) -> Row | Refused:
    """Return the row as wide as the header; only blank cells may be missing or over."""
    if any(cell.strip() for cell in row.cells[width:]):
        facts = {"cells": len(row.cells), "columns": width}
        return Refused(row.line, TOO_MANY_CELLS, facts)
    missing = [""] * (width - len(row.cells))
    return Row(row.line, [*row.cells[:width], *missing])
