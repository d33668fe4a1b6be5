"""`hotline serve`: run the house."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from hotline import compose, idle, serving, settling
from hotline.commands import opened
from hotline.compose import Composed
from hotline.serving import ROLES, Extras
from hotline.settings import Settings
from hotline.telegram import Username

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
    told = opened.told()

    def ready(addresses: Sequence[str]) -> None:
        for sentence in idle.in_vain(told, roles, apart=roles != ROLES):
            typer.echo(sentence)
        say(addresses)

    run(told, lambda composed: Extras(ready=ready, roles=roles))


def run(told: Settings, extras: Callable[[Composed], Extras]) -> None:
    """Open the house of these settings and serve until stopped; raises as `serving.serve`."""
    username = Username()
    with settling.settling():
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
