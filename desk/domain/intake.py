"""Complaints out of a table: which column is what, which rows are good, known again."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from desk.domain.errors import UnreadableFile
from desk.domain.evidence import FUTURE_TOLERANCE, LINE, TEXT
from desk.domain.table import Refused, Row, Table, columns_called
from desk.domain.vocabulary import N_, Word


class Field(Word):
    """What a column of an import can hold."""

    COMPLAINT = "complaint", N_("Complaint")
    ITEM = "item", N_("Item or service")
    CUSTOMER = "customer", N_("Customer's name")
    CONTACT = "contact", N_("Customer's contact")
    RECEIPT = "receipt", N_("Receipt number")
    RECEIVED_AT = "received_at", N_("Received at")

    @property
    def longest(self) -> int:
        """Return how many characters a ticket has room for."""
        return TEXT if self is Field.COMPLAINT else LINE


# Which field is in which column, counted from 0.
Columns = Mapping[Field, int]
What = TypeVar("What", bound=str)

# Words that begin the names of columns, in the order in which fields choose theirs.
NAMES: dict[Field, tuple[str, ...]] = {
    Field.RECEIVED_AT: (
        *("received", "tanggal", "waktu", "date", "time", "created", "diterima"),
    ),
    Field.CONTACT: (
        *("contact", "kontak", "phone", "telepon", "telp", "hp", "email", "whatsapp"),
        *("wa", "nomor hp", "no hp"),
    ),
    Field.RECEIPT: ("receipt", "struk", "nota", "invoice", "kuitansi"),
    Field.COMPLAINT: (
        *("complaint", "keluhan", "komplain", "isi keluhan", "ulasan", "review"),
        *("kritik", "masukan", "message", "pesan", "description", "deskripsi", "text"),
    ),
    Field.ITEM: (
        *("item", "product", "produk", "barang", "service", "layanan", "jasa", "menu"),
        *("nama barang", "nama produk", "nama item"),
    ),
    Field.CUSTOMER: ("customer", "pelanggan", "nama", "pembeli", "name", "pelapor"),
}

NO_COLUMN = N_("it has no column “%(column)s”. Its columns are: %(columns)s.")
TWO_COLUMNS = N_("it has more than one column “%(column)s”.")

MISSING = N_("The complaint is missing.")
TOO_LONG = N_("%(field)s: %(length)s characters, and at most %(limit)s fit.")
NOT_TEXT = N_("%(field)s: it holds a NUL byte, which is not text.")
NO_TIME = N_("“%(text)s” is not a date the desk can read, such as 2026-09-02 09:12.")
TOO_EARLY = N_("“%(text)s” is before the year %(year)s.")
IN_FUTURE = N_("“%(text)s” is in the future.")

FIRST_YEAR = 2000
QUOTED = 40
TIMES = ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H.%M", "%d/%m/%Y")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A complaint of a file, with the key by which it is known when it comes again.

    The instant (UTC seconds) is the one the file claims, None if it claims none.
    """

    line: int
    key: str
    words: Mapping[str, str]
    received_at: int | None


class BadRow(Exception):
    """A row that cannot be taken in: the reason and its facts."""

    def __init__(self, reason: str, **facts: object) -> None:
        """Keep what the report says of the row."""
        super().__init__(reason)
        self.reason, self.facts = reason, facts


def guess_columns(header: Sequence[str]) -> dict[Field, int]:
    """Return the columns whose names say what they hold; each column is used once."""
    found = columns_called(header, NAMES)
    return {field: found[field] for field in Field if field in found}


def columns_named(names: Mapping[What, str], header: Sequence[str]) -> dict[What, int]:
    """Return the columns of the names. Raises UnreadableFile if one is not there."""
    folded = [name.casefold() for name in header]
    columns = {}
    for field, name in names.items():
        count = folded.count(name.strip().casefold())
        if count != 1:
            raise UnreadableFile(
                reason=TWO_COLUMNS if count else NO_COLUMN,
                column=name,
                columns=", ".join(header),
            )
        columns[field] = folded.index(name.strip().casefold())
    return columns


def read_arrivals(
    table: Table, columns: Columns, *, unit_id: int, zone: str, now: int
) -> tuple[list[Arrival], list[Refused]]:
    """Return the complaints of a table and the rows refused (now in UTC seconds)."""
    arrivals, refused = [], list(table.refused)
    met: Counter[str] = Counter()
    for row in table.rows:
        try:
            told = _told(row, columns)
            claimed = instant_of(told.get(Field.RECEIVED_AT, ""), ZoneInfo(zone), now)
        except BadRow as bad:
            refused.append(Refused(row.line, bad.reason, bad.facts))
            continue
        mark = json.dumps([unit_id, told], ensure_ascii=False, sort_keys=True)
        met[mark] += 1
        # Two equal rows of one file are two complaints; the same file again is none.
        key = hashlib.sha256(f"{met[mark]}\n{mark}".encode()).hexdigest()
        told.pop(Field.RECEIVED_AT, None)
        arrivals.append(Arrival(row.line, key, told, claimed))
    return arrivals, sorted(refused, key=lambda each: each.line)


def _told(row: Row, columns: Columns) -> dict[str, str]:
    """Return what the row says, by field."""
    told = {}
    for field, column in columns.items():
        text = row.cells[column].replace("\r\n", "\n").replace("\r", "\n").strip()
        if "\0" in text:
            raise BadRow(NOT_TEXT, field=field.value)
        if len(text) > field.longest:
            raise BadRow(
                TOO_LONG, field=field.value, length=len(text), limit=field.longest
            )
        if text:
            told[field.value] = text
    if Field.COMPLAINT not in told:
        raise BadRow(MISSING)
    return told


def instant_of(text: str, zone: ZoneInfo, now: int) -> int | None:
    """Return the instant a cell names (UTC seconds), by the clocks of a zone.

    None if the cell is empty; raises BadRow for what is no time, or in the future.
    """
    if not text:
        return None
    local = _local(text, zone)
    if local is None:
        raise BadRow(NO_TIME, text=text[:QUOTED])
    if local.year < FIRST_YEAR:
        raise BadRow(TOO_EARLY, text=text[:QUOTED], year=FIRST_YEAR)
    instant = int(local.timestamp())
    if instant > now + FUTURE_TOLERANCE:
        raise BadRow(IN_FUTURE, text=text[:QUOTED])
    return min(instant, now)


def _local(text: str, zone: ZoneInfo) -> datetime | None:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        pass
    else:
        return read if read.tzinfo else read.replace(tzinfo=zone)
    for form in TIMES:
        try:
            return datetime.strptime(text, form).replace(tzinfo=zone)
        except ValueError:
            continue
    return None
