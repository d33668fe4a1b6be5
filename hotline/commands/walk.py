"""`hotline walk`: go through a script in the terminal, as a person would."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from conversations.dialogue import drawing
from conversations.walking import Walk
from directory import reading, writing
from directory.reading import Directory
from hotline import compose, settings
from hotline.errors import CommandRefused
from locales import languages
from store.seal import Keys


def walk(
    script: str,
    lang: Annotated[str, typer.Option(help="language: kk, ru, en, uz, ky")] = "kk",
    draw: Annotated[
        bool, typer.Option("--draw", help="print the script as a Mermaid diagram instead")
    ] = False,
) -> None:
    """Walk through a script: numbers press buttons, words are words, @42.9,71.4 is a point, ! a voice.

    An empty line or the end of the input ends the walk and prints it as a test. Nothing is stored.
    Places and departments are those of this house, or where none is set up yet those of the sample.
    """
    known = compose.scripts()
    if script not in known:
        raise CommandRefused(f"There is no script {script!r}; there are: {', '.join(known)}.")
    if languages.known(lang) is None:
        raise CommandRefused(f"{lang!r} is none of {', '.join(languages.CODES)}.")
    if draw:
        typer.echo(drawing.diagram(known[script]))
        return
    house = compose.furnish(Keys(os.urandom(32), os.urandom(32)), _directory(settings.read().directory))
    _go(Walk(house, known[script], lang, datetime.now(UTC)))


def _directory(prepared: Path) -> Directory:
    """Give the directory of this house, or where none is prepared one as it is shipped, with samples."""
    if prepared.exists():
        return reading.open_directory(prepared)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "directory.db"
        writing.make_directory(path, sample=True)
        made = reading.open_directory(path)
        len(made.services)  # read while the file is there
        return made


def _go(walking: Walk) -> None:
    while not walking.ended:
        typer.echo(f"\n{walking.screen}\n> ", nl=False)
        line = sys.stdin.readline().strip()
        if not line:
            break
        walking.step(line)
    typer.echo(f"\n\n{walking.ended or 'stopped'}\n\n{walking.as_test()}")
