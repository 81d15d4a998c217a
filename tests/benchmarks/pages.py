"""Pages: what people wait for, at 1,000, 10,000 and 100,000 tickets, on both databases.

Every size is a database generated for it, served by `desk serve` in a process of its
own. Each page is asked for 200 times over one kept connection, and between any two of
them the floor is asked once: a bare Flask app on the same database, served the same
way (tests/benchmarks/_floor.py). The ratio is that of the two medians, so what else
the machine does strikes both. Then 8 clients, each a process, ask at once; how busy
they were themselves is told, for on two cores they take the server's time. Queries
are counted in another process, bytes before and after packing. To write is to commit
as a school does: SQLite with synchronous FULL, PostgreSQL with fsync. The class whose
grades are opened has 36 students, whose grades are made of 5,000 observations.

    --tickets N …    the sizes              --database sqlite|postgresql
    --quick          1,000 tickets only     --json FILE   the rows
    --requests N     fewer, for a glance
    --keep FOLDER    keep the generated SQLite databases there for the next time
"""

import argparse
import json
import multiprocessing
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks._place import PASSWORD, Place, has_postgresql, memory_of, place
from tests.benchmarks._table import GRADES, LARGEST, SMALLEST, Row, aims, lines
from tests.benchmarks._visitor import Answer, Counter, Load, Visitor, Walk, work

SIZES = (SMALLEST, 10_000, LARGEST)
REQUESTS, WARM = 200, 15
CLIENTS, SECONDS, FORMS = 8, 2.0, 30
# How long it takes until all clients are there (seconds).
TOGETHER = 0.5
COMMON, RARE, NONE = "rusak", "gamelan", "xylofon"
HALF_A_YEAR = 182 * 86_400


class Page(NamedTuple):
    """A page to open: who does, its addresses in turn, and the floor's for it."""

    name: str
    username: str
    paths: list[str]
    floor: str


@dataclass
class Stand:
    """Where one database of one size is measured."""

    place: Place
    port: int
    floor: Visitor
    clients: ProcessPoolExecutor
    requests: int

    @cached_property
    def people(self) -> dict[str, int]:
        """Return the ids of those who sign in."""
        return dict(self.place.read("SELECT username, id FROM person"))

    @cached_property
    def counter(self) -> Counter:
        """Return the counter of the first unit."""
        query = (
            "SELECT min(s.id) FROM source s JOIN unit u ON u.id = s.unit_id"
            " WHERE u.code = 'MM' AND s.code = 'product.broken'"
        )
        return Counter(self.place.read(query)[0][0])

    def signed_in(self, username: str) -> Visitor:
        """Return a new browser of somebody."""
        return Visitor(self.port).sign_in(username, PASSWORD)

    def pages(self) -> list[Page]:
        """Return the pages to open."""
        term = self._term()
        report = f"/reports/?from={term[2]}&until={term[3]}"
        floor_report = f"/report?begin={term[0]}&end={term[1]}"
        search = "/review/search?q="
        return [
            Page("open list", "pengawas1", ["/review/"], "/list"),
            Page("board", "pengawas1", ["/review/board"], "/list"),
            Page("ticket page", "pengawas1", self._tickets(), "/list"),
            *(
                Page(name, "pengawas1", [search + word], f"/search?q={word}")
                for name, word in [
                    ("search, common word", COMMON),
                    ("search, rare word", RARE),
                    ("search, no hit", NONE),
                ]
            ),
            Page("report of a term", "guru1", [report], floor_report),
            Page(GRADES, "guru1", self._gradebooks(), "/list"),
        ]

    def _gradebooks(self) -> list[str]:
        found = self.place.read("SELECT id FROM gradebook")
        return [f"/grading/{row[0]}/" for row in found]

    def _tickets(self) -> list[str]:
        query = "SELECT id FROM ticket WHERE unit_id = 1 AND step IS {} NULL LIMIT 20"
        found = [
            row[0] for end in ("", "NOT") for row in self.place.read(query.format(end))
        ]
        return [f"/tickets/{ticket_id}" for ticket_id in found]

    def _term(self) -> tuple[int, int, str, str]:
        last = self.place.read("SELECT max(received_at) FROM ticket")[0][0]
        begin, end = last - HALF_A_YEAR, last + 1
        days = (f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}" for at in (begin, end))
        return begin, end, *days


def rows(stand: Stand) -> Iterator[Row]:
    """Yield the row of every page, as it is measured."""
    known = stand.place.database, stand.place.tickets
    queries = counted(stand)
    for page in stand.pages():
        visitor = stand.signed_in(page.username)
        status = visitor.get(page.paths[0]).status
        if status != 200:
            yield Row(*known, page.name, None)
            continue
        yield _opened(stand, page, visitor)._replace(queries=queries[page.name])
    for name, page_name in [
        ("start", "start recording"),
        ("record", "record (step 1)"),
        ("confirm", "complete a step (2)"),
    ]:
        yield _written(stand, name, page_name)._replace(queries=queries[name])


def _opened(stand: Stand, page: Page, visitor: Visitor) -> Row:
    times: list[float] = []
    floor: list[float] = []
    stand.floor.reconnect()
    for number in range(WARM + stand.requests):
        answer = visitor.get(page.paths[number % len(page.paths)])
        beside = stand.floor.get(page.floor)
        assert (answer.status, beside.status) == (200, 200), page.name
        if number >= WARM:
            times.append(answer.seconds)
            floor.append(beside.seconds)
    loads = [Load(visitor, page.paths, seconds=SECONDS)] * CLIENTS
    rps, busy = _at_once(stand, loads)
    return _row(stand, page.name, times, floor, answer)._replace(
        rps=rps, clients_busy=busy
    )


def _written(stand: Stand, name: str, page_name: str) -> Row:
    times: list[float] = []
    floor: list[float] = []
    walk = Walk(name, stand.signed_in("siswa1"), stand.counter)
    words = {"words": stand.counter.recorded["complaint"]}
    forms = walk.prepared(WARM + stand.requests)
    stand.floor.reconnect()
    for number, path in enumerate(forms):
        answer = walk.send(path)
        beside = stand.floor.post("/write", words)
        assert beside.status == 200, page_name
        if number >= WARM:
            times.append(answer.seconds)
            floor.append(beside.seconds)
    walks = [
        Walk(name, stand.signed_in(f"siswa{n}"), stand.counter)
        for n in range(1, CLIENTS + 1)
    ]
    prepared = [walk.prepared(FORMS) for walk in walks]
    loads = [
        Load(walk.student, forms, walk)
        for walk, forms in zip(walks, prepared, strict=True)
    ]
    rps, busy = _at_once(stand, loads)
    return _row(stand, page_name, times, floor, answer)._replace(
        rps=rps, clients_busy=busy
    )


def _row(
    stand: Stand, name: str, times: list[float], floor: list[float], last: Answer
) -> Row:
    median, beside = statistics.median(times), statistics.median(floor)
    return Row(
        stand.place.database,
        stand.place.tickets,
        name,
        median_ms=round(median * 1000, 2),
        p95_ms=round(statistics.quantiles(times, n=20)[-1] * 1000, 2),
        floor_ms=round(beside * 1000, 2),
        ratio=round(median / beside, 2),
        bytes=len(last.plain),
        bytes_sent=len(last.body),
    )


def _at_once(stand: Stand, loads: Sequence[Load]) -> tuple[float, float]:
    """Return how many requests a second several clients get answered together.

    And how many processors they kept busy themselves.
    """
    begin = time.time() + TOGETHER
    done = list(stand.clients.map(work, loads, [begin] * len(loads)))
    spent = max(each.end for each in done) - min(each.begin for each in done)
    busy = sum(each.busy for each in done) / spent
    return round(sum(each.answers for each in done) / spent, 1), round(busy, 2)


def counted(stand: Stand) -> dict[str, int]:
    """Return how many statements each page sends."""
    asked: dict[str, Any] = {
        "pages": [
            {
                "name": page.name,
                "paths": page.paths,
                "person_id": stand.people[page.username],
            }
            for page in stand.pages()
        ],
        "student_id": stand.people["siswa1"],
        "source_id": stand.counter.source_id,
    }
    told = stand.place.run("-m", "tests.benchmarks._queries", told=json.dumps(asked))
    return dict(json.loads(told))


def measure(
    made: Place, clients: ProcessPoolExecutor, requests: int
) -> tuple[list[Row], float | None]:
    """Return the rows of a place, and the memory its server holds afterwards (MB)."""
    with made.served() as (port, floor_port, process_id):
        floor = Visitor(floor_port)
        stand = Stand(made, port, floor, clients, requests)
        floor.get(f"/sign-in/{stand.people['pengawas1']}")
        found = []
        for row in rows(stand):
            found.append(row)
            print(list(lines([row]))[1], flush=True)
        return found, memory_of(process_id)


def read(arguments: list[str]) -> argparse.Namespace:
    """Return what is asked for."""
    parser = argparse.ArgumentParser(prog="dev.py bench pages")
    parser.add_argument("--tickets", type=int, nargs="+", default=[*SIZES])
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--requests", type=int, default=REQUESTS)
    options = parser.parse_args(arguments)
    if options.quick:
        options.tickets = [SMALLEST]
    return options


def main(arguments: list[str]) -> None:
    """Measure the sizes on the databases asked for, and print what was found."""
    options = read(arguments)
    print((__doc__ or "").partition("\n\n    --")[0].strip(), end="\n\n", flush=True)
    databases = [options.database] if options.database else ["sqlite", "postgresql"]
    if "postgresql" in databases and not has_postgresql():
        print("PostgreSQL is not installed here: only SQLite is measured.")
        databases = ["sqlite"]
    found: list[Row] = []
    memory: dict[tuple[str, int], float] = {}
    print(next(lines([])))
    with ProcessPoolExecutor(
        CLIENTS, mp_context=multiprocessing.get_context("spawn")
    ) as clients:
        list(clients.map(time.sleep, [TOGETHER] * CLIENTS))
        for database in databases:
            for tickets in options.tickets:
                with place(database, tickets, options.keep) as made:
                    made.run("-m", "tests.benchmarks._gradebook")
                    more, held = measure(made, clients, options.requests)
                found += more
                if held is not None:
                    memory[database, tickets] = round(held)
    print()
    print(*aims(found, memory), sep="\n")
    if options.json:
        written = json.dumps([row._asdict() for row in found], indent=1)
        options.json.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
