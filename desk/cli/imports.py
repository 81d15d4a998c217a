"""The command that brings complaints in from a file."""

import csv
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from desk.cli.group import desk, system_act
from desk.domain.errors import DeskError
from desk.domain.intake import Field, columns_named
from desk.domain.table import read_table
from desk.domain.vocabulary import Channel
from desk.queries.sources import source_codes
from desk.queries.units import units
from desk.services import imports


@desk.command("import-complaints")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "mapping", required=True, help="complaint=COLUMN,item=COLUMN,…")
@click.option(
    "--channel",
    type=click.Choice([channel.value for channel in Channel]),
    default=Channel.PAPER.value,
    show_default=True,
    help="How the complaints reached us.",
)
@click.option("--source", metavar="CODE", help="Where all of them spring from.")
@click.option("--by-rule", is_flag=True, help="Let each unit's words find the sources.")
@click.option("--unit", metavar="CODE", help="Needed if there are several units.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
def import_complaints(
    file: Path,
    mapping: str,
    channel: str,
    source: str | None,
    unit: str | None,
    *,
    by_rule: bool,
    dry_run: bool,
) -> None:
    """Put the complaints of a CSV file into a unit's queue, each once."""
    begin = time.perf_counter()
    try:
        table = read_table(file.read_bytes())
        unit_id = unit_named(unit)
        intake = imports.Intake(
            table=table,
            columns=columns_named(_mapped(mapping), table.header),
            unit_id=unit_id,
            channel=Channel(channel),
            source_id=_source_id(source, unit_id),
            by_rule=by_rule,
        )
        report = _previewed(intake) if dry_run else _imported(intake)
    except OSError as problem:
        raise click.ClickException(f"{file}: {problem.strerror}") from problem
    except DeskError as problem:
        raise click.ClickException(told(problem.message, problem.facts)) from problem
    _print_report(report, "To import" if dry_run else "Imported", begin)


def _previewed(intake: imports.Intake) -> imports.Report:
    return imports.preview_complaints(system_act(), intake)


def _imported(intake: imports.Intake) -> imports.Report:
    with click.progressbar(
        length=len(intake.table.rows), label="Importing", file=sys.stderr
    ) as progress:
        report = imports.import_complaints(
            system_act(), intake, progress=progress.update
        )
        progress.update(progress.length or 0)
    return report


def _mapped(mapping: str) -> dict[Field, str]:
    """Return the column named for each field; names with a comma stand in quotes."""
    names = {}
    for part in next(csv.reader([mapping], skipinitialspace=True), []):
        field, _, column = part.partition("=")
        if field.strip() not in set(Field) or not column.strip():
            known = ", ".join(Field)
            raise click.ClickException(
                f"--map: “{part}” is not FIELD=COLUMN. The fields are: {known}."
            )
        names[Field(field.strip())] = column
    if Field.COMPLAINT not in names:
        raise click.ClickException("--map: complaint=COLUMN is missing.")
    return names


def unit_named(code: str | None) -> int:
    """Return the id of the unit; the only one there is if none is named."""
    active = {unit.code: unit.id for unit in units() if unit.is_active}
    if code is None and len(active) == 1:
        return next(iter(active.values()))
    if code is None or code.upper() not in active:
        known = ", ".join(active) or "none yet"
        raise click.ClickException(f"--unit: choose one of the units: {known}.")
    return active[code.upper()]


def _source_id(code: str | None, unit_id: int) -> int | None:
    if code is None:
        return None
    known = source_codes(unit_id)
    if code not in known:
        codes = ", ".join(known)
        raise click.ClickException(f"--source: choose one of the sources: {codes}.")
    return known[code]


def _print_report(report: imports.Report, done: str, begin: float) -> None:
    refused = report["refused"]
    if refused:
        click.echo("  line  left out because")
    for line, reason, facts in refused:
        click.echo(f"{line:6}  {told(reason, facts)}")
    counts = f"{done}: {report['imported']}. Already there: {report['already_there']}."
    seconds = time.perf_counter() - begin
    if report["tagged"]:
        click.echo(f"Sources set by rule: {report['tagged']}.")
    click.echo(f"{counts} Left out: {len(refused)}. {seconds:.1f} seconds.")


def told(message: str, facts: Mapping[str, Any]) -> str:
    """Return a message of the rules in English, on one line."""
    facts = dict(facts)
    if "field" in facts:
        facts["field"] = Field(facts["field"]).label
    if "reason" in facts:
        facts["reason"] = str(facts["reason"]) % facts
    return " ".join((message % facts).split())
