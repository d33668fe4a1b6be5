"""`hotline serve` and `hotline demo`: run the house."""

import asyncio
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cases import enrolment
from hotline import compose, logs, serving, settings
from hotline.commands import opened, prepare
from hotline.compose import Composed
from hotline.serving import ROLES, Extras
from hotline.settings import Settings
from hotline.telegram import Username
from web.parts import Showcase

DEMO = Path("var/demo")
CHANNEL = "demo"


Roles = Annotated[
    list[str] | None,
    typer.Option("--role", help="web, bot or worker; again for more. Without it: all three in one process"),
]


def serve(role: Roles = None) -> None:
    """Run the bot (when HOTLINE_BOT_TOKEN is set), the web chat and the worker until stopped."""
    unknown = set(role or ()) - ROLES
    if unknown:
        raise typer.BadParameter(f"There is no role {sorted(unknown)[0]}: web, bot or worker.")
    roles = frozenset(role or ROLES)
    say = _say_open if "web" in roles else _say_working
    _run(opened.told(), lambda composed: Extras(ready=say, roles=roles))


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
    prepare.prepare(told, sample=True)
    _run(told, lambda composed: Extras(enrol_everybody(composed), ready=_say_demo))


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


def _run(told: Settings, extras: Callable[[Composed], Extras]) -> None:
    username = Username()
    composed = compose.compose(told, link=username.link)
    try:
        asyncio.run(serving.serve(composed, username, extras(composed)))
    finally:
        composed.database.close()


def _say_open(addresses: Sequence[str]) -> None:
    for address in addresses:
        typer.echo(f"Web chat: {address}/")
    typer.echo("Running. Stop with Ctrl-C.")


def _say_working(addresses: Sequence[str]) -> None:
    for address in addresses:
        typer.echo(f"Health: {address}/health")
    typer.echo("Running. Stop with Ctrl-C.")


def _say_demo(addresses: Sequence[str]) -> None:
    for address in addresses:
        typer.echo(f"Report as a citizen:           {address}/")
        typer.echo(f"See what departments receive:  {address}/demo/department")
    typer.echo("Report in one window, press «Алынды» in the other, and see the reporter told.")
    typer.echo("Running. Stop with Ctrl-C.")
