"""`hotline directory search` and `hotline directory place`: the search of services and of places, by hand."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from directory import kinds, reading, service
from directory.places import Asked as AskedPlace
from directory.reading import Directory
from directory.search import finding
from directory.search.asked import Answer, Asked, Hit
from directory.service import Words
from hotline import learning
from hotline.commands import opened
from hotline.errors import CommandRefused
from locales import languages

app = typer.Typer()

Text = Annotated[str, typer.Argument(help="what is looked for, in any language, script and spelling")]
Json = Annotated[bool, typer.Option("--json", help="as JSON")]


@app.command()
def search(
    text: Text = "",
    lang: Annotated[str, typer.Option(help="language in which names are shown")] = "ru",
    territory: Annotated[str, typer.Option(help="code (KATO) of the territory that is to be served")] = "",
    near: Annotated[str, typer.Option(metavar="LAT,LON", help="near this point, such as 42.3,69.6")] = "",
    need: Annotated[str, typer.Option(help="code of a need")] = "",
    kind: Annotated[str, typer.Option(help="code of a kind of service")] = "",
    age: Annotated[float | None, typer.Option(help="age of the child in years", min=0, max=120)] = None,
    limit: Annotated[int, typer.Option(help="at most so many", min=1, max=1000)] = 5,
    as_json: Json = False,
) -> None:
    """Find services, and say why each of them fits."""
    if languages.known(lang) is None:
        raise CommandRefused(f"{lang!r} is none of {', '.join(languages.CODES)}.")
    if kind:
        kinds.get_kind(kind)
    if need:
        kinds.get_need(need)
    asked = Asked(text, kind, need, territory, _point(near), age=age, limit=limit)
    told = opened.told()
    directory = reading.open_directory(told.directory)
    answer = finding.finder_of(directory, learning.beside(told)).find(asked, datetime.now(UTC))
    if as_json:
        typer.echo(json.dumps(_as_json(answer, directory), ensure_ascii=False, indent=1))
        return
    for line in _lines(answer, directory, lang):
        typer.echo(line)


@app.command()
def place(
    text: Text,
    within: Annotated[str, typer.Option(help="only inside of the territory with this code (KATO)")] = "",
    limit: Annotated[int, typer.Option(help="at most so many", min=1, max=1000)] = 5,
    as_json: Json = False,
) -> None:
    """Find places: their codes, how well they fit (0 to 100), and their names."""
    directory = reading.open_directory(opened.told().directory)
    found = directory.places.find(text, within=within, limit=limit)
    rows = [
        {"code": one.code, "score": one.score, "alias": one.alias}
        | {"name": directory.territories.full_name(one.code, "ru")}
        for one in found
    ]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        typer.echo(
            f"{row['code']} {row['score']:>3} {row['name']}{' (another name)' if row['alias'] else ''}"
        )
    if not rows:
        typer.echo("No place resembles this. Try its name alone, or its district.")


def _point(text: str) -> tuple[float, float] | None:
    if not text:
        return None
    parts = text.split(",")
    try:
        lat, lon = map(float, parts)
    except ValueError:
        raise CommandRefused("--near is latitude and longitude, such as 42.3,69.6.") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise CommandRefused("--near lies between -90,-180 and 90,180 degrees.")
    return lat, lon


def _lines(answer: Answer, directory: Directory, language: str) -> list[str]:
    """The answer for a person at the terminal."""
    lines = []
    if answer.which is not None:
        lines += _which(answer.which, directory, language)
    elif answer.territory:
        name = directory.territories.full_name(answer.territory, language)
        lines.append(f"For {name} ({answer.territory}), as far as: {answer.scope or 'nothing fits'}")
    lines += [_line(hit, language) for hit in answer.hits]
    if len(answer.hits) < answer.total:
        lines.append(f"{len(answer.hits)} of {answer.total}: --limit shows more.")
    if not answer.hits and (answer.which is None or answer.which.kind == "none"):
        lines.append("No service fits. The contact centre 111 answers day and night.")
    return lines


def _which(which: AskedPlace, directory: Directory, language: str) -> list[str]:
    if which.kind == "none":
        return ["A word was not understood. If it is a place, name its district, or use --territory."]
    names = [f"  {one.code} {directory.territories.full_name(one.code, language)}" for one in which.places]
    return ["Which place is meant? Choose it by --territory:", *names]


def _line(hit: Hit, language: str) -> str:
    why = " ".join([*hit.reasons, *(f"{one}?" for one in hit.unsure)])
    km = f" {hit.km:.1f} km" if hit.km is not None else ""
    marks = "".join(
        [" (closed for a time)" if hit.closed else "", " (not verified lately)" if hit.stale else ""]
    )
    phones = ", ".join(phone.number for phone in hit.service.phones) or "phone unknown"
    return (
        f"{hit.score:>3} {_name(hit.service.names, language)}{km}: {phones}{marks} [{why}] {hit.service.id}"
    )


def _name(names: Words, language: str) -> str:
    return service.in_language(names, language) or "(no name)"


def _as_json(answer: Answer, directory: Directory) -> dict[str, Any]:
    which = answer.which and {
        "kind": answer.which.kind,
        "places": [
            {"code": one.code, "score": one.score, "name": directory.territories.full_name(one.code, "ru")}
            for one in answer.which.places
        ],
    }
    hits = [
        {
            "id": hit.service.id, "score": hit.score, "good": hit.is_good, "names": dict(hit.service.names),
            "kinds": hit.service.kinds, "phones": [phone.number for phone in hit.service.phones],
            "reasons": hit.reasons, "unsure": hit.unsure, "serves": hit.serves, "km": hit.km,
            "scope": hit.scope, "stale": hit.stale, "closed": hit.closed,
        }
        for hit in answer.hits
    ]  # fmt: skip
    said = {"territory": answer.territory, "scope": answer.scope, "total": answer.total}
    return {**said, "which": which, "hits": hits}
