"""`hotline people`: invite those who work with the hotline."""

import os
from datetime import UTC, datetime
from typing import Annotated

import typer

from cases import officers, people
from cases.absences import schools
from cases.admission import invitations
from cases.admission.invitations import JOIN, Invitation
from cases.errors import UnknownSchool
from directory.errors import UnknownDepartment
from hotline.commands import opened
from hotline.compose import Composed
from hotline.errors import CommandRefused

app = typer.Typer(help="People who work with the hotline.", no_args_is_help=True)
AT_TELEGRAM = ("officer",)
"""Roles that have something to do in Telegram as well."""
OUTDOORS = ("teacher", "monitor")
"""Roles that work from a chat and have no password."""


@app.callback()
def _people() -> None:
    """People who work with the hotline."""


@app.command()
def invite(
    role: Annotated[
        str, typer.Option(help="officer, operator, coordinator, editor, admin, teacher or monitor")
    ],
    territory: Annotated[str, typer.Option(help="code of the territory; none: the whole country")] = "",
    department: Annotated[str, typer.Option(help="code of the officer's department")] = "",
    school: Annotated[
        str, typer.Option(help="code of the teacher's school, as the desk's page names it")
    ] = "",
    bot: Annotated[str, typer.Option(help="the bot's name at Telegram, for a link that opens it")] = "",
) -> None:
    """Print a one-time invitation to the desk, good for 72 hours; an officer's to the bot as well.

    Teachers and monitors are invited to the chat alone: a teacher by --school, a monitor by --territory.

    Whoever takes it up chooses a name and a password, sets up one-time passwords, and waits for their key:
    `hotline keys grant`. Once an officer of a department has joined the bot, only its officers can
    acknowledge in its group.
    """
    with opened.house() as house:
        if role in OUTDOORS:
            _say_in_chat(house, _outdoors(house, role, territory, school), bot)
            return
        invitation = _invitation(house, role, territory, department)
        now = datetime.now(UTC)
        with house.database.transaction() as tx:
            token = invitations.invite(tx, house.keys, invitation, actor="admin", entropy=os.urandom, now=now)
            at_telegram = (
                people.invite(
                    tx,
                    house.keys,
                    role=role,
                    territory=territory,
                    department=department,
                    entropy=os.urandom,
                    now=now,
                )
                if role in AT_TELEGRAM
                else ""
            )
        base = _base(house)
    typer.echo(f"Desk: {base}/desk/welcome/{token}")
    if at_telegram:
        typer.echo(_at_telegram(at_telegram, bot))


@app.command()
def school(
    name: Annotated[str, typer.Argument(help="name of the school")],
    territory: Annotated[str, typer.Option(help="code of the district, town or village")],
    conflict: Annotated[
        bool, typer.Option("--conflict", help="its head, or the head's family, employs pupils")
    ] = False,
) -> None:
    """Add a school and print its code, for `hotline people invite --role teacher --school CODE`."""
    with opened.house() as house:
        _check_place(house, territory)
        with house.database.transaction() as tx:
            added = schools.add(
                tx,
                house.keys,
                name,
                territory,
                conflict=conflict,
                entropy=os.urandom,
                now=datetime.now(UTC),
            )
    typer.echo(added.code)


def _outdoors(house: Composed, role: str, territory: str, code: str) -> str:
    """Give the token of an invitation for a teacher or monitor."""
    now = datetime.now(UTC)
    with house.database.transaction() as tx:
        if role == "teacher":
            try:
                territory = schools.get(tx, house.keys, code).territory
            except UnknownSchool as error:
                raise CommandRefused(
                    "A teacher needs --school CODE; `hotline people school` adds one and prints its code."
                ) from error
        elif code or not territory:
            raise CommandRefused("A monitor needs --territory CODE, and no school.")
        _check_place(house, territory)
        told = {"role": role, "territory": territory, "school": code}
        return people.invite(tx, house.keys, **told, entropy=os.urandom, now=now)


def _say_in_chat(house: Composed, token: str, bot: str) -> None:
    typer.echo(_at_telegram(token, bot))
    typer.echo(f"Web chat: {_base(house)}/?start=inv_{token}")


def _at_telegram(token: str, bot: str) -> str:
    return f"Telegram: https://t.me/{bot}?start=inv_{token}" if bot else f"Telegram: /start inv_{token}"


def _base(house: Composed) -> str:
    return house.settings.public_url.rstrip("/") or f"http://{house.settings.listen}"


def _invitation(house: Composed, role: str, territory: str, department: str) -> Invitation:
    if role not in officers.ROLES:
        possible = ", ".join((*officers.ROLES, *OUTDOORS))
        raise CommandRefused(f"{role!r} cannot be invited; possible: {possible}.")
    if territory:
        _check_place(house, territory)
    try:
        code = officers.department_of(house.directory.departments, role, department)
    except UnknownDepartment as error:
        raise CommandRefused(
            "An officer needs --department CODE; `hotline departments list` prints them."
        ) from error
    return Invitation(JOIN, role, "" if role == "officer" else territory, code)


def _check_place(house: Composed, territory: str) -> None:
    if house.directory.territories.find(territory) is None:
        raise CommandRefused(f"There is no territory {territory}.")
