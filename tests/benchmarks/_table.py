"""The table of the pages, and which aims it meets."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

GRADES = "grades of a class"
MOST_RATIO = 3.0
# Twelve columns of 36 students are more to write than a list of 25 tickets.
MOST_RATIO_OF = {GRADES: 5.0}
MOST_SLOWDOWN = 1.5
MOST_MEMORY = 250
LARGEST, SMALLEST = 100_000, 1_000


class Row(NamedTuple):
    """What one page takes at one size on one database; None where it is not there."""

    database: str
    tickets: int
    page: str
    median_ms: float | None
    p95_ms: float | None = None
    rps: float | None = None
    queries: int | None = None
    bytes: int | None = None
    ratio: float | None = None
    bytes_sent: int | None = None
    floor_ms: float | None = None
    clients_busy: float | None = None


def lines(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the table as text."""
    yield (
        f"{'database':11}{'tickets':>8}  {'page':22}{'median':>9}{'p95':>9}"
        f"{'floor':>8}{'ratio':>7}{'req/s':>8}{'queries':>8}{'bytes':>9}{'sent':>8}"
    )
    for row in rows:
        begin = f"{row.database:11}{row.tickets:8,}  {row.page:22}"
        if row.median_ms is None:
            yield f"{begin}not there"
            continue
        yield (
            f"{begin}{row.median_ms:6.1f} ms{row.p95_ms or 0:6.1f} ms"
            f"{row.floor_ms or 0:8.1f}{row.ratio or 0:7.1f}{row.rps or 0:8.0f}"
            f"{row.queries or 0:8}{row.bytes or 0:9,}{row.bytes_sent or 0:8,}"
        )


def aims(rows: Sequence[Row], memory: dict[tuple[str, int], float]) -> Iterator[str]:
    """Yield whether each aim is met, with the figure that decides it."""
    there = [row for row in rows if row.median_ms is not None]
    for row in there:
        if row.tickets == LARGEST and row.ratio is not None:
            most = MOST_RATIO_OF.get(row.page, MOST_RATIO)
            yield _told(
                row.ratio <= most,
                f"{row.database}: {row.page} at {LARGEST:,} takes {row.ratio:.1f} times"
                f" its floor (at most {most:.0f})",
            )
    by_page: dict[tuple[str, str], dict[int, Row]] = defaultdict(dict)
    for row in there:
        by_page[row.database, row.page][row.tickets] = row
    for (database, page), sizes in by_page.items():
        if {SMALLEST, LARGEST} <= sizes.keys():
            yield from _grown(database, page, sizes)
    for (database, tickets), megabytes in memory.items():
        yield _told(
            megabytes <= MOST_MEMORY,
            f"{database}: the server holds {megabytes:.0f} MB at {tickets:,}"
            f" (at most {MOST_MEMORY})",
        )


def _grown(database: str, page: str, sizes: dict[int, Row]) -> Iterator[str]:
    slower = (sizes[LARGEST].median_ms or 0) / (sizes[SMALLEST].median_ms or 1)
    yield _told(
        slower <= MOST_SLOWDOWN,
        f"{database}: {page} takes {slower:.2f} times as long at {LARGEST:,} as at"
        f" {SMALLEST:,} (at most {MOST_SLOWDOWN})",
    )
    counts = {row.queries for row in sizes.values()}
    if len(counts) > 1:
        yield _told(
            False, f"{database}: {page} sends {sorted(map(str, counts))} queries"
        )


def _told(is_met: bool, what: str) -> str:
    return f"{'met   ' if is_met else 'MISSED'}  {what}"
