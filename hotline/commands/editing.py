"""`hotline directory words` and `lookups`: words that people use, added to the search by an editor."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from cases.services import lookups as searches
from cases.services import words as added
from cases.services.lookups import LookUp
from cases.services.words import Word
from directory import kinds
from directory.reading import Directory
from hotline import unlocking
from hotline.commands import opened
from hotline.commands.freshness import Json, Role, plain, role
from hotline.compose import Composed
from hotline.errors import CommandRefused
from locales import daytime, languages

app = typer.Typer()
words = typer.Typer(help="Words that an editor adds to the search.", no_args_is_help=True)
app.add_typer(words, name="words")

Phrase = Annotated[str, typer.Argument(help="what people say, in its plainest form")]


@words.command("list")
def list_words(as_json: Json = False) -> None:
    """List the words that were added, with what they mean."""
    with opened.books() as books, books.database.reading() as tx:
        known = added.listing(tx)
    if as_json:
        rows = [
            {"words": one.words, "meaning": one.meaning, "language": one.language, "by": one.added_by}
            | {"added": daytime.day(one.added_at).isoformat()}
            for one in known
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for one in known:
        typer.echo(f"{one.meaning:<28} {one.language}  {plain(one.words)}")
    if not known:
        typer.echo("No words have been added. hotline directory words add WORDS need:CODE")


@words.command("add")
def add_words(
    phrase: Phrase,
    meaning: Annotated[str, typer.Argument(help="need:CODE or kind:CODE")],
    lang: Annotated[str, typer.Option(help="their language")] = "ru",
    by_role: Role = "editor",
) -> None:
    """Add words to the search; a running hotline knows them within some minutes."""
    family, _, code = meaning.partition(":")
    if family == "need":
        kinds.get_need(code)
    elif family == "kind":
        kinds.get_kind(code)
    else:
        raise CommandRefused("The meaning is need:CODE or kind:CODE, such as need:shelter.")
    if languages.known(lang) is None:
        raise CommandRefused(f"--lang is one of {', '.join(languages.CODES)}.")
    word = Word(" ".join(phrase.split()), meaning, lang, datetime.now(UTC), role(by_role))
    with opened.books() as books, books.database.transaction() as tx:
        is_new = added.add(tx, word)
    typer.echo("Added." if is_new else "That is known already.")


@words.command("remove")
def remove_words(
    phrase: Phrase,
    meaning: Annotated[str, typer.Argument(help="only in this meaning")] = "",
    by_role: Role = "editor",
) -> None:
    """Take added words out of the search again."""
    by, now = role(by_role), datetime.now(UTC)
    with opened.books() as books, books.database.transaction() as tx:
        gone = added.remove(tx, " ".join(phrase.split()), meaning, by=by, now=now)
    typer.echo(f"Removed: {gone}." if gone else "There are no such words: hotline directory words list")


@app.command()
def lookups(
    days: Annotated[int, typer.Option(min=1, max=30, help="of the last so many days")] = 30,
    sealed: Annotated[
        bool, typer.Option("--sealed", help="instead: the older ones, for the recovery key or a coordinator")
    ] = False,
    officer: Annotated[str, typer.Option(help="with --sealed: sign-in name of a coordinator")] = "",
    as_json: Json = False,
) -> None:
    """List what people looked for in vain, the commonest first: nothing was found, or nothing was opened.

    Nobody's name stands there: no sender, no hour; numbers and names were masked before they were kept.
    """
    with opened.house() as house:
        found, closed = _sealed(house, officer) if sealed else (_recent(house, days), 0)
        _tell(found, house.directory, as_json)
    if closed:
        typer.echo(f"Sealed for a key that has been replaced since, or for others: {closed}.", err=True)


def _recent(house: Composed, days: int) -> tuple[LookUp, ...]:
    since = datetime.now(UTC) - timedelta(days=days)
    with house.database.reading() as tx:
        return searches.counted(tx, house.keys, since=since)


def _sealed(house: Composed, officer: str) -> tuple[tuple[LookUp, ...], int]:
    hand = unlocking.by(house, officer)
    with house.database.reading() as tx:
        return searches.unboxed(tx, hand.unlocked)


def _tell(found: Iterable[LookUp], directory: Directory, as_json: bool) -> None:
    rows = [
        {"many": one.many, "words": one.words, "need": one.need, "language": one.language, "kind": one.kind}
        | {"territory": one.territory, "place": _place(directory, one.territory)}
        for one in found
    ]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        said = plain(str(row["words"])) or row["need"]
        typer.echo(f"{row['many']:>5}  {row['kind']:<8}  {row['language']}  {said}  {row['place']}")
    if not rows:
        typer.echo("Nothing was looked for in vain.")


def _place(directory: Directory, code: str) -> str:
    return directory.territories.full_name(code, "ru") if directory.territories.find(code) else ""
