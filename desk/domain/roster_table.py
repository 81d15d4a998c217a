"""Shifts out of a table: who, on which day, from when to when."""

import re
from datetime import date, datetime
from typing import NamedTuple

from desk.domain.errors import UnreadableFile
from desk.domain.hours import DAY
from desk.domain.shifts import local_instant
from desk.domain.table import Refused, Row, Table, columns_called
from desk.domain.vocabulary import N_

WHO, ON, SINCE, UNTIL, UNIT = "who", "on", "since", "until", "unit"
# Words that begin the names of columns, in both languages.
NAMES: dict[str, tuple[str, ...]] = {
    UNIT: ("unit", "unit code", "kode unit", "unit produksi"),
    ON: ("date", "day", "tanggal", "tgl", "hari"),
    SINCE: ("from", "start", "begin", "dari", "mulai", "masuk", "jam mulai"),
    UNTIL: ("to", "until", "end", "sampai", "selesai", "hingga", "jam selesai"),
    WHO: (
        *("user name", "username", "user", "nama pengguna", "pengguna", "student"),
        *("student number", "nis", "nisn", "nomor induk", "nomor siswa", "siswa"),
        *("petugas", "person", "who"),
    ),
}
NEEDED = (WHO, ON, SINCE, UNTIL)
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
TIME = re.compile(r"([01]?[0-9]|2[0-4])[:.]([0-5][0-9])(?::00)?")
QUOTED = 40
# Near enough that no arithmetic runs over; what is too far is refused as such.
YEARS = range(1971, 2199)

NO_COLUMNS = N_(
    "it needs columns named user name, date, from and to. Its columns are: %(columns)s."
)
NO_DAY = N_("“%(text)s” is not a date the desk can read, such as 2026-09-07.")
NO_TIME = N_("“%(text)s” is not a time of day, such as 07:00.")
NO_PERSON = N_("The user name is missing.")
OTHER_UNIT = N_("This row is for the unit “%(text)s”. Import it there.")


class Line(NamedTuple):
    """A shift as a row of a table asks for it, in UTC seconds; who is not known yet."""

    line: int
    who: str
    begin: int
    end: int


class _Bad(Exception):
    """A row that is no shift: the reason, and the text it is about."""

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__(reason)
        self.reason, self.text = reason, text[:QUOTED]


def read_lines(
    table: Table, *, unit: str, zone: str
) -> tuple[list[Line], list[Refused]]:
    """Return the shifts of a table and the rows refused.

    Times are by the clocks of the zone; unit is the code rows may name.
    Raises UnreadableFile if a column is missing.
    """
    columns = columns_called(table.header, NAMES)
    if any(name not in columns for name in NEEDED):
        raise UnreadableFile(reason=NO_COLUMNS, columns=", ".join(table.header))
    lines, refused = [], list(table.refused)
    for row in table.rows:
        try:
            lines.append(_line(row, columns, unit, zone))
        except _Bad as bad:
            refused.append(Refused(row.line, bad.reason, {"text": bad.text}))
    return lines, refused


def _line(row: Row, columns: dict[str, int], unit: str, zone: str) -> Line:
    told = {name: row.cells[column].strip() for name, column in columns.items()}
    if told.get(UNIT, "").casefold() not in {"", unit.casefold()}:
        raise _Bad(OTHER_UNIT, told[UNIT])
    if not told[WHO]:
        raise _Bad(NO_PERSON)
    day = _day(told[ON])
    begin, end = (_seconds(told[name]) for name in (SINCE, UNTIL))
    return Line(
        row.line,
        told[WHO],
        local_instant(day, begin, zone),
        local_instant(day, end, zone),
    )


def _day(text: str) -> date:
    for form in DATES:
        try:
            # A date has no zone of its own; the row's times are given one later.
            day = datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
        if day.year in YEARS:
            return day
    raise _Bad(NO_DAY, text)


def _seconds(text: str) -> int:
    match = TIME.fullmatch(text)
    if match is None:
        raise _Bad(NO_TIME, text)
    seconds = int(match[1]) * 3600 + int(match[2]) * 60
    if seconds > DAY:
        raise _Bad(NO_TIME, text)
    return seconds
