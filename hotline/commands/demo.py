"""`hotline demo`: run the house with sample departments, to be tried out."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import typer

from cases import enrolment
from hotline import logs, settings
from hotline.commands import prepare, serve
from hotline.compose import Composed
from hotline.serving import Extras
from web.parts import Showcase

DEMO = Path("var/demo")
CHANNEL = "demo"


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
    serve.run(told, lambda composed: Extras(enrol_everybody(composed), ready=_say))


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


def _say(addresses: Sequence[str]) -> None:
    for address in addresses:
        typer.echo(f"Report as a citizen:           {address}/")
        typer.echo(f"See what departments receive:  {address}/demo/department")
    typer.echo("Report in one window, press «Алынды» in the other, and see the reporter told.")
    typer.echo("Running. Stop with Ctrl-C.")
