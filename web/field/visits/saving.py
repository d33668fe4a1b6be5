"""Saving what a form sent: only what differs from what stood there when the page was drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from cases.visits import drafts, form
from cases.visits.drafts import Draft, Place
from cases.visits.findings import Finding
from store.seal import Keys
from store.transaction import Transaction
from web.field.caller import Caller
from web.field.visits.screens import Screen

KEEP = "keep"
"""Of two answers the chosen one: "<question>:<place>"."""
_LONGEST_VERSION = 9  # digits


@dataclass(frozen=True, slots=True)
class Page:
    """What was on the page: a screen of a child (0: the visit) as the draft has it now."""

    draft: Draft
    child: int
    screen: Screen


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of saving a form: the visit's version, whether two differ, what does not fit."""

    version: int
    differs: bool
    findings: tuple[Finding, ...]


def save(tx: Transaction, keys: Keys, caller: Caller, page: Page, *, now: datetime) -> Kept:
    """Save the answers of a form. Raises VisitSent."""
    version, differs = page.draft.version, False
    found: list[Finding] = []
    for question, typed, seen in _changes(caller, page):
        place = Place(page.draft.token, caller.account, page.child, question)
        saved = drafts.save(tx, keys, place, typed, seen=seen, now=now)
        version, differs = saved.version, differs or saved.conflict is not None
        found += saved.findings
    return Kept(version, differs, tuple(found))


def changed(caller: Caller, id: str) -> tuple[str, ...] | None:
    """Give what was typed in answer to a question; None: it was not on the page, or nothing changed."""
    sent = tuple(one.strip() for one in caller.lists.get(id, ()))
    if f"was.{id}" not in caller.form or ",".join(sent) == caller.form[f"was.{id}"].strip():
        return None
    return sent


def _changes(caller: Caller, page: Page) -> Iterator[tuple[str, str | tuple[str, ...], int]]:
    chosen, _, place = caller.said(KEEP).partition(":")
    for id in page.screen.questions:
        if id == chosen:
            yield id, _one_of(page, id, place), page.draft.version
            continue
        sent = changed(caller, id)
        if sent is None:
            continue
        question = form.question(id)
        is_many = question is not None and question.kind == "codes"
        yield id, sent if is_many else "".join(sent[:1]), _seen(caller, id)


def _one_of(page: Page, id: str, place: str) -> str | tuple[str, ...]:
    """Give the answer that was chosen of those that two people typed."""
    answer = page.draft.content.of(page.child).get(id)
    told = (answer.typed, *answer.beside) if answer is not None else ()
    if not (place.isascii() and place.isdecimal() and len(place) < 3 and int(place) < len(told)):
        raise web.HTTPNotFound
    return told[int(place)]


def _seen(caller: Caller, id: str) -> int:
    told = caller.form.get(f"seen.{id}") or caller.form.get("seen", "")
    if not (told.isascii() and told.isdecimal() and len(told) <= _LONGEST_VERSION):
        raise web.HTTPBadRequest
    return int(told)
