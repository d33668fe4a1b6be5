"""Conditions on answers, in a small declarative form: when is a step asked, when is an alarm said.

{ step = "danger", has = ["d_sexual"] }      one of these codes was chosen
{ step = "hours", at_least = 3 }             a number (or the lower end of a chosen band) reaches 3
{ step = "hours", known = true }             it was answered with something other than "I don't know"
{ noticed = "self" }                         words of that list were used
{ all = [...] }  { any = [...] }  { none = [...] }
"""

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.dialogue.answers import Answer
from conversations.dialogue.errors import ScriptBroken


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; `parts` for all, any and none."""

    form: str
    step: str = ""
    codes: tuple[str, ...] = ()
    number: float = 0
    parts: tuple["Condition", ...] = ()

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
    if condition is None:
        return True
    answer = answers.get(condition.step)
    match condition.form:
        case "has":
            return answer is not None and any(code in condition.codes for code in answer.codes)
        case "at_least":
            return answer is not None and answer.number is not None and answer.number >= condition.number
        case "known":
            return answer is not None and answer.says_something()
        case "unknown":
            return answer is None or not answer.says_something()
        case "noticed":
            return condition.codes[0] in marks
        case "all":
            return all(holds(part, answers, marks) for part in condition.parts)
        case "any":
            return any(holds(part, answers, marks) for part in condition.parts)
    return not any(holds(part, answers, marks) for part in condition.parts)
