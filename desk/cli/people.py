"""The command that adds an account, for a desk that has no administrator yet."""

import sys
from typing import TextIO

import click

from desk.cli.group import desk, system_act
from desk.domain.errors import DeskError, InvalidInput
from desk.domain.people import Role
from desk.queries.class_groups import class_groups
from desk.queries.units import units
from desk.services import people


@desk.command("add-user")
@click.argument("username")
@click.option("--name", required=True, help="Full name.")
@click.option("--role", required=True, type=click.Choice([r.value for r in Role]))
@click.option("--unit", metavar="CODE", help="For students and supervisors.")
@click.option("--class-group", metavar="NAME", help="For students.")
@click.option("--student-number", default="")
@click.option("--password-stdin", is_flag=True, help="Read it, do not ask for it.")
def add_user(
    *,
    username: str,
    name: str,
    role: str,
    unit: str | None,
    class_group: str | None,
    student_number: str,
    password_stdin: bool,
) -> None:
    """Add an account; the password asked for is only to sign in once."""
    try:
        profile = people.Profile(
            username=username,
            name=name.strip(),
            role=Role(role),
            unit_id=_id_of(unit, {u.code: u.id for u in units()}),
            class_group_id=_id_of(class_group, {g.name: g.id for g in class_groups()}),
            student_number=student_number.strip(),
        )
        people.add_person(
            system_act(),
            profile,
            password=_password(sys.stdin if password_stdin else None),
            must_change_password=True,
        )
    except InvalidInput as refused:
        told = [f"{field}: {text}" for field, text in refused.errors.items()]
        raise click.ClickException(" ".join(told)) from refused
    except DeskError as refused:
        raise click.ClickException(refused.message) from refused
    click.echo(f"{name} signs in as {username.casefold()} and chooses a new password.")


def _id_of(wanted: str | None, ids: dict[str, int]) -> int | None:
    folded = {name.casefold(): id_ for name, id_ in ids.items()}
    if wanted is not None and wanted.casefold() not in folded:
        known = ", ".join(ids) or "none yet"
        raise click.ClickException(f"There is no {wanted}. Known: {known}.")
    return None if wanted is None else folded[wanted.casefold()]


def _password(piped: TextIO | None) -> str:
    if piped is not None:
        return piped.readline().rstrip("\r\n")
    asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return asked
