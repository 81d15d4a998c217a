"""The group of the desk's commands, and the act of a command."""

import click
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from desk.domain.people import SYSTEM, Act
from desk.web.actor import new_key
from desk.web.now import now


class OneLine(AppGroup):
    """Commands that say in one line what the machine would not do."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except SQLAlchemyError as problem:
            reason = str(getattr(problem, "orig", problem)).splitlines()[0]
            hint = "Is the database there, and set up? flask --app wsgi db upgrade"
            raise click.ClickException(f"{reason}. {hint}") from problem
        except OSError as problem:
            raise click.ClickException(str(problem)) from problem


desk = OneLine("desk", help="The complaint desk.")


def system_act() -> Act:
    """Return an act of the desk itself, now."""
    return Act(actor=SYSTEM, at=now(), key=new_key())
