"""What a sheet says, however it was written: answers of the visit and of each child, as they were typed."""

from dataclasses import dataclass, field
from functools import cache

from cases.visits import form
from cases.visits.checking import Typed
from cases.visits.findings import Finding
from cases.visits.form import Question
from locales import catalogue, languages

Answers = dict[str, Typed]
Fault = tuple[int, Finding]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was read. `seen`: the version of the visit that it was printed from, 0 for an empty one.

    `faults`: the numbers of lines, each with what is wrong; everything else was read.
    """

    seen: int
    visit: Answers = field(repr=False)
    children: tuple[Answers, ...] = field(repr=False)
    faults: tuple[Fault, ...] = ()

    @property
    def count(self) -> int:
        """How many answers there are."""
        return len(self.visit) + sum(map(len, self.children))


def meant(question: Question, typed: str) -> Typed:
    """Give the codes of options that were written in words, in whatever language; else what was typed."""
    if not question.options:
        return typed
    words = _words(question.id)
    if question.kind != "codes":
        return words.get(_bare(typed), typed)
    return [words.get(_bare(one), one.strip()) for one in typed.split(";" if ";" in typed else ",")]


def _bare(typed: str) -> str:
    return typed.strip(" \t.,;").casefold()


@cache
def _words(id: str) -> dict[str, str]:
    """Give what an option may be called, small letters, in every language: its code."""
    question = form.question(id)
    options = question.options if question else ()
    found = {
        catalogue.load(language).say(one.text).casefold(): one.code
        for language in languages.CODES
        for one in options
    }
    return found | {one.code: one.code for one in options}
