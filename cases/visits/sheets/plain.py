"""A visit on a sheet of plain text: questions as remarks, answers after "=", children one after the other.

    # Sex. One of: male (Male) · female (Female)
    q3 = female

A line that begins with spaces goes on with the answer above it.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from cases.visits import checking, form
from cases.visits.body import THE_VISIT, Body
from cases.visits.findings import Finding
from cases.visits.form import CHILD, VISIT, Question
from cases.visits.sheets import sheet
from cases.visits.sheets.sheet import Answers, Fault, Sheet
from locales import catalogue, languages
from locales.texts import Text

TITLE = Text("visit.sheet_title", "Sheet of a monitoring visit")
HOW = Text("visit.sheet_how", "Write after the sign “=”. Leave a line empty where nothing is known.")
EACH = Text("visit.sheet_child", "For each child copy the part below, with its heading [child].")
PRIVATE = Text(
    "visit.sheet_private",
    "This sheet will hold names of children. Keep it safe, and delete it once it is read in.",
)
LATER = Text("visit.sheet_photos", "Photos of the workplace are added later, on the page of the visit.")
ONE_OF = Text("visit.sheet_one_of", "One of: {options}")
SOME_OF = Text("visit.sheet_some_of", "One or several of: {options}")
_SEEN = re.compile(r"#\s*version\s*=\s*(\d{1,9})")
_HEAD = re.compile(r"\[([^\]]*)\]")
_HEADS = {VISIT: Text("visit.one", "Visit"), CHILD: Text("visit.child", "Child {n}")}
_NOWHERE = ""
_CYRILLIC = str.maketrans("хХ", "xX")  # the same key on a Russian or Kazakh keyboard
_ANSWER = re.compile(r"([qx]_?[a-z0-9_]*)\s*[=:](.*)", re.IGNORECASE)


def written(language: str, content: Body | None = None, version: int = 0) -> str:
    """Give the sheet of a visit, or an empty one, with the questions in this language."""
    return "\n".join(_lines(language, content, version)) + "\n"


def read(text: str, today: date) -> Sheet:
    """Read a sheet back. Never refuses: what is wrong stands in `faults`, with its line."""
    reading = _Reading(today)
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        reading.take(number, line.rstrip())
    return reading.done()


def is_sheet(text: str) -> bool:
    """Tell whether a text has a heading of a sheet: without an answer it is one that nobody has filled in."""
    heads = (_HEAD.fullmatch(line.strip()) for line in text.splitlines())
    return any(one is not None and _part(one[1]) != _NOWHERE for one in heads)


class _Reading:
    """Takes the lines of a sheet one by one."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._seen = 0
        self._visit: Answers = {}
        self._children: list[Answers] = []
        self._part: Answers = self._visit
        self._of = VISIT
        self._lines: dict[tuple[int, str], int] = {}
        self._open: tuple[Question, int, list[str]] | None = None
        self._faults: list[Fault] = []

    def take(self, number: int, line: str) -> None:
        if line[:1] in (" ", "\t") and line.strip() and self._open is not None:
            self._open[2].append(line.strip())
            return
        self._close()
        line = line.strip()
        if found := _SEEN.match(line):
            self._seen = int(found[1])
        elif not line or line.startswith("#"):
            return
        elif found := _HEAD.fullmatch(line):
            self._begin(number, _part(found[1]))
        elif found := _ANSWER.fullmatch(line[:1].translate(_CYRILLIC) + line[1:]):
            self._answer(number, found[1].lower(), found[2].strip())
        else:
            self._faults.append((number, Finding("not_a_line")))

    def done(self) -> Sheet:
        self._close()
        children = tuple(one for one in self._children if one)
        return Sheet(self._seen, self._visit, children, tuple(sorted(self._faults, key=lambda one: one[0])))

    def _begin(self, number: int, part: str) -> None:
        """What stands below a heading that is not known belongs to nobody: never to the child before it."""
        self._of = part
        if part == VISIT:
            self._part = self._visit
        elif part == _NOWHERE:
            self._faults.append((number, Finding("not_a_heading")))
        else:
            self._part = {}
            self._children.append(self._part)

    def _answer(self, number: int, id: str, typed: str) -> None:
        question, said = form.question(id), (("id", id),)
        if self._of == _NOWHERE:
            return
        if question is None:
            self._faults.append((number, Finding("unknown_question", values=said)))
        elif question.of != self._of:
            self._faults.append((number, Finding("other_part", values=said)))
        else:
            self._open = (question, number, [typed] if typed else [])

    def _close(self) -> None:
        if self._open is None:
            return
        question, number, lines = self._open
        self._open = None
        if not lines:
            return
        before = self._lines.setdefault((id(self._part), question.id), number)
        if before != number:
            self._faults.append(
                (number, Finding("answered_twice", question.id, values=(("n", str(before)),)))
            )
            return
        typed = sheet.meant(question, "\n".join(lines))
        self._part[question.id] = typed
        wrong = checking.read(question, typed, self._today)
        self._faults += [
            (number, one) for one in wrong.findings if wrong.value is None or question.kind == "codes"
        ]


@cache
def _names() -> dict[str, str]:
    """Give what a part of the sheet may be called, small letters, in every language."""
    found = {VISIT: VISIT, CHILD: CHILD}
    for language in languages.CODES:
        say = catalogue.load(language).say
        found |= {_plain(say(text, n="")): part for part, text in _HEADS.items()}
    return found


def _part(heading: str) -> str:
    return _names().get(_plain(heading), _NOWHERE)


def _plain(words: str) -> str:
    return re.sub(r"\d", "", words).strip(" -–№#.:").casefold().replace("ё", "е")


def _lines(language: str, content: Body | None, version: int) -> Iterator[str]:
    say = catalogue.load(language).say
    yield from (f"# {say(TITLE)}", f"# {form.version()}", f"# version = {version}", f"# {say(HOW)}")
    yield from (f"# {say(PRIVATE)}", f"# {say(LATER)}", "", "[visit]")
    yield from _answers(form.of_visit(), content.values(THE_VISIT) if content else {}, language)
    for child in (content.children if content else ()) or (None,):
        yield from ("", f"# {say(EACH)}", f"[{CHILD}]")
        yield from _answers(form.of_child(), content.values(child) if content and child else {}, language)


def _answers(asked: tuple[Question, ...], values: Mapping[str, Any], language: str) -> Iterator[str]:
    say, section, group = catalogue.load(language).say, -1, ""
    for question in asked:
        if question.section != section:
            section = question.section
            yield from ("", f"# —— {say(form.sections()[section])} ——")
        if question.group and question.group != group:
            yield f"# {say(form.groups()[question.group])}:"
        group = question.group
        yield f"# {say(question.text)}"
        yield from _choices(question, language)
        first, *more = _typed(values.get(question.id)).split("\n")
        yield f"{question.id} = {first}".rstrip()
        yield from (f"  {line}" for line in more)


def _choices(question: Question, language: str) -> Iterator[str]:
    if question.options:
        say = catalogue.load(language).say
        listed = " · ".join(f"{one.code} ({say(one.text)})" for one in question.options)
        yield f"#   {say(SOME_OF if question.kind == 'codes' else ONE_OF, options=listed)}"


def _typed(value: Any) -> str:
    match value:
        case None:
            return ""
        case {"told": told}:
            return str(told)
        case list():
            return ", ".join(value)
    return str(value)
