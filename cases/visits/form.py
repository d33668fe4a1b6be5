"""The questions of Annex II form 1 and those asked besides, as `form_kz.toml` has them.

The ids of the paper form never change: "q1" … "q23", with the letters of its lines ("q4a", "q19l").
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from cases.visits.errors import FormUnsound
from locales.texts import Text

FILE = Path(__file__).with_name("form_kz.toml")
KINDS = (
    "text",
    "long",
    "birth",
    "age",
    "date",
    "choice",
    "codes",
    "number",
    "hours",
    "time",
    "load",
    "point",
)
VISIT, CHILD = "visit", "child"
OTHER, DECISION = 5, 6
"""Sections that the paper does not have: what is printed under "other", and what was decided."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `section`: 1 to 4 of the paper; 0 the visit, 5 other, 6 the decision.

    `of`: asked once for the "visit", or of each "child". `polarity`: "good" or "bad" is what the first
    affirmative answer means, "" that it means neither. `group`: the heading that it stands under ("q19").
    `fact`: the input of the assessment that it becomes. `personal`: tells who the child is. `copied`: the
    next child begins with the same answer. `option_set`: the name of its list of options. `only_if`: asked
    only where one of these questions has this answer.
    """

    id: str
    section: int
    kind: str
    text: Text
    options: tuple[Option, ...]
    polarity: str
    of: str
    group: str
    fact: str
    required: bool
    personal: bool
    copied: bool
    option_set: str
    only_if: tuple[tuple[str, str], ...]

    @property
    def on_paper(self) -> bool:
        """Is it a question of the printed form?"""
        return self.id.startswith("q")

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its options."""
        return tuple(one.code for one in self.options)


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    id: str
    section: int
    kind: str
    text: tuple[str, str]
    options: str = ""
    polarity: str = ""
    of: str = CHILD
    group: str = ""
    fact: str = ""
    required: bool = False
    personal: bool = False
    copied: bool = False
    only_if: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    version: str
    question: tuple[_Row, ...]
    sections: dict[str, tuple[str, str]]
    groups: dict[str, tuple[str, str]]
    options: dict[str, dict[str, tuple[str, str]]]


@cache
def questions() -> tuple[Question, ...]:
    """Give every question, in the order of the paper, then those asked besides.

    Raises:
        FormUnsound: the file says something that cannot be meant.
    """
    told = _file()
    chosen = {
        name: tuple(Option(code, Text(*text)) for code, text in rows.items())
        for name, rows in told.options.items()
    }
    found = tuple(_question(row, chosen) for row in told.question)
    if len({one.id for one in found}) != len(found):
        raise FormUnsound("a question is there twice")
    if wrong := [one.id for one in found if one.kind not in KINDS or one.of not in (VISIT, CHILD)]:
        raise FormUnsound(f"of no known kind: {', '.join(wrong)}")
    return found


def question(id: str) -> Question | None:
    """Give one question; None: the form has none of this id."""
    return _by_id().get(id)


def of_visit() -> tuple[Question, ...]:
    """Give what is asked once for the whole visit."""
    return tuple(one for one in questions() if one.of == VISIT)


def of_child() -> tuple[Question, ...]:
    """Give what is asked of each child."""
    return tuple(one for one in questions() if one.of == CHILD)


def on_paper() -> tuple[Question, ...]:
    """Give the questions of the printed form, in its order."""
    return tuple(one for one in questions() if one.on_paper)


def sections() -> dict[int, Text]:
    """Give the heading of each section, by its number."""
    return {int(number): Text(*text) for number, text in _file().sections.items()}


def groups() -> dict[str, Text]:
    """Give the headings that several lines of the paper share: "q4", "q14", "q19", "q20", "q22"."""
    return {name: Text(*text) for name, text in _file().groups.items()}


def version() -> str:
    """Give the version of the form, which is kept with every visit."""
    return _file().version


@cache
def _by_id() -> dict[str, Question]:
    return {one.id: one for one in questions()}


@cache
def _file() -> _File:
    try:
        return msgspec.convert(tomllib.loads(FILE.read_text("utf-8")), _File)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as fault:
        raise FormUnsound(f"{FILE.name}: {fault}") from fault


def _question(row: _Row, chosen: dict[str, tuple[Option, ...]]) -> Question:
    if row.options and row.options not in chosen:
        raise FormUnsound(f"{row.id}: no options {row.options}")
    return Question(
        id=row.id,
        section=row.section,
        kind=row.kind,
        text=Text(*row.text),
        options=chosen[row.options] if row.options else (),
        polarity=row.polarity,
        of=row.of,
        group=row.group,
        fact=row.fact,
        required=row.required,
        personal=row.personal,
        copied=row.copied,
        option_set=row.options,
        only_if=tuple((one.partition(":")[0], one.partition(":")[2]) for one in row.only_if),
    )
