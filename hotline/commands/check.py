"""`hotline check`: a doctor that says in plain words what is wrong and what to do."""

import asyncio
import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import typer

from hotline import logs, settings
from hotline.doctor import examination, trial
from hotline.doctor.finding import Finding
from hotline.errors import SettingRefused

AsJson = Annotated[bool, typer.Option("--json", help="as JSON")]
Whole = Annotated[bool, typer.Option("--whole", help="read a large database through, however long it takes")]
Mail = Annotated[bool, typer.Option("--mail", help="send a trial letter to HOTLINE_ADMIN_EMAIL as well")]


def check(as_json: AsJson = False, whole: Whole = False, mail: Mail = False) -> None:
    """Say what is well, what a person should look at, and what is wrong; changes nothing. Exit 1 when wrong.

    The service may be running or not.
    """
    found = []
    for one in _found(whole=whole, by_mail=mail):
        found.append(one)
        if not as_json:
            typer.echo(f"{one.mark:<5}  {one.text}")
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    wrong, look = (sum(one.mark == mark for one in found) for mark in ("wrong", "look"))
    if not as_json:
        typer.echo(f"\n{wrong} wrong, {look} to look at, {len(found) - wrong - look} ok.")
    if wrong:
        raise typer.Exit(1)


def _found(*, whole: bool, by_mail: bool) -> list[Finding]:
    try:
        told = settings.read()
    except SettingRefused as error:
        return [Finding("wrong", "settings", str(error))]
    logs.configure(told.log)
    now = datetime.now(UTC)
    letters = [asyncio.run(trial.finding(told, now))] if by_mail else []
    return [*examination.examine(told, now, whole=whole), *letters]
