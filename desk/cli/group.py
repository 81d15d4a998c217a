"""The group of the desk's commands, and the act of a command."""

from flask.cli import AppGroup

from desk.domain.people import SYSTEM, Act
from desk.web.actor import new_key
from desk.web.now import now

desk = AppGroup("desk", help="The complaint desk.")


def system_act() -> Act:
    """Return an act of the desk itself, now."""
    return Act(actor=SYSTEM, at=now(), key=new_key())
