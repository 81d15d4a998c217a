"""The command that computes grades."""

import time

import click

from desk.cli.group import desk, system_act
from desk.services.recomputing import open_periods, recompute_period


@desk.command("grade")
@click.option("--period", metavar="NAME", help="Of this period only.")
def compute_grades(*, period: str | None) -> None:
    """Compute the grades of every gradebook that is not locked, as of now.

    Drafts follow. A published grade keeps its value; if another follows from what
    happened since, it is marked for its teacher to look at.
    """
    begin, changed = time.perf_counter(), 0
    periods = open_periods(period)
    if not periods and period is not None:
        raise click.ClickException(f"No period {period!r} has gradebooks to compute.")
    for each in periods:
        with click.progressbar(length=each.steps(), label=each.name) as progress:
            changed += recompute_period(system_act(), each, progress=progress.update)
    grades = sum(len(some) for each in periods for some in each.students.values())
    seconds = time.perf_counter() - begin
    click.echo(f"{changed} of {grades} grades changed. {seconds:.1f} seconds.")
