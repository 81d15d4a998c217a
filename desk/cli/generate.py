"""The command that fills an empty desk with tickets that never were."""

import sys
import time
from datetime import datetime, timedelta

import click
from flask_migrate import upgrade

from desk.cli.group import desk
from desk.cli.serving import revision
from desk.demo.crowd.generate import Order, generate
from desk.domain import defaults
from desk.domain.errors import DeskError
from desk.domain.shifts import local_date
from desk.services.passwords import SHORTEST
from desk.web.now import now

MOST = 1_000_000


@desk.command("generate")
@click.option(
    "--tickets", type=click.IntRange(1, MOST), default=1_000, show_default=True
)
@click.option(
    "--seed", default=1, show_default=True, help="Another one, other tickets."
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="The last of the three years' days; default: yesterday.",
)
@click.option("--password", help="Of all accounts; without it nobody can sign in.")
def generate_tickets(
    *, tickets: int, seed: int, until: datetime | None, password: str | None
) -> None:
    """Fill an empty desk with three years of tickets, people and units made up.

    The same seed and day make the same tickets. Cut short, it goes on where it
    stopped. A desk that holds anything of its own is left alone.
    """
    if password is not None and len(password) < SHORTEST:
        raise click.BadParameter(
            f"At least {SHORTEST} characters.", param_hint="password"
        )
    yesterday = local_date(now(), str(defaults.HOURS["tz"])) - timedelta(days=1)
    day = yesterday if until is None else until.date()
    if day > yesterday:
        raise click.BadParameter("This day is not over yet.", param_hint="until")
    if revision() is None:
        upgrade()
    order = Order(tickets, seed, day, password)
    begin = time.perf_counter()
    try:
        with click.progressbar(
            length=tickets, label="Generating", file=sys.stderr
        ) as progress:
            for more in generate(order):
                progress.update(more)
    except DeskError as refused:
        click.echo(err=True)
        raise click.ClickException(" ".join(refused.message.split())) from refused
    seconds = time.perf_counter() - begin
    click.echo(f"{tickets} tickets up to {day}, seed {seed}. {seconds:.1f} seconds.")
