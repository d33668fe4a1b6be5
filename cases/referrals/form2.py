"""What stands in Annex II form 2: who the child is as in form 1, and the measures line by line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cases import errors, opening, parts
from cases.keyring import Unlocked
from cases.referrals import measures, templates
from cases.referrals.measures import Measure
from store.transaction import Transaction

CHILD = "child"
VISIT = "visit:"
COPIED: Mapping[str, str] = {
    **{name: name for name in ("q1", "q2", "q3", "q4a", "q4b", "q4c", "q4d", "q5", "q6", "q7")},
    "q8": "q10",
    "q9": "q11",
}
"""Questions of form 2, and those of form 1 from which they are copied."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure as the form shows it: its words, "" where these keys do not open them."""

    measure: Measure
    template: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Content:
    """Everything of the form: `answers` of q1 to q9 as form 1 has them, `lines` in the order of the paper."""

    number: int
    answers: Mapping[str, Any] = field(repr=False)
    lines: Mapping[str, tuple[Entry, ...]] = field(repr=False)


def content(tx: Transaction, unlocked: Unlocked, number: int) -> Content:
    """Give what these keys may know of a child and the measures; replaced ones are left out.

    Whoever shows it has opened the case before, which is noted then (`opening`).
    """
    names = opening.openable(tx, unlocked, number)
    told: dict[str, Any] = {}
    for name in sorted(names):
        if name == CHILD or name.startswith(VISIT):
            part = parts.read(tx, unlocked, number, name)
            told |= part.get("answers", part)
    kept = [one for one in measures.of_case(tx, number) if one.state != "replaced"]
    entries = [_entry(tx, unlocked, one) for one in kept]
    lines = {line: tuple(one for one in entries if one.measure.line == line) for line in templates.LINES}
    answers = {name: told[source] for name, source in COPIED.items() if source in told}
    return Content(number, answers, lines)


def _entry(tx: Transaction, unlocked: Unlocked, known: Measure) -> Entry:
    try:
        words = measures.words(tx, unlocked, known)
    except (errors.NotForThisKey, errors.UnknownCase):
        return Entry(known, "", "")
    return Entry(known, str(words.get("template", "")), str(words.get("text", "")))
