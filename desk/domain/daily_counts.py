"""How many transactions a day had: what is believable, and how a table says it."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from desk.domain.errors import UnreadableFile
from desk.domain.evidence import MISSING, Errors
from desk.domain.table import Refused, Row, Table, columns_called
from desk.domain.vocabulary import N_

# More than any school shop sells on a day; beyond it is a slip of the finger.
MOST = 20_000
FIRST_YEAR = 2000
QUOTED = 40
DAY, COUNT = "day", "count"
NAMES: dict[str, tuple[str, ...]] = {
    DAY: ("tanggal", "tgl", "hari", "date", "day"),
    COUNT: (
        *("jumlah", "transaksi", "jumlah transaksi", "count", "transactions"),
        *("total", "banyaknya", "number"),
    ),
}
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y")
# 1.250 is how Indonesia writes it; a decimal point makes no sense for a count.
NUMBER = re.compile(r"[0-9]{1,3}(?:[.\u00a0 ][0-9]{3})+|[0-9]+")

IN_FUTURE = N_("This day has not come yet.")
TOO_EARLY = N_("This is before the year 2000.")
NEGATIVE = N_("A day cannot have fewer than 0 transactions.")
TOO_MANY = N_("More than 20,000 on one day: is there a digit too many?")
NO_COLUMNS = N_("it needs two columns, date and count. Its columns are: %(columns)s.")
NO_DAY = N_("“%(text)s” is not a date the desk can read, such as 2026-09-02.")
NO_NUMBER = N_("“%(text)s” is not a whole number of transactions.")
TWICE = N_("This day stands in the file more than once.")


class Count(NamedTuple):
    """A row of a table: the day and its transactions."""

    line: int
    day: date
    transactions: int


def count_errors(day: date | None, transactions: int | None, today: date) -> Errors:
    """Return what is wrong with a day's count as it was entered, by field."""
    errors: Errors = {}
    if day is None:
        errors["day"] = MISSING
    elif day > today:
        errors["day"] = IN_FUTURE
    elif day.year < FIRST_YEAR:
        errors["day"] = TOO_EARLY
    if transactions is None:
        errors["transactions"] = MISSING
    elif transactions < 0:
        errors["transactions"] = NEGATIVE
    elif transactions > MOST:
        errors["transactions"] = TOO_MANY
    return errors


def read_counts(table: Table, today: date) -> tuple[list[Count], list[Refused]]:
    """Return the counts of a table, and the rows refused with their reasons.

    Raises UnreadableFile if it has not two columns that can be these.
    """
    rows, columns = _body(table)
    counts: list[Count] = []
    refused = list(table.refused)
    met: set[date] = set()
    for row in rows:
        day_text, count_text = (row.cells[columns[name]].strip() for name in NAMES)
        day, transactions = read_day(day_text), read_number(count_text)
        if day is None:
            refused.append(Refused(row.line, NO_DAY, {"text": day_text[:QUOTED]}))
        elif transactions is None:
            refused.append(Refused(row.line, NO_NUMBER, {"text": count_text[:QUOTED]}))
        elif wrong := count_errors(day, transactions, today):
            refused.append(Refused(row.line, next(iter(wrong.values())), {}))
        elif day in met:
            refused.append(Refused(row.line, TWICE, {}))
        else:
            met.add(day)
            counts.append(Count(row.line, day, transactions))
    return counts, sorted(refused, key=lambda each: each.line)


def read_day(text: str) -> date | None:
    """Return the day a text names, None for none: 2026-09-02 or 02/09/2026."""
    for form in DATES:
        try:
            # A day has no zone.
            return datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def read_number(text: str) -> int | None:
    """Return the count a text names, None for none: 1250, 1.250 or 1 250."""
    sign = -1 if text.startswith("-") else 1
    digits = text.lstrip("-")
    if not (digits.isascii() or "\u00a0" in digits) or not NUMBER.fullmatch(digits):
        return None
    return sign * int(re.sub(r"[^0-9]", "", digits)[:9])


def _body(table: Table) -> tuple[Sequence[Row], dict[str, int]]:
    """Return the rows, and which column is what. Raises UnreadableFile."""
    columns = columns_called(table.header, NAMES)
    if len(columns) == len(NAMES):
        return table.rows, columns
    # A first row that is data as well says which column is which by itself.
    is_data = read_day(table.header[0].strip()) is not None
    if len(table.header) < len(NAMES) or not is_data:
        raise UnreadableFile(reason=NO_COLUMNS, columns=", ".join(table.header))
    return [Row(1, table.header), *table.rows], {DAY: 0, COUNT: 1}
