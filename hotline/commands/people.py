"""`hotline people`: invite those who work with the hotline."""

import os
from datetime import UTC, datetime
from typing import Annotated

import typer

from cases import officers, people
from cases.admission import invitations
from cases.admission.invitations import JOIN, Invitation
from directory.errors import UnknownDepartment
from hotline.commands import opened
from hotline.compose import Composed
from hotline.errors import CommandRefused

app = typer.Typer(help="People who work with the hotline.", no_args_is_help=True)
AT_TELEGRAM = ("officer",)
"""Roles that have something to do in Telegram as well."""


@app.callback()
def _people() -> None:
    """People who work with the hotline."""


@app.command()
def invite(
    role: Annotated[str, typer.Option(help="officer, operator, coordinator, editor or admin")],
    territory: Annotated[str, typer.Option(help="code of the territory; none: the whole country")] = "",
    department: Annotated[str, typer.Option(help="code of the officer's department")] = "",
    bot: Annotated[str, typer.Option(help="the bot's name at Telegram, for a link that opens it")] = "",
) -> None:
    """Print a one-time invitation to the desk, good for 72 hours; an officer's to the bot as well.

    Whoever takes it up chooses a name and a password, sets up one-time passwords, and waits for their key:
    `hotline keys grant`. Once an officer of a department has joined the bot, only its officers can
    acknowledge in its group.
    """
    with opened.house() as house:
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
        base = house.settings.public_url.rstrip("/") or f"http://{house.settings.listen}"
    typer.echo(f"Desk: {base}/desk/welcome/{token}")
    if at_telegram:
        typer.echo(
            f"Telegram: https://t.me/{bot}?start=inv_{at_telegram}"
            if bot
            else f"Telegram: /start inv_{at_telegram}"
        )


def _invitation(house: Composed, role: str, territory: str, department: str) -> Invitation:
    if role not in officers.ROLES:
        raise CommandRefused(f"{role!r} cannot be invited; possible: {', '.join(officers.ROLES)}.")
    if territory and house.directory.territories.find(territory) is None:
        raise CommandRefused(f"There is no territory {territory}.")
    try:
        code = officers.department_of(house.directory.departments, role, department)
    except UnknownDepartment as error:
        raise CommandRefused(
            "An officer needs --department CODE; `hotline departments list` prints them."
        ) from error
    return Invitation(JOIN, role, "" if role == "officer" else territory, code)
