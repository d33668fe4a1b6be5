"""The questions of a call, in the script's order: for the operator to read, and for the caller to hear."""

from collections.abc import Iterator

from msgspec import Struct

from conversations import sentences
from conversations.dialogue.order import applies, offered
from conversations.dialogue.script import Option, Script, Step
from conversations.dialogue.session import Notice
from conversations.phone import answering
from conversations.phone.answering import Heard
from conversations.phone.call import Call
from conversations.rendering import Speaker

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
"""The key that chooses the first option, the second, and so on."""


class Choice(Struct, frozen=True):
    """One option: its code, in the operator's words and in the caller's; `under` which option it refines."""

    code: str
    label: str
    aloud: str
    key: str
    is_chosen: bool
    under: str
    is_shown: bool


class Question(Struct, frozen=True):
    """One question. `aloud` is said to the caller; `under` are lines about what was typed.

    `is_shown`: it is asked, as the answers stand; else it waits, hidden.
    """

    name: str
    kind: str
    ask: str
    aloud: str
    hint: str
    label: str
    choices: tuple[Choice, ...]
    words: str
    under: tuple[str, ...]
    is_shown: bool
    is_required: bool
    refines: str


def questions(
    script: Script, call: Call, heard: Heard, operator: Speaker, caller: Speaker
) -> tuple[Question, ...]:
    """Give every question that a call can ask, in the order of the script."""
    return tuple(
        _question(script, step, call, heard, (operator, caller))
        for step in script.steps
        if answering.is_asked(step)
    )


def shown(script: Script, heard: Heard) -> Iterator[str]:
    """Give the questions that are asked as the answers stand, and the options on offer ("refine.cotton")."""
    for step in script.steps:
        if answering.is_asked(step) and applies(script, heard.session, step):
            yield step.name
            if step.options_of:
                yield from (f"{step.name}.{one.code}" for one in offered(script, heard.session, step))


def aloud(script: Script, caller: Speaker) -> dict[str, str]:
    """Give what is said to the caller: the questions by name, their options by name and code ("age.7_11")."""
    told: dict[str, str] = {}
    for step in script.steps:
        if answering.is_asked(step):
            told[step.name] = caller.words(step.ask)
            source = script.step(step.options_of) if step.options_of else step
            told |= {f"{step.name}.{one.code}": _label(one, caller) for one in source.options}
    return told


def under(script: Script, heard: Heard, operator: Speaker) -> dict[str, tuple[str, ...]]:
    """Give what stands under a question because of what was typed: what is wanted, what may be meant."""
    lines: dict[str, tuple[str, ...]] = {}
    for name, notice in heard.unclear.items():
        lines[name] = (_wanted(notice, operator),)
    for name, codes in heard.meant.items():
        step = script.step(name)
        source = script.step(step.options_of) if step.options_of else step
        labels = [_label(one, operator) for one in source.options if one.code in codes]
        lines[name] = (operator.say(sentences.FORMS["did_you_mean"]), *labels)
    return lines


def _question(
    script: Script, step: Step, call: Call, heard: Heard, voices: tuple[Speaker, Speaker]
) -> Question:
    operator, caller = voices
    return Question(
        name=step.name,
        kind=step.kind,
        ask=operator.words(step.ask),
        aloud=caller.words(step.ask),
        hint=operator.words(step.hint) if step.hint and step.kind == "text" else "",
        label=operator.words(step.label or step.ask),
        choices=tuple(_choices(script, step, call, heard, voices)),
        words=call.words.get(step.name, ""),
        under=under(script, heard, operator).get(step.name, ()),
        is_shown=applies(script, heard.session, step),
        is_required=step.required,
        refines=step.options_of,
    )


def _choices(
    script: Script, step: Step, call: Call, heard: Heard, voices: tuple[Speaker, Speaker]
) -> Iterator[Choice]:
    source = script.step(step.options_of) if step.options_of else step
    listed = [one for one in source.options if bool(one.under) is bool(step.options_of)]
    on_offer = {one.code for one in offered(script, heard.session, step)}
    counted: dict[str, int] = {}
    for one in listed:
        place = counted[one.under] = counted.get(one.under, -1) + 1
        yield Choice(
            code=one.code,
            label=_label(one, voices[0]),
            aloud=_label(one, voices[1]),
            key=KEYS[place] if place < len(KEYS) else "",
            is_chosen=one.code in call.codes.get(step.name, ()),
            under=one.under,
            is_shown=one.code in on_offer,
        )


def _label(option: Option, speaker: Speaker) -> str:
    return speaker.words(option.text, option.values)


def _wanted(notice: Notice, operator: Speaker) -> str:
    values = {
        name: operator.number(value) if isinstance(value, int | float) else value
        for name, value in notice.values.items()
    }
    return operator.say(sentences.NOTICES[notice.code], **values)
