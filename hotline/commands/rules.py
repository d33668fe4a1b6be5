"""`hotline rules`: what work is allowed at an age, by the rules of a day, with their acts and sources."""

from datetime import UTC, date, datetime
from typing import Annotated

import typer

from cases import law
from cases.ages import ADULT
from cases.law import Law
from conversations import ruling, working_age
from conversations.rendering import Speaker
from hotline.commands import opened
from hotline.errors import CommandRefused
from locales import daytime, languages


def rules(
    age: Annotated[int, typer.Option("--age", help="of the child, in years", min=0)],
    on: Annotated[str, typer.Option("--on", help="a day, such as 2026-11-22; else today")] = "",
    language: Annotated[str, typer.Option("--language", help=f"one of {', '.join(languages.CODES)}")] = "en",
) -> None:
    """Say which rules count for a child of an age, and where each of them comes from."""
    if language not in languages.CODES:
        raise CommandRefused(f"The languages are {', '.join(languages.CODES)}.")
    if age >= ADULT:
        raise CommandRefused(f"These rules are for children under {ADULT}.")
    day = _day(on)
    in_force = law.in_force(day)
    lines = listed(in_force, age, opened.words().speaker(language))
    typer.echo(f"Rule set {in_force.version}, as of {day}, checked on {law.book().checked_on}")
    for line in lines:
        typer.echo(line)


def listed(in_force: Law, age: int, speaker: Speaker) -> list[str]:
    """Give every sentence of an age with its grounds below it, one in a line."""
    lines = []
    for one in (one for line in working_age.of_age(in_force, age, speaker) for one in line):
        lines.append(one.words)
        lines += [f"    {ground.act}{_seen(ground, speaker)}" for ground in one.grounds]
    return [*lines, speaker.say(ruling.ADVICE)]


def _seen(ground: working_age.Ground, speaker: Speaker) -> str:
    if not ground.is_confirmed:
        return f" – {speaker.say(working_age.UNCONFIRMED)}"
    return f" – {speaker.say(working_age.SEEN, source=ground.source)}" if ground.source else ""


def _day(told: str) -> date:
    if not told:
        return daytime.day(datetime.now(UTC))
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise CommandRefused("A day is written as 2026-11-22.") from None
