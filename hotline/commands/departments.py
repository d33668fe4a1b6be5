"""`hotline departments`: who answers where, and in which chats they are told."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rapidfuzz import process

from cases import enrolment
from conversations import reaching
from conversations.incoming import Address
from directory.departments import Department
from directory.exchange import department_list
from hotline.commands import opened
from hotline.compose import Composed
from hotline.errors import CommandRefused
from locales import languages

app = typer.Typer(help="Departments and the chats in which they receive cases.", no_args_is_help=True)


@app.command("list")
def listing(as_json: Annotated[bool, typer.Option("--json", help="as JSON")] = False) -> None:
    """List departments: code, how many chats are enrolled, name."""
    with opened.house() as house, house.database.reading() as tx:
        known = house.directory.departments.all()
        chats = enrolment.chats_of(tx, house.keys, [one.code for one in known])
    rows = [
        {"code": one.code, "body": one.body, "territory": one.territory, "names": dict(one.names)}
        | {"chats": len(chats.get(one.code, ()))}
        for one in known
    ]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        typer.echo(f"{row['code']:<32} {row['chats']:>2}  {row['names']['ru']}")  # type: ignore[index]


@app.command("import")
def take_in(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX with a row for each department")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="change nothing, only say what would come")
    ] = False,
) -> None:
    """Take in a list of departments: body, territory, names, phone, e-mail, address. An empty cell keeps all.

    A wrong row stops no other: it is named with its line and the reason. The same list again changes nothing.
    """
    told = opened.told()
    outcome = department_list.take_in(told.directory, file, dry_run=dry_run)
    for one in outcome.journal.refusals:
        typer.echo(f"{one.origin.file}, line {one.origin.line}: {one.field or 'row'}: {one.reason}")
    for what, number in (+outcome.journal.left_out).items():
        typer.echo(f"Not taken: {what} ({number})")
    typer.echo(f"Departments: {outcome.new} new, {outcome.changed} changed, {outcome.same} the same")
    if dry_run:
        typer.echo("This was a dry run: nothing has been changed.")
    elif outcome.new or outcome.changed:
        typer.echo("Run `hotline init`, which gives new departments their keys, and restart `hotline serve`.")


@app.command()
def enrol(
    code: str,
    telegram_chat: Annotated[
        str, typer.Option("--telegram-chat", help="id of the department's group, such as -1001234")
    ],
    language: Annotated[str, typer.Option(help="language of its messages")] = "kk",
) -> None:
    """Enrol a Telegram group for a department: from now on it receives the department's cases."""
    address = _address(telegram_chat)
    if languages.known(language) is None:
        raise CommandRefused(f"{language!r} is none of {', '.join(languages.CODES)}.")
    with opened.house() as house, house.database.transaction() as tx:
        department = _known(house, code)
        enrolment.enrol(
            tx,
            house.keys,
            department=department.code,
            channel=address.channel,
            chat=address.chat,
            language=language,
            now=datetime.now(UTC),
        )
        told = reaching.welcome(tx, house.house, address, department.code, datetime.now(UTC))
    typer.echo(f"Enrolled for {department.code}: {department.name(language)}")
    if told:
        typer.echo(f"Cases that nobody could be told of before are on their way: {told}")


@app.command()
def end(
    code: str,
    telegram_chat: Annotated[str, typer.Option("--telegram-chat", help="id of the department's group")],
) -> None:
    """End an enrolment: the group hears of no case of this department any more."""
    address = _address(telegram_chat)
    with opened.house() as house, house.database.transaction() as tx:
        department = _known(house, code)
        ended = reaching.end(tx, house.house, address, department.code, datetime.now(UTC))
    if not ended:
        raise CommandRefused(f"This chat is not enrolled for {department.code}.")
    typer.echo(f"Ended for {department.code}. What was on its way goes to the next up the ladder.")


def _address(chat: str) -> Address:
    if not re.fullmatch(r"-?[1-9]\d{0,18}", chat, re.ASCII):
        raise CommandRefused("--telegram-chat is the number of the group, such as -1001234567890.")
    return Address("telegram", chat)


def _known(house: Composed, code: str) -> Department:
    found = house.directory.departments.find(code)
    if found is None:
        codes = [one.code for one in house.directory.departments.all()]
        nearest = process.extractOne(code, codes)
        raise CommandRefused(f"There is no department {code}. Did you mean {nearest[0]}?")
    return found
