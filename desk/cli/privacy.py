"""The command that erases what is past its time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import click

from desk.cli.group import desk, system_act
from desk.queries.calendars import zone_in_force
from desk.queries.retention import Past, preview
from desk.services.retention import erase
from desk.web.now import now

NOTHING = "Nothing is past its time."


@desk.command("retain")
@click.option("--preview", "is_preview", is_flag=True, help="Only say what would go.")
def retain(*, is_preview: bool) -> None:
    """Erase names, contacts and words whose time is over.

    Cut short, it goes on where it stopped when it is started again. Nothing starts it
    by itself: put it in the school server's own scheduler, or press the button.
    """
    found = preview(now=now())
    for past in found:
        click.echo(_line(past))
    if is_preview:
        return
    total = sum(past.count for past in found)
    with click.progressbar(length=total, label="Erasing") as progress:
        for _ in erase(system_act()):
            progress.update(1)
    left = sum(past.count for past in preview(now=now()))
    click.echo(f"{progress.pos} erased, {left} left." if total else NOTHING)


def _line(past: Past) -> str:
    name = past.kind.value.capitalize()
    if not past.count:
        return f"{name}: 0"
    return f"{name}: {past.count}, from {_day(past.oldest)} to {_day(past.newest)}"


def _day(instant: int | None) -> str:
    if instant is None:
        return "–"
    local = datetime.fromtimestamp(instant, UTC).astimezone(
        ZoneInfo(zone_in_force(None))
    )
    return local.date().isoformat()
