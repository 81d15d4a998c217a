"""Commands about the log: is it whole, and what does the clock make of a case."""

import json
from typing import BinaryIO

import click

from desk.cli.group import desk
from desk.domain.cases import CaseError, measure_cases
from desk.queries.integrity import walk_chains
from desk.services.log import stray_tickets


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
    strays = list(stray_tickets())
    for number in strays:
        click.echo(f"Ticket {number}: its row does not follow its log.")
    if strays:
        raise click.ClickException(f"{len(strays)} of {checked} tickets were altered.")
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
