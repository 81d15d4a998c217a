"""The command that works out cases of grading without the database."""

import json
from pathlib import Path

import click

from desk.cli.group import desk
from desk.domain.worked_cases import UnreadableCase, work_through


@desk.command("score")
@click.argument("cases", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def score(*, cases: Path) -> None:
    """Print what the cases in a JSON file are worth, by kind and in their order."""
    try:
        vectors = json.loads(cases.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as why:
        raise click.ClickException(f"{cases.name} is not JSON: {why}") from why
    if not isinstance(vectors, dict):
        raise click.ClickException(f"{cases.name} holds no cases by kind.")
    try:
        answers = work_through(vectors)
    except UnreadableCase as why:
        raise click.ClickException(f"This case cannot be read: {why}") from why
    click.echo(json.dumps(answers, indent=2, ensure_ascii=False))
