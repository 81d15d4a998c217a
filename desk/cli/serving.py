"""Commands that serve the desk: the demo to this machine, the desk to the school."""

import logging

import click
from alembic.migration import MigrationContext
from flask.cli import ScriptInfo, pass_script_info
from flask_migrate import upgrade
from waitress import serve

from desk.cli.group import desk
from desk.cli.log import run_rebuild
from desk.demo.load import Story, length, load, read_story
from desk.domain.errors import DeskError
from desk.extensions import db
from desk.queries.history import count_events
from desk.web.now import now

THREADS = 8


@desk.command("demo")
@click.option("--port", default=5000, show_default=True)
@pass_script_info
def demo(info: ScriptInfo, port: int) -> None:
    """Make the demo's database if there is none, and serve it on this machine."""
    app = info.load_app()
    if not app.config["DEMO"]:
        raise click.ClickException("The demo starts with: python3 dev.py demo")
    bring_up_to_date()
    story = read_story()
    if count_events() < length(story):
        _play(story)
    names = ", ".join(person["username"] for person in story["people"])
    click.echo(f"\nThe complaint desk: http://127.0.0.1:{port}")
    click.echo(f"Sign in as {names}")
    click.echo(f"Password for all: {story['password']}    (Ctrl+C ends it)\n")
    logging.getLogger("waitress").setLevel(logging.ERROR)
    serve(app, host="127.0.0.1", port=port, threads=THREADS, ident=None)


def _play(story: Story) -> None:
    try:
        with click.progressbar(length=100, label="Loading the demo") as progress:
            for percent in load(story, now=now()):
                progress.update(percent - progress.pos)
    except DeskError:
        # An older desk told another story, and this one does not go on from there.
        click.echo("\nThis demo is an older desk's. Delete its data for a new one.")


def bring_up_to_date() -> None:
    """Make the database what this desk needs, and the rows if it was an older one's."""
    before = revision()
    upgrade()
    if before not in {None, revision()}:
        run_rebuild()


def revision() -> str | None:
    """Return which tables the database has; None if it has none yet."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@desk.command("serve")
@click.option("--host", default="0.0.0.0", show_default=True)  # noqa: S104 -- the shop's network
@click.option("--port", default=5000, show_default=True)
@pass_script_info
def serve_desk(info: ScriptInfo, host: str, port: int) -> None:
    """Serve the desk to the school's network."""
    app = info.load_app()
    if app.config["DEMO"]:
        raise click.ClickException("The demo's passwords are known: it stays at home.")
    serve(app, host=host, port=port, threads=THREADS, ident=None)
