"""`hotline departments`: who answers where, and where they are told."""

import json
import secrets
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rapidfuzz import process

from cases import enrolment
from conversations import outward, reaching
from conversations.incoming import Address
from directory.departments import Department
from directory.exchange import department_list
from hotline.commands import addressing, opened, trying
from hotline.commands.addressing import Email, TelegramChat, Way, Webhook
from hotline.compose import Composed
from hotline.errors import CommandRefused
from locales import languages
from store import identifiers
from store.transaction import Transaction

app = typer.Typer(help="Departments, and where they are told of cases.", no_args_is_help=True)


@app.command("list")
def listing(as_json: Annotated[bool, typer.Option("--json", help="as JSON")] = False) -> None:
    """List departments: code, how many chats, mailboxes and webhooks are enrolled, name."""
    with opened.house() as house, house.database.reading() as tx:
        known = house.directory.departments.all()
        chats = enrolment.chats_of(tx, house.keys, [one.code for one in known])
    rows = [
        {"code": one.code, "body": one.body, "territory": one.territory, "names": dict(one.names)}
        | {"chats": len(chats.get(one.code, ()))}
        | {"channels": dict(Counter(chat.channel for chat in chats.get(one.code, ())))}
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
    telegram_chat: TelegramChat = "",
    email: Email = "",
    webhook: Webhook = "",
    language: Annotated[str, typer.Option(help="language of its messages")] = "kk",
    new_secret: Annotated[
        bool, typer.Option("--new-secret", help="a new secret for a webhook that has one")
    ] = False,
) -> None:
    """Enrol a group, a mailbox or a webhook for a department: from now on it is told of its cases there."""
    if languages.known(language) is None:
        raise CommandRefused(f"{language!r} is none of {', '.join(languages.CODES)}.")
    now = datetime.now(UTC)
    with opened.house() as house:
        if house.house.is_practice:
            raise CommandRefused("This house is for practice: nothing leads out of it.")
        address = addressing.read(Way(telegram_chat, email, webhook), house.settings)
        addressing.refuse_what_cannot_be_carried(address, house.settings)
        department = _known(house, code)
        where = {"channel": address.channel, "chat": address.chat}
        with house.database.transaction() as tx:
            enrolment.enrol(tx, house.keys, department=department.code, language=language, now=now, **where)
            secret = _secret(tx, house, address, anew=new_secret)
            told = reaching.welcome(tx, house.house, address, department.code, now)
    typer.echo(f"Enrolled for {department.code}: {department.name(language)}")
    if secret:
        typer.echo(f"Its secret, shown this once: {secret}")
    if told:
        typer.echo(f"Cases that nobody could be told of before are on their way: {told}")


@app.command()
def end(code: str, telegram_chat: TelegramChat = "", email: Email = "", webhook: Webhook = "") -> None:
    """End an enrolment: no case of this department is told there any more."""
    with opened.house() as house:
        address = addressing.read(Way(telegram_chat, email, webhook), house.settings)
        with house.database.transaction() as tx:
            department = _known(house, code)
            ended = reaching.end(tx, house.house, address, department.code, datetime.now(UTC))
    if not ended:
        raise CommandRefused(f"Nothing of that is enrolled for {department.code}.")
    typer.echo(f"Ended for {department.code}. What was on its way goes to the next up the ladder.")


app.command("try")(trying.attempt)


def _secret(tx: Transaction, house: Composed, address: Address, *, anew: bool) -> str:
    """Give the secret of a webhook that had none, or is to have another; "" for all else."""
    if address.channel != outward.WEBHOOK:
        return ""
    if not anew and enrolment.secret_of(tx, house.keys, address.channel, address.chat):
        return ""
    secret = identifiers.token(secrets.token_bytes, size=32)
    enrolment.share_secret(tx, house.keys, address.channel, address.chat, secret)
    return secret


def _known(house: Composed, code: str) -> Department:
    found = house.directory.departments.find(code)
    if found is None:
        codes = [one.code for one in house.directory.departments.all()]
        nearest = process.extractOne(code, codes)
        raise CommandRefused(f"There is no department {code}. Did you mean {nearest[0]}?")
    return found
