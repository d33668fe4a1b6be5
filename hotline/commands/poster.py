"""`hotline poster`: an A4 page with a code for the camera, for a school or a district."""

from pathlib import Path
from typing import Annotated

import typer

from hotline.commands import opened
from hotline.errors import CommandRefused
from hotline.paper import leading
from hotline.paper import poster as posters
from hotline.paper.poster import Poster
from locales import languages


def poster(
    file: Annotated[Path, typer.Argument(help="the PDF to write", dir_okay=False)],
    lang: Annotated[str, typer.Option("--lang", help=f"one of {', '.join(languages.CODES)}")] = "kk",
    place: Annotated[str, typer.Option("--place", help="code of the district or village (KATO)")] = "",
    school: Annotated[str, typer.Option("--school", help="name of the school, printed small")] = "",
    link: Annotated[
        str, typer.Option("--link", help="https://t.me/<bot>, or the web chat; else HOTLINE_PUBLIC_URL")
    ] = "",
    strips: Annotated[bool, typer.Option("--strips", help="with strips to tear off")] = False,
) -> None:
    """Draw a poster. Its code leads into the bot or the web chat, where the place is filled in already."""
    if lang not in languages.CODES:
        raise CommandRefused(f"The languages are {', '.join(languages.CODES)}.")
    with opened.house() as composed:
        house, leads = composed.house, link or composed.settings.public_url
        if not leads:
            raise CommandRefused("Where does the code lead? Give --link, or set HOTLINE_PUBLIC_URL.")
        if place and house.directory.territories.find(place) is None:
            raise CommandRefused("There is no place of this code. `hotline directory place` finds codes.")
        speaker = house.speaker(lang)
        named = ", ".join(filter(None, (school, speaker.place(place) if place else "")))
        page = posters.draw(Poster(leading.to(leads, place), named, strips), speaker)
    file.write_bytes(page)
    if place and not house.directory.territories.get(place).names.get(lang):
        typer.echo(f"The directory has no name of this place in “{lang}”; printed is: {speaker.place(place)}")
    typer.echo(f"Written: {file}. It leads to {leading.to(leads, place)}")
