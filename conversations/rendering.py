"""A turn of the engine as messages in one language: plain text and rows of buttons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from conversations import sentences
from conversations.dialogue import collecting
from conversations.dialogue.answers import Answer
from conversations.dialogue.extraction import current
from conversations.dialogue.script import Option, Script, Step, Words
from conversations.dialogue.session import Ask, Choice, Notice, Session, Turn
from conversations.message import Button, Message
from directory.territory import Territories
from locales import formatting
from locales.catalogue import Catalogue
from locales.texts import Text

NUMERIC = ("number", "age")
"""Kinds of questions whose answers are numbers, or spans of them."""
SHORT = 18
"""Characters up to which two buttons stand in one row on a small phone."""


@dataclass(frozen=True, slots=True, eq=False)
class Speaker:
    """One language, the names of places in it, and the numbers to call. One for each language of a house.

    The sentences of the scripts are filled in once, and the labels of their buttons put together once: there
    are a few hundred, and nobody's words among them.
    """

    catalogue: Catalogue
    territories: Territories
    emergency: str
    helpline: str
    labels: dict[tuple[object, ...], str] = field(init=False, repr=False, default_factory=dict)
    _scripted: dict[tuple[object, ...], str] = field(init=False, repr=False, default_factory=dict)

    def say(self, text: Text, /, **values: object) -> str:
        """Give the sentence, filled in."""
        return self.catalogue.say(text, **values)

    def words(self, words: Words, values: Mapping[str, float] | None = None) -> str:
        """Give a sentence of a script with its own values, written as the language writes numbers."""
        key = (*words, *values.items()) if values else words
        found = self._scripted.get(key)
        if found is None:
            written = {name: self.number(value) for name, value in (values or {}).items()}
            found = self._scripted[key] = self.catalogue.say(Text(*words), number=self.helpline, **written)
        return found

    def number(self, value: float) -> str:
        """Give a number as the language writes it."""
        return formatting.number(value, self.catalogue.language)

    def place(self, code: str) -> str:
        """Give the full name of a place: its own name and those that tell it from its namesakes."""
        return self.territories.full_name(code, self.catalogue.language)


def render(
    script: Script, turn: Turn, speaker: Speaker, receiver: str = "", under: Sequence[str] = ()
) -> list[Message]:
    """Give the messages of a turn, in order. `receiver` names the department that would get the report;
    `under` are lines below the overview, the review or the question (`asides`).

    The emergency sentence stands alone; when the place has just become known, the next message shows what was
    written so far and who will receive it; the open question comes last.
    """
    messages = []
    if any(notice.code == "emergency" for notice in turn.notices):
        messages.append(Message(speaker.say(sentences.NOTICES["emergency"], number=speaker.emergency)))
    told = [_notice(one, speaker) for one in turn.notices if one.code != "emergency"]
    if turn.placed and not _is_review(turn):
        overview = [
            *told,
            *_lines(script, turn.session, speaker, without="where"),
            *_receiver(receiver, speaker),
            *under,
        ]
        ready = [speaker.say(sentences.NOTHING_SENT), speaker.say(sentences.SENT_SOON)]
        messages.append(Message("\n".join([*overview, "", *ready]), clear=True))
        told, under = [], ()
    if turn.ask:
        messages += _question(script, turn, speaker, told, _receiver(receiver, speaker), under)
    elif told:
        messages.append(Message("\n".join(told)))
    return messages


def lines(script: Script, session: Session, speaker: Speaker) -> list[str]:
    """Give every answer as a line "Label: value", in the order of the questions."""
    return _lines(script, session, speaker)


def answers(script: Script, session: Session, speaker: Speaker) -> list[tuple[str, str]]:
    """Give every answer with the question that it answers, as it was asked, in the order of the questions.

    What goes without asking in a telephone call is left out.
    """
    told = ((script.step(name), answer) for name, answer in current(script, session))
    return [
        (speaker.words(step.ask), value)
        for step, answer in told
        if step.label and not step.by_phone and (value := _value(script, step, answer, speaker))
    ]


def _question(
    script: Script,
    turn: Turn,
    speaker: Speaker,
    told: list[str],
    receiver: list[str],
    under: Sequence[str],
) -> list[Message]:
    ask = turn.ask
    assert ask is not None
    step = script.step(ask.step)
    text = [*told, ""] if told else []
    if _is_review(turn):
        text += [speaker.words(step.ask), "", *_lines(script, turn.session, speaker)]
        text += [*receiver, *(["", *under] if under else []), "", speaker.say(sentences.NOTHING_SENT)]
    elif ask.form:
        text += [speaker.words(step.note)] if step.note and step.kind == "media" else []
        text.append(speaker.say(sentences.FORMS[ask.form]))
    else:
        text += [speaker.words(one) for one in (step.ask, step.hint) if one]
        text += [part for line in under for part in ("", line)]
    question = Message("\n".join(text).strip(), _rows(script, step, ask, speaker))
    if step.kind != "place" or ask.form:
        return [question]
    safety = speaker.words(step.note) if step.note else speaker.words(step.ask)
    return [Message(safety, place_button=speaker.say(sentences.SHARE_PLACE)), question]


def _is_review(turn: Turn) -> bool:
    return turn.ask is not None and turn.ask.form == "review"


def _notice(notice: Notice, speaker: Speaker) -> str:
    if notice.code == "says" and notice.words:
        return speaker.words(notice.words)
    values: dict[str, object] = {
        name: speaker.number(value) if isinstance(value, int | float) else value
        for name, value in notice.values.items()
    }
    values["number"] = speaker.helpline
    if notice.words:
        values["example"] = speaker.words(notice.words)
    if notice.place:
        values["place"] = speaker.place(notice.place)
    return speaker.say(sentences.NOTICES[notice.code], **values)


def _receiver(receiver: str, speaker: Speaker) -> list[str]:
    return [speaker.say(sentences.RECEIVER, department=receiver)] if receiver else []


def _lines(script: Script, session: Session, speaker: Speaker, without: str = "") -> list[str]:
    told: dict[str, list[str]] = {}
    for name, answer in current(script, session):
        step = script.step(name)
        value = _value(script, step, answer, speaker)
        if step.label and value and name != without:
            told.setdefault(speaker.words(step.label), []).append(value)
    files, asked = collecting.files(session), script.first_of("media")
    if files and asked and asked.label:
        told.setdefault(speaker.words(asked.label), []).insert(0, speaker.number(len(files)))
    return [
        speaker.say(sentences.LABEL_VALUE, label=label, value=" – ".join(values))
        for label, values in told.items()
    ]


def _value(script: Script, step: Step, answer: Answer, speaker: Speaker) -> str:
    source = script.step(step.options_of) if step.options_of else step
    options = [option for code in answer.codes if (option := source.option(code))]
    parts = [speaker.words(option.text, option.values) for option in options]
    if answer.place:
        parts.append(speaker.place(answer.place))
    if answer.text and not _is_said_already(answer.text, parts):
        parts.append(formatting.bands(answer.text) if step.kind in NUMERIC else answer.text)
    elif answer.ages and not answer.text:
        parts.append(", ".join(map(str, answer.ages)))
    elif answer.number is not None and step.kind != "media" and not options and not answer.text:
        parts.append(speaker.number(answer.number))
    if answer.voice:
        parts.append(speaker.say(sentences.VOICE))
    return ", ".join(parts)


def _is_said_already(text: str, parts: list[str]) -> bool:
    """Tell whether what was typed stands in the names that were understood, or was short and understood."""
    return bool(parts) and (len(text) < SHORT or text.casefold() in ", ".join(parts).casefold())


def _rows(script: Script, step: Step, ask: Ask, speaker: Speaker) -> tuple[tuple[Button, ...], ...]:
    """Lay the buttons out: two short ones in a row; under them the engine's own, send alone in the last."""
    choices = [_button(script, step, one, speaker) for one in ask.choices]
    nav = [_button(script, step, one, speaker) for one in ask.nav if one.word != "send"]
    send = [_button(script, step, one, speaker) for one in ask.nav if one.word == "send"]
    return (*_paired(choices), *_paired(nav), *((one,) for one in send))


def _paired(buttons: list[Button]) -> list[tuple[Button, ...]]:
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        last = rows[-1] if rows else ()
        if len(last) == 1 and len(button.label) <= SHORT and len(last[0].label) <= SHORT:
            rows[-1] = (last[0], button)
        else:
            rows.append((button,))
    return rows


def _button(script: Script, step: Step, choice: Choice, speaker: Speaker) -> Button:
    if choice.place:
        return Button(speaker.place(choice.place)[:60], choice.token)
    key = (script.digest, step.name, choice.option, choice.word, choice.marked)
    label = speaker.labels.get(key)
    if label is None:
        label = speaker.labels[key] = _label(script, step, choice, speaker)[:60]
    return Button(label, choice.token)


def _label(script: Script, step: Step, choice: Choice, speaker: Speaker) -> str:
    if choice.option:
        option = _option(script, step, choice.option)
        label = speaker.words(option.text, option.values)
        return speaker.say(sentences.MARKED, option=label) if choice.marked else label
    if choice.word.startswith("step:"):
        labelled = script.step(choice.word.removeprefix("step:"))
        return speaker.words(labelled.label or labelled.ask)
    return speaker.say(sentences.WORDS[choice.word])


def _option(script: Script, step: Step, code: str) -> Option:
    source = script.step(step.options_of) if step.options_of else step
    option = source.option(code)
    assert option is not None
    return option
