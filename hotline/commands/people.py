"""`hotline people`: invite those who work with the hotline."""

import os
from datetime import UTC, datetime
from typing import Annotated

import typer

from cases import people
from hotline.commands import opened
from hotline.errors import CommandRefused

app = typer.Typer(help="People who work with the hotline.", no_args_is_help=True)
SERVED = ("officer",)
"""Roles that have something to do in this version; the others come with their dialogues."""


@app.callback()
def _people() -> None:
    """People who work with the hotline."""


@app.command()
def invite(
    role: Annotated[str, typer.Option(help="officer")],
    territory: Annotated[str, typer.Option(help="code of the territory")],
    department: Annotated[str, typer.Option(help="code of the officer's department")] = "",
    bot: Annotated[str, typer.Option(help="the bot's name at Telegram, for a link that opens it")] = "",
) -> None:
    """Print a one-time invitation, good for 72 hours and for the first account that uses it.

    Once an officer of a department has joined, only its officers can acknowledge in its group.
    """
    if role not in SERVED:
        raise CommandRefused(f"{role!r} cannot be invited yet; possible: {', '.join(SERVED)}.")
    with opened.house() as house, house.database.transaction() as tx:
        if house.directory.territories.find(territory) is None:
            raise CommandRefused(f"There is no territory {territory}.")
        if house.directory.departments.find(department) is None:
            raise CommandRefused(
                "An officer needs --department CODE; `hotline departments list` prints them."
            )
        token = people.invite(
            tx,
            house.keys,
            role=role,
            territory=territory,
            department=department,
            entropy=os.urandom,
            now=datetime.now(UTC),
        )
    typer.echo(f"https://t.me/{bot}?start=inv_{token}" if bot else f"/start inv_{token}")
