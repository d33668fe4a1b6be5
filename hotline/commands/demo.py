"""`hotline demo`: run the house with sample departments, to be tried out."""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import typer

from cases import enrolment
from hotline import logs, settings
from hotline.commands import prepare, serve
from hotline.compose import Composed
from hotline.samples import cases, earlier, monitored, outdoors, people
from hotline.serving import Extras
from hotline.settings import Settings
from web.parts import Showcase

DEMO = Path("var/demo")
CHANNEL = "demo"
TRY = (
    "1. Report a child in cotton or fields in Zhetisai, and say that we may write to you.",
    "2. In another browser sign in at the desk as education, open the new case, and acknowledge it.",
    "3. The first window says so. Police, operator and coordinator each see what is theirs.",
)
"""What to try first."""


def demo() -> None:
    """Run everything on this machine with sample departments, without token or account. Data: var/demo."""
    defaults = {
        "HOTLINE_DATABASE": f"sqlite:///{DEMO}/cases.db",
        "HOTLINE_DIRECTORY": f"{DEMO}/directory.db",
        "HOTLINE_KEYS": f"{DEMO}/keys",
        "HOTLINE_LOG": "warning",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
    told = settings.read()
    logs.configure(told.log)
    if announced := making(told):
        typer.echo(announced)
    prepare.prepare(told, sample=True)
    serve.run(told, furnished)


def making(told: Settings) -> str:
    """Give what is said before sample data are made, which takes a while; "" where they have been made."""
    return "" if told.directory.is_file() else "Making sample data …"


def furnished(composed: Composed) -> Extras:
    """Enrol the sample departments, tell the sample cases once, and say how to begin when all is open."""
    showcases = enrol_everybody(composed)
    now = datetime.now(UTC)
    told = cases.tell(composed, now, [*earlier.events(now), *monitored.events()])
    outdoors.furnish(composed, now)
    told += monitored.flag(composed, now) if told else 0
    outside = outdoors.tokens(composed, now)
    with composed.database.reading() as tx:
        present = people.present(tx, composed.keys, composed.directory.departments)
        look = monitored.listed(monitored.found(tx, composed))
    return Extras(
        showcases,
        ready=lambda addresses: _say(addresses, told, [*look, "", *people.listed(present)], outside),
    )


def enrol_everybody(composed: Composed) -> tuple[Showcase, ...]:
    """Enrol every sample department on the demonstration page: one chat for each kind of department."""
    departments = composed.directory.departments.all()
    now = datetime.now(UTC)
    names = {one.body: one.name("kk").partition(" – ")[0] for one in departments}
    with composed.database.transaction() as tx:
        for one in departments:
            if one.code not in enrolment.departments_at(tx, composed.keys, CHANNEL, one.body):
                chat = {"channel": CHANNEL, "chat": one.body, "language": "kk"}
                enrolment.enrol(tx, composed.keys, department=one.code, **chat, now=now)
    return tuple(Showcase(body, name) for body, name in names.items())


def _say(addresses: Sequence[str], told: int, lines: Sequence[str], outside: Mapping[str, str]) -> None:
    if told:
        typer.echo(f"Sample cases told: {told}.\n")
    for address in addresses:
        typer.echo(f"Report as a citizen:            {address}/")
        typer.echo(f"Work on cases at the desk:      {address}/desk")
        typer.echo(f"What departments are sent:      {address}/demo/department")
    for address in addresses[:1]:
        for line in outdoors.listed(outside, address):
            typer.echo(line)
    typer.echo("")
    for line in lines:
        typer.echo(line)
    typer.echo("")
    for sentence in TRY:
        typer.echo(sentence)
    typer.echo("Running. Stop with Ctrl-C.")
