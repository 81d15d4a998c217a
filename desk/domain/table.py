"""Tables in text files (CSV): from bytes to rows that know their line, and back."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from threading import Lock

from desk.domain.errors import UnreadableFile
from desk.domain.vocabulary import N_

DELIMITERS = ",;\t"
MOST_ROWS = 50_000
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
CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r")
SAMPLE_BYTES = 65_536
FEW = 8
# What a spreadsheet would take for a formula at the start of a cell.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

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


def read_table(content: bytes) -> Table:
    """Return the table in a file: comma, semicolon or tab; UTF-8 or Windows-1252.

    Raises UnreadableFile where there is no table at all.
    """
    text = _text(content)
    with _cells_up_to(len(text)):
        records = _records(text, _delimiter(text))
        line, header = next(records, (1, []))
        if not header:
            raise UnreadableFile(reason=NO_HEADER)
        if len(header) > MOST_COLUMNS:
            raise UnreadableFile(reason=TOO_MANY_COLUMNS, limit=MOST_COLUMNS)
        body = list(islice(records, MOST_ROWS + 1))
    if not body:
        raise UnreadableFile(reason=NO_ROWS)
    if len(body) > MOST_ROWS:
        raise UnreadableFile(reason=TOO_MANY_ROWS, limit=MOST_ROWS)
    return _table([cell.strip() for cell in header], body)


def write_table(rows: Iterable[Sequence[object]]) -> bytes:
    """Return a file that spreadsheets open with every cell as plain text."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([_harmless(str(cell)) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


# A record is a line number and the cells there; the number of the last line instead
# of the cells where the quotation marks are out of order.
Record = tuple[int, list[str] | int]
