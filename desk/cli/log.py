"""Commands about the log: is it whole, what follows from it, what a case comes to."""

import json
from typing import BinaryIO

import click

from desk.cli.group import desk
from desk.domain.cases import CaseError, measure_cases
from desk.queries.integrity import walk_chains
from desk.services.projection import count_tickets, rebuild, stray_tickets


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


@desk.command("rebuild")
def rebuild_rows() -> None:
    """Make every ticket's row anew from its log, as after an update of the desk."""
    changed = run_rebuild()
    click.echo(f"{changed} of {count_tickets()} tickets were made anew.")


def run_rebuild() -> int:
    """Make the rows anew, showing how far it is; return how many have changed."""
    changed = 0
    with click.progressbar(length=count_tickets(), label="Rebuilding") as progress:
        for chunk in rebuild():
            changed += len(chunk.strayed)
            progress.update(chunk.checked)
    return changed


@desk.command("measure")
@click.argument("cases", type=click.File("rb"))
def measure(cases: BinaryIO) -> None:
    """Measure the cases of a file written like vectors/clock.json, and print JSON."""
    try:
        figures = measure_cases(cases.read())
    except CaseError as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(json.dumps(figures, indent=2))
