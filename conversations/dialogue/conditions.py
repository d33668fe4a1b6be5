"""Conditions on answers, in a small declarative form: when is a step asked, when is an alarm said.

{ step = "danger", has = ["d_sexual"] }      one of these codes was chosen
{ step = "hours", at_least = 3 }             a number (or the lower end of a chosen band) reaches 3
{ step = "hours", known = true }             it was answered with something other than "I don't know"
{ noticed = "self" }                         words of that list were used
{ all = [...] }  { any = [...] }  { none = [...] }
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from conversations.dialogue.answers import Answer
from conversations.dialogue.errors import ScriptBroken

Test = Callable[[Mapping[str, Answer], tuple[str, ...]], bool]
"""Whether a condition holds, given the answers so far and the words that were noticed."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; `parts` for all, any and none."""

    form: str
    step: str = ""
    codes: tuple[str, ...] = ()
    number: float = 0
    parts: tuple["Condition", ...] = ()
    test: Test = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Make the function that holds it against answers."""
        object.__setattr__(self, "test", _test(self))

    def steps(self) -> frozenset[str]:
        """Give the names of the steps it looks at."""
        own = frozenset({self.step}) if self.step else frozenset()
        return own.union(*(part.steps() for part in self.parts))


def read(raw: Mapping[str, object]) -> Condition:
    """Read a condition from TOML. Raises ScriptBroken for a form that does not exist."""
    match dict(raw):
        case {"step": str(step), "has": list(codes), **rest} if not rest:
            return Condition("has", step, tuple(map(str, codes)))
        case {"step": str(step), "at_least": int() | float() as number, **rest} if not rest:
            return Condition("at_least", step, number=float(number))
        case {"step": str(step), "known": bool(wanted), **rest} if not rest:
            return Condition("known" if wanted else "unknown", step)
        case {"noticed": str(mark), **rest} if not rest:
            return Condition("noticed", codes=(mark,))
        case {"all": list(parts), **rest} if not rest:
            return Condition("all", parts=tuple(map(read, parts)))
        case {"any": list(parts), **rest} if not rest:
            return Condition("any", parts=tuple(map(read, parts)))
        case {"none": list(parts), **rest} if not rest:
            return Condition("none", parts=tuple(map(read, parts)))
    raise ScriptBroken(f"not a condition: {dict(raw)}")


def holds(condition: Condition | None, answers: Mapping[str, Answer], marks: tuple[str, ...] = ()) -> bool:
    """Tell whether the condition is true of these answers; None is always true."""
    return condition is None or condition.test(answers, marks)


def _test(condition: Condition) -> Test:
    """Give the condition as a function: made once, for every answer is held against some nine of them."""
    if condition.form in ("all", "any", "none"):
        return _of_parts(condition.form, [part.test for part in condition.parts])
    if condition.form == "noticed":
        return lambda answers, marks: condition.codes[0] in marks
    step, codes, least = condition.step, frozenset(condition.codes), condition.number
    if condition.form == "has":
        return lambda answers, marks: step in answers and not codes.isdisjoint(answers[step].codes)
    if condition.form == "at_least":
        return lambda answers, marks: step in answers and _reaches(answers[step], least)
    wanted = condition.form == "known"
    return lambda answers, marks: (step in answers and answers[step].says_something()) is wanted


def _of_parts(form: str, tests: list[Test]) -> Test:
    settles = form != "all"  # what one part has to be for the others not to matter
    settled = form == "any"

    def test(answers: Mapping[str, Answer], marks: tuple[str, ...]) -> bool:
        for part in tests:
            if part(answers, marks) is settles:
                return settled
        return not settled

    return test


def _reaches(answer: Answer, least: float) -> bool:
    return answer.number is not None and answer.number >= least
