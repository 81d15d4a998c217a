"""The command that brings in another desk's event log."""

import re
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from desk.cli.group import desk, system_act
from desk.cli.imports import told, unit_named
from desk.domain.errors import DeskError
from desk.domain.event_table import (
    Columns,
    Reading,
    RuleError,
    Rules,
    read_cases,
    rules_of,
)
from desk.domain.hours import CalendarError, zone_named
from desk.domain.intake import columns_named
from desk.domain.table import read_table
from desk.services import log_imports
from desk.web.now import now

# Every batch is a transaction of its own, so a log may be long; a case cannot be cut.
MOST_ROWS = 500_000
UNSAFE = re.compile(r"[^\w.-]+")


@desk.command("import-log")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "rules", multiple=True, metavar="ACTIVITY=KIND[+KIND]")
@click.option("--map-file", type=click.Path(path_type=Path), help="One rule a line.")
@click.option("--case", required=True, metavar="COLUMN")
@click.option("--activity", required=True, metavar="COLUMN")
@click.option("--timestamp", required=True, metavar="COLUMN")
@click.option("--resource", metavar="COLUMN", help="Who did it.")
@click.option("--time-zone", required=True, help="Of times without an offset.")
@click.option("--unit", metavar="CODE", help="Needed if there are several units.")
@click.option("--name", help="The log is known by it again; default: the file's name.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
def import_log(
    *,
    file: Path,
    rules: tuple[str, ...],
    map_file: Path | None,
    time_zone: str,
    unit: str | None,
    name: str | None,
    dry_run: bool,
    **columns: str | None,
) -> None:
    """Bring in another desk's event log as tickets with the logs they really had.

    Each case becomes a ticket, once. KIND is an event such as received or paused, or
    note; ACTIVITY * is every activity that no other rule names.
    """
    begin = time.perf_counter()
    try:
        reading = _read(file, columns, _rules(map_file, rules), time_zone)
        source = log_imports.Source(
            unit_named(unit), UNSAFE.sub("-", name or file.stem)
        )
        added = _previewed(source, reading) if dry_run else _imported(source, reading)
    except OSError as problem:
        where = problem.filename or file
        raise click.ClickException(f"{where}: {problem.strerror}") from problem
    except RuleError as problem:
        raise click.ClickException(f"--map: {problem}") from problem
    except CalendarError as problem:
        raise click.ClickException(f"--time-zone: {problem}") from problem
    except DeskError as problem:
        raise click.ClickException(told(problem.message, problem.facts)) from problem
    _print_report(reading, added, "To import" if dry_run else "Imported", begin)


def _read(
    file: Path, names: Mapping[str, str | None], rules: Rules, time_zone: str
) -> Reading:
    zone = zone_named(time_zone).key
    table = read_table(file.read_bytes(), most_rows=MOST_ROWS)
    given = {what: name for what, name in names.items() if name is not None}
    places = columns_named(given, table.header)
    columns = Columns(
        case=places["case"],
        activity=places["activity"],
        timestamp=places["timestamp"],
        resource=places.get("resource"),
    )
    return read_cases(table, columns, rules, zone=zone, now=now())


def _rules(map_file: Path | None, rules: Sequence[str]) -> Rules:
    lines: list[str] = []
    if map_file is not None:
        try:
            lines = map_file.read_text("utf-8-sig").splitlines()
        except UnicodeDecodeError as problem:
            raise RuleError(f"{map_file} is not a text file.") from problem
    written = [line for line in lines if line.strip() and not line.startswith("#")]
    if not written and not rules:
        raise RuleError("say what the activities are, ACTIVITY=KIND for each.")
    return rules_of([*written, *rules])


def _previewed(source: log_imports.Source, reading: Reading) -> int:
    return log_imports.count_new(system_act(), source, reading.cases)


def _imported(source: log_imports.Source, reading: Reading) -> int:
    cases = reading.cases
    with click.progressbar(
        length=len(cases), label="Importing", file=sys.stderr
    ) as progress:
        return log_imports.import_log(
            system_act(), source, cases, progress=progress.update
        )


def _print_report(reading: Reading, added: int, done: str, begin: float) -> None:
    if reading.refused or reading.presumed:
        click.echo("  line  what is left out, or taken differently")
    for refused in reading.refused:
        click.echo(f"{refused.line:6}  {told(refused.reason, refused.facts)}")
    for deed in reading.presumed:
        click.echo(
            f"{deed.line:6}  “{deed.case}” has no receipt first: this is taken for it."
        )
    cases = reading.cases
    events = sum(len(deed.kinds) for case in cases for deed in case.deeds)
    counts = f"{done}: {added}. Already there: {len(cases) - added}."
    seconds = time.perf_counter() - begin
    click.echo(
        f"{counts} Left out: {len(reading.refused)} rows. "
        f"The file tells of {events} events. {seconds:.1f} seconds."
    )
