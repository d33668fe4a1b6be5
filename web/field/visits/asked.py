"""A question of the form as a screen draws it: its words, what stands there, what does not fit in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from cases import law
from cases.visits import checking, form
from cases.visits.body import Answer
from cases.visits.drafts import Draft
from cases.visits.findings import Finding
from cases.visits.form import Question
from conversations.dossier import plain
from locales.texts import Text
from web.field.caller import Caller

ACTIVITY = "activity"  # the list of kinds of work
HINTS = {
    "birth": Text("visit.hint.birth", "A day, a month, a year, or only the age: 01.05.2012, 2012, 13."),
    "hours": Text("visit.hint.hours", "A number or a span: 8 or 10–13."),
    "point": Text("visit.hint.point", "Two numbers, such as 43.2389, 76.8897, or the long link of a map."),
    "time": Text("visit.hint.time", "For instance 18:30."),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen."""

    code: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """Answers of one kind, under its name: a long list is folded by kinds."""

    name: str
    choices: tuple[Choice, ...]

    @property
    def is_open(self) -> bool:
        """Whether one of them is chosen."""
        return any(one.chosen for one in self.choices)


@dataclass(frozen=True, slots=True)
class Said:
    """What does not fit, in words; `weight` as `cases.visits.findings` has it."""

    weight: str
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `typed` is what stands there, as it was typed; `both`: what two people typed, to choose
    from, empty unless they differ. `heading` stands above it where it is the first of its group. `kinds`: the
    choices of a long list, by their kinds.
    """

    id: str
    kind: str
    words: str
    hint: str
    heading: str
    required: bool
    typed: str = field(repr=False)
    choices: tuple[Choice, ...]
    kinds: tuple[Kind, ...]
    said: tuple[Said, ...]
    both: tuple[str, ...] = field(repr=False)


def draw(
    caller: Caller, draft: Draft, child: int, ids: Iterable[str], found: Iterable[Finding], today: date
) -> list[Asked]:
    """Give the questions of these ids, with what stands there and every finding about them."""
    answers, told = draft.content.of(child), list(found)
    drawn: list[Asked] = []
    headed = {""}
    for question in [one for id in ids if (one := form.question(id)) is not None]:
        above = "" if question.group in headed else question.group
        headed.add(question.group)
        drawn.append(_one(caller, question, answers.get(question.id), above, told, today))
    return drawn


def typed(answer: Answer | None) -> str:
    """Give what was typed as one text, "" for nothing: codes with commas between them."""
    if answer is None:
        return ""
    return answer.typed if isinstance(answer.typed, str) else ",".join(answer.typed)


def shown(question: Question, told: str | tuple[str, ...], caller: Caller) -> str:
    """Give what was typed in words: the chosen answers by their names."""
    codes = told.split(",") if isinstance(told, str) and question.options else told
    if isinstance(codes, str):
        return codes or "—"
    names = {one.code: caller.say(one.text) for one in question.options}
    return ", ".join(names.get(code, code) for code in codes if code) or "—"


def sentence(caller: Caller, one: Finding) -> Said:
    """Give the words of a finding."""
    return Said(one.weight, caller.say(one.text, **dict(one.values)))


def _one(
    caller: Caller,
    question: Question,
    answer: Answer | None,
    group: str,
    found: list[Finding],
    today: date,
) -> Asked:
    text = typed(answer)
    own = checking.read(question, text, today).findings if text else ()
    about = [
        one for one in found if one.question == question.id and one.code not in ("missing", "two_answers")
    ]
    said = {one.code: sentence(caller, one) for one in (*own, *about)}
    chosen = set(text.split(",")) if question.kind == "codes" else {text}
    if question.group == "q19" and not text:
        chosen = {"not_asked"}
    choices = tuple(Choice(one.code, caller.say(one.text), one.code in chosen) for one in question.options)
    hint = HINTS.get(question.kind)
    heading = form.groups().get(group) if group else None
    return Asked(
        id=question.id,
        kind=question.kind,
        words=caller.say(question.text),
        hint=caller.say(hint) if hint else "",
        heading=caller.say(heading) if heading else "",
        required=question.required,
        typed=text,
        choices=choices,
        kinds=_kinds(choices, caller) if question.option_set == ACTIVITY else (),
        said=tuple(said.values()),
        both=_both(question, answer, caller),
    )


def _kinds(choices: tuple[Choice, ...], caller: Caller) -> tuple[Kind, ...]:
    """Kinds of work by their groups, as they follow each other."""
    group = {one.code: one.group for one in law.book().activity}
    parts = groupby(choices, key=lambda one: group.get(one.code, "other"))
    return tuple(Kind(caller.say(plain.WORK[code]), tuple(some)) for code, some in parts)


def _both(question: Question, answer: Answer | None, caller: Caller) -> tuple[str, ...]:
    if answer is None or not answer.beside:
        return ()
    return tuple(shown(question, one, caller) for one in (answer.typed, *answer.beside))
