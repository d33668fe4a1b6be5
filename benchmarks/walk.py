"""One report as a person makes it: ten updates, nine questions, a case at the end.

The same ten for us and for the peers. Peers say the words that we say, button by button: they are taken
from a rehearsal with the real reception.
"""

from dataclasses import dataclass
from typing import Any, Literal

from conversations.dialogue import tokens
from conversations.dialogue.script import Script

Json = dict[str, Any]

Said = dict[str, list[list[Json]]]
"""By language and step, the messages that the reporter reads: `text`, `buttons`, `place_button`, `clear`."""

LANGUAGES = ("kk", "ru", "uz")
DRAFT = "DRAFT---"  # stands for the name of a draft, which nobody knows before it is begun; as long as one
STEPS = 10
POINT = (43.7, 68.3)  # in the middle of Turkistan oblast


@dataclass(frozen=True, slots=True)
class Step:
    """What is done: a button of a step is pressed, words are typed, a point is sent."""

    kind: Literal["begin", "press", "text", "point"]
    step: str = ""  # of the script, for "press"
    value: str = ""  # code of the option, words; "send" sends the report


WALK = (
    Step("begin"),
    Step("press", "what", "g_farm"),
    Step("point"),
    Step("press", "refine", "cotton"),
    Step("press", "danger", "none"),
    Step("press", "when", "today"),
    Step("text", value="3"),
    Step("text", value="12"),
    Step("press", "hours", "4_8"),
    Step("press", "days_week", "send"),
)


def token(script: Script, step: Step, draft: str = DRAFT) -> str:
    """Give the callback data of the button that is pressed."""
    if step.kind == "begin":
        return "m:report"
    asked = script.step(step.step)
    number = script.index(step.step)
    if step.value == "send":
        return tokens.make(draft, number, "send")
    source, under = (script.step(asked.options_of), WALK[1].value) if asked.options_of else (asked, "")
    offered = [one.code for one in source.options if one.under == under]
    return tokens.make(draft, number, "option", offered.index(step.value))
