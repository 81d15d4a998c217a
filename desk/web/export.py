"""Rows as a file that spreadsheets open: what the screen shows, all of it.

Written row by row, so that a hundred thousand need no more memory than ten. A time is
one cell in hours, minutes and seconds: a workbook counts with it, and whoever compares
it with the screen finds the same hours and minutes.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import SEEK_END
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import stream_with_context
from flask_babel import gettext
from werkzeug.wrappers import Response
from werkzeug.wsgi import FileWrapper
from xlsxwriter import Workbook

from desk.domain.table import harmless
from desk.domain.vocabulary import N_, Word
from desk.web.formatting import MINUTE, zone_name
from desk.web.now import now
from desk.web.zone import zone

CHUNK = 64 * 1024
# A workbook that is larger is written to a file of its own.
MOST_IN_MEMORY = 1024 * 1024
# What Windows forbids in a file's name.
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
LONGEST_NAME = 80
# A sheet and its cells hold no more.
LONGEST_CELL = 32_767
NARROWEST, WIDEST = 10, 60
NOTHING = N_("Nothing fits, so there are no rows.")


class Kind(Word):
    """What a file can be."""

    XLSX = "xlsx", N_("Excel (XLSX)")
    CSV = "csv", N_("Text (CSV)")


class Separator(Word):
    """What stands between the cells of a text file."""

    SEMICOLON = "semicolon", N_("Semicolon (;)")
    COMMA = "comma", N_("Comma (,)")

    @property
    def sign(self) -> str:
        """Return the separator itself."""
        return "," if self is Separator.COMMA else ";"

    @property
    def decimal(self) -> str:
        """Return the decimal sign beside it: where that is the comma, not the comma."""
        return "." if self is Separator.COMMA else ","


@dataclass(frozen=True, slots=True)
class Instant:
    """An instant (UTC seconds), in the file a date and time of the school's zone."""

    at: int


@dataclass(frozen=True, slots=True)
class Span:
    """A time in seconds, in the file hours, minutes and seconds."""

    seconds: int


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text file is written; spreadsheets know by the mark that it is UTF-8.

    Without a decimal sign the one that is usual beside the separator stands.
    """

    separator: Separator
    decimal: str = ""
    has_mark: bool = True

    @property
    def decimal_sign(self) -> str:
        """Return what stands before decimals."""
        return self.decimal or self.separator.decimal


Cell = str | int | float | Decimal | date | Instant | Span | None
MIMETYPES = {
    Kind.CSV: "text/csv",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def spreadsheet(
    kind: Kind,
    *,
    name: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    style: TextStyle,
) -> Response:
    """Return the rows as a file to keep, named after the page and the day.

    Without any row it says so below the header. The style is for text only.
    """
    rows = _or_nothing(rows)
    if kind is Kind.CSV:
        lines = stream_with_context(_lines(header, rows, style))
        answer = Response(lines, mimetype=MIMETYPES[kind])
    else:
        file = _workbook(name, header, rows)
        # Closed, and with that deleted, when it has been sent.
        answer = Response(FileWrapper(file, CHUNK), mimetype=MIMETYPES[kind])
        answer.content_length = file.seek(0, SEEK_END)
        file.seek(0)
    _name(answer, file_name(name, kind))
    return answer


def with_zone(heading: str) -> str:
    """Return the heading of a column of instants with the zone they are told in."""
    return f"{heading} ({zone_name(zone())})"


def file_name(name: str, kind: Kind) -> str:
    """Return a file's name that every system takes: the page's title and the day."""
    title = " ".join(FORBIDDEN.sub(" ", name).split())[:LONGEST_NAME].strip(" .")
    day = _local(now()).date().isoformat()
    return f"{title} {day}.{kind.value}".strip()


def _name(answer: Response, name: str) -> None:
    """Offer the file to be kept under a name; headers are plain ASCII."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    answer.headers.set("Content-Disposition", "attachment", filename=plain)
    if plain != name:
        answer.headers["Content-Disposition"] += f"; filename*=UTF-8''{quote(name)}"


def _or_nothing(rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    """Yield the rows, or the one that says there are none."""
    rest = iter(rows)
    first = next(rest, None)
    yield from chain([first], rest) if first is not None else [[gettext(NOTHING)]]


def _lines(
    header: Sequence[str], rows: Iterator[Sequence[Cell]], style: TextStyle
) -> Iterator[bytes]:
    """Yield the text file in pieces."""
    text = io.StringIO(newline="")
    sign = style.separator.sign
    writer = csv.writer(text, delimiter=sign, lineterminator="\r\n")
    text.write("\ufeff" * style.has_mark)
    for row in chain([header], rows):
        writer.writerow([as_text(cell, style) for cell in row])
        if text.tell() >= CHUNK:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def as_text(cell: Cell, style: TextStyle) -> str:
    """Return what stands in a text file for a cell."""
    match cell:
        case None:
            return ""
        case Instant(at):
            return _local(at).isoformat(" ")
        case Span(seconds):
            minutes, rest = divmod(seconds, MINUTE)
            return f"{minutes // MINUTE}:{minutes % MINUTE:02}:{rest:02}"
        case float() | Decimal():
            return str(cell).replace(".", style.decimal_sign)
        case int() | date():
            return str(cell)
    return harmless(str(cell))


def _workbook(
    name: str, header: Sequence[str], rows: Iterator[Sequence[Cell]]
) -> IO[bytes]:
    """Return a workbook of one sheet, written to a file that closing deletes."""
    # Outlives this function: closed with the response.
    file = SpooledTemporaryFile(MOST_IN_MEMORY)  # noqa: SIM115
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    try:
        with Workbook(file, options) as book:
            book.set_properties({"title": name, "created": _local(now())})
            _Sheet(book, header).fill(rows)
    except BaseException:
        file.close()
        raise
    return file


class _Sheet:
    """A sheet that is written once, from the top."""

    def __init__(self, book: Workbook, header: Sequence[str]) -> None:
        """Write the header."""
        self.sheet: Any = book.add_worksheet()
        self.bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.day = book.add_format({"num_format": "dd/mm/yyyy"})
        self.minute = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        self.span = book.add_format({"num_format": "[h]:mm:ss"})
        self.widths = [NARROWEST] * len(header)
        self.last = 0
        self.sheet.freeze_panes(1, 0)
        for column, heading in enumerate(header):
            self.sheet.write_string(0, column, heading, self.bold)
            self._widen(column, heading)

    def fill(self, rows: Iterator[Sequence[Cell]]) -> None:
        """Write the rows, then what has to know all of them."""
        for number, row in enumerate(rows, start=1):
            self.last = number
            for column, cell in enumerate(row):
                self._write(number, column, cell)
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, min(width, WIDEST) + 2)
        if self.widths:
            self.sheet.autofilter(0, 0, self.last, len(self.widths) - 1)

    def _write(self, row: int, column: int, cell: Cell) -> None:
        write = self.sheet
        match cell:
            case None:
                return
            case Instant(at):
                write.write_datetime(row, column, _local(at), self.minute)
                self._widen(column, "dd/mm/yyyy hh:mm")
            case Span(seconds):
                write.write_number(row, column, seconds / 86_400, self.span)
            case date():
                write.write_datetime(row, column, cell, self.day)
            case int() | float() | Decimal():
                write.write_number(row, column, cell)
            case _:
                write.write_string(row, column, str(cell)[:LONGEST_CELL])
                self._widen(column, str(cell))

    def _widen(self, column: int, text: str) -> None:
        if column < len(self.widths):
            self.widths[column] = max(self.widths[column], len(text))


def _local(at: int) -> datetime:
    """Return an instant (UTC seconds) as the clocks of the school show it."""
    return datetime.fromtimestamp(at, ZoneInfo(zone())).replace(tzinfo=None)
