"""`hotline updates`: what was put aside because it could not be handled."""

from datetime import UTC, datetime

import msgspec
import typer
from msgspec.structs import replace

from conversations.incoming import Incoming
from hotline.commands import opened
from store import updates

app = typer.Typer(help="Updates that were put aside.", no_args_is_help=True)


@app.callback()
def _updates() -> None:
    """Updates that were put aside."""


@app.command()
def retry() -> None:
    """Hear again what was put aside; what still cannot be handled stays aside."""
    heard = left = 0
    with opened.house() as house, house.database.transaction() as tx:
        for aside in updates.asides(tx, house.keys):
            try:
                incoming = msgspec.json.decode(aside.raw, type=Incoming)
            except msgspec.MsgspecError:
                left += 1
                continue
            again = replace(incoming, update=None)  # its number is known already
            done = house.reception.hear_all(tx, [again], datetime.now(UTC))
            updates.drop_aside(tx, aside.id)
            heard += not done[0].aside
            left += done[0].aside
    typer.echo(f"{heard} heard, {left} still aside.")
