"""`hotline training`: a house of its own in which teachers, monitors and officers learn with sample cases."""

import shutil
from typing import Annotated

import typer

from hotline import logs, practice, settings
from hotline.commands import demo, prepare
from hotline.commands import serve as serving
from hotline.errors import CommandRefused
from hotline.settings import Settings

app = typer.Typer(help="A house for practice: sample people and cases, no way out.", no_args_is_help=True)


@app.command()
def serve() -> None:
    """Run the practice house on HOTLINE_LISTEN; it is made the first time. Data: var/training."""
    told = furnished()
    logs.configure(told.log)
    typer.echo("This is the practice house: nothing leads out of it, and nothing in it is counted.")
    serving.run(told, demo.furnished)


@app.command()
def reset(
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
) -> None:
    """Begin anew: everything that was practised is deleted, the samples are as on the first day."""
    if not practice.is_practice(practice.settings(settings.read())):
        raise CommandRefused(f"There is no practice house in {practice.FOLDER}: nothing was deleted.")
    if not yes:
        typer.confirm(f"Delete everything in {practice.FOLDER}?", abort=True)
    told = practice.settings(settings.read())
    for ending in ("", "-wal", "-shm"):
        told.directory.with_name(f"cases.db{ending}").unlink(missing_ok=True)
    shutil.rmtree(practice.FOLDER)
    furnished()
    typer.echo("The practice house is as on the first day. `hotline training serve` opens it.")


def furnished() -> Settings:
    """Give the settings of the practice house, which is made and marked where it is not there yet."""
    told = practice.settings(settings.read())
    if told.keys.is_dir() and not practice.is_practice(told):
        raise CommandRefused(f"{told.keys} holds keys of another house: nothing was changed.")
    practice.mark(told)
    prepare.prepare(told, sample=True)
    return told
