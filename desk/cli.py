"""Commands: flask --app wsgi desk …; each calls services and prints."""

import logging

import click
from flask import Flask
from flask.cli import AppGroup, ScriptInfo, pass_script_info
from flask_migrate import upgrade
from waitress import serve

from desk.demo.load import load, read_story
from desk.queries.integrity import walk_chains
from desk.queries.tickets import count_tickets
from desk.web.now import now

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
    serve(app, host="127.0.0.1", port=port, threads=8, ident=None)


@desk.command("verify-log")
def verify_log() -> None:
    """Walk every ticket's chain of events and name the first broken event."""
    checked = 0
    for broken in walk_chains():
        checked += 1
        if broken is not None:
            raise click.ClickException(
                f"Ticket {broken.number}, event {broken.n}: {broken.reason}."
            )
    click.echo(f"The log is whole: {checked} tickets checked.")
