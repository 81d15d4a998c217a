"""Commands: flask --app wsgi desk …; each calls services and prints."""

import csv
import json
import logging
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import click
from flask import Flask
from flask.cli import AppGroup, ScriptInfo, pass_script_info
from flask_migrate import upgrade
from sqlalchemy.exc import DatabaseError
from waitress import serve

from desk.demo.load import load, read_story
from desk.domain.cases import CaseError, measure_cases
from desk.domain.errors import DeskError, InvalidInput
from desk.domain.intake import Field, columns_named
from desk.domain.people import SYSTEM, Act, Role
from desk.domain.table import read_table
from desk.domain.vocabulary import Channel
from desk.queries.class_groups import class_groups
from desk.queries.integrity import walk_chains
from desk.queries.sources import source_codes
from desk.queries.tickets import count_tickets
from desk.queries.units import units
from desk.services import imports, people
from desk.web.forms import new_key
from desk.web.now import now

THREADS = 8
desk = AppGroup("desk", help="The complaint desk.")


def init_app(app: Flask) -> None:
    """Offer the commands."""
    app.cli.add_command(desk)


@desk.command("demo")
@click.option("--port", default=5000, show_default=True)
@pass_script_info
def demo(info: ScriptInfo, port: int) -> None:
    """Make the demo's database if there is none, and serve it on this machine."""
    app = info.load_app()
    if not app.config["DEMO"]:
        raise click.ClickException("The demo starts with: python3 dev.py demo")
    upgrade()
    story = read_story()
    if count_tickets() < len(story["tickets"]):
        with click.progressbar(length=100, label="Loading the demo") as progress:
            for percent in load(story, now=now()):
                progress.update(percent - progress.pos)
    names = ", ".join(person["username"] for person in story["people"])
    click.echo(f"\nThe complaint desk: http://127.0.0.1:{port}")
    click.echo(f"Sign in as {names}")
    click.echo(f"Password for all: {story['password']}    (Ctrl+C ends it)\n")
    logging.getLogger("waitress").setLevel(logging.ERROR)
    serve(app, host="127.0.0.1", port=port, threads=THREADS, ident=None)


@desk.command("serve")
@click.option("--host", default="0.0.0.0", show_default=True)  # noqa: S104 -- the shop's network
@click.option("--port", default=5000, show_default=True)
@pass_script_info
def serve_desk(info: ScriptInfo, host: str, port: int) -> None:
    """Serve the desk to the school's network."""
    serve(info.load_app(), host=host, port=port, threads=THREADS, ident=None)


@desk.command("verify-log")
def verify_log() -> None:
    """Walk every ticket's chain of events and name the first broken event of each."""
    checked = broken = 0
    for found in walk_chains():
        checked += 1
        if found is not None:
            broken += 1
            click.echo(f"Ticket {found.number}, event {found.n}: {found.reason}.")
    if broken:
        raise click.ClickException(f"{broken} of {checked} chains are broken.")
    click.echo(f"The log is whole: {checked} tickets checked.")


@desk.command("measure")
@click.argument("cases", type=click.File("rb"))
def measure(cases: BinaryIO) -> None:
    """Measure the cases of a file written like vectors/clock.json, and print JSON."""
    try:
        figures = measure_cases(cases.read())
    except CaseError as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(json.dumps(figures, indent=2))


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
@click.option("--unit", metavar="CODE", help="Needed if there are several units.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
def import_complaints(
    file: Path,
    mapping: str,
    channel: str,
    source: str | None,
    unit: str | None,
    *,
    dry_run: bool,
) -> None:
    """Put the complaints of a CSV file into a unit's queue, each once."""
    begin = time.perf_counter()
    try:
        table = read_table(file.read_bytes())
        unit_id = _unit_id(unit)
        intake = imports.Intake(
            table=table,
            columns=columns_named(_mapped(mapping), table.header),
            unit_id=unit_id,
            channel=Channel(channel),
            source_id=_source_id(source, unit_id),
        )
        report = _previewed(intake) if dry_run else _imported(intake)
    except OSError as problem:
        raise click.ClickException(f"{file}: {problem.strerror}") from problem
    except DeskError as problem:
        raise click.ClickException(_told(problem.message, problem.facts)) from problem
    _print_report(report, "To import" if dry_run else "Imported", begin)


def _previewed(intake: imports.Intake) -> imports.Report:
    return imports.preview_complaints(_system_act(), intake)


def _imported(intake: imports.Intake) -> imports.Report:
    with click.progressbar(
        length=len(intake.table.rows), label="Importing", file=sys.stderr
    ) as progress:
        report = imports.import_complaints(
            _system_act(), intake, progress=progress.update
        )
        progress.update(progress.length or 0)
    return report


def _system_act() -> Act:
    return Act(actor=SYSTEM, at=now(), key=new_key())


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


def _unit_id(code: str | None) -> int:
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
        click.echo(f"{line:6}  {_told(reason, facts)}")
    counts = f"{done}: {report['imported']}. Already there: {report['already_there']}."
    seconds = time.perf_counter() - begin
    click.echo(f"{counts} Left out: {len(refused)}. {seconds:.1f} seconds.")


def _told(message: str, facts: Mapping[str, Any]) -> str:
    """Return a message of the rules in English, on one line."""
    facts = dict(facts)
    if "field" in facts:
        facts["field"] = Field(facts["field"]).label
    if "reason" in facts:
        facts["reason"] = str(facts["reason"]) % facts
    return " ".join((message % facts).split())


@desk.command("add-user")
@click.argument("username")
@click.option("--name", required=True, help="Full name.")
@click.option("--role", required=True, type=click.Choice([r.value for r in Role]))
@click.option("--unit", metavar="CODE", help="For students and supervisors.")
@click.option("--class-group", metavar="NAME", help="For students.")
@click.option("--student-number", default="")
@click.option("--password-stdin", is_flag=True, help="Read it, do not ask for it.")
def add_user(
    *,
    username: str,
    name: str,
    role: str,
    unit: str | None,
    class_group: str | None,
    student_number: str,
    password_stdin: bool,
) -> None:
    """Add an account; the password asked for is only to sign in once."""
    try:
        profile = people.Profile(
            username=username,
            name=name.strip(),
            role=Role(role),
            unit_id=_id_of(unit, {u.code: u.id for u in units()}),
            class_group_id=_id_of(class_group, {g.name: g.id for g in class_groups()}),
            student_number=student_number.strip(),
        )
        people.add_person(
            _system_act(),
            profile,
            password=_password(sys.stdin if password_stdin else None),
            must_change_password=True,
        )
    except DatabaseError as problem:
        hint = "Is the database set up? flask --app wsgi db upgrade"
        reason = str(problem.orig).splitlines()[0]
        raise click.ClickException(f"{reason}. {hint}") from problem
    except InvalidInput as refused:
        told = [f"{field}: {text}" for field, text in refused.errors.items()]
        raise click.ClickException(" ".join(told)) from refused
    except DeskError as refused:
        raise click.ClickException(refused.message) from refused
    click.echo(f"{name} signs in as {username.casefold()} and chooses a new password.")


def _id_of(wanted: str | None, ids: dict[str, int]) -> int | None:
    folded = {name.casefold(): id_ for name, id_ in ids.items()}
    if wanted is not None and wanted.casefold() not in folded:
        known = ", ".join(ids) or "none yet"
        raise click.ClickException(f"There is no {wanted}. Known: {known}.")
    return None if wanted is None else folded[wanted.casefold()]


def _password(piped: TextIO | None) -> str:
    if piped is not None:
        return piped.readline().rstrip("\r\n")
    asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return asked
