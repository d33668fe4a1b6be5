"""`hotline init`: database, keys and directory, made once; what is there already stays."""

from typing import Annotated

import typer

from directory import writing
from hotline import compose
from hotline.commands import opened
from hotline.settings import Settings
from store import belonging, seal
from store import database as databases


def init(
    sample: Annotated[
        bool, typer.Option("--sample", help="with sample departments, to try things out")
    ] = False,
) -> None:
    """Set up the database, the keys and the directory of places. Running it again changes nothing."""
    told = opened.told()
    prepare(told, sample=sample)
    typer.echo(f"Database   {told.database}")
    typer.echo(f"Directory  {told.directory}")
    typer.echo(
        f"Keys       {told.keys}  – back this folder up apart from the database: without it nothing opens"
    )


def prepare(told: Settings, *, sample: bool) -> None:
    """Make what is missing. Raises KeyLost when the keys of existing data are gone, KeyWrong for others."""
    keys = seal.make_keys(told.keys, database=databases.path_of(told.database))
    database = compose.open_database(told)
    try:
        database.upgrade()
        belonging.claim(database, keys)
    finally:
        database.close()
    if not told.directory.is_file():
        writing.make_directory(told.directory, sample=sample)
