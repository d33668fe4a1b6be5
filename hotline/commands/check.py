"""`hotline check`: a doctor that says in plain words what is wrong and what to do."""

from collections.abc import Iterator
from datetime import UTC, datetime

import typer

from cases import appeals, enrolment, escalation, evidence, forwarding, history, tasks
from cases import law as rules
from hotline import compose
from hotline.commands import opened
from hotline.compose import Composed
from locales import languages
from store import duties


def check() -> None:
    """Say whether everything that is needed is there, and what still needs a person. Exit 1 when not."""
    told = opened.told()
    composed = compose.compose(told)
    troubles = 0
    try:
        for ok, line in [*_database(composed), *_departments(composed), *_words()]:
            troubles += not ok
            typer.echo(f"{'ok  ' if ok else 'MEND'}  {line}")
    finally:
        composed.database.close()
    token = bool(told.bot_token.get_secret_value())
    typer.echo(f"note  Telegram: {'token is set' if token else 'off (HOTLINE_BOT_TOKEN is not set)'}")
    if troubles:
        raise typer.Exit(1)


def _database(composed: Composed) -> Iterator[tuple[bool, str]]:
    with composed.database.reading() as tx:
        waiting = duties.waiting(tx, datetime.now(UTC))
        broken = history.verify(tx)
        untold = forwarding.untold(tx)
        overdue, open_tasks = escalation.overdue(tx, datetime.now(UTC)), tasks.waiting(tx)
    yield True, f"database {composed.settings.database} opens with its keys; duties open: {waiting.open}"
    yield (
        not waiting.aside,
        f"updates put aside: {waiting.aside}" + (" – run `hotline updates retry`" if waiting.aside else ""),
    )
    yield (
        not untold,
        f"cases of which no department was told: {untold}"
        + (" – enrol a chat for their lead or the operator: `hotline departments enrol`" if untold else ""),
    )
    yield not overdue, f"cases that nobody acknowledged in time: {overdue}"
    yield (
        not open_tasks,
        f"tasks for people: {open_tasks}" + (" – run `hotline cases tasks`" if open_tasks else ""),
    )
    yield broken is None, "history is whole" if broken is None else f"history is broken at row {broken}"
    today = rules.in_force(datetime.now(UTC).date())
    yield True, f"rules in force: {today.version}"


def _departments(composed: Composed) -> Iterator[tuple[bool, str]]:
    known = composed.directory.departments.all()
    with composed.database.reading() as tx:
        chats = enrolment.chats_of(tx, composed.keys, [one.code for one in known])
    yield (
        bool(chats),
        f"departments: {len(known)}, with a chat: {len(chats)}"
        + ("" if chats else " – nobody is told of a case: run `hotline departments enrol`"),
    )


def _words() -> Iterator[tuple[bool, str]]:
    waiting = ", ".join(languages.OWN_NAMES[code] for code in languages.AWAITING_NATIVE_READER)
    yield True, f"languages: {', '.join(languages.CODES)}; awaiting a native reader: {waiting}"
    rules = appeals.in_force(datetime.now(UTC).date())
    yield (
        True,
        f"legal paths {rules.version}, read on {rules.checked_on}: statements awaiting legal review:"
        f" {len(rules.pending)}; not known and not promised: {len(rules.unknown)} (cases/appeals_kz.toml)",
    )
    lists = evidence.book()
    yield True, f"evidence lists {lists.version}, read on {lists.checked_on}: {lists.review}"
