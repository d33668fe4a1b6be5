"""`hotline migrate-to`: puts everything that the cases database keeps into another one."""

import time
from typing import Annotated

import typer

from hotline import compose
from hotline.commands import opened
from hotline.errors import CommandRefused
from store import moving

Address = Annotated[
    str, typer.Argument(help="an empty database, such as postgresql://hotline@db.example/hotline")
]


def migrate_to(address: Address) -> None:
    """Put every row into an empty database at this address, count and compare; nothing is taken away here.

    Nobody may serve either of them meanwhile. Keys and the directory stay where they are.
    """
    begun = time.monotonic()
    with opened.house() as house:
        if address == house.settings.database:
            raise CommandRefused("That is the database in use: name the one to move to.")
        target = compose.open_database(house.settings.model_copy(update={"database": address}))
        try:
            target.upgrade()
            with (
                house.database.hold(alone=True),
                target.hold(alone=True),
                house.database.reading() as source,
                target.transaction() as tx,
            ):
                arrived = moving.move(source, tx)
        finally:
            target.close()
    for content in arrived:
        typer.echo(f"{content.rows:>9} {content.table:<14} {content.digest[:16]}")
    rows, seconds = sum(content.rows for content in arrived), time.monotonic() - begun
    typer.echo(f"{rows} rows in {seconds:.0f} s, all equal on both sides.")
    typer.echo("Set HOTLINE_DATABASE to the new address on every machine; then `hotline check`, and serve.")
    typer.echo("Keep the old database until that works, then delete it: what is erased later is still in it.")
