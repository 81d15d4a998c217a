"""Rebuild: every ticket's row made anew, of 10,000 and of 100,000 tickets.

Each size is a process and a SQLite database of its own. A thousand tickets with five
or six events each come in through `log_imports`, as `desk import-log` does it, and are
copied by SQL up to the size; then every row is made stale. What is timed is the whole
of `desk rebuild`: reading every log, computing every column, writing every row. The
peak memory is that of the process, before and after.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

from flask_migrate import upgrade
from sqlalchemy import insert, select, update

from desk import create_app
from desk.domain.event_table import Case, Deed
from desk.domain.log import EventKind
from desk.domain.people import SYSTEM, Act
from desk.extensions import db
from desk.models import Evidence, Ticket, TicketEvent
from desk.services import log_imports, projection, units
from tests.benchmarks import clock

SIZES = (10_000, 100_000)
FIRST = 1_000


def cases(random: Random, count: int) -> list[Case]:
    """Return the cases of another desk, out of the lines of the other benchmark."""
    return [
        Case(
            f"Case {number}",
            [
                Deed(
                    0,
                    f"Case {number}",
                    event.kind,
                    f"P{event.by}",
                    event.at,
                    kinds,
                    True,
                )
                for event in events
                for kinds in [(EventKind(event.kind),)]
            ],
        )
        for number, events in enumerate(clock.parsed(clock.tickets(random, count)))
    ]


def fill(size: int) -> None:
    """Make a desk of so many tickets, each row of them stale."""
    act = Act(actor=SYSTEM, at=clock.AS_OF, key="benchmark")
    unit_id = units.add_unit(act, code="MM", name="Minimarket")
    source = log_imports.Source(unit_id, "benchmark")
    log_imports.import_log(
        act, source, cases(Random(2026), FIRST), progress=lambda _: None
    )
    events = db.session.query(TicketEvent).count()
    for copy in range(1, size // FIRST):
        add_copy(copy, events)
    db.session.execute(update(Ticket).values(resolution_due=1, search_text=""))
    db.session.commit()


def add_copy(copy: int, events: int) -> None:
    """Copy the first tickets with their logs once more, under other numbers."""
    of_ticket, of_event = copy * FIRST, copy * events
    for table, changes in [
        (
            Ticket.__table__,
            {
                "id": Ticket.id + of_ticket,
                "number": Ticket.number + f"-{copy}",
                "import_key": Ticket.import_key + f"-{copy}",
            },
        ),
        (
            TicketEvent.__table__,
            {
                "id": TicketEvent.id + of_event,
                "ticket_id": TicketEvent.ticket_id + of_ticket,
            },
        ),
        (Evidence.__table__, {"event_id": Evidence.event_id + of_event}),
    ]:
        copy_rows(table, changes, below=FIRST if table is Ticket.__table__ else events)
    db.session.commit()


def copy_rows(table: Any, changes: Any, *, below: int) -> None:
    """Insert the first rows of a table again, some columns changed."""
    names = [each.name for each in table.columns]
    key = next(iter(table.primary_key))
    rows = select(*(changes.get(name, table.c[name]) for name in names))
    db.session.execute(insert(table).from_select(names, rows.where(key <= below)))


def peak() -> str:
    """Return the most memory this process has had, where the system tells."""
    try:
        import resource
    except ImportError:
        return "unknown"
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def measure(size: int) -> None:
    """Time the rebuild of a desk of so many tickets, and print it."""
    with tempfile.TemporaryDirectory() as folder:
        uri = f"sqlite:///{(Path(folder) / 'desk.sqlite').as_posix()}"
        app = create_app({"SECRET_KEY": "x", "SQLALCHEMY_DATABASE_URI": uri})
        with app.app_context():
            upgrade()
            fill(size)
            before = peak()
            begin, begin_busy = time.perf_counter(), time.process_time()
            changed = sum(len(chunk.strayed) for chunk in projection.rebuild())
            busy = time.process_time() - begin_busy
            seconds = time.perf_counter() - begin
            db.engine.dispose()
    print(
        f"{size:8,} tickets: {changed:,} rows made anew in {seconds:.1f} s "
        f"({busy:.1f} s of the processor); peak memory {before} before, {peak()} after",
        flush=True,
    )


def main(arguments: list[str]) -> None:
    """Measure the size named, or each in a process of its own."""
    if arguments:
        measure(int(arguments[0]))
        return
    print((__doc__ or "").strip(), end="\n\n", flush=True)
    for size in SIZES:
        subprocess.run([sys.executable, "-m", __spec__.name, str(size)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
